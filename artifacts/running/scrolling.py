"""Scrolling text: words that keep moving by themselves."""

from __future__ import annotations

import itertools
import math
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from yuejuan.artifacts.running.samples import Rect, State, Text, area, middle
from yuejuan.artifacts.running.verdict import Scene, Sighting, Verdict, decide
from yuejuan.messages import Message, say

LEAST_STEP = 0.6
"""Pixels between two looks; less is rounding."""
LEAST_RANGE = 30.0
"""How far words must get from where they were, in pixels; less is a tremble, about which people would disagree."""
DOUBTFUL_RANGE = 8.0
LEAST_SHIFTS = 3
_ENDING_MARQUEE = 4
_WORD = re.compile(r"\w")


@dataclass(frozen=True)
class _Step:
    time: float
    by: tuple[float, float]
    on_purpose: bool
    visible: bool


@dataclass(frozen=True)
class _Course:
    """How one text moved: its steps, the range of its places, and whether it only went to and fro."""

    text: Text
    steps: tuple[_Step, ...]
    range: float
    looks: tuple[float, float]

    @property
    def bursts(self) -> int:
        """Times that it moved after a rest."""
        times = [step.time for step in self.steps]
        return 1 + sum(later - earlier > 450 for earlier, later in itertools.pairwise(times)) if times else 0

    @property
    def lasts(self) -> bool:
        """True if it still moved towards the end: after its longest rest there was another move, or no rest came."""
        begin, end = self.looks
        if not self.steps:
            return False
        if self.steps[-1].time >= end - 700 and self.steps[-1].time - self.steps[0].time > 0.4 * (end - begin):
            return True
        times = [step.time for step in self.steps]
        gaps = [later - earlier for earlier, later in itertools.pairwise(times)]
        rests = [gap for gap in gaps if gap > 450]
        # Moves with rests between them: as long as the last rest is no longer than those before, it goes on.
        return len(rests) >= 1 and end - times[-1] < 1.6 * max(rests) + 400 and self.bursts >= 2


def detect(scene: Scene) -> Verdict:
    """Look for texts that keep moving; ``scene.moving_pictures`` are the elements whose text goes with pictures."""
    found: list[Sighting] = []
    doubtful: list[tuple[Sighting, Message]] = []
    seen: set[int] = set()
    for course in _courses(scene):
        _judge(scene, course, found, doubtful, seen)
    _shifting_strings(scene, found, doubtful)
    _drawn(scene, found)
    return decide(_outermost(found), doubtful, say("running.no_moving_text"))


def _judge(
    scene: Scene,
    course: _Course,
    found: list[Sighting],
    doubtful: list[tuple[Sighting, Message]],
    seen: set[int],
) -> None:
    text = course.text
    steps = [step for step in course.steps if step.on_purpose and step.visible]
    if not steps or not _WORD.search(text.words):
        return
    pixels = sum(math.hypot(*step.by) for step in steps)
    sighting = Sighting(
        text.key, scene.record.timeline.selector(text.key), text.box, pixels=round(pixels), span=course.looks
    )
    place = text.clip or text.key
    if course.range < DOUBTFUL_RANGE or (place in seen and found):
        return
    if text.key in scene.moving_pictures or text.clip in scene.moving_pictures:
        if len(text.words.strip()) >= 6 and course.lasts:
            doubtful.append((sighting, say("running.words_with_pictures")))
        return
    if not course.lasts:
        return
    if text.special == _ENDING_MARQUEE or not scene.endless:
        doubtful.append((sighting, say("running.motion_ends")))
        return
    if course.range < LEAST_RANGE and not _steady(steps):
        doubtful.append((sighting, say("running.text_trembles", pixels=round(course.range))))
        return
    seen.add(place)
    found.append(sighting)


def _steady(steps: Sequence[_Step]) -> bool:
    """True if most of the way goes in one direction, as a ticker that begins again does."""
    across = [step.by[0] for step in steps if abs(step.by[0]) > LEAST_STEP]
    down = [step.by[1] for step in steps if abs(step.by[1]) > LEAST_STEP]
    main = across if sum(map(abs, across)) >= sum(map(abs, down)) else down
    forward = sum(1 for value in main if value > 0)
    return len(main) >= 4 and max(forward, len(main) - forward) >= 0.8 * len(main)


def _courses(scene: Scene) -> Iterator[_Course]:
    """One course for each text element, and for each wording that is there once at a time in changing elements."""
    watched = scene.record.watched
    if len(watched) < 3:
        return
    series: dict[int | str, list[tuple[State, Text]]] = defaultdict(list)
    moved: set[int] = set()
    first: dict[int, Rect] = {}
    for state in watched:
        for key, text in state.texts.items():
            if first.setdefault(key, text.box) != text.box:
                moved.add(key)
    for state in watched:
        alone: dict[str, Text | None] = {}
        for key, text in state.texts.items():
            if key in moved:
                series[key].append((state, text))
            if len(text.words.strip()) >= 4:
                alone[text.words] = None if text.words in alone else text
        for words, one in alone.items():
            if one is not None:
                series[words].append((state, one))
    looks = (watched[0].time, watched[-1].time)
    for name, entries in series.items():
        if isinstance(name, str) and len({text.key for _, text in entries}) < 2:
            continue  # The element's own series tells it already.
        course = _course(scene, entries, looks)
        if course.steps:
            yield course


