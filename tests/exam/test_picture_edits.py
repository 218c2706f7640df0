"""Edits of what a picture shows."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageOps

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


def test_a_moved_part_leaves_its_ground_behind(root: Path) -> None:
    box = {"left": 0, "top": 0, "right": 10, "bottom": 10}
    edits.apply("move_part", root, "work.png", {**box, "by": [20, 5], "ground": "#00ff00"})
    assert pixel(root, 20, 5) == pixel(root, 29, 14) == (255, 0, 0)
    assert pixel(root, 5, 5) == (0, 255, 0)
    assert pixel(root, 19, 5) == pixel(root, 30, 14) == (255, 255, 255)


def test_a_slanted_part_leans_to_the_right(root: Path) -> None:
    box = {"left": 0, "top": 0, "right": 30, "bottom": 10}
    edits.apply("move_part", root, "work.png", {**box, "slant": 1, "ground": "#ffffff"})
    assert pixel(root, 2, 1) == (255, 255, 255)
    assert pixel(root, 14, 1) == pixel(root, 4, 8) == (255, 0, 0)
    assert pixel(root, 14, 8) == (255, 255, 255)


def test_words_stand_where_they_were_put(root: Path) -> None:
    edits.apply("write_words", root, "work.png", {"words": "8", "left": 30, "top": 10, "size": 20, "colour": "#000000"})
    with Image.open(root / "work.png") as picture:
        left, top, right, bottom = ImageOps.invert(picture.convert("L").crop((20, 0, 60, 40))).getbbox()
    assert 10 <= left < right <= 30
    assert 10 <= top < bottom <= 34


@pytest.mark.parametrize("kind", ["PNG", "GIF"])
def test_one_colour_becomes_transparent(root: Path, kind: str) -> None:
    edits.apply("save_picture", root, "work.png", {"format": kind})
    edits.apply("clear_colour", root, "work.png", {"colour": "#ffffff"})
    with Image.open(root / "work.png") as picture:
        assert picture.format == kind
        seen = picture.convert("RGBA")
    assert seen.getpixel((30, 30))[3] == 0
    assert seen.getpixel((5, 5)) == (255, 0, 0, 255)


# 5 is the shortest comment there is; with 260 the last block of the comment would come out empty.
@pytest.mark.parametrize("more", [5, 6, 258, 259, 260, 261, 5000])
def test_a_gif_is_filled_up_with_a_comment(root: Path, more: int) -> None:
    edits.apply("save_picture", root, "work.png", {"format": "GIF"})
    length = (root / "work.png").stat().st_size + more
    edits.apply("fill_up", root, "work.png", {"bytes": length})
    assert (root / "work.png").stat().st_size == length
    assert pixel(root, 5, 5) == (255, 0, 0)
    with Image.open(root / "work.png") as picture:
        assert set(picture.info.get("comment", b"")) <= set(b" ")
