"""Give a picture another size."""

from __future__ import annotations

from pathlib import Path

from yuejuan.exam.edits import place


def edit(root: Path, file: str | None, *, width: int, height: int) -> None:
    """Scale ``file`` to ``width`` × ``height`` pixels, stretched if need be, in its own format."""
    from PIL import Image

    path = place(root, file)
    with Image.open(path) as opened:
        kind = opened.format
        picture = opened.resize((width, height), Image.Resampling.LANCZOS)
    picture.save(path, format=kind, **({"quality": 88} if kind == "JPEG" else {}))
