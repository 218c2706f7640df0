"""Members of a zip file without its directory (cut off in a copy), found by their local headers (APPNOTE 4.3.7)."""

from __future__ import annotations

import mmap
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from yuejuan.artifacts.archive import limits
from yuejuan.artifacts.archive.names import decode_name, unicode_path
from yuejuan.artifacts.archive.unpacking import DamagedMember, Entry, Unpacking

_SIGNATURE = b"PK\x03\x04"
_HEADER = struct.Struct("<4s5H3I2H")
_ENCRYPTED = 0x1
_SIZES_FOLLOW = 0x8
_ZIP64 = 0xFFFFFFFF
_STORED, _DEFLATED = 0, 8


@dataclass(frozen=True)
class _LocalHeader:
    entry: Entry
    method: int
    encrypted: bool
    checksum: int | None
    packed: int | None
    start: int


def salvage_zip(path: Path, into: Unpacking) -> None:
    """Write every member that can be read to its end; a member cut off is refused as damaged."""
    with path.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as data:
        position = data.find(_SIGNATURE)
        while position >= 0:
            header = _local_header(data, position)
            if header is None:
                into.damaged = True
                return
            into.count()
            end = _salvage_member(data, header, into)
            position = data.find(_SIGNATURE, end)


def _local_header(data: mmap.mmap, position: int) -> _LocalHeader | None:
    if len(data) < position + _HEADER.size:
        return None
    _, _, flags, method, _, _, checksum, packed, size, name_length, extra_length = _HEADER.unpack_from(data, position)
    after_name = position + _HEADER.size + name_length
    start = after_name + extra_length
    if len(data) < start:
        return None
    raw = data[position + _HEADER.size : after_name]
    better = unicode_path(data[after_name:start], raw)
    name, encoding = (better, "utf-8") if better else decode_name(raw)
    known = not flags & _SIZES_FOLLOW and _ZIP64 not in (packed, size)
    entry = Entry(
        name=name, bytes=size if known else None, packed=packed if known else len(data) - start, encoding=encoding
    )
    encrypted = bool(flags & _ENCRYPTED)
    return _LocalHeader(entry, method, encrypted, checksum if known else None, packed if known else None, start)


def _salvage_member(data: mmap.mmap, header: _LocalHeader, into: Unpacking) -> int:
    """Write one member; returns where the next header may begin."""
    end = header.start + (header.packed or 0)
    if header.entry.name.endswith(("/", "\\")):
        return end
    if header.encrypted:
        into.refuse(header.entry, "archive.member.encrypted")
    elif header.method == _DEFLATED:
        into.keep(header.entry, _inflated(data, header))
    elif header.method == _STORED and header.packed is not None:
        into.keep(header.entry, _checked(_slices(data, header.start, end), header))
    else:
        into.refuse(header.entry, "archive.member.method")
    return end


def _slices(data: mmap.mmap, start: int, end: int) -> Iterator[bytes]:
    for position in range(start, min(end, len(data)), limits.BLOCK_BYTES):
        yield data[position : min(position + limits.BLOCK_BYTES, end)]
    if end > len(data):
        raise DamagedMember


def _inflated(data: mmap.mmap, header: _LocalHeader) -> Iterator[bytes]:
    end = len(data) if header.packed is None else header.start + header.packed
    yield from _checked(_inflate(data, header.start, end), header)


def _inflate(data: mmap.mmap, start: int, end: int) -> Iterator[bytes]:
    decompressor = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for block in _slices(data, start, end):
            rest = block
            while rest and not decompressor.eof:
                yield decompressor.decompress(rest, limits.BLOCK_BYTES)
                rest = decompressor.unconsumed_tail
            if decompressor.eof:
                return
    except zlib.error as error:
        raise DamagedMember from error
    if not decompressor.eof:
        raise DamagedMember


def _checked(blocks: Iterator[bytes], header: _LocalHeader) -> Iterator[bytes]:
    checksum = 0
    for block in blocks:
        checksum = zlib.crc32(block, checksum)
        yield block
    if header.checksum not in (None, checksum):
        raise DamagedMember
