"""Members of 7z files, through py7zr; sizes are checked before anything is unpacked."""

from __future__ import annotations

import lzma
import struct
import zlib
from collections import Counter
from pathlib import Path, PurePosixPath

import py7zr
from py7zr.exceptions import AbsolutePathError, ArchiveError, PasswordRequired
from py7zr.io import Py7zIO, WriterFactory

from yuejuan.artifacts.archive.unpacking import Entry, MemberRefused, Sink, Unpacking
from yuejuan.artifacts.paths import printable
from yuejuan.artifacts.reader import UnreadableSource
from yuejuan.messages import say

_DAMAGE = (
    ArchiveError,
    AbsolutePathError,
    lzma.LZMAError,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    AssertionError,
    OverflowError,
    NotImplementedError,
)
"""What py7zr raises on damaged headers; it checks few of the values that it reads."""


def unpack_7z(path: Path, name: str, into: Unpacking) -> None:
    """Write the members of the 7z file at ``path``; raises ``UnreadableSource`` when its list cannot be read."""
    with path.open("rb") as stream:  # given a stream, py7zr works in this thread, so that a limit stops it
        try:
            with py7zr.SevenZipFile(stream) as archive:
                if archive.needs_password():
                    _refuse_all(archive, into)
                else:
                    _unpack(archive, path.stat().st_size, into)
        except PasswordRequired as error:
            raise UnreadableSource(say("archive.encrypted", file=name)) from error
        except _DAMAGE as error:
            raise UnreadableSource(say("archive.unreadable", file=name)) from error


def _refuse_all(archive: py7zr.SevenZipFile, into: Unpacking) -> None:
    for file in archive.files:
        into.count()
        if not file.is_directory:
            into.refuse(Entry(name=file.filename, bytes=file.uncompressed), "archive.member.encrypted")


def _unpack(archive: py7zr.SevenZipFile, packed: int, into: Unpacking) -> None:
    occurrences = Counter(file.filename for file in archive.files)
    writers = _Writers()
    for file in archive.files:
        into.count()
        # Packed sizes belong to whole solid blocks: all that a member is measured against is the archive.
        entry = Entry(name=file.filename, bytes=file.uncompressed, packed=packed)
        if file.is_directory:
            pass
        elif file.is_symlink or file.is_junction:
            into.refuse(entry, "archive.member.link")
        elif file.is_socket:
            into.refuse(entry, "archive.member.special")
        elif occurrences[file.filename] > 1:
            into.refuse(entry, "paths.taken")
        else:
            writers.add(file.filename, into.open(entry))
            into.planned += file.uncompressed
    into.planned = 0
    if not writers.targets:
        return
    try:
        archive.extract(targets=writers.targets, factory=writers)
    except _DAMAGE:
        into.damaged = True
    finally:
        writers.settle(into)


class _Writers(WriterFactory):
    """Gives py7zr one writer per member, found by the member's name."""

    def __init__(self) -> None:
        self.targets: list[str] = []
        self._writers: dict[str, _Writer] = {}

    def add(self, name: str, sink: Sink | None) -> None:
        if sink is not None:
            self.targets.append(name)
            self._writers[PurePosixPath(name).as_posix()] = _Writer(sink)

    def create(self, filename: str) -> Py7zIO:
        return self._writers[filename]

    def settle(self, into: Unpacking) -> None:
        """Refuse the members that py7zr did not close with all their bytes."""
        for writer in self._writers.values():
            sink = writer.sink
            if writer.refusal is not None:
                sink.abandon(writer.refusal.message)
            elif not writer.finished:
                into.damaged = True
                sink.abandon(say("archive.member.damaged", name=printable(sink.entry.name)))


class _Writer(Py7zIO):
    """The file interface that py7zr wants, over a sink. Once refused, further bytes are dropped."""

    def __init__(self, sink: Sink) -> None:
        self.sink = sink
        self.finished = False
        self.refusal: MemberRefused | None = None

    def write(self, s: bytes | bytearray) -> int:
        if self.refusal is None:
            try:
                self.sink.write(bytes(s))
            except MemberRefused as refusal:
                self.refusal = refusal
        return len(s)

    def read(self, size: int | None = None) -> bytes:
        return b""

    def seek(self, offset: int, whence: int = 0) -> int:
        return 0

    def flush(self) -> None:
        """Nothing to do: the sink's stream is flushed when it is closed."""

    def size(self) -> int:
        return self.sink.size

    def close(self) -> None:
        """Called by py7zr after the member's checksum was found right."""
        if self.refusal is None and not self.finished and self.sink.size == self.sink.entry.bytes:
            self.finished = True
            self.sink.finish()
