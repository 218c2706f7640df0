"""Make a picture file longer without changing the picture."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

from yuejuan.exam.edits import EditError, place
from yuejuan.messages import say

_PNG_HEADER = 8 + 25  # signature and IHDR chunk, after which other chunks may stand
_COMMENT = 60_000  # a JPEG segment holds at most 65,533 bytes

_GIF_TRAILER = b";"


def edit(root: Path, file: str | None, *, bytes: int) -> None:
    """Add comments (JPEG, GIF) or private chunks (PNG) until ``file`` is exactly ``bytes`` long."""
    path = place(root, file)
    data = path.read_bytes()
    missing = bytes - len(data)
    if data.startswith(b"\xff\xd8"):
        filled = data[:2] + _comments(missing) + data[2:] if missing >= 4 else None
    elif data.startswith(b"\x89PNG"):
        filled = data[:_PNG_HEADER] + _chunk(missing) + data[_PNG_HEADER:] if missing >= 12 else None
    elif data.startswith(b"GIF8") and data.endswith(_GIF_TRAILER):
        filled = data[:-1] + _blocks(missing) + _GIF_TRAILER if missing >= 5 else None
    else:
        filled = None
    if filled is None:
        raise EditError(say("exam.edit_arguments", name="fill_up", error=f"{file}: {len(data)} → {bytes}"))
    path.write_bytes(filled)


def _comments(missing: int) -> bytes:
    """JPEG comment segments (ITU-T T.81, B.2.4.5) of ``missing`` bytes in all."""
    made = b""
    while missing:
        length = missing if missing <= _COMMENT else _COMMENT if missing - _COMMENT >= 4 else missing - 4
        made += b"\xff\xfe" + struct.pack(">H", length - 2) + b" " * (length - 4)
        missing -= length
    return made


def _blocks(missing: int) -> bytes:
    """A comment extension of a GIF (GIF89a, 24) of ``missing`` bytes in all."""
    whole, rest = divmod(missing - 3, 256)
    blocks = (b"\xff" + b" " * 255) * whole
    if rest == 1:  # an empty block would end the comment
        blocks, rest = blocks[:-256] + b"\xfe" + b" " * 254, 2
    return b"!\xfe" + blocks + (bytes([rest - 1]) + b" " * (rest - 1) if rest else b"") + b"\x00"


def _chunk(missing: int) -> bytes:
    """A private ancillary PNG chunk (PNG specification, 5.4) of ``missing`` bytes in all."""
    body = b"fiLl" + b" " * (missing - 12)
    return struct.pack(">I", missing - 12) + body + struct.pack(">I", zlib.crc32(body))
