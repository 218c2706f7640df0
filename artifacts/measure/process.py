"""The parent's side of the measuring child: it starts it when needed, keeps the time, watches memory, and kills."""

from __future__ import annotations

import contextlib
import importlib
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import BinaryIO, Literal

import msgspec

from yuejuan.artifacts import system
from yuejuan.artifacts.facts import Box, Facts, Unreadable
from yuejuan.artifacts.measure.wire import Job, MeasureJob, PreviewJob, Reply, WireError, read_frame, write_frame
from yuejuan.artifacts.reader import READERS, THREADS_VARIABLE, FailureReason, ReaderEntry, Source
from yuejuan.artifacts.request import Failure, Outcome
from yuejuan.messages import say

START_SECONDS = 60.0
"""How long the child may take to start; long, because a laptop with a virus scanner is slow the first time."""
WATCH_SECONDS = 0.1
"""How often the memory of the child is looked at while it measures."""
PREVIEW_SECONDS = 30.0
PREVIEW_MEGABYTES = 1024

PreviewKind = Literal["image", "psd"]
_PREVIEWS: Mapping[PreviewKind, tuple[str, str]] = {
    "image": ("yuejuan.artifacts.image.preview", "thumbnail"),
    "psd": ("yuejuan.artifacts.psd.preview", "preview"),
}


# Threads for small matrices only wait for each other when several children share the cores.
_ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


class Interrupted(Exception):
    """The operator stopped the run: what was being measured is neither a fact nor a failure."""


