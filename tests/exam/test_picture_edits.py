"""Edits of what a picture shows."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from yuejuan.exam import edits


@pytest.fixture
def root(tmp_path: Path) -> Path:
    picture = Image.new("RGB", (60, 40), "white")
    picture.paste("red", (0, 0, 10, 10))
    picture.save(tmp_path / "work.png")
    return tmp_path


def pixel(root: Path, x: int, y: int) -> tuple[int, ...]:
    with Image.open(root / "work.png") as picture:
        assert picture.size == (60, 40)
        return picture.convert("RGB").getpixel((x, y))


def test_paint_over_fills_the_box_and_no_more(root: Path) -> None:
    edits.apply("paint_over", root, "work.png", {"left": 20, "top": 10, "right": 30, "bottom": 20, "colour": "#0000ff"})
    assert pixel(root, 20, 10) == pixel(root, 29, 19) == (0, 0, 255)
    assert pixel(root, 19, 10) == pixel(root, 30, 19) == pixel(root, 29, 20) == (255, 255, 255)


def test_mirrored_from_left_to_right(root: Path) -> None:
    edits.apply("turn_picture", root, "work.png", {"mirrored": True})
    assert pixel(root, 55, 5) == (255, 0, 0)
    assert pixel(root, 5, 5) == (255, 255, 255)


def test_turned_inside_its_own_size(root: Path) -> None:
    edits.apply("turn_picture", root, "work.png", {"degrees": 180})
    assert pixel(root, 55, 35) == (255, 0, 0)


def test_shade_multiplies_every_channel(root: Path) -> None:
    edits.apply("shade", root, "work.png", {"factor": 0.5})
    assert pixel(root, 5, 5) == (127, 0, 0)
    assert pixel(root, 55, 5) == (127, 127, 127)
