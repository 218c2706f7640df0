"""Save a PNG interlaced, which Pillow cannot."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

from yuejuan.exam.edits import place

# PNG specification, 8.2: first column, first row, column step and row step of the seven passes of Adam7.
_PASSES = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))


def edit(root: Path, file: str | None) -> None:
    """Save ``file`` as an interlaced PNG with eight bits of red, green, blue and alpha."""
    import numpy as np
    from PIL import Image

    path = place(root, file)
    with Image.open(path) as opened:
        pixels = np.asarray(opened.convert("RGBA"))
    rows = b""
    for column, row, across, down in _PASSES:
        for line in pixels[row::down, column::across]:
            rows += b"\x00" + line.tobytes() if line.size else b""
    height, width = pixels.shape[:2]
    header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 1)
    body = _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(rows, 9)) + _chunk(b"IEND", b"")
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + body)


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
