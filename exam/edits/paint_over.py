"""Paint over a part of a picture."""

from __future__ import annotations

from pathlib import Path

from yuejuan.exam.edits import place


def edit(
    root: Path, file: str | None, *, left: int, top: int, right: int, bottom: int, colour: str = "#808080"
) -> None:
    """Fill the box from (``left``, ``top``) to (``right``, ``bottom``), in pixels of ``file``, with ``colour``."""
    from PIL import Image, ImageDraw

    path = place(root, file)
    with Image.open(path) as opened:
        kind = opened.format
        picture = opened.convert("RGB")
    ImageDraw.Draw(picture).rectangle((left, top, right - 1, bottom - 1), fill=colour)
    picture.save(path, format=kind, **({"quality": 90} if kind == "JPEG" else {}))
