"""Give a picture other colours."""

from __future__ import annotations

from pathlib import Path

from yuejuan.exam.edits import place


def edit(root: Path, file: str | None, *, hue: float) -> None:
    """Turn all hues of ``file`` by ``hue`` degrees; transparency, light and dark stay as they are."""
    from PIL import Image

    path = place(root, file)
    with Image.open(path) as opened:
        kind = opened.format
        transparency = opened.convert("RGBA").getchannel("A")
        hues, saturation, value = opened.convert("RGB").convert("HSV").split()
    turned = hues.point(lambda level: int(level + hue * 256 / 360) % 256)
    picture = Image.merge("HSV", (turned, saturation, value)).convert("RGB")
    if kind == "JPEG":
        picture.save(path, format=kind, quality=90)
        return
    picture.putalpha(transparency)
    picture.save(path, format=kind)
