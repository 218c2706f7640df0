"""What the sampler tells about a page at one moment, and how it went on: states and a timeline of them."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

Rect: TypeAlias = tuple[float, float, float, float]
"""Left, top, width and height in CSS pixels of the window."""


@dataclass(frozen=True)
class Picture:
    """A picture that an element shows: ``box`` its place, ``shown`` what no ancestor cuts off, ``size`` as painted.

    ``part`` is what shows it: ``image background canvas video ::before ::after``, and ``ground`` for the background of
    the whole page, which fills the window. ``place`` tells parts of one file apart (background position); ``top`` is
    the share of points at which nothing opaque lies over it, ``None`` outside the window; ``clip`` is the key of the
    element that cuts it, 0 for none.
    """

    key: int
    part: str
    url: str
    place: str
    box: Rect
    shown: Rect
    size: tuple[float, float]
    opacity: float
    top: float | None
    loaded: bool
    clip: int
    sig: str

    @property
    def visible(self) -> bool:
        """True if a person sees at least half of what the ancestors leave of it, and it is no ground."""
        seen = (self.top is None or self.top >= 0.5) and self.part != "ground"
        return self.loaded and seen and self.opacity >= 0.5 and area(self.shown) > 0


@dataclass(frozen=True)
class Text:
    """The words that stand directly in one element. ``special``: 1 a form field, 2 in an SVG, 3 in a marquee,
    4 in a marquee that stands still after some rounds."""

    key: int
    words: str
    box: Rect
    shown: Rect
    visible: bool
    clip: int
    sig: str
    special: int
    size: float


@dataclass(frozen=True)
class Goods:
    """A visible picture (``p``) or link with words (``l``) inside a placed box; ``words`` its text or address."""

    kind: str
    shown: Rect
    words: str


@dataclass(frozen=True)
class PlacedBox:
    """An element that is positioned or transformed and holds pictures or links.

    ``outer`` is what its ancestors leave visible, ``free`` tells that it is placed against the page or the window,
    ``nav`` that it is part of or holds a navigation, ``inside`` the key of the next placed box around it.
    """

    key: int
    position: str
    box: Rect
    goods: tuple[Goods, ...]
    links: int
    words: str
    outer: Rect
    free: bool
    nav: bool
    inside: int
    sig: str
    hints: str

    @property
    def content(self) -> Rect:
        """The smallest rectangle around the visible pictures and links."""
        left = min(one.shown[0] for one in self.goods)
        top = min(one.shown[1] for one in self.goods)
        right = max(one.shown[0] + one.shown[2] for one in self.goods)
        bottom = max(one.shown[1] + one.shown[3] for one in self.goods)
        return (left, top, right - left, bottom - top)


@dataclass(frozen=True)
class State:
    """One look at the page; ``time`` in milliseconds since it was opened."""

    time: float
    title: str
    scroll: tuple[int, int]
    pictures: Mapping[str, Picture]
    texts: Mapping[int, Text]
    boxes: Mapping[int, PlacedBox]
    clips: Mapping[int, Rect]

    def visible(self) -> Iterator[Picture]:
        """Pictures in the page that a person sees now; its ground is none of them."""
        return (one for one in self.pictures.values() if one.visible)


@dataclass
class Timeline:
    """All looks at one page, in order. Entries that did not change are shared between states."""

    states: list[State] = field(default_factory=list)
    selectors: dict[int, str] = field(default_factory=dict)
    tags: dict[int, str] = field(default_factory=dict)
    truncated: bool = False

    def add(self, answer: Sequence[Any], *, fresh: bool = False) -> State:
        """Take over what one call of the sampler gave; ``fresh`` when it told everything anew."""
        time, title, across, down, truncated, changes = answer
        before = self.states[-1] if self.states and not fresh else None
        pictures = dict(before.pictures) if before else {}
        texts = dict(before.texts) if before else {}
        boxes = dict(before.boxes) if before else {}
        clips = dict(before.clips) if before else {}
        for entry in changes:
            match entry[0]:
                case "p":
                    pictures[f"p{entry[1]}{entry[2]}"] = _picture(entry)
                case "t":
                    texts[entry[1]] = _text(entry)
                case "b":
                    boxes[entry[1]] = _box(entry)
                case "c":
                    clips[entry[1]] = _rect(entry[2])
                case "s":
                    self.selectors[entry[1]] = entry[2]
                    self.tags[entry[1]] = entry[3]
                case "-":
                    _forget(entry[1], pictures, texts, boxes)
        state = State(time, title, (across, down), pictures, texts, boxes, clips)
        self.states.append(state)
        self.truncated = self.truncated or truncated
        return state

    def selector(self, key: int) -> str:
        """A selector that finds the element; empty for an unknown one."""
        return self.selectors.get(key, "")


def _forget(name: str, pictures: dict[str, Picture], texts: dict[int, Text], boxes: dict[int, PlacedBox]) -> None:
    if name.startswith("p"):
        pictures.pop(name, None)
    elif name.startswith("t"):
        texts.pop(int(name[1:]), None)
    elif name.startswith("b"):
        boxes.pop(int(name[1:]), None)


def _rect(values: Sequence[float]) -> Rect:
    left, top, width, height = values
    return (left, top, width, height)


def _picture(entry: Sequence[Any]) -> Picture:
    _, key, part, url, place, box, shown, size, opacity, top, loaded, clip, sig = entry
    painted = (float(size[0] or 0), float(size[1] or 0))
    return Picture(
        key, part, url, place, _rect(box), _rect(shown), painted, opacity or 0.0, top, bool(loaded), clip, sig
    )


def _text(entry: Sequence[Any]) -> Text:
    _, key, words, box, shown, visible, clip, sig, special, size = entry
    return Text(key, words, _rect(box), _rect(shown), bool(visible), clip, sig, special, size or 0.0)


def _box(entry: Sequence[Any]) -> PlacedBox:
    _, key, position, box, goods, links, words, outer, free, nav, inside, sig, hints = entry
    things = tuple(Goods(kind, _rect(shown), text) for kind, shown, text in goods)
    return PlacedBox(key, position, _rect(box), things, links, words, _rect(outer), free, nav, inside, sig, hints)


def area(rect: Rect) -> float:
    """Square pixels of a rectangle."""
    return max(0.0, rect[2]) * max(0.0, rect[3])


def overlap(one: Rect, other: Rect) -> float:
    """Intersection over union, 0 to 1."""
    both = common(one, other)
    union = area(one) + area(other) - both
    return both / union if union > 0 else 0.0


def common(one: Rect, other: Rect) -> float:
    """Square pixels that both rectangles hold."""
    width = min(one[0] + one[2], other[0] + other[2]) - max(one[0], other[0])
    height = min(one[1] + one[3], other[1] + other[3]) - max(one[1], other[1])
    return max(0.0, width) * max(0.0, height)


def middle(rect: Rect) -> tuple[float, float]:
    """Centre of a rectangle."""
    return (rect[0] + rect[2] / 2, rect[1] + rect[3] / 2)


def path_length(points: Sequence[tuple[float, float]]) -> float:
    """Length of the way through the points."""
    return sum(math.dist(one, other) for one, other in itertools.pairwise(points))
