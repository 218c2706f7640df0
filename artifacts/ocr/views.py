"""Which pieces of a large picture are shown to the engine, and how the lines of overlapping pieces become one list.

The engine shrinks what it is shown to 960 pixels, so that small text on a tall page vanishes without a sign.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from yuejuan.artifacts.facts import Box

PIECE = 960
"""Side of a piece, in pixels: as large as the engine looks at without shrinking."""
OVERLAP = 200
"""Least overlap of neighbours: a line of text no taller than this lies whole in one of them."""
WHOLE = 1440
"""Up to this side a picture is shown in one piece: text stays readable at two thirds of its size."""
SHORT_SIDE = 1920
"""Pictures whose shorter side is longer are shrunk to it before reading."""
_TALL = 2.5
_SAME = 0.6


@dataclass(frozen=True)
class Found:
    """A line in pixels of the whole picture; ``cut`` says that it touches an inner edge of its piece."""

    text: str
    confidence: float
    polygon: tuple[tuple[int, int], ...]
    box: Box
    cut: bool


def views(width: int, height: int) -> list[Box]:
    """The pieces for a picture of this size: overviews first, then details where an overview would be shrunk a lot."""
    if height > WHOLE and height > _TALL * width:
        side = max(PIECE, width)
        overviews = [Box(0, top, width, bottom) for top, bottom in _spans(height, side)]
    else:
        overviews = [Box(0, 0, width, height)]
    if max(max(view.width, view.height) for view in overviews) <= WHOLE:
        return overviews
    details = [Box(x0, y0, x1, y1) for y0, y1 in _spans(height, PIECE) for x0, x1 in _spans(width, PIECE)]
    return overviews + details


def _spans(length: int, side: int) -> list[tuple[int, int]]:
    """Equal spans of at most ``side``, overlapping by ``OVERLAP`` or more; one span for what fits into ``WHOLE``."""
    if length <= max(side, WHOLE if side == PIECE else side):
        return [(0, length)]
    count = -(-(length - OVERLAP) // (side - OVERLAP))
    step = (length - side) / (count - 1)
    return [(round(number * step), round(number * step) + side) for number in range(count)]


def merge(found: Sequence[Found]) -> list[Found]:
    """One entry for each line that several pieces show: the uncut one, else the longer, else the surer."""
    kept: list[Found] = []
    for line in sorted(found, key=_worth):
        if not any(_same(line.box, other.box) for other in kept):
            kept.append(line)
    return in_reading_order(kept)


def _worth(line: Found) -> tuple[bool, int, float, int, int]:
    return line.cut, -len(line.text), -line.confidence, line.box.top, line.box.left


def _same(one: Box, other: Box) -> bool:
    """True if the smaller box lies mostly in the larger one and both are about as tall as one line."""
    across = min(one.right, other.right) - max(one.left, other.left)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    if across <= 0 or down <= 0:
        return False
    smaller = min(one.width * one.height, other.width * other.height)
    return across * down > _SAME * max(1, smaller)


def in_reading_order(lines: Sequence[Found]) -> list[Found]:
    """From top to bottom; lines whose centres lie within half a line's height of each other are one row."""
    rows: list[list[Found]] = []
    for line in sorted(lines, key=lambda line: (line.box.top + line.box.bottom, line.box.left)):
        centre = (line.box.top + line.box.bottom) / 2
        if rows:
            first = rows[-1][0].box
            near = abs(centre - (first.top + first.bottom) / 2) < min(first.height, line.box.height) / 2
            if near:
                rows[-1].append(line)
                continue
        rows.append([line])
    return [line for row in rows for line in sorted(row, key=lambda line: line.box.left)]
