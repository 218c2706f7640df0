"""``yuejuan doctor``: what is there, what is missing, and what that costs."""

from __future__ import annotations

from pathlib import Path

import pytest

from yuejuan.artifacts.doctor import TOOLS, diagnose
from yuejuan.exam.grading import task_of
from yuejuan.messages import render

PAPER = Path(__file__).parents[1] / "papers" / "practice_marketing_plan"


def test_on_a_bare_machine_every_program_is_missing_and_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    found = {diagnosis.tool.id: diagnosis for diagnosis in diagnose()}
    missing = {name for name, diagnosis in found.items() if diagnosis.version is None}
    assert missing >= {"office", "archiver", "browser", "font"}
    for name in missing:
        for language in ("zh_CN", "en"):
            assert found[name].tool.package in render(found[name].effect, language)  # type: ignore[arg-type]


def test_the_version_is_what_the_program_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("soffice", "7z"):
        (tmp_path / name).write_text("#!/bin/sh\n", encoding="utf-8")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    versions = {diagnosis.tool.id: diagnosis.version for diagnosis in diagnose(lambda command: "LibreOffice 24.8\n")}
    assert versions["office"] == "LibreOffice 24.8"
    assert versions["archiver"] == str(tmp_path / "7z")
    assert versions["browser"] is None


def test_grading_tells_before_it_starts_how_many_points_stay_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "20260001").mkdir()
    monkeypatch.setenv("PATH", "/nowhere")
    task = task_of(tmp_path, PAPER, None, tmp_path / "out", None)
    told = {str(note.values["tool"]): note.values["points"] for note in task.notes}
    assert told["LibreOffice"] > 0  # type: ignore[operator]
    assert "Chromium" not in told, "this paper asks for no running page"


def test_every_tool_has_its_own_id() -> None:
    assert len({tool.id for tool in TOOLS}) == len(TOOLS)
