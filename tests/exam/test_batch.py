"""A batch loses nothing: not to a crash, not to a kill, not to a damaged document; and it does nothing twice."""

from __future__ import annotations

import importlib
import io
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from yuejuan.artifacts.measure.measurer import Measurer
from yuejuan.exam.batch import BatchError, BatchInterrupted, grade_batch
from yuejuan.exam.progress import ProgressBar
from yuejuan.exam.submission_grading import Summary
from yuejuan.exam.what_if import what_if
from yuejuan.gradebook.store import ResultStore
from yuejuan.messages import render

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")


@pytest.fixture
def little(helpers: Path) -> ModuleType:
    return importlib.import_module("batch_procedure")


def handed_in(folder: Path, submissions: Mapping[str, Mapping[str, str]]) -> Path:
    for candidate, files in submissions.items():
        (folder / candidate).mkdir(parents=True)
        for name, text in files.items():
            (folder / candidate / name).write_text(text)
    return folder


def documents(out: Path) -> dict[str, bytes]:
    """Everything that reports are made from, by path. Not the records: they follow the program's own source."""
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file() and not {".yuejuan", "records"} & set(path.parts)
    }


def grade(little: ModuleType, folder: Path, out: Path, **options: Any) -> dict[str, Summary]:
    worth = options.pop("worth", 1)
    outcome = grade_batch(little.entries(folder), little.procedure(worth), out, **options)
    return {summary.candidate: summary for summary in outcome.summaries}


def test_a_failure_opens_its_own_point_and_no_other(little: ModuleType, tmp_path: Path) -> None:
    folder = handed_in(
        tmp_path / "in",
        {
            "01": {"a.bin": "fine", "b.bin": "good"},
            "02": {"a.bin": "fine", "b.bin": "exit"},
            "03": {"a.bin": "hang", "b.bin": "fine"},
            "04": {"a.bin": "open fails", "b.bin": "fine"},
            "05": {"a.bin": "unreadable", "b.bin": "tool", "c.bin": "fine"},
            "06": {},
        },
    )
    summaries = grade(little, folder, tmp_path / "out")
    standing = {name: (summary.low, summary.high, summary.open) for name, summary in summaries.items()}
    assert standing == {
        "01": ("2", "2", {}),
        "02": ("1", "2", {"crashed": 1}),
        "03": ("1", "2", {"timeout": 1}),
        "04": ("0", "1", {"crashed": 1}),
        "05": ("1", "3", {"tool_missing": 1, "unreadable": 1}),
        "06": ("0", "0", {}),
    }
    assert list(summaries) == list(ResultStore(tmp_path / "out").candidates()) == ["01", "02", "03", "04", "05", "06"]
    assert "RuntimeError: opening fails" in (tmp_path / "out" / ".yuejuan" / "measuring.log").read_text()
    index = json.loads((tmp_path / "out" / "batch.json").read_text())
    assert index["submissions"][0] == ["01", "01"]


def test_a_second_run_judges_only_what_changed(little: ModuleType, tmp_path: Path) -> None:
    folder = handed_in(tmp_path / "in", {"01": {"a.bin": "fine"}, "02": {"a.bin": "exit"}, "03": {"a.bin": "fine"}})
    out = tmp_path / "out"
    first = grade(little, folder, out)
    before = documents(out)
    assert all(summary.new for summary in first.values())
    again = grade(little, folder, out)
    assert not any(summary.new for summary in again.values())
    assert documents(out) == before
    (folder / "03" / "b.bin").write_text("good")
    assert [name for name, summary in grade(little, folder, out).items() if summary.new] == ["03"]
    assert all(summary.new for summary in grade(little, folder, out, worth=2).values())


