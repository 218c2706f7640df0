"""Running the real program: wall time, peak memory of the whole tree, and a refusal where anything failed."""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

ROOT = Path(__file__).resolve().parents[1]
SCRIPT = str(Path(sys.executable).with_name("yuejuan"))
PAPERS = ROOT / "tests" / "papers"
TASKS = ("shop_design", "marketing_plan")
_LOOK_SECONDS = 0.05
_MANY = 100
# One thread for each measuring process, so that two of them can be held against one; byte code is kept, as an
# installed program keeps it.
_ENVIRONMENT = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"} | {
    "YUEJUAN_THREADS": "1"
}


class Failed(Exception):
    """Something did not succeed, so there is no number."""


@dataclass(frozen=True)
class Ran:
    """One finished process: seconds of wall time and of all processors, peak resident bytes, both with its children."""

    seconds: float
    cpu: float
    peak: int
    stdout: str


def rounds(submissions: int) -> int:
    """How often something is run: a long run tells enough by itself."""
    return 1 if submissions > _MANY else 3


def run(command: Sequence[str | Path], *, memory: bool = False) -> Ran:
    """Run to the end. ``memory`` looks at the tree twenty times a second, which costs time itself."""
    began, cpu = time.perf_counter(), _cpu_of_children()
    process = subprocess.Popen(
        [str(part) for part in command],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        cwd=ROOT,
        env=_ENVIRONMENT,
    )
    watch = _Watch(process.pid) if memory else None
    stdout, stderr = process.communicate()
    seconds = time.perf_counter() - began
    if process.returncode != 0:
        raise Failed(f"{' '.join(map(str, command))} ended with {process.returncode}: {stderr.strip()[-500:]}")
    return Ran(seconds, _cpu_of_children() - cpu, watch.stop() if watch is not None else 0, stdout)


def _cpu_of_children() -> float:
    """Seconds that all finished children of this process and their own finished children have computed."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


class _Watch:
    def __init__(self, pid: int) -> None:
        self._process = psutil.Process(pid)
        self._peak = 0
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def _look(self) -> None:
        while not self._done.wait(_LOOK_SECONDS):
            total = 0
            try:
                for process in (self._process, *self._process.children(recursive=True)):
                    total += process.memory_info().rss
            except psutil.NoSuchProcess:
                # A process ended between listing and looking: the next look sees the others.
                continue
            self._peak = max(self._peak, total)

    def stop(self) -> int:
        self._done.set()
        self._thread.join()
        return self._peak


def grade(task: str, submissions: Path, out: Path, *options: str, count: int, memory: bool = False) -> Ran:
    """``yuejuan grade`` without reports. :class:`Failed` unless all ``count`` were graded and every file was read."""
    paper = PAPERS / f"practice_{task}"
    command: list[str | Path] = [
        SCRIPT,
        "grade",
        submissions,
        "--paper",
        paper,
        "--out",
        out,
        "--no-report",
        "--json",
        *options,
    ]
    ran = run(command, memory=memory)
    lines: list[dict[str, Any]] = json.loads(ran.stdout)["submissions"]
    broken = [line["folder"] for line in lines if line.get("failed") or _BROKEN & line.get("open", {}).keys()]
    if len(lines) != count or broken:
        raise Failed(f"{len(lines)} of {count} graded, not measured in {broken[:5]}")
    return ran


@dataclass(frozen=True)
class Fresh:
    """Runs that began from nothing, and the folder that the last of them left."""

    runs: tuple[Ran, ...]
    out: Path


_fresh: dict[tuple[str, int, int], Fresh] = {}


def fresh(task: str, submissions: Path, folder: Path, jobs: int, count: int) -> Fresh:
    """Grade everything from nothing, as often as :func:`rounds` says; two benchmarks that ask for it share the runs."""
    key = (task, jobs, count)
    if key not in _fresh:
        out = folder / f"out-{task}-{jobs}"
        runs = []
        for _ in range(rounds(count)):
            shutil.rmtree(out, ignore_errors=True)
            runs.append(grade(task, submissions, out, "--jobs", str(jobs), count=count))
        _fresh[key] = Fresh(tuple(runs), out)
    return _fresh[key]


_BROKEN = {"crashed", "timeout", "tool_missing", "unreadable"}
