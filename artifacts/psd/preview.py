"""The picture of a Photoshop document that lies ready in the file. Layers are never composed here."""

from __future__ import annotations

import io
from pathlib import Path

from yuejuan.artifacts.psd.structure import Malformed, read_header

MAX_PIXELS = 40_000_000
"""Larger canvases are not unpacked: a merged picture of this size already takes 160 MB."""


def preview(path: Path, longest: int) -> bytes | None:
    """A PNG of the merged picture stored in the file, its longer side at most ``longest`` pixels.

    ``None`` when the file holds none (saved without "maximise compatibility"), when it is damaged, or when the canvas
    is too large.
    """
    try:
        with path.open("rb") as file:
            header = read_header(file)
    except (Malformed, OSError):
        return None
    if header.width * header.height > MAX_PIXELS:
        return None
    return _merged(path, longest)


def _merged(path: Path, longest: int) -> bytes | None:
    import struct
    import warnings
    import zlib

    from psd_tools import PSDImage

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            document = PSDImage.open(path)
            picture = document.topil() if document.has_preview() else None
    except (
        OSError,
        ValueError,
        AssertionError,
        KeyError,
        TypeError,
        IndexError,
        struct.error,
        zlib.error,
        RecursionError,
    ):
        # A preview is a convenience: damage is reported by the reader, with its place.
        return None
    if picture is None:
        return None
    if picture.mode not in ("RGB", "RGBA"):
        picture = picture.convert("RGB")
    picture.thumbnail((longest, longest))
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