class _Stopped(Exception):
    """The child gave no reply; ``failure`` says why. The child has been killed."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.message.id)
        self.failure = failure


@dataclass(frozen=True)
class _Limits:
    """What one job may use, and how people know it."""

    reader: str
    file: str
    seconds: float
    megabytes: int
    starts_programs: bool = False

    def failure(self, reason: FailureReason, message_id: str, **values: str | int | float) -> Failure:
        return Failure(reason, say(message_id, file=self.file, reader=self.reader, **values))

    def out_of_memory(self) -> Failure:
        return self.failure(FailureReason.CRASHED, "measure.memory", megabytes=self.megabytes)


class _Child:
    """One running child with the thread that reads its replies."""

    def __init__(self, log: Path | None, threads: int | None) -> None:
        self.scratch = tempfile.TemporaryDirectory(prefix="yuejuan-", ignore_cleanup_errors=True)
        with open(log if log is not None else os.devnull, "ab") as errors:  # noqa: PTH123 - log or the null device
            self.process = subprocess.Popen(
                # -P: no module is ever imported from the current folder, where candidates' files lie.
                [sys.executable, "-P", "-m", "yuejuan.artifacts.measure.child"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                cwd=self.scratch.name,
                env=_ONE_THREAD | ({THREADS_VARIABLE: str(threads)} if threads else {}) | os.environ,
                **system.own_process_group(),
            )
        self.idle_rss = 0
        self.ready = False
        self.replies: SimpleQueue[bytes | None] = SimpleQueue()
        self._reader = threading.Thread(target=_forward, args=(_pipe(self.process.stdout), self.replies), daemon=True)
        self._reader.start()

    def send(self, job: Job) -> None:
        """Hand over a job; a child that is gone shows itself by the missing reply."""
        try:
            write_frame(_pipe(self.process.stdin), job)
        except BrokenPipeError:
            self.replies.put(None)

    def close(self) -> None:
        """Kill the child with all that it started, and remove its folder."""
        system.kill_tree(self.process)
        with contextlib.suppress(BrokenPipeError):
            # Closing flushes what the dead child never took.
            _pipe(self.process.stdin).close()
        self._reader.join(timeout=1.0)
        self.scratch.cleanup()


class MeasuringProcess:
    """A warm child process that measures one thing at a time and may be killed without losing anything else.

    It starts with the first measurement and again after it was killed or has grown old. One thread uses it at a time.
    ``log`` is the file that takes what readers and libraries print, tracebacks included: for the developer, not for
    teachers. ``readers`` is the table of readers. ``threads`` is how many of them a reader that uses several may start,
    unless the environment says it.
    """

    def __init__(
        self, readers: Mapping[str, ReaderEntry] = READERS, *, log: Path | None = None, threads: int | None = None
    ) -> None:
        self._readers = readers
        self._log = log
        self._threads = threads
        self._child: _Child | None = None
        self._interrupted = False

    def __enter__(self) -> MeasuringProcess:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def pid(self) -> int | None:
        """Process id of the running child, ``None`` while there is none."""
        return self._child.process.pid if self._child is not None else None

    def start(self) -> _Child:
        """Let the child start while something else is done; the first measurement waits for it."""
        if self._child is None:
            self._child = _Child(self._log, self._threads)
        return self._child

    def close(self) -> None:
        """End the child and everything it started. The next measurement would start a new one."""
        child, self._child = self._child, None
        if child is not None:
            child.close()

    def interrupt(self) -> None:
        """Called from another thread: the running measurement and all later ones raise :class:`Interrupted`."""
        self._interrupted = True
        child = self._child
        if child is not None:
            child.process.kill()

    def measure(self, reader: str, source: Source) -> Outcome:
        """The facts that ``reader`` finds in ``source``, or why there are none. ``KeyError`` for an unknown reader."""
        body = self.measure_raw(reader, source)
        return body if isinstance(body, Failure) else decode_facts(self._readers[reader], body, source.name)

    def measure_raw(self, reader: str, source: Source) -> bytes | Failure:
        """As :meth:`measure`, but the facts as the JSON that the child sent, for :func:`decode_facts`."""
        entry = self._readers[reader]
        limits = _Limits(entry.name, source.name, entry.seconds, entry.megabytes, entry.starts_programs)
        return self._perform(_measure_job(entry, source), limits)

    def preview(self, path: Path, kind: PreviewKind, longest: int, box: Box | None = None) -> bytes | Failure:
        """A small picture (PNG or JPEG bytes) of the file, its longest side at most ``longest`` pixels.

        ``box`` is a region to be marked, in pixels of the full picture after EXIF rotation. A file without a picture
        that can be shown gives a failure, ``unreadable``. ``ValueError`` for a box in a PSD: its preview is of the
        whole document.
        """
        if kind == "psd" and box is not None:
            raise ValueError("the preview of a PSD is of the whole document")
        module, function = _PREVIEWS[kind]
        limits = _Limits("preview", path.name, PREVIEW_SECONDS, PREVIEW_MEGABYTES)
        job = PreviewJob(module, function, os.fsencode(path.absolute()), longest, box, limits.seconds, limits.megabytes)
        return self._perform(job, limits)

    def _perform(self, job: Job, limits: _Limits) -> bytes | Failure:
        if self._interrupted:
            raise Interrupted
        try:
            child = self._running(limits)
            if self._interrupted:
                raise Interrupted
            child.send(job)
            reply = self._await(child, limits, limits.seconds)
        except _Stopped as stopped:
            if self._interrupted:
                raise Interrupted from None
            return stopped.failure
        except BaseException:
            # Ctrl-C in the middle: the reply that is still to come must not be taken for the next job's.
            self.close()
            raise
        if reply.retiring:
            self.close()
        return _body_or_failure(reply, limits)

    def _running(self, limits: _Limits) -> _Child:
        child = self.start()
        if not child.ready:
            self._await(child, limits, START_SECONDS)
            child.ready = True
        return child

    def _await(self, child: _Child, limits: _Limits, seconds: float) -> Reply:
        """The next reply; ``_Stopped`` when the child is late, too big or gone."""
        end = time.monotonic() + seconds
        watch = system.tree_rss if limits.starts_programs else system.rss
        while True:
            left = end - time.monotonic()
            if left <= 0:
                self.close()
                raise _Stopped(limits.failure(FailureReason.TIMEOUT, "measure.timeout", seconds=seconds))
            try:
                return self._decoded(child.replies.get(timeout=min(WATCH_SECONDS, left)), child, limits)
            except Empty:
                if watch(child.process.pid) > child.idle_rss + (limits.megabytes << 20):
                    self.close()
                    raise _Stopped(limits.out_of_memory()) from None

    def _decoded(self, frame: bytes | None, child: _Child, limits: _Limits) -> Reply:
        if frame is not None:
            try:
                reply = _REPLY.decode(frame)
            except msgspec.DecodeError:
                frame = None
            else:
                child.idle_rss = reply.rss
                return reply
        how = self._last_words(child)
        raise _Stopped(limits.failure(FailureReason.CRASHED, "measure.crashed", how=how))

    def _last_words(self, child: _Child) -> str:
        """How the child ended by itself; a child that only closed its pipe is killed and named so."""
        try:
            status = child.process.wait(timeout=1.0)
        except subprocess.TimeoutExpired:
            status = None
        self.close()
        return "closed pipe" if status is None else system.exit_name(status)


_REPLY = msgspec.msgpack.Decoder(Reply)


def _forward(pipe: BinaryIO, replies: SimpleQueue[bytes | None]) -> None:
    """Queue the frames of one child; ``None`` when there will be no more."""
    with pipe:
        try:
            while (frame := read_frame(pipe)) is not None:
                replies.put(frame)
        except WireError:
            # The child died inside a frame or wrote rubbish; both mean that no reply can be trusted any more.
            frame = None
        replies.put(None)


def _pipe(pipe: object) -> BinaryIO:
    assert pipe is not None
    return pipe  # type: ignore[return-value]


def _measure_job(entry: ReaderEntry, source: Source) -> MeasureJob:
    """The job in absolute paths: the child works in a folder of its own."""
    return MeasureJob(
        module=entry.module,
        path=os.fsencode(source.path.absolute()),
        name=os.fsencode(source.name),
        root=os.fsencode(source.root.absolute()) if source.root is not None else None,
        parameters=dict(source.parameters),
        others={role: os.fsencode(path.absolute()) for role, path in source.others.items()},
        scratch=os.fsencode(source.scratch.absolute()) if source.scratch is not None else None,
        seconds=entry.seconds,
        megabytes=entry.megabytes,
        cap=not entry.starts_programs,
    )


def _body_or_failure(reply: Reply, limits: _Limits) -> bytes | Failure:
    if reply.state == "done":
        return reply.body
    if reply.state == "unreadable" and reply.message is not None:
        return Failure(FailureReason.UNREADABLE, reply.message)
    if reply.state == "tool_missing" and reply.message is not None:
        return Failure(FailureReason.TOOL_MISSING, reply.message, reply.tool)
    if reply.state == "memory":
        return limits.out_of_memory()
    return limits.failure(FailureReason.CRASHED, "measure.failed", error=reply.error or reply.state)


def _decoder(facts: str) -> msgspec.json.Decoder[Facts]:
    """The decoder of one kind of facts, made by one thread at a time.

    msgspec 0.22 shares what it knows of a type before it is complete: a second thread that makes and uses a decoder of
    the same type meanwhile reads through a null pointer, and the whole program ends.
    """
    with _MAKING:
        return _made_decoder(facts)


_MAKING = threading.Lock()


@cache
def _made_decoder(facts: str) -> msgspec.json.Decoder[Facts]:
    module, _, name = facts.partition(":")
    kind = getattr(importlib.import_module(module), name)
    return msgspec.json.Decoder(kind | Unreadable)


def decode_facts(entry: ReaderEntry, body: bytes, file: str) -> Outcome:
    """Facts out of their JSON. ``Unreadable`` becomes a failure; JSON of another shape is a fault of the reader."""
    try:
        facts = _decoder(entry.facts).decode(body)
    except msgspec.DecodeError:
        message = say("measure.failed", file=file, reader=entry.name, error="facts of another shape")
        return Failure(FailureReason.CRASHED, message)
    if isinstance(facts, Unreadable):
        return Failure(FailureReason.UNREADABLE, facts.error)
    return facts
