"""Make one colour of a picture transparent."""

from __future__ import annotations

from pathlib import Path

from yuejuan.exam.edits import place


def edit(root: Path, file: str | None, *, colour: str) -> None:
    """Make every pixel of ``file`` that has exactly ``colour`` fully transparent (PNG, GIF)."""
    import numpy as np
    from PIL import Image, ImageColor

    path = place(root, file)
    with Image.open(path) as opened:
        kind = opened.format
        pixels = np.array(opened.convert("RGBA"))
    pixels[(pixels[..., :3] == ImageColor.getrgb(colour)[:3]).all(axis=-1), 3] = 0
    Image.fromarray(pixels).save(path, format=kind)
