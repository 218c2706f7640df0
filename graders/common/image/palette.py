"""The check ``image.palette``."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import combinations

from pydantic import Field

from yuejuan.artifacts.image.facts import ImageFacts
from yuejuan.graders.api import Ask, CheckParameters, Need, Subject, check, earned, lost, unsettled
from yuejuan.graders.common.unmeasured import not_measured
from yuejuan.graders.finding import PictureRegion, Point, Reason
from yuejuan.messages import Value, say

_SIMILAR = 0.09
"""Distance in OKLab below which people call two colours kinds of one; about the width of a named colour."""
_COLOURLESS = 0.04
"""Chroma in OKLab below which a colour counts as black, white or grey."""

Lab = tuple[float, float, float]


class Parameters(CheckParameters):
    """What pictures of one family share."""

    sizes: bool = Field(True, description="Ask that all of them have one size.")

    def points(self) -> tuple[Ask, ...]:
        """Colours, and sizes where asked."""
        return (Ask("colours"), Ask("sizes")) if self.sizes else (Ask("colours"),)


@check("image.palette", needs=(Need(ImageFacts, of_kind="image"),), scope="files")
def judge(subject: Subject, asked: Parameters) -> Iterator[Point]:
    """Several pictures, such as the icons of a shop, belong to one family: they share colours and size.

    Earns: `colours`, when every two of them share a dominant colour (distance in OKLab below 0.09), or all are
    colourless; `sizes`, when all have one size.
    Loses: `colours`, when one of them shares no colour with any other; `sizes`, when they differ.
    Open: some pairs share colours and others do not; there is only one picture; a picture could not be decoded.
    Evidence: each picture with its dominant colours.
    Review: always a suggestion; line, shape and style are for the eye.
    Example: three icons in one blue: both points; a red one among them loses `colours`.
    """
    pictures = {file.path: subject.facts(ImageFacts, file.path) for file in subject.files if file.kind == "image"}
    named: dict[str, Value] = {"count": len(pictures), "files": list(pictures)}
    if len(pictures) < 2:
        for ask in asked.points():
            where = [PictureRegion(file=file) for file in pictures]
            yield unsettled(ask.key, Reason.UNCERTAIN, say("check.image.palette.too_few", **named), *where)
        return
    yield _colours(pictures, named)
    if asked.sizes:
        yield _sizes(pictures, named)


def _colours(pictures: dict[str, ImageFacts], named: dict[str, Value]) -> Point:
    for file, facts in pictures.items():
        if facts.dominant_colours is None:
            message = say("check.image.palette.unknown", file=file)
            return not_measured("colours", facts, "dominant_colours", file, message)
    places = [
        PictureRegion(file=file, measured=" ".join(facts.dominant_colours or ())) for file, facts in pictures.items()
    ]
    colours = {file: _coloured(facts.dominant_colours or ()) for file, facts in pictures.items()}
    shared = {pair: _share(colours[pair[0]], colours[pair[1]]) for pair in combinations(colours, 2)}
    alone = [file for file in colours if not any(same for pair, same in shared.items() if file in pair)]
    values = {**named, "alone": alone}
    if all(shared.values()):
        return earned("colours", say("check.image.palette.shared", **values), *places, suggested=True)
    if alone:
        return lost("colours", say("check.image.palette.alone", **values), *places, suggested=True)
    return unsettled("colours", Reason.UNCERTAIN, say("check.image.palette.partly", **values), *places)


def _sizes(pictures: dict[str, ImageFacts], named: dict[str, Value]) -> Point:
    sizes = {
        file: (facts.displayed_width or facts.width, facts.displayed_height or facts.height)
        for file, facts in pictures.items()
    }
    for file, size in sizes.items():
        if None in size:
            message = say("check.image.palette.unknown", file=file)
            return not_measured("sizes", pictures[file], "width", file, message)
    places = [PictureRegion(file=file, measured=f"{width}×{height}") for file, (width, height) in sizes.items()]
    same = len(set(sizes.values())) == 1
    message = say(f"check.image.palette.sizes_{'same' if same else 'differ'}", **named)
    return (earned if same else lost)("sizes", message, *places, suggested=True)


def _share(first: tuple[Lab, ...], second: tuple[Lab, ...]) -> bool:
    if not first and not second:
        return True
    return any(math.dist(one, other) < _SIMILAR for one in first for other in second)


def _coloured(colours: tuple[str, ...]) -> tuple[Lab, ...]:
    lab = (oklab(colour) for colour in colours)
    return tuple(one for one in lab if math.hypot(one[1], one[2]) >= _COLOURLESS)


def oklab(colour: str) -> Lab:
    """``#rrggbb`` (sRGB) in OKLab: lightness 0 to 1, a and b about -0.4 to 0.4 (Ottosson 2020)."""
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    return (
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
