"""The written files of one candidate as a page shows them: their text with places, and values worked out again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from yuejuan.artifacts.facts import Facts
from yuejuan.graders.submission import HandedFile
from yuejuan.reports.places import WRITTEN, Place, Places
from yuejuan.reports.recomputed import Row, rows, single_rows
from yuejuan.reports.view import CandidateView, CriterionView, PartView, PointView
from yuejuan.reports.written import READERS, Written, written


class Readings(Protocol):
    """Gives the facts that were measured of a handed-in file; ``None`` where there are none to be had."""

    def __call__(self, candidate: str, file: HandedFile, reader: str, source: str | None = None) -> Facts | None:
        """The facts of ``file`` by ``reader``; ``source`` is the material that it is compared with."""
        ...


class Texts:
    """What there is to read of one candidate. ``missing`` counts files with places whose text is not to be had."""

    def __init__(self, view: CandidateView, readings: Readings | None) -> None:
        self.places = Places(view)
        self.facts: dict[str, Facts] = {}
        self.missing = 0
        if readings is None:
            return
        files = {file.path: file for file in view.result.submission.files}
        for path in _to_be_read(view, self.places):
            reader = READERS.get(files[path].kind) if path in files else None
            facts = readings(view.candidate, files[path], reader) if reader is not None else None
            if facts is not None:
                self.facts[path] = facts
            elif path in self.places.files(*WRITTEN):
                self.missing += 1

    def rows(self, part: PartView) -> tuple[Row, ...]:
        """The values of a part that were worked out again."""
        return rows(part, self.places, self.facts)

    def single_rows(self, criterion: CriterionView) -> tuple[Row, ...]:
        """The values of those parts of a criterion that have a single one each."""
        return single_rows(criterion.parts, self.places, self.facts)

    def shown(self, most: int, most_places: int) -> Shown:
        """The texts within about ``most`` characters a page, each with at most ``most_places`` places."""
        each = most // max(1, len(self.facts))
        made = (
            written(path, facts, self.places.of_file(path, *WRITTEN), self.places.elsewhere(path), each, most_places)
            for path, facts in self.facts.items()
        )
        return Shown(self.places, tuple(one for one in made if one is not None))


class Shown:
    """The texts of one page; ``ids`` are the anchors of the places that are on it."""

    def __init__(self, places: Places, files: tuple[Written, ...]) -> None:
        self.files = files
        self._places = places
        self.ids = {place.id for file in files for place in file.places}

    def has(self, place: Place) -> bool:
        """Whether a place is on the page."""
        return place.id in self.ids

    def number(self, point: PointView) -> int:
        """The number of a point in the order of the rubric."""
        return self._places.numbers[point.anchor]


def _to_be_read(view: CandidateView, places: Places) -> Iterator[str]:
    """Written deliverables in their order, then other files in which points have places."""
    kinds = {file.path: file.kind for file in view.result.submission.files}
    matched = [path for match in view.result.submission.matches for path in match.paths]
    yield from dict.fromkeys(path for path in [*matched, *places.files(*WRITTEN)] if kinds.get(path) in READERS)
