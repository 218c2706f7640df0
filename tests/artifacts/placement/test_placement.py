"""A drawn sign pasted at a known place and size is found there; what is not there is never found."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from yuejuan.artifacts.placement.facts import PlacementFacts
from yuejuan.artifacts.placement.reader import read
from yuejuan.artifacts.reader import Source, UnreadableSource


def sign(side: int, *, leaves: int = 3) -> Image.Image:
    """A green disc with bright leaves on a transparent ground."""
    picture = Image.new("RGBA", (side * 4, side * 4), (0, 0, 0, 0))
    draw = ImageDraw.Draw(picture)
    draw.ellipse((0, 0, side * 4 - 1, side * 4 - 1), fill=(24, 96, 60, 255))
    for number in range(leaves):
        left = side * (0.6 + 0.9 * number)
        draw.ellipse((left, side * (0.7 + 0.5 * number), left + side * 0.8, side * 2.6), fill=(240, 214, 120, 255))
    return picture.resize((side, side), Image.Resampling.LANCZOS)


def banner(width: int = 700, height: int = 180) -> Image.Image:
    """A ground with shapes of several colours, among them discs of the sign's size."""
    picture = Image.new("RGB", (width, height), (206, 60, 48))
    draw = ImageDraw.Draw(picture)
    for number in range(12):
        left, top = number * 67 % width, number * 41 % height
        colour = (number * 53 % 256, 255 - number * 20, number * 91 % 256)
        draw.ellipse((left, top, left + 60, top + 60), fill=colour)
        draw.rectangle((left + 30, top + 30, left + 90, top + 44), fill=colour[::-1])
    return picture


def measured(folder: Path, picture: Image.Image, mark: Image.Image, name: str = "mark.png") -> PlacementFacts:
    picture.save(folder / "banner.jpg", quality=82)
    mark.save(folder / name)
    return read(Source(path=folder / "banner.jpg", name="banner.jpg", others={"mark": folder / name}))


@pytest.mark.parametrize("side", [26, 47, 80, 131, 170])
def test_found_at_any_size(tmp_path: Path, side: int) -> None:
    picture = banner()
    pasted = sign(side)
    picture.paste(pasted, (333, 5), pasted)
    facts = measured(tmp_path, picture, sign(80))
    assert facts.found
    assert facts.box is not None and facts.scale == pytest.approx(side / 80, rel=0.05)
    assert all(abs(a - b) <= 2 + side // 40 for a, b in zip((333, 5), (facts.box.left, facts.box.top), strict=True))


def test_sign_without_transparency_is_found_cut_out_and_as_it_is(tmp_path: Path) -> None:
    on_white = Image.new("RGB", (100, 100), "white")
    drawn = sign(80)
    on_white.paste(drawn, (10, 10), drawn)
    cut_out, as_it_is = banner(), banner()
    cut_out.paste(drawn.resize((60, 60)), (40, 60), drawn.resize((60, 60)))
    as_it_is.paste(on_white.resize((75, 75)), (40, 60))
    assert measured(tmp_path, cut_out, on_white, "mark.jpg").found
    assert measured(tmp_path, as_it_is, on_white, "mark.jpg").found


@pytest.mark.parametrize("leaves", [0, 1, 2])
def test_another_sign_of_the_same_family_is_not_found(tmp_path: Path, leaves: int) -> None:
    picture = banner()
    pasted = sign(90, leaves=leaves)
    picture.paste(pasted, (300, 40), pasted)
    assert not measured(tmp_path, picture, sign(80)).found


def test_a_brightened_picture_still_shows_its_sign(tmp_path: Path) -> None:
    picture = banner()
    pasted = sign(70)
    picture.paste(pasted, (500, 60), pasted)
    assert measured(
        tmp_path, picture.point([min(255, round(value * 0.8 + 30)) for value in range(256)] * 3), sign(80)
    ).found


def test_a_plain_sign_gives_no_verdict(tmp_path: Path) -> None:
    facts = measured(tmp_path, banner(), Image.new("RGB", (80, 80), (24, 96, 60)))
    assert not facts.found and facts.correlation is None
    assert {entry.field for entry in facts.not_measured} == {"correlation", "box", "scale"}


def test_no_picture_to_look_for(tmp_path: Path) -> None:
    banner().save(tmp_path / "banner.jpg")
    (tmp_path / "mark.png").write_text("这不是图片", encoding="utf-8")
    with pytest.raises(UnreadableSource):
        read(Source(path=tmp_path / "banner.jpg", name="banner.jpg", others={"mark": tmp_path / "mark.png"}))
