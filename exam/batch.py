"""Grading a batch: many submissions at once, each stored as it comes, killed and continued at any moment.

Threads wait on killable children, which do the work; see ``docs/decisions/0002-threads-over-killable-children.md``.
"""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TypeAlias

import msgspec

from yuejuan.artifacts import system
from yuejuan.artifacts.measure.measurer import Measurer
from yuejuan.artifacts.measure.process import Interrupted
from yuejuan.artifacts.system.atomic import write_atomically
from yuejuan.exam.submission_grading import Handed, Procedure, Summary, grade_submission
from yuejuan.gradebook.store import Gradebook, ResultStore
from yuejuan.messages import Message, say

BATCH_SCHEMA = "yuejuan.batch/1"
PRIVATE = ".yuejuan"
"""The folder below ``--out`` for what can be made again: facts, unpacked archives, the log, the lock."""

LOG = "measuring.log"
_LARGEST_LOG = 10 << 20
_POLL_SECONDS = 0.5


class BatchError(Exception):
    """The batch cannot start or was stopped; ``message`` says why and how to go on."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.id)
        self.message = message


class BatchInterrupted(BatchError):
    """Ctrl-C: everything finished so far is stored."""


class BatchIndex(msgspec.Struct, frozen=True, kw_only=True):
    """Which submissions belong to this batch, in the order of their folders. ``digest`` is the procedure's."""

    schema: str
    digest: str
    submissions: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class BatchOutcome:
    """The summaries in the order of the submissions, and remarks for the operator."""

    summaries: tuple[Summary, ...]
    notes: tuple[Message, ...] = ()


Progress: TypeAlias = Callable[[int, int, Summary | None], None]
"""Called in the main thread with what is done, how many there are, and what was finished last."""


def grade_batch(
    submissions: Sequence[Handed],
    procedure: Procedure,
    out: Path,
    *,
    jobs: int | None = None,
    retry: bool = False,
    executor: Executor | None = None,
    store: Gradebook | None = None,
    progress: Progress | None = None,
) -> BatchOutcome:
    """Grade all ``submissions`` into the folder ``out``; go on where an earlier run with the same inputs stopped.

    ``jobs`` is how many are graded at once (default: the cores of this machine). ``executor`` replaces the threads;
    then ``jobs`` counts for nothing. ``retry`` measures again what failed for want of time, tool or luck. Raises
    :class:`BatchError` when another run holds the folder, :class:`BatchInterrupted` after Ctrl-C.
    """
    book = store if store is not None else ResultStore(out)
    with _only_run(out) as private:
        _sweep(out, private)
        jobs = jobs or os.cpu_count() or 1
        crew = _crew(private, procedure, jobs if executor is None else None)
        own = None if executor is not None else ThreadPoolExecutor(jobs, "grading")
        pool = executor or own
        assert pool is not None
        try:
            tasks = (
                (position, pool.submit(grade_task, handed, procedure, book, private, retry))
                for position, handed in enumerate(submissions)
            )
            summaries = _collect({future: position for position, future in tasks}, out, progress, crew)
        finally:
            if own is not None:
                own.shutdown(wait=True, cancel_futures=True)
            trouble = crew.disband()
        _write_index(out, procedure, submissions)
    notes = (say("exam.batch.no_cache", reason=trouble, folder=str(private)),) if trouble is not None else ()
    return BatchOutcome(summaries, notes)


def grade_task(handed: Handed, procedure: Procedure, store: Gradebook, private: Path, retry: bool) -> Summary:
    """One unit of work, as an executor runs it in any thread or process."""
    return grade_submission(handed, procedure, store, _crew(private, procedure).measurer(), retry=retry)


def _write_index(out: Path, procedure: Procedure, submissions: Sequence[Handed]) -> None:
    pairs = tuple((handed.candidate, handed.folder) for handed in submissions)
    index = BatchIndex(schema=BATCH_SCHEMA, digest=procedure.digest, submissions=pairs)
    write_atomically(
        out / "batch.json", msgspec.json.format(msgspec.json.encode(index, order="sorted"), indent=1) + b"\n"
    )


