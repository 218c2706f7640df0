"""Preparing a submission: what a teacher writes of a file is taken as people see it."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from PIL import Image

from yuejuan.artifacts.measure.measurer import Measurer
from yuejuan.exam.corrections import Corrections
from yuejuan.exam.entries import single_entry
from yuejuan.exam.prepare import Materials, prepare
from yuejuan.rubrics.loader import load_paper

PAPER = """
schema: yuejuan.paper/1
id: small
project: shop_design
title: 小试题
minutes: 10
deliverables: [{id: logo, title: 店标, name: logo.png, kind: image, clues: {words: [店标]}}]
points: {shop_design.logo: {original: 90}, shop_design.literacy: {order: 10}}
"""


@pytest.mark.parametrize("written", ["图/店标2.png", "2024001甲.zip!/2024001甲/图/店标2.png"])
def test_a_file_in_an_archive_is_meant_with_or_without_the_archive(tmp_path: Path, written: str) -> None:
    (tmp_path / "paper").mkdir()
    (tmp_path / "paper/paper.yaml").write_text(PAPER, encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "2024001甲.zip", "w") as archive:
        for name, colour in (("店标1.png", "red"), ("店标2.png", "blue")):
            Image.new("RGB", (8, 8), colour).save(tmp_path / name)
            archive.write(tmp_path / name, f"2024001甲/图/{name}")
    choice = {"candidate": "2024001", "deliverable": "logo", "file": written, "by": "王老师", "why": "考生说明"}
    corrections = Corrections.model_validate({"schema": "yuejuan.corrections/1", "files": [choice]})
    sheet = load_paper(tmp_path / "paper")
    entry = single_entry(tmp_path / "2024001甲.zip")
    with Measurer() as measurer:
        submission = prepare(entry, sheet, Materials.of(sheet), measurer, corrections).submission
    assert [match.files for match in submission.matches] == [("2024001甲.zip!/2024001甲/图/店标2.png",)]
    assert "exam.correction_unknown_file" not in {note.id for note in submission.notes}
