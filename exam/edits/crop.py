"""Cut a part out of a picture."""

from __future__ import annotations

from pathlib import Path

from yuejuan.exam.edits import place


def edit(root: Path, file: str | None, *, left: int, top: int, right: int, bottom: int) -> None:
    """Keep the box from (``left``, ``top``) to (``right``, ``bottom``), in pixels of ``file``, in its own format."""
    from PIL import Image

    path = place(root, file)
    with Image.open(path) as opened:
        kind = opened.format
        picture = opened.crop((left, top, right, bottom))
    picture.save(path, format=kind, **({"quality": 92} if kind == "JPEG" else {}))
