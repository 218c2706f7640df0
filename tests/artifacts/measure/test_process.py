"""Readers that hang, crash, eat memory or make noise spoil their own measurement and no other."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import psutil
import pytest

from yuejuan.artifacts.image.facts import ImageFacts
from yuejuan.artifacts.measure import process
from yuejuan.artifacts.measure.process import MeasuringProcess
from yuejuan.artifacts.reader import FailureReason, Source
from yuejuan.artifacts.request import Failure, Outcome
from yuejuan.messages import render

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
linux_only = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux limits the address space")


def source(folder: Path, text: str, name: str = "作品.bin", **parameters: str) -> Source:
    path = folder / name
    path.write_text(text)
    return Source(path=path, name=name, root=folder, parameters=parameters)


def measured(outcome: Outcome) -> ImageFacts:
    assert isinstance(outcome, ImageFacts), outcome
    return outcome


def failed(outcome: Outcome) -> Failure:
    assert isinstance(outcome, Failure), outcome
    return outcome


def gone(pid: int, seconds: float = 5.0) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
            return True
        time.sleep(0.02)
    return False


def test_facts_come_back_as_the_reader_made_them_from_one_warm_child(process: MeasuringProcess, tmp_path: Path) -> None:
    first = measured(process.measure("hostile", source(tmp_path, "fine abc", colour="红")))
    second = measured(process.measure("hostile", source(tmp_path, "good abcd")))
    assert (first.format, first.width, first.icc, first.height) == ("fine", 3, "红", None)
    assert first.not_measured[0].field == "dpi"
    assert (second.format, second.width) == ("good", 4)
    assert first.sha256 == second.sha256 == str(process.pid)


@pytest.mark.parametrize("word", ["hang", "spin"])
def test_a_measurement_without_end_is_a_timeout(process: MeasuringProcess, tmp_path: Path, word: str) -> None:
    failure = failed(process.measure("brief", source(tmp_path, word)))
    assert failure.reason is FailureReason.TIMEOUT
    assert failure.message.values == {"file": "作品.bin", "reader": "brief", "seconds": 1.0}
    assert measured(process.measure("hostile", source(tmp_path, "fine"))).format == "fine"


@posix_only
@pytest.mark.parametrize(
    ("word", "how"), [("exit", "7"), ("segv", "SIGSEGV"), ("close-all", None), ("system-exit", "5")]
)
def test_a_crash_names_reader_and_signal_and_spoils_nothing_else(
    process: MeasuringProcess, tmp_path: Path, word: str, how: str | None
) -> None:
    measured(process.measure("hostile", source(tmp_path, "fine")))
    failure = failed(process.measure("hostile", source(tmp_path, word)))
    assert failure.reason is FailureReason.CRASHED
    assert failure.message.values["reader"] == "hostile"
    assert how is None or failure.message.values["how"] == how
    assert measured(process.measure("hostile", source(tmp_path, "fine"))).format == "fine"


@posix_only
def test_a_child_that_is_killed_between_two_measurements_is_named_and_replaced(
    process: MeasuringProcess, tmp_path: Path
) -> None:
    measured(process.measure("hostile", source(tmp_path, "fine")))
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    failure = failed(process.measure("hostile", source(tmp_path, "fine")))
    assert "SIGKILL" in render(failure.message)
    assert measured(process.measure("hostile", source(tmp_path, "fine"))).format == "fine"


@linux_only
def test_too_much_memory_fails_the_measurement_only(process: MeasuringProcess, tmp_path: Path) -> None:
    failure = failed(process.measure("hostile", source(tmp_path, "memory")))
    assert (failure.reason, failure.message.id) == (FailureReason.CRASHED, "measure.memory")
    assert failure.message.values["megabytes"] == 512
    assert measured(process.measure("hostile", source(tmp_path, "fine"))).format == "fine"


def test_the_memory_of_started_programs_counts(process: MeasuringProcess, tmp_path: Path) -> None:
    failure = failed(process.measure("programs", source(tmp_path, "program-memory")))
    assert failure.message.id == "measure.memory"
    assert measured(process.measure("programs", source(tmp_path, "fine"))).format == "fine"


@pytest.mark.parametrize("word", ["print", "close", "stdin", "scratch"])
def test_noise_closed_standard_streams_and_hungry_programs_do_no_harm(
    process: MeasuringProcess, tmp_path: Path, word: str
) -> None:
    for _ in range(2):
        assert measured(process.measure("hostile", source(tmp_path, word))).format == word


@pytest.mark.parametrize(("reader", "end"), [("brief", "hang"), ("hostile", "crash"), ("hostile", "")])
def test_started_programs_do_not_outlive_the_child(
    process: MeasuringProcess, tmp_path: Path, reader: str, end: str
) -> None:
    process.measure(reader, source(tmp_path, f"fork {end}"))
    process.close()
    assert gone(int((tmp_path / "作品.pid").read_text()))


def test_unreadable_and_missing_tools_keep_the_reader_s_own_words(process: MeasuringProcess, tmp_path: Path) -> None:
    unreadable = failed(process.measure("hostile", source(tmp_path, "unreadable")))
    assert (unreadable.reason, render(unreadable.message)) == (FailureReason.UNREADABLE, "作品.bin is damaged")
    as_facts = failed(process.measure("hostile", source(tmp_path, "unreadable-facts")))
    assert (as_facts.reason, render(as_facts.message)) == (FailureReason.UNREADABLE, "nothing")
    tool = failed(process.measure("hostile", source(tmp_path, "tool")))
    assert (tool.reason, tool.tool, render(tool.message)) == (FailureReason.TOOL_MISSING, "hammer", "no hammer")


def test_a_reader_s_exception_goes_to_the_log_and_only_its_type_to_people(
    process: MeasuringProcess, tmp_path: Path
) -> None:
    failure = failed(process.measure("hostile", source(tmp_path, "raise")))
    assert failure.reason is FailureReason.CRASHED
    assert "ValueError" in render(failure.message)
    assert "own mistake" not in render(failure.message)
    assert "a reader's own mistake" in (tmp_path / "child.log").read_text()


@pytest.mark.parametrize(("reader", "error"), [("nowhere", "ModuleNotFoundError"), ("other_shape", None)])
def test_a_broken_reader_is_a_crash(process: MeasuringProcess, tmp_path: Path, reader: str, error: str | None) -> None:
    failure = failed(process.measure(reader, source(tmp_path, "fine")))
    assert failure.reason is FailureReason.CRASHED
    assert error is None or failure.message.values["error"] == error


@posix_only
def test_a_child_ends_with_its_parent_even_while_it_hangs(readers: object, tmp_path: Path) -> None:
    (tmp_path / "hang.bin").write_text("fork hang")
    script = f"""
