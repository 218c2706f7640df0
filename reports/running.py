"""A web page as it looked in the browser, with frames round its elements, and strips of what moved on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from yuejuan.artifacts.facts import Box
from yuejuan.artifacts.running.facts import PageView, RunningPageFacts
from yuejuan.artifacts.screenshot.facts import ScreenshotFacts
from yuejuan.graders.finding import FrameStrip, PageElement
from yuejuan.reports.marked import Marked, Spot, frames
from yuejuan.reports.pictures import Picture, Pictures
from yuejuan.reports.places import Place, Places
from yuejuan.reports.texts import Readings
from yuejuan.reports.view import CandidateView, PointView
from yuejuan.reports.written import Note, notes, one_each

DESKTOP, PHONE = 1280, 390
MOST_FRAMES = 6
_WANDERING = "floating_ad"
_ALL_OF_IT = 0.9
_AROUND = 60
"""CSS pixels shown round a moving element."""


@dataclass(frozen=True)
class Shot:
    """The page in a window of one width; ``sideways`` says that it is wider than the window."""

    width: int
    sideways: int | None
    marked: Marked


@dataclass(frozen=True)
class RunningView:
    """One page: how it looked, notes on the points that were marked in it, and the elements that have no place."""

    file: str
    shots: tuple[Shot, ...]
    notes: tuple[Note, ...]
    places: tuple[Place, ...]


@dataclass(frozen=True)
class StripPicture:
    """One frame of a strip: milliseconds, and the part of the picture that is shown, in the picture's pixels."""

    time: int
    picture: Picture | None
    part: Box | None


class RunningPages:
    """The pages of one candidate that were marked in a browser or wait for a person, read once for all sizes."""

    def __init__(self, view: CandidateView, places: Places, readings: Readings | None) -> None:
        self._places = places
        self._facts: dict[str, RunningPageFacts | ScreenshotFacts] = {}
        judged = _judged_by_people(view)
        for file in view.result.submission.files:
            wanted = file.path in judged or places.of_file(file.path, PageElement)
            if file.kind == "page" and readings is not None and wanted:
                facts = readings(view.candidate, file, "running_page") or readings(view.candidate, file, "screenshot")
                if isinstance(facts, RunningPageFacts | ScreenshotFacts) and facts.views:
                    self._facts[file.path] = facts

    def looks(self, file: str, pictures: Pictures) -> Picture | None:
        """How a page looked in a desktop's window, for a part that a person judges."""
        facts = self._facts.get(file)
        shots = (view.screenshot for view in (facts.views if facts is not None else ()) if view.width == DESKTOP)
        return next((pictures.frame(digest) for digest in shots if digest), None)

    def shown(self, pictures: Pictures) -> tuple[RunningView, ...]:
        """The pages of which a picture was kept."""
        made = (self._one(file, facts, pictures) for file, facts in self._facts.items())
        return tuple(one for one in made if one.shots)

    def _one(self, file: str, facts: RunningPageFacts | ScreenshotFacts, pictures: Pictures) -> RunningView:
        elements = facts.elements if isinstance(facts, RunningPageFacts) else ()
        geometry = {element.selector: element.box for element in elements}
        boxes = [
            (place, place.evidence.box or geometry.get(place.evidence.selector))
            for place in self._places.of_file(file, PageElement)
            if isinstance(place.evidence, PageElement)
        ]
        placed = tuple(place for place, box in boxes if box is not None)
        spots: list[Spot] = [(box, place.tone, place.sign) for place, box in boxes]
        return RunningView(
            file=file,
            shots=tuple(_shots(facts.views, pictures, spots)),
            notes=notes([place.numbered for place in one_each(placed)]),
            places=placed,
        )


def _judged_by_people(view: CandidateView) -> set[str]:
    """The files of the parts that a person judges."""
    named = {name for _, part, _ in view.points if part.human for name in part.part.deliverables}
    matches = [match for match in view.result.submission.matches if match.deliverable in named]
    return {path for match in matches for path in match.paths}


def _shots(views: Sequence[PageView], pictures: Pictures, spots: list[Spot]) -> Iterator[Shot]:
    for view in views:
        picture = pictures.frame(view.screenshot) if view.width in (DESKTOP, PHONE) and view.screenshot else None
        if picture is not None:
            height = max(1, picture.height * view.width // max(1, picture.width))
            inside = [spot for spot in spots if _share(spot[0], view.width, height) < _ALL_OF_IT]
            marks = frames(inside, view.width, height) if view.width == DESKTOP else ()
            yield Shot(view.width, _sideways(view), Marked(picture, view.width, height, marks))


def _share(box: Box | None, width: int, height: int) -> float:
    """How much of the page a box covers; a frame round all of it would tell nothing."""
    return box.width * box.height / (width * height) if box is not None else 0.0


def _sideways(view: PageView) -> int | None:
    return view.document_width if view.document_width > view.width + 1 else None


def strip(point: PointView, item: FrameStrip, pictures: Pictures) -> tuple[StripPicture, ...]:
    """At most :data:`MOST_FRAMES` frames, evenly taken, cut to the surroundings of the element that changed.

    What wanders over the page is shown whole. Frames of a scrolled window do not show the element in its place and are
    left out where two others do.
    """
    pairs = list(zip(item.times, item.frames, strict=False))
    step = max(1, -(-len(pairs) // MOST_FRAMES))
    found: list[tuple[int, Picture | None]] = [(time, pictures.frame(digest)) for time, digest in pairs[::step]]
    tallest = max((picture.height for _, picture in found if picture is not None), default=0)
    box = _changing(point, item) if point.point.key != _WANDERING else None
    in_place = [one for one in found if one[1] is not None and one[1].height == tallest]
    if box is not None and len(in_place) > 1:
        found = in_place
    return tuple(
        StripPicture(time, picture, _part(picture, box if picture.height == tallest else None) if picture else None)
        for time, picture in found
    )


def _changing(point: PointView, item: FrameStrip) -> Box | None:
    """The box of the element of a strip, with some room."""
    elements = [one for one in point.evidence if isinstance(one, PageElement) and one.box is not None]
    box = next((one.box for one in elements if one.selector == item.selector), None)
    if box is None:
        return None
    return Box(box.left - _AROUND, box.top - _AROUND, box.right + _AROUND, box.bottom + _AROUND)


def _part(picture: Picture, box: Box | None) -> Box:
    whole = Box(0, 0, picture.width, picture.height)
    if box is None:
        return whole
    scale = picture.width / DESKTOP
    cut = Box(
        max(0, int(box.left * scale)),
        max(0, int(box.top * scale)),
        min(picture.width, int(box.right * scale)),
        min(picture.height, int(box.bottom * scale)),
    )
    return whole if cut.empty else cut
