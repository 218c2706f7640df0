"""The edit that cuts a part out of a picture."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from yuejuan.exam import edits


def test_crop_keeps_the_box_and_the_format(tmp_path: Path) -> None:
    picture = Image.new("RGB", (60, 40), "white")
    picture.paste("red", (0, 0, 10, 10))
    picture.save(tmp_path / "work.png")
    edits.apply("crop", tmp_path, "work.png", {"left": 5, "top": 4, "right": 45, "bottom": 24})
    with Image.open(tmp_path / "work.png") as cropped:
        assert (cropped.size, cropped.format) == ((40, 20), "PNG")
        assert cropped.getpixel((4, 5)) == (255, 0, 0)
        assert cropped.getpixel((5, 5)) == cropped.getpixel((4, 6)) == (255, 255, 255)