from pathlib import Path
from yuejuan.artifacts.measure.process import MeasuringProcess
from yuejuan.artifacts.reader import ReaderEntry, Source
entry = ReaderEntry(name="r", module="hostile_reader", facts="yuejuan.artifacts.image.facts:ImageFacts", seconds=300)
MeasuringProcess({{"r": entry}}).measure("r", Source(path=Path({str(tmp_path / "hang.bin")!r}), name="hang.bin"))
"""
    parent = subprocess.Popen([sys.executable, "-c", script])
    pid_file = tmp_path / "hang.pid"
    end = time.monotonic() + 30
    while not (pid_file.exists() and pid_file.read_text()) and time.monotonic() < end:
        time.sleep(0.05)
    grandchild = int(pid_file.read_text())
    child = psutil.Process(grandchild).ppid()
    folder = Path(psutil.Process(child).cwd())
    parent.kill()
    parent.wait()
    assert gone(child)
    assert gone(grandchild)
    assert not folder.exists()


def test_the_child_retires_after_a_thousand_measurements(process: MeasuringProcess, tmp_path: Path) -> None:
    work = source(tmp_path, "fine")
    pids = [measured(process.measure("hostile", work)).sha256 for _ in range(1001)]
    assert len(set(pids[:1000])) == 1
    assert pids[1000] != pids[0]


def test_a_decoder_is_made_by_one_thread_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two at once made msgspec read types that were not complete and ended the whole program."""
    inside, most = 0, 0
    real = process.importlib.import_module

    def slow(name: str) -> object:
        nonlocal inside, most
        inside += 1
        most = max(most, inside)
        time.sleep(0.05)
        inside -= 1
        return real(name)

    process._made_decoder.cache_clear()
    monkeypatch.setattr(process.importlib, "import_module", slow)
    facts = ["yuejuan.artifacts.image.facts:ImageFacts", "yuejuan.artifacts.document.facts:DocumentFacts"] * 2
    threads = [threading.Thread(target=process._decoder, args=(kind,)) for kind in facts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 1
