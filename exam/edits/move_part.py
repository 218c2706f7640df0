"""Move a part of a picture to another place, or set its letters aslant."""

from __future__ import annotations

from pathlib import Path

from yuejuan.exam.edits import place


def edit(
    root: Path,
    file: str | None,
    *,
    left: int,
    top: int,
    right: int,
    bottom: int,
    by: tuple[int, int] = (0, 0),
    slant: float = 0,
    ground: str,
) -> None:
    """Move the box from (``left``, ``top``) to (``right``, ``bottom``) by ``by`` pixels to the right and down.

    ``slant`` leans what is in the box to the right, by so many pixels for each pixel of its height, as italics do.
    Where nothing is left, ``ground`` shows.
    """
    from PIL import Image

    path = place(root, file)
    with Image.open(path) as opened:
        kind = opened.format
        picture = opened.convert("RGB")
    part = picture.crop((left, top, right, bottom))
    lean = (1, slant, -slant * part.height, 0, 1, 0)
    part = part.transform(part.size, Image.Transform.AFFINE, lean, Image.Resampling.BICUBIC, fillcolor=ground)
    picture.paste(ground, (left, top, right, bottom))
    picture.paste(part, (left + by[0], top + by[1]))
    picture.save(path, format=kind, **({"quality": 90} if kind == "JPEG" else {}))
