"""Members of tar files, packed with gzip, bzip2 or xz or not at all, and single files packed that way.

A packed stream has no directory to check beforehand, so it is read once from its beginning, every byte counted before
anything looks at it.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO, cast

from yuejuan.artifacts.archive import limits
from yuejuan.artifacts.archive.names import decode_name
from yuejuan.artifacts.archive.unpacking import DamagedMember, Entry, Unpacking
from yuejuan.messages import Message, say

_DAMAGE = (tarfile.TarError, EOFError, OSError, ValueError, OverflowError, zlib.error, lzma.LZMAError)
_PACKERS = ((b"\x1f\x8b", "gz"), (b"BZh", "bz2"), (b"\xfd7zXZ\x00", "xz"))
_TAR_BLOCK = 512


class _StreamTooBig(Exception):
    """The packed stream grew past what one archive may hold."""


class _Counted(io.RawIOBase):
    """A stream that stops at the limits of a whole archive and remembers its last bytes."""

    def __init__(self, stream: IO[bytes], packed: int) -> None:
        self._stream = stream
        self._limit = min(limits.MAX_TOTAL_BYTES, max(limits.RATIO_FLOOR_BYTES, limits.MAX_RATIO * packed))
        self._count = 0
        self.tail = b""

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        wanted = limits.BLOCK_BYTES if size < 0 else min(size, limits.MAX_TOTAL_BYTES)
        block = self._stream.read(wanted)
        self._count += len(block)
        if self._count > self._limit:
            raise _StreamTooBig
        self.tail = (self.tail + block)[-_TAR_BLOCK:]
        return block

    def drain(self) -> None:
        """Read to the end, so that ``tail`` is the end of the stream."""
        while self.read():
            pass


def packer(head: bytes) -> str | None:
    """``gz``, ``bz2`` or ``xz`` by the first bytes of a file, else ``None``."""
    return next((name for magic, name in _PACKERS if head.startswith(magic)), None)


def is_tar(head: bytes) -> bool:
    """True when ``head`` begins with a tar header whose checksum is right."""
    try:
        tarfile.TarInfo.frombuf(head[:_TAR_BLOCK], "utf-8", "surrogateescape")
    except (tarfile.HeaderError, ValueError):
        return False
    return True


def head_of_stream(path: Path, packed_with: str) -> bytes:
    """The first unpacked bytes; fewer, or none, where the stream is damaged."""
    try:
        with _unpacked(path, packed_with) as stream:
            return stream.read(_TAR_BLOCK)
    except _DAMAGE:
        return b""


def unpack_tar(path: Path, into: Unpacking, packed_with: str | None) -> None:
    """Write the regular files of the tar file at ``path``."""
    with _unpacked(path, packed_with) as stream:
        counted = _Counted(stream, path.stat().st_size)
        try:
            with tarfile.open(fileobj=counted, mode="r|", encoding="utf-8", errors="surrogateescape") as archive:
                for info in archive:
                    into.count()
                    _unpack_member(archive, info, into)
            counted.drain()
        except _StreamTooBig:
            into.left_out = True
            into.notes.append(_too_big(path.name))
        except _DAMAGE:
            into.damaged = True
        else:
            # A tar file ends with blocks of zeros; without them it was cut off between two members.
            into.damaged = into.damaged or counted.tail != bytes(_TAR_BLOCK)


def unpack_single(path: Path, name: str, into: Unpacking, packed_with: str) -> None:
    """Write the one file of a gzip, bzip2 or xz stream, named like the archive without its last extension."""
    into.count()
    pure = PurePosixPath(name.replace("\\", "/"))
    entry = Entry(name=pure.stem if pure.suffix else f"{pure.name}.unpacked", packed=path.stat().st_size)
    with _unpacked(path, packed_with) as stream:
        into.keep(entry, _blocks(stream))


def _too_big(name: str) -> Message:
    return say("archive.member.total_too_big", name=name, limit=limits.MAX_TOTAL_BYTES // limits.MEGABYTE)


def _unpacked(path: Path, packed_with: str | None) -> IO[bytes]:
    if packed_with is None:
        return path.open("rb")
    if packed_with == "gz":
        return cast("IO[bytes]", gzip.open(path, "rb"))
    return bz2.open(path, "rb") if packed_with == "bz2" else lzma.open(path, "rb")


def _unpack_member(archive: tarfile.TarFile, info: tarfile.TarInfo, into: Unpacking) -> None:
    name, encoding = decode_name(info.name.encode("utf-8", "surrogateescape"))
    entry = Entry(name=name, bytes=info.size, encoding=encoding)
    if info.isdir():
        return
    if info.issym() or info.islnk():
        into.refuse(entry, "archive.member.link")
    elif not info.isreg() or (stream := archive.extractfile(info)) is None:
        into.refuse(entry, "archive.member.special")
    else:
        into.keep(entry, _blocks(stream))


def _blocks(stream: IO[bytes]) -> Iterator[bytes]:
    try:
        while block := stream.read(limits.BLOCK_BYTES):
            yield block
    except _DAMAGE as error:
        raise DamagedMember from error