def _course(scene: Scene, entries: list[tuple[State, Text]], looks: tuple[float, float]) -> _Course:
    steps = []
    places = [(0.0, 0.0)]
    for (before, one), (now, other) in itertools.pairwise(entries):
        if one.words != other.words and not other.special:
            continue
        by = _way(before, one, now, other)
        if max(map(abs, by)) < LEAST_STEP:
            continue
        places.append((places[-1][0] + by[0], places[-1][1] + by[1]))
        purpose = _on_purpose(one, other)
        steps.append(_Step(now.time, by, purpose, other.visible or one.visible))
    text = next((text for _, text in entries if text.visible), entries[0][1])
    reach = max(max(place[side] for place in places) - min(place[side] for place in places) for side in (0, 1))
    return _Course(text, tuple(steps), reach, looks)


def _way(before: State, one: Text, now: State, other: Text) -> tuple[float, float]:
    """How far the words moved: inside the element that cuts them off, else together with it.

    The middle is what counts, so that spinning or beating words stay where they are.
    """
    here, there = middle(one.box), middle(other.box)
    by = (there[0] - here[0], there[1] - here[1])
    frames = before.clips.get(one.clip), now.clips.get(other.clip)
    if not one.clip or frames[0] is None or frames[1] is None:
        return by
    inside = (by[0] - frames[1][0] + frames[0][0], by[1] - frames[1][1] + frames[0][1])
    if max(map(abs, inside)) < LEAST_STEP and one.sig != other.sig:
        return by
    return inside


def _on_purpose(one: Text, other: Text) -> bool:
    """True if something moves the words themselves; ``False`` if they only make room for others."""
    return bool(other.special >= 2 or other.clip or one.sig != other.sig)


def _shifting_strings(scene: Scene, found: list[Sighting], doubtful: list[tuple[Sighting, Message]]) -> None:
    """Words that are moved on letter by letter inside a field, an element, or the title of the window."""
    watched = scene.record.watched
    words: dict[int, list[tuple[float, str, Text]]] = defaultdict(list)
    for state in watched:
        for key, text in state.texts.items():
            if text.visible and (not words[key] or words[key][-1][1] != text.words):
                words[key].append((state.time, text.words, text))
    for key, changes in words.items():
        shifts = _shifts([one for _, one, _ in changes])
        if shifts >= LEAST_SHIFTS:
            text = changes[0][2]
            selector = scene.record.timeline.selector(key)
            found.append(Sighting(key, selector, text.box, span=(watched[0].time, watched[-1].time)))
    titles = [state.title for state in watched]
    changed = [one for at, one in enumerate(titles) if at == 0 or one != titles[at - 1]]
    if not found and _shifts(changed) >= LEAST_SHIFTS:
        doubtful.append((Sighting(0, "title"), say("running.title_moves")))


def _shifts(values: Sequence[str]) -> int:
    """How often a string is the one before, moved on by a few letters."""
    return sum(_shifted(one, other) for one, other in itertools.pairwise(values))


def _shifted(one: str, other: str) -> bool:
    if len(one.strip()) < 2 or len(other.strip()) < 2 or one == other:
        return False
    most = min(len(one), len(other)) * 2 // 3 + 1
    for by in range(1, most):
        kept = one[by:]
        if (
            len(kept.strip()) >= 2
            and other.startswith(kept)
            and (len(other) - len(kept)) <= by + 1
            and _moves(one, other)
        ):
            return True
        kept = other[by:]
        if len(kept.strip()) >= 2 and one.startswith(kept) and (len(one) - len(kept)) <= by + 1 and _moves(other, one):
            return True
    return False


def _moves(one: str, other: str) -> bool:
    """Not a typewriter, which only adds at the end, nor digits that count."""
    if other.startswith(one) or one.startswith(other):
        return False
    return bool(re.search(r"[^\W\d]", one))


def _drawn(scene: Scene, found: list[Sighting]) -> None:
    """Words drawn on a canvas again and again at moving places."""
    places: dict[str, list[tuple[float, float]]] = defaultdict(list)
    canvases = {
        (round(one.box[0]), round(one.box[1])): one
        for one in scene.record.watched[-1].pictures.values()
        if one.part == "canvas" and one.visible and area(one.shown) > 400
    }
    for _time, left, top, what, place in scene.record.account.get("draws", []):
        if what == "text" and (left, top) in canvases and _WORD.search(place[0]) and len(place[0].strip()) >= 2:
            places[f"{left},{top},{place[0]}"].append((place[1], place[2]))
    for name, points in places.items():
        reach = max(max(p[side] for p in points) - min(p[side] for p in points) for side in (0, 1))
        if len(set(points)) >= 8 and reach >= LEAST_RANGE:
            left, top = (int(part) for part in name.split(",")[:2])
            canvas = canvases[left, top]
            found.append(Sighting(canvas.key, scene.record.timeline.selector(canvas.key), canvas.box, pixels=reach))


def _outermost(found: list[Sighting]) -> list[Sighting]:
    """At most a handful, one for each selector."""
    return list({one.selector: one for one in found}.values())[:8]