def _collect(
    positions: dict[Future[Summary], int], out: Path, progress: Progress | None, crew: _Crew
) -> tuple[Summary, ...]:
    """Wait for all futures; on Ctrl-C stop the children, so that the threads end at once."""
    total = len(positions)
    summaries: dict[int, Summary] = {}
    waiting = set(positions)
    if progress is not None:
        progress(0, total, None)
    try:
        while waiting:
            # With a time-out, because Windows does not deliver Ctrl-C to a thread that waits without end.
            done, waiting = wait(waiting, timeout=_POLL_SECONDS, return_when=FIRST_COMPLETED)
            for future in done:
                summary = future.result()
                summaries[positions[future]] = summary
                if progress is not None:
                    progress(len(summaries), total, summary)
    except KeyboardInterrupt:
        for future in waiting:
            future.cancel()
        crew.interrupt()
        message = say("exam.batch.interrupted", done=len(summaries), total=total, folder=str(out))
        raise BatchInterrupted(message) from None
    return tuple(summaries[position] for position in range(total))


@contextmanager
def _only_run(out: Path) -> Iterator[Path]:
    """Hold the folder against a second run; gives the folder for what can be made again."""
    private = out / PRIVATE
    private.mkdir(parents=True, exist_ok=True)
    with (private / "lock").open("a+b") as lock:
        if not system.lock_file(lock):
            raise BatchError(say("exam.batch.locked", folder=str(out)))
        yield private


def _sweep(out: Path, private: Path) -> None:
    """Remove what a killed run was just writing, and a log grown too long. Nobody else writes while it is held."""
    places = (
        out.glob("*.tmp"),
        out.glob("results/**/*.tmp"),
        out.glob("evidence/**/*.tmp"),
        private.glob("pictures/*/*.tmp"),
    )
    for left in chain.from_iterable(places):
        left.unlink(missing_ok=True)
    for left in private.glob("unpacked/tmp-*"):
        shutil.rmtree(left, ignore_errors=True)
    log = private / LOG
    if log.exists() and log.stat().st_size > _LARGEST_LOG:
        log.unlink()


class _Crew:
    """The measurers of one run in this process, one for each thread that asks."""

    def __init__(self, private: Path, procedure: Procedure, jobs: int | None) -> None:
        self._private = private
        self._threads = max(1, (os.cpu_count() or 1) // jobs) if jobs else None
        self._readers = procedure.readers
        self._local = threading.local()
        self._lock = threading.Lock()
        self._measurers: list[Measurer] = []
        self._stopped = False

    def measurer(self) -> Measurer:
        """This thread's measurer; raises ``Interrupted`` once the run is being stopped."""
        measurer: Measurer | None = getattr(self._local, "measurer", None)
        if measurer is not None:
            return measurer
        with self._lock:
            if self._stopped:
                raise Interrupted
            measurer = Measurer(self._private, readers=self._readers, log=self._private / LOG, threads=self._threads)
            self._measurers.append(measurer)
        self._local.measurer = measurer
        return measurer

    def interrupt(self) -> None:
        """Stop all measurements now and for good."""
        with self._lock:
            self._stopped = True
            for measurer in self._measurers:
                measurer.interrupt()

    def disband(self) -> str | None:
        """Close all measurers; no thread may use one any more. Tells why the cache was of no use, if it was."""
        with _crews_lock:
            _crews.pop(self._private, None)
        trouble = None
        for measurer in self._measurers:
            measurer.close()
            trouble = trouble or measurer.trouble
        return trouble


_crews: dict[Path, _Crew] = {}
_crews_lock = threading.Lock()


def _crew(private: Path, procedure: Procedure, jobs: int | None = None) -> _Crew:
    """The crew of the run in ``private``; in a worker process of another executor it is made by the first task."""
    with _crews_lock:
        if private not in _crews:
            _crews[private] = _Crew(private, procedure, jobs)
        return _crews[private]
