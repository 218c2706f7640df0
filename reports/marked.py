"""Pictures with frames round the places where something earned or lost."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from yuejuan.artifacts.facts import Box
from yuejuan.reports.pictures import Picture
from yuejuan.reports.places import Tone, severest

Spot = tuple[Box | None, Tone | None, str]
"""A box in full pixels, or none where it is not known, with what became of it and its sign."""


@dataclass(frozen=True)
class Frame:
    """A frame in the pixels of the full picture with the signs that stand at it."""

    box: Box
    tone: Tone | None
    signs: str


@dataclass(frozen=True)
class Marked:
    """A picture that stands for ``width`` × ``height`` full pixels, with frames in those."""

    picture: Picture
    width: int
    height: int
    frames: tuple[Frame, ...]

    @property
    def letter(self) -> int:
        """Height of a sign in full pixels, so that it can be read at the size of the small picture."""
        return max(1, max(self.width, self.height) * 13 // max(1, self.picture.width, self.picture.height))


def frames(spots: Iterable[Spot], width: int, height: int) -> tuple[Frame, ...]:
    """One frame for each box that lies in the picture and is not all of it, with the signs of all spots there."""
    found: dict[Box, list[tuple[Tone | None, str]]] = {}
    for box, tone, sign in spots:
        inside = _inside(box, width, height) if box is not None else None
        if inside is not None:
            found.setdefault(inside, []).append((tone, sign))
    return tuple(
        Frame(box, severest({tone for tone, _ in here if tone}), " ".join(dict.fromkeys(sign for _, sign in here)))
        for box, here in found.items()
    )


def _inside(box: Box, width: int, height: int) -> Box | None:
    cut = Box(max(0, box.left), max(0, box.top), min(width, box.right), min(height, box.bottom))
    return None if cut.empty or cut == Box(0, 0, width, height) else cut
