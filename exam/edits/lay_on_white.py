"""Lose the transparency of a picture."""

from __future__ import annotations

from pathlib import Path

from yuejuan.exam.edits import place


def edit(root: Path, file: str | None, *, keep_channel: bool = False) -> None:
    """Lay ``file`` on white; with ``keep_channel`` it keeps an alpha channel in which nothing is transparent."""
    from PIL import Image

    path = place(root, file)
    with Image.open(path) as opened:
        kind = opened.format
        picture = opened.convert("RGBA")
    ground = Image.new("RGBA", picture.size, "white")
    ground.alpha_composite(picture)
    (ground if keep_channel else ground.convert("RGB")).save(path, format=kind)
