"""Make a picture darker or brighter."""

from __future__ import annotations

from pathlib import Path

from yuejuan.exam.edits import place


def edit(root: Path, file: str | None, *, factor: float) -> None:
    """Multiply every channel of ``file`` by ``factor``; below 1 is darker. The format stays."""
    from PIL import Image, ImageEnhance

    path = place(root, file)
    with Image.open(path) as opened:
        kind = opened.format
        picture = opened.convert("RGB")
    shaded = ImageEnhance.Brightness(picture).enhance(factor)
    shaded.save(path, format=kind, **({"quality": 90} if kind == "JPEG" else {}))
