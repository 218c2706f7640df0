"""Whether a layer's transparency channel is zero everywhere, without decoding a picture.

Source: Adobe Photoshop File Formats Specification, "Channel image data" (raw, PackBits, ZIP with and without
prediction). The first byte that is not zero ends the search, so that only truly transparent layers are read to the end.
"""

from __future__ import annotations

import zlib
from typing import IO

from yuejuan.artifacts.psd.structure import Record

_ALPHA = -1
MAX_COMPRESSED = 16 * 1024 * 1024
"""Longest channel that is looked at; a fully transparent one of a large canvas compresses to far less."""
_MAX_UNPACKED = 512 * 1024 * 1024
_CHUNK = 1024 * 1024


def all_transparent(file: IO[bytes], record: Record, version: int) -> bool | None:
    """True when every alpha value is 0; ``None`` when there is no such channel, it is cut, broken or too large."""
    offset = record.data_offset
    for identifier, length in record.channels:
        if identifier == _ALPHA:
            break
        offset += length
    else:
        return False
    if not 2 <= length <= MAX_COMPRESSED:
        return None
    file.seek(offset)
    data = file.read(length)
    if len(data) < length:
        return None
    compression, body = int.from_bytes(data[:2], "big"), data[2:]
    if compression == 0:
        return not any(body)
    if compression == 1:
        return _packed_zero(body, record.box.height, 4 if version == 2 else 2)
    if compression in (2, 3):
        # With prediction the bytes are differences: all zero if and only if the values are.
        return _deflated_zero(body)
    return None


def _packed_zero(body: bytes, rows: int, count_bytes: int) -> bool | None:
    """True when a PackBits stream, after its table of row lengths, unpacks to zeros only."""
    at = rows * count_bytes
    while at < len(body):
        control = body[at]
        if control < 128:
            literal = body[at + 1 : at + 2 + control]
            if len(literal) <= control:
                return None
            if any(literal):
                return False
            at += 2 + control
        elif control > 128:
            if at + 1 >= len(body):
                return None
            if body[at + 1]:
                return False
            at += 2
        else:
            at += 1
    return True


def _deflated_zero(body: bytes) -> bool | None:
    stream = zlib.decompressobj()
    unpacked = 0
    try:
        while body and unpacked <= _MAX_UNPACKED:
            chunk = stream.decompress(body, _CHUNK)
            if any(chunk):
                return False
            unpacked += len(chunk)
            body = stream.unconsumed_tail
    except zlib.error:
        return None
    return stream.eof or None
