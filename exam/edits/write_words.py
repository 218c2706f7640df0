"""Write figures or Latin letters into a picture."""

from __future__ import annotations

from pathlib import Path

from yuejuan.exam.edits import place


def edit(root: Path, file: str | None, *, words: str, left: int, top: int, size: int, colour: str) -> None:
    """Write ``words`` with their upper left corner at (``left``, ``top``), ``size`` pixels high.

    The letters are those that Pillow brings along, which has no Chinese ones.
    """
    from PIL import Image, ImageDraw, ImageFont

    path = place(root, file)
    with Image.open(path) as opened:
        kind = opened.format
        picture = opened.convert("RGB")
    ImageDraw.Draw(picture).text((left, top), words, font=ImageFont.load_default(size), fill=colour)
    picture.save(path, format=kind, **({"quality": 90} if kind == "JPEG" else {}))
