"""What goes through the pipes between the measuring child and its parent: jobs one way, replies the other.

A frame is four bytes of length (big-endian) and that many bytes of MessagePack. Paths travel as bytes, because a file
name on Linux need not be Unicode. Facts travel as the JSON that the cache stores, so that they are encoded once.
"""

from __future__ import annotations

import os
import struct
from pathlib import Path
from typing import BinaryIO, Literal, TypeAlias

import msgspec

from yuejuan.artifacts.facts import Box
from yuejuan.artifacts.reader import Scalar, Source
from yuejuan.messages import Message

LARGEST_FRAME = 256 << 20
"""Bytes of one frame; facts and previews are far smaller, so anything longer is a fault of the sender."""

_LENGTH = struct.Struct(">I")


class WireError(Exception):
    """The other side sent something that is no frame."""


class MeasureJob(msgspec.Struct, frozen=True, tag="measure"):
    """Run ``read`` of ``module`` over one source. ``cap`` tells whether the address space may be limited."""

    module: str
    path: bytes
    name: bytes
    root: bytes | None
    parameters: dict[str, Scalar]
    others: dict[str, bytes]
    scratch: bytes | None
    seconds: float
    megabytes: int
    cap: bool


class PreviewJob(msgspec.Struct, frozen=True, tag="preview"):
    """Make a small picture of a file with ``module.function``."""

    module: str
    function: str
    path: bytes
    longest: int
    box: Box | None
    seconds: float
    megabytes: int


Job: TypeAlias = MeasureJob | PreviewJob


class Reply(msgspec.Struct, frozen=True, omit_defaults=True):
    """What came of one job.

    ``body`` is the JSON of facts, or the bytes of a preview. ``error`` is the type of an exception that the reader did
    not foresee. ``retiring``: the child ends after this reply, the next job needs a new one. ``rss`` is the resident
    memory of the child after the job, in bytes, so that the parent can tell what the next job adds.
    """

    state: Literal["ready", "done", "unreadable", "tool_missing", "memory", "failed"]
    body: bytes = b""
    message: Message | None = None
    tool: str | None = None
    error: str = ""
    retiring: bool = False
    rss: int = 0


def write_frame(pipe: BinaryIO, value: Job | Reply) -> None:
    """Send one frame; ``BrokenPipeError`` when the other side is gone."""
    data = msgspec.msgpack.encode(value)
    pipe.write(_LENGTH.pack(len(data)) + data)
    pipe.flush()


def read_frame(pipe: BinaryIO) -> bytes | None:
    """The bytes of the next frame; ``None`` at the end of the stream.

    Raises ``WireError`` when the stream ends inside a frame or announces one that is too long.
    """
    head = pipe.read(_LENGTH.size)
    if not head:
        return None
    if len(head) < _LENGTH.size:
        raise WireError("the stream ended inside a length")
    (length,) = _LENGTH.unpack(head)
    if length > LARGEST_FRAME:
        raise WireError(f"a frame of {length} bytes was announced")
    data = pipe.read(length)
    if len(data) < length:
        raise WireError("the stream ended inside a frame")
    return data


def source_of(job: MeasureJob, scratch: Path) -> Source:
    """The source that a reader is given for ``job``; ``scratch`` unless the job names a folder of its own."""
    return Source(
        path=Path(os.fsdecode(job.path)),
        name=os.fsdecode(job.name),
        root=Path(os.fsdecode(job.root)) if job.root is not None else None,
        parameters=job.parameters,
        others={role: Path(os.fsdecode(path)) for role, path in job.others.items()},
        scratch=Path(os.fsdecode(job.scratch)) if job.scratch is not None else scratch,
    )
