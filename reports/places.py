"""Where in the files of a candidate each scoring point earned or lost: numbered in the order of the rubric."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from yuejuan.graders.finding import Evidence, LayerPath, PageElement, PictureRegion, TableCell, TextSpan
from yuejuan.reports.view import CandidateView, PartView, PointView

Tone = Literal["earned", "part", "lost", "open"]
SIGNS: dict[Tone, str] = {"earned": "√", "part": "△", "lost": "×", "open": "？"}
"""The signs of a teacher's pen; every Chinese typeface has them."""
SEVEREST: tuple[Tone, ...] = ("lost", "part", "open", "earned")

TONES: dict[str, Tone] = {
    "full": "earned",
    "part": "part",
    "none": "lost",
    "not_handed_in": "lost",
    "open": "open",
}
"""The tone of a point by its outcome."""


@dataclass(frozen=True)
class Numbered:
    """A scoring point with its number in the order of the rubric and the part that it belongs to."""

    number: int
    part: PartView
    point: PointView

    @property
    def tone(self) -> Tone:
        """What became of the point."""
        return TONES[self.point.outcome]

    @property
    def sign(self) -> str:
        """The sign of its tone with its number: ``√17``."""
        return f"{SIGNS[self.tone]}{self.number}"


Spot = TextSpan | TableCell | LayerPath | PageElement | PictureRegion
WRITTEN = (TextSpan, TableCell)


@dataclass(frozen=True)
class Place:
    """One span, cell, layer, element or region that a point rests on. ``id`` is its anchor on the page."""

    id: str
    numbered: Numbered
    evidence: Spot
    tone: Tone

    @property
    def sign(self) -> str:
        """The sign of the place with the number of its point."""
        return f"{SIGNS[self.tone]}{self.numbered.number}"

    @property
    def corrected(self) -> str:
        """What is right there, where something else was written; empty otherwise."""
        return self.evidence.expected or "" if differs(self.evidence) else ""


def severest(tones: set[Tone]) -> Tone | None:
    """The tone that a teacher has to see first; ``None`` without any."""
    return next((tone for tone in SEVEREST if tone in tones), None)


def differs(evidence: Evidence) -> bool:
    """Whether something else was written than what is right there."""
    return None not in (evidence.expected, evidence.measured) and evidence.expected != evidence.measured


class Places:
    """All places of one candidate's points. ``numbers`` maps the anchor of a point to its number."""

    def __init__(self, view: CandidateView) -> None:
        self.points = tuple(Numbered(n, part, point) for n, (_, part, point) in enumerate(view.points, 1))
        self.numbers = {one.point.anchor: one.number for one in self.points}
        self._of_file: dict[str, list[Place]] = {}
        self._of_evidence: dict[tuple[str, Evidence], Place] = {}
        for one in self.points:
            for place in _places(one):
                self._of_file.setdefault(place.evidence.file, []).append(place)
                self._of_evidence[one.point.anchor, place.evidence] = place

    def of_file(self, file: str, *kinds: type[Spot]) -> tuple[Place, ...]:
        """The places of some kinds in one file, in the order of the rubric."""
        return tuple(place for place in self._of_file.get(file, ()) if isinstance(place.evidence, kinds))

    def of(self, point: PointView, evidence: Evidence) -> Place | None:
        """The place of one piece of a point's evidence; ``None`` for what is no span and no cell."""
        return self._of_evidence.get((point.anchor, evidence))

    def files(self, *kinds: type[Spot]) -> tuple[str, ...]:
        """The files that hold places of some kinds, in the order of the rubric."""
        return tuple(file for file in self._of_file if self.of_file(file, *kinds))

    def elsewhere(self, file: str) -> tuple[Numbered, ...]:
        """Points about ``file`` that did not earn in full and point at no place in it: what is missing, mostly."""
        return tuple(
            one
            for one in self.points
            if one.tone != "earned"
            and not one.part.human
            and any(item.file == file for item in one.point.evidence)
            and not any(place.numbered is one for place in self.of_file(file, *WRITTEN))
        )


def _places(one: Numbered) -> Iterator[Place]:
    spans = [item for item in dict.fromkeys(one.point.evidence) if isinstance(item, Spot)]
    wrong = {item for item in spans if differs(item)}
    # Of a point that earned in part, the places that were corrected lost and the others earned; where none or all
    # were corrected, no place can be told from another.
    told_apart = one.tone == "part" and 0 < len(wrong) < len(spans)
    for n, item in enumerate(spans, 1):
        tone: Tone = ("lost" if item in wrong else "earned") if told_apart else one.tone
        yield Place(f"w{one.number}-{n}", one, item, tone)
