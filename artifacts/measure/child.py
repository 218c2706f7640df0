"""The measuring child: takes jobs from a pipe, runs readers on other people's files, and sends back what came of it.

Started as ``python -m yuejuan.artifacts.measure.child`` in an empty folder of its own, which it deletes when its
parent is gone. It may be killed at any moment and holds nothing that would be missed.
"""

from __future__ import annotations

import os
import shutil
import sys
import threading
import traceback
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from queue import SimpleQueue
from typing import BinaryIO

import msgspec

from yuejuan.artifacts import system
from yuejuan.artifacts.measure.wire import Job, MeasureJob, PreviewJob, Reply, read_frame, source_of, write_frame
from yuejuan.artifacts.reader import ToolMissing, UnreadableSource
from yuejuan.messages import say

JOBS_BEFORE_RETIRING = 1000
"""A new process costs about half a second; so often it is not felt, and no leak of a library grows without end."""
GROWTH_BEFORE_RETIRING = 512 << 20
"""Bytes of resident memory above the first look; Python seldom gives memory back to the system."""
BACKSTOP_SECONDS = 10.0
"""How much later than the parent's own limit the kernel ends the child."""

_FACTS = msgspec.json.Encoder(order="sorted")


def main() -> int:
    """Work until the parent closes the pipe or the process has grown old."""
    jobs_pipe, replies_pipe = _private_pipes()
    system.harden()
    scratch = Path.cwd()
    _empty(scratch / "job")
    jobs: SimpleQueue[Job] = SimpleQueue()
    threading.Thread(target=_take_jobs, args=(jobs_pipe, jobs, scratch), daemon=True).start()
    first = system.rss(os.getpid())
    write_frame(replies_pipe, Reply("ready", rss=first))
    for count in range(1, JOBS_BEFORE_RETIRING + 1):
        reply = _perform(jobs.get(), scratch / "job")
        rss = system.rss(os.getpid())
        retiring = reply.retiring or rss - first > GROWTH_BEFORE_RETIRING or count == JOBS_BEFORE_RETIRING
        write_frame(replies_pipe, msgspec.structs.replace(reply, retiring=retiring, rss=rss))
        if retiring:
            break
    return 0


def _private_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Move the pipes away from 0 and 1, so that no ``print`` of a library and no started program touches them."""
    jobs, replies = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    return os.fdopen(jobs, "rb"), os.fdopen(replies, "wb")


def _take_jobs(pipe: BinaryIO, jobs: SimpleQueue[Job], scratch: Path) -> None:
    """Queue jobs; when the parent is gone end at once, in the middle of a measurement too."""
    decoder: msgspec.msgpack.Decoder[Job] = msgspec.msgpack.Decoder(Job)
    while (frame := read_frame(pipe)) is not None:
        jobs.put(decoder.decode(frame))
    shutil.rmtree(scratch, ignore_errors=True)
    system.kill_own_group()


def _perform(job: Job, scratch: Path) -> Reply:
    """Do one job inside its limits; every exception of a reader becomes a reply."""
    system.arm_backstop(job.seconds + BACKSTOP_SECONDS)
    try:
        work = _measuring(job, scratch) if isinstance(job, MeasureJob) else _previewing(job)
        # Limited only after the reader's module is imported: its libraries are not the file's doing.
        if isinstance(job, PreviewJob) or job.cap:
            system.cap_memory(job.megabytes)
        return Reply("done", body=work())
    except UnreadableSource as error:
        return Reply("unreadable", message=error.message)
    except ToolMissing as error:
        return Reply("tool_missing", message=error.message, tool=error.tool)
    except MemoryError:
        return Reply("memory", retiring=True)
    except Exception as error:  # noqa: BLE001 - whatever a reader raises fails this measurement and no other
        traceback.print_exc(file=sys.stderr)
        return Reply("failed", error=type(error).__name__)
    finally:
        system.lift_memory_cap()
        system.arm_backstop(0)
        _empty(scratch)


def _empty(scratch: Path) -> None:
    """Make ``scratch`` an empty folder; mostly it is one already, and making it anew is slow."""
    try:
        used = bool(os.listdir(scratch))  # noqa: PTH208 - the quickest look
    except FileNotFoundError:
        used = True
    if used:
        shutil.rmtree(scratch, ignore_errors=True)
        scratch.mkdir(exist_ok=True)


def _measuring(job: MeasureJob, scratch: Path) -> Callable[[], bytes]:
    read = import_module(job.module).read
    source = source_of(job, scratch)
    return lambda: _FACTS.encode(read(source))


def _previewing(job: PreviewJob) -> Callable[[], bytes]:
    make = getattr(import_module(job.module), job.function)
    path = Path(os.fsdecode(job.path))
    arguments = (path, job.longest) if job.box is None else (path, job.longest, job.box)

    def picture() -> bytes:
        made: bytes | None = make(*arguments)
        if made is None:
            raise UnreadableSource(say("measure.no_preview", file=path.name))
        return made

    return picture


if __name__ == "__main__":
    raise SystemExit(main())
