"""Turn or mirror what a picture shows."""

from __future__ import annotations

from pathlib import Path

from yuejuan.exam.edits import place


def edit(root: Path, file: str | None, *, degrees: float = 0, mirrored: bool = False) -> None:
    """Mirror ``file`` left to right, then turn it counter-clockwise by ``degrees`` inside its own size."""
    from PIL import Image, ImageOps

    path = place(root, file)
    with Image.open(path) as opened:
        kind = opened.format
        picture = opened.convert("RGB")
    if mirrored:
        picture = ImageOps.mirror(picture)
    if degrees:
        picture = picture.rotate(degrees, Image.Resampling.BICUBIC, fillcolor="white")
    picture.save(path, format=kind, **({"quality": 90} if kind == "JPEG" else {}))
