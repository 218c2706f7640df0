"""A batch with the real intake, readers, checks and engine."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest
from PIL import Image

from yuejuan.artifacts.measure.measurer import Measurer
from yuejuan.exam import intake, prepare
from yuejuan.exam.batch import BatchOutcome, grade_batch
from yuejuan.exam.entries import find_entries
from yuejuan.exam.procedure import sheet_procedure
from yuejuan.exam.roster import Roster
from yuejuan.exam.what_if import what_if
from yuejuan.gradebook.store import ResultStore
from yuejuan.graders.binding import BoundSheet, bind
from yuejuan.graders.registry import installed
from yuejuan.tests.graders.builders import human_part, part, sheet


def bound(width: int) -> BoundSheet:
    size = part("size", "3", check="image.size", deliverables=("logo",), parameters={"width": width, "height": 50})
    return bind(sheet(("logo", [size, human_part("taste", "2")])), installed())


@pytest.fixture
def submissions(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    for number, width in (("2026001", 100), ("2026002", 90), ("2026003", None)):
        (folder / number).mkdir(parents=True)
        if width is not None:
            Image.new("RGB", (width, 50), "red").save(folder / number / "logo.png")
    (folder / "2026004").mkdir()
    (folder / "2026004" / "logo.png").write_bytes(b"\x89PNG\r\n\x1a\n broken")
    return folder


def grade(folder: Path, out: Path, width: int = 100) -> BatchOutcome:
    return grade_batch(find_entries(folder, Roster(())), sheet_procedure(bound(width)), out)


def test_marks_come_from_pictures_to_results(submissions: Path, tmp_path: Path) -> None:
    outcome = grade(submissions, tmp_path / "out")
    intervals = {summary.candidate: (summary.low, summary.high) for summary in outcome.summaries}
    assert intervals == {"2026001": ("3", "5"), "2026002": ("0", "2"), "2026003": ("0", "2"), "2026004": ("0", "5")}
    assert outcome.summaries[3].open == {"human": 1, "unreadable": 1}
    assert outcome.notes == ()
    assert not any(summary.new for summary in grade(submissions, tmp_path / "out").summaries)


def test_what_if_judges_the_stored_facts_by_another_sheet(submissions: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    grade(submissions, out)
    with Measurer(out / ".yuejuan") as measurer:
        changes = list(
            what_if(find_entries(submissions, Roster(())), ResultStore(out), sheet_procedure(bound(90)), measurer)
        )
        assert measurer._process.pid is None
    assert [(change.candidate, change.before, change.after, change.unmeasured) for change in changes] == [
        ("2026001", ("3", "5"), ("0", "2"), ()),
        ("2026002", ("0", "2"), ("3", "5"), ()),
    ]


def test_an_exception_while_opening_loses_no_mark(
    submissions: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = intake.open_entry

    def fails_once(entry: object, unpack: object) -> object:
        opened = whole(entry, unpack)  # type: ignore[arg-type]
        if opened.entry.candidate == "2026001":
            raise PermissionError("not yours")
        return opened

    monkeypatch.setattr(prepare, "open_entry", fails_once)
    outcome = grade(submissions, tmp_path / "out")
    crashed, other, *_ = outcome.summaries
    assert (crashed.low, crashed.high, crashed.open) == ("0", "5", {"crashed": 1, "human": 1})
    assert (other.low, other.high) == ("0", "2")
    result = ResultStore(tmp_path / "out").read("2026001")
    assert [point.message.values.get("error") for point in result.criteria[0].parts[0].finding] == ["PermissionError"]
    monkeypatch.setattr(prepare, "open_entry", whole)
    assert grade(submissions, tmp_path / "out").summaries[0].low == "3"


def test_the_real_procedure_runs_in_other_processes(submissions: Path, tmp_path: Path) -> None:
    grade(submissions, tmp_path / "threads")
    entries = find_entries(submissions, Roster(()))
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as executor:
        grade_batch(entries, sheet_procedure(bound(100)), tmp_path / "processes", executor=executor)
    threads, processes = ResultStore(tmp_path / "threads"), ResultStore(tmp_path / "processes")
    assert list(processes.candidates()) == [entry.candidate for entry in entries]
    for entry in entries:
        assert processes.path(entry.candidate).read_bytes() == threads.path(entry.candidate).read_bytes()