def test_retry_measures_again_what_may_succeed_now(
    little: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = handed_in(
        tmp_path / "in", {"01": {"a.bin": "fine"}, "02": {"a.bin": "flag"}, "03": {"a.bin": "unreadable"}}
    )
    out = tmp_path / "out"
    monkeypatch.setenv("FLAG_OF_TEST", "crash")
    assert grade(little, folder, out)["02"].open == {"crashed": 1}
    monkeypatch.setenv("FLAG_OF_TEST", "work")
    assert grade(little, folder, out)["02"].open == {"crashed": 1}
    retried = grade(little, folder, out, retry=True)
    assert retried["02"].open == {}
    assert [name for name, summary in retried.items() if summary.new] == ["02"]


@pytest.mark.parametrize("damage", [b"", b"{", b'{"schema": "yuejuan.result/1"}', None])
def test_a_damaged_document_is_made_again(little: ModuleType, tmp_path: Path, damage: bytes | None) -> None:
    folder = handed_in(tmp_path / "in", {"01": {"a.bin": "fine"}, "02": {"a.bin": "good x"}})
    out = tmp_path / "out"
    grade(little, folder, out)
    whole = documents(out)
    path = ResultStore(out).path("01")
    # A mark that somebody altered by hand is valid JSON, and still not what was graded.
    path.write_bytes(path.read_bytes().replace(b'"low": "1"', b'"low": "9"') if damage is None else damage)
    assert documents(out) != whole
    again = grade(little, folder, out)
    assert [name for name, summary in again.items() if summary.new] == ["01"]
    assert documents(out) == whole


@posix_only
def test_killed_at_random_moments_it_ends_with_the_same_bytes(
    little: ModuleType, helpers: Path, tmp_path: Path
) -> None:
    submissions = {f"{number:02}": {"a.bin": f"slow {number}", "b.bin": f"slow b{number}"} for number in range(8)}
    folder = handed_in(tmp_path / "in", submissions)
    grade(little, folder, tmp_path / "undisturbed")
    out = tmp_path / "out"
    command = [sys.executable, str(helpers / "batch_procedure.py"), str(folder), str(out)]
    moments = random.Random(20240229)
    killed = 0
    for _ in range(4):
        run = subprocess.Popen(command)
        time.sleep(moments.uniform(0.3, 0.9))
        run.kill()
        killed += run.wait() == -signal.SIGKILL
    assert killed >= 2
    subprocess.run(command, check=True, timeout=60)
    assert documents(out) == documents(tmp_path / "undisturbed")
    assert list(out.rglob("*.tmp")) == []


@posix_only
def test_ctrl_c_stops_soon_says_how_to_go_on_and_stores_no_failure(
    little: ModuleType, helpers: Path, tmp_path: Path
) -> None:
    folder = handed_in(tmp_path / "in", {"01": {"a.bin": "fine"}, "02": {"a.bin": "hang"}, "03": {"a.bin": "hang"}})
    out = tmp_path / "out"
    command = [sys.executable, str(helpers / "batch_procedure.py"), str(folder), str(out)]
    run = subprocess.Popen(command, stderr=subprocess.PIPE, encoding="utf-8")
    end = time.monotonic() + 20
    while not ResultStore(out).path("01").exists() and time.monotonic() < end:
        time.sleep(0.05)
    time.sleep(0.5)
    run.send_signal(signal.SIGINT)
    _, said = run.communicate(timeout=20)
    assert "1/3" in said
    assert "Traceback" not in said
    assert list(ResultStore(out).candidates()) == ["01"]


def test_an_interrupt_in_this_process_closes_everything(little: ModuleType, tmp_path: Path) -> None:
    folder = handed_in(tmp_path / "in", {"01": {"a.bin": "fine"}, "02": {"a.bin": "hang"}})

    def interrupt(done: int, total: int, summary: Summary | None) -> None:
        if done:
            raise KeyboardInterrupt

    with pytest.raises(BatchInterrupted) as caught:
        grade(little, folder, tmp_path / "out", progress=interrupt, jobs=2)
    assert str(tmp_path / "out") in render(caught.value.message)
    assert not (tmp_path / "out" / "batch.json").exists()


@posix_only
def test_two_runs_never_write_into_one_folder(little: ModuleType, helpers: Path, tmp_path: Path) -> None:
    folder = handed_in(tmp_path / "in", {"01": {"a.bin": "fine"}})
    out = tmp_path / "out"
    refused: list[str] = []

    def start_another(done: int, total: int, summary: Summary | None) -> None:
        if not refused:
            command = [sys.executable, str(helpers / "batch_procedure.py"), str(folder), str(out)]
            refused.append(subprocess.run(command, capture_output=True, encoding="utf-8", timeout=30).stderr)
            with pytest.raises(BatchError):
                grade(little, folder, out)

    grade(little, folder, out, progress=start_another)
    assert "另一个 yuejuan" in refused[0]
    grade(little, folder, out)


def test_a_process_executor_gives_the_same_bytes(little: ModuleType, tmp_path: Path) -> None:
    folder = handed_in(tmp_path / "in", {f"{number}": {"a.bin": f"fine {number}"} for number in range(4)})
    grade(little, folder, tmp_path / "threads", jobs=3)
    import multiprocessing

    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as executor:
        grade(little, folder, tmp_path / "processes", executor=executor)
    assert documents(tmp_path / "threads") == documents(tmp_path / "processes")


def test_progress_counts_up_to_the_number_handed_in(little: ModuleType, tmp_path: Path) -> None:
    folder = handed_in(tmp_path / "in", {f"{number}": {"a.bin": "fine"} for number in range(3)})
    seen: list[tuple[int, int]] = []
    grade(little, folder, tmp_path / "out", progress=lambda done, total, summary: seen.append((done, total)))
    assert seen == [(0, 3), (1, 3), (2, 3), (3, 3)]


def test_what_if_tells_whose_mark_changes_and_changes_nothing(little: ModuleType, tmp_path: Path) -> None:
    folder = handed_in(tmp_path / "in", {"01": {"a.bin": "fine"}, "02": {}, "03": {"a.bin": "fine."}})
    out = tmp_path / "out"
    grade(little, folder, out)
    (folder / "03" / "a.bin").write_text("good and new")
    before = documents(out)
    with Measurer(out / ".yuejuan", readers=little.procedure().readers) as measurer:
        changes = list(what_if(little.entries(folder), ResultStore(out), little.procedure(2), measurer))
    assert [(change.candidate, change.before, change.after) for change in changes] == [
        ("01", ("1", "1"), ("2", "2")),
        ("03", ("1", "1"), ("0", "2")),
    ]
    assert (changes[0].points, changes[0].unmeasured) == ((), ())
    assert [request.file for request in changes[1].unmeasured] == ["a.bin"]
    assert [point.key for point in changes[1].points] == ["a.bin"]
    assert documents(out) == before


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("stream", [io.StringIO(), Terminal()])
def test_the_bar_is_drawn_on_a_terminal_only(stream: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(os.environ, "TERM", "xterm")
    with ProgressBar(stream=stream) as bar:
        bar(0, 2, None)
        bar(2, 2, None)
    assert ("2/2" in stream.getvalue()) == stream.isatty()
