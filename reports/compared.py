"""A picture beside the material that it was made from, with what was measured to have changed.

A check that compares with a material names it in its messages as the value ``source``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from yuejuan.artifacts.comparison.facts import ComparisonFacts, Estimate
from yuejuan.graders.finding import PictureRegion
from yuejuan.reports.marked import Marked, Spot, frames
from yuejuan.reports.pictures import Picture, Pictures
from yuejuan.reports.places import Numbered, Places
from yuejuan.reports.texts import Readings
from yuejuan.reports.view import CandidateView
from yuejuan.reports.written import Note, notes

MOST_REGIONS = 12
_FIGURES = (
    ("rotation", 1, "°"),
    ("scale_x", 3, ""),
    ("scale_y", 3, ""),
    ("brightness", 1, ""),
    ("contrast", 2, ""),
    ("saturation", 2, ""),
    ("hue", 1, "°"),
    ("sharpness", 2, ""),
)
"""Figure, decimal places and unit, in the order in which they are told."""


@dataclass(frozen=True)
class Figure:
    """One measured figure as value and error bar; ``changed`` is ``None`` where nobody should decide by it."""

    name: str
    value: str
    changed: bool | None


@dataclass(frozen=True)
class Comparison:
    """One picture with its source. ``flipped``, ``cropped`` and ``regions`` are ``None`` where they are not known."""

    file: str
    source: str
    points: tuple[Numbered, ...]
    notes: tuple[Note, ...]
    before: Marked | None
    after: Marked | None
    figures: tuple[Figure, ...]
    flipped: str | None
    cropped: bool | None
    regions: int | None
    left_out: int


class Comparisons:
    """The comparisons of one candidate, read once for all sizes of the page."""

    def __init__(self, view: CandidateView, places: Places, readings: Readings | None) -> None:
        files = {file.path: file for file in view.result.submission.files}
        self._places = places
        self._points: dict[tuple[str, str], list[Numbered]] = {}
        self._facts: dict[tuple[str, str], ComparisonFacts] = {}
        for one in places.points:
            for pair in _pairs(one):
                if pair[0] in files:
                    self._points.setdefault(pair, []).append(one)
        for file, source in self._points:
            facts = readings(view.candidate, files[file], "comparison", source) if readings is not None else None
            if isinstance(facts, ComparisonFacts):
                self._facts[file, source] = facts

    def shown(self, pictures: Pictures) -> tuple[Comparison, ...]:
        """All comparisons of which there is a picture or a figure to be shown."""
        made = (self._one(file, source, pictures) for file, source in self._points)
        return tuple(one for one in made if one.figures or (one.before is not None and one.after is not None))

    def _one(self, file: str, source: str, pictures: Pictures) -> Comparison:
        points, facts = self._points[file, source], self._facts.get((file, source))
        before, after = pictures.material(source), pictures.file(file)
        regions = list(facts.regions or ())[:MOST_REGIONS] if facts is not None else []
        lettered: list[Spot] = [
            (place.evidence.box, place.tone, place.sign)
            for place in self._places.of_file(file, PictureRegion)
            if place.numbered in points and isinstance(place.evidence, PictureRegion)
        ]
        lettered += [(region.box, None, _letter(n)) for n, region in enumerate(regions)]
        was: list[Spot] = [(facts.crop, None, "")] if facts is not None else []
        was += [(region.source_box, None, _letter(n)) for n, region in enumerate(regions)]
        return Comparison(
            file=file,
            source=source,
            points=tuple(points),
            notes=notes(points),
            before=_marked(before, (facts.source_width, facts.source_height) if facts is not None else None, was),
            after=_marked(after, (facts.width, facts.height) if facts is not None else None, lettered),
            figures=tuple(_figures(facts)) if facts is not None else (),
            flipped=facts.flipped if facts is not None else None,
            cropped=facts.cropped if facts is not None else None,
            regions=len(facts.regions) if facts is not None and facts.regions is not None else None,
            left_out=len(facts.regions or ()) - len(regions) if facts is not None else 0,
        )


def _letter(number: int) -> str:
    """The letter by which a changed region is known in both pictures."""
    return chr(ord("a") + number)


def _pairs(one: Numbered) -> Iterator[tuple[str, str]]:
    source = one.point.point.message.values.get("source")
    check = one.part.part.check or ""
    if isinstance(source, str) and check.startswith("picture."):
        yield from dict.fromkeys((item.file, source) for item in one.point.evidence)


def _marked(picture: Picture | None, size: tuple[int, int] | None, spots: list[Spot]) -> Marked | None:
    if picture is None:
        return None
    if size is None:
        return Marked(picture, picture.width, picture.height, ())
    return Marked(picture, *size, frames(spots, *size))


def _figures(facts: ComparisonFacts) -> Iterator[Figure]:
    for name, digits, unit in _FIGURES:
        figure = getattr(facts, name)
        if isinstance(figure, Estimate):
            yield Figure(name, f"{figure.value:.{digits}f}±{figure.error:.{digits}f}{unit}", figure.changed)
