"""Carousel: at least two different pictures in one place that change by themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from yuejuan.artifacts.running.samples import Picture, Rect, State, area, overlap
from yuejuan.artifacts.running.verdict import Scene, Sighting, Verdict, decide
from yuejuan.messages import Message, say

LEAST_AREA = 2400.0
"""Square pixels; a bullet or a button that blinks is no carousel."""
LEAST_SPRITE = 20_000.0
SAME_PLACE = 0.5
HELD_MILLISECONDS = 350.0
"""A picture is shown, not passing by, when two looks in a row find it in its place."""
LEAST_STRIP_STEPS = 5


@dataclass
class _Place:
    """A rectangle of the page and what was seen in it: times, sources and pictures, in order."""

    rect: Rect
    keys: set[int] = field(default_factory=set)
    shown: list[tuple[float, str, Picture]] = field(default_factory=list)


@dataclass(frozen=True)
class _Turn:
    """A picture that was held in a place from one time to another."""

    source: str
    picture: Picture
    begin: float
    end: float


def detect(scene: Scene) -> Verdict:
    """Look for places whose pictures change by themselves, moving strips of pictures, and canvases that alternate."""
    found: list[Sighting] = []
    doubtful: list[tuple[Sighting, Message]] = []
    for place in _places(scene):
        _judge_place(scene, place, found, doubtful)
    _strips(scene, found, doubtful)
    _canvases(scene, found)
    return decide(_apart(found), doubtful, say("running.no_changing_picture"))


def _places(scene: Scene) -> list[_Place]:
    places: list[_Place] = []
    for state in scene.record.watched:
        grounds = (
            one for one in state.pictures.values() if one.part == "ground" and one.loaded and (one.top or 0) >= 0.5
        )
        for picture in (*state.visible(), *grounds):
            if area(picture.shown) < LEAST_AREA or not picture.url or scene.source(picture) == "":
                continue
            place = _place_of(places, picture)
            if place is None:
                place = _Place(picture.shown)
                places.append(place)
            place.keys.add(picture.key)
            place.shown.append((state.time, scene.source(picture), picture))
        if len(places) > 2000:
            break
    return [place for place in places if len({source for _, source, _ in place.shown}) > 1]


def _place_of(places: Sequence[_Place], picture: Picture) -> _Place | None:
    for place in places:
        ground = any(shown.part == "ground" for _, _, shown in place.shown[:1])
        if ground == (picture.part == "ground") and overlap(place.rect, picture.shown) >= SAME_PLACE:
            return place
        same_corner = abs(place.rect[0] - picture.shown[0]) < 3 and abs(place.rect[1] - picture.shown[1]) < 3
        if picture.key in place.keys and same_corner:
            return place
    return None


def _turns(place: _Place) -> list[_Turn]:
    """The pictures held in a place, one after another; several at once count as the one shown most strongly."""
    best: dict[float, tuple[float, str, Picture]] = {}
    for time, source, picture in place.shown:
        known = best.get(time)
        if known is None or picture.opacity * area(picture.shown) > known[2].opacity * area(known[2].shown):
            best[time] = (time, source, picture)
    turns: list[_Turn] = []
    for time, source, picture in best.values():
        if turns and turns[-1].source == source:
            turns[-1] = _Turn(source, turns[-1].picture, turns[-1].begin, time)
        else:
            turns.append(_Turn(source, picture, time, time))
    held = [turn for turn in turns if turn.end > turn.begin]
    # What was passing by between two holds of one picture does not make two of it.
    merged: list[_Turn] = []
    for turn in held:
        if merged and merged[-1].source == turn.source:
            merged[-1] = _Turn(turn.source, turn.picture, merged[-1].begin, turn.end)
        else:
            merged.append(turn)
    return merged


def _judge_place(scene: Scene, place: _Place, found: list[Sighting], doubtful: list[tuple[Sighting, Message]]) -> None:
    turns = _turns(place)
    sources = {turn.source.partition("@")[0] for turn in turns}
    distinct = {turn.source for turn in turns}
    if len(distinct) < 2 or (len(sources) > 1 and _one_picture(scene, [turn.picture.url for turn in turns])):
        return
    changes = [turn.begin for turn in turns[1:]]
    picture = turns[-1].picture
    sighting = Sighting(
        picture.key,
        scene.record.timeline.selector(picture.key),
        place.rect,
        pictures=tuple(dict.fromkeys(scene.name(turn.picture.url) for turn in turns)),
        period=_period(changes),
        span=(turns[0].begin, turns[-1].end),
    )
    if len(sources) < 2 and area(place.rect) < LEAST_SPRITE:
        return  # Parts of one small file: a figure that walks, a sign that blinks.
    if len(sources) < 2:
        doubtful.append((sighting, say("running.one_file_moves")))
    elif len(changes) >= 2 or (_recurring(scene, changes[0])):
        found.append(sighting)
    elif _pending(scene):
        doubtful.append((sighting, say("running.changed_once", seconds=round(changes[0] / 1000, 1))))


def _one_picture(scene: Scene, urls: Sequence[str]) -> bool:
    """True if all files show the same picture."""
    return all(scene.same(urls[0], url) for url in dict.fromkeys(urls[1:]) if url != urls[0])


def _period(changes: Sequence[float]) -> float | None:
    if len(changes) < 2:
        return None
    gaps = sorted(later - earlier for earlier, later in pairwise(changes))
    return round(gaps[len(gaps) // 2], -2)


def _recurring(scene: Scene, changed: float) -> bool:
    """True if a slow timer that repeats fired about when the picture changed: it will do so again."""
    for delay, repeats, due, fired in scene.record.account.get("timers", []):
        chained = any(wait == delay and count for wait, count in scene.record.account.get("chains", []))
        if not (((repeats and fired == 1) or chained) and delay >= 4000 and due > 0):
            continue
        if abs(scene.record.watched[0].time + delay - changed) < 2500:
            return True
    return False


def _pending(scene: Scene) -> bool:
    account = scene.record.account
    endless = any(iterations == -1 for _, _, iterations, _ in scene.record.animations)
    return bool(account.get("timers") or account.get("frames") or endless)


def _strips(scene: Scene, found: list[Sighting], doubtful: list[tuple[Sighting, Message]]) -> None:
    """Pictures that move together inside one element: a strip."""
    groups: dict[int, dict[int, list[tuple[float, Picture]]]] = defaultdict(lambda: defaultdict(list))
    for state in scene.record.watched:
        for picture in state.pictures.values():
            if picture.loaded and picture.opacity >= 0.5 and picture.url and area(picture.box) >= LEAST_AREA:
                groups[picture.clip][picture.key].append((state.time, picture))
    for clip, courses in groups.items():
        moving = {key: course for key, course in courses.items() if _keeps_moving(scene, course)}
        seen = {
            scene.source(picture): picture
            for course in moving.values()
            for _, picture in course
            if area(picture.shown) >= 600 and picture.visible
        }
        kinds = {scene.source(course[0][1]) for course in moving.values()}
        if len(kinds) < 2 or not seen:
            continue
        first = next(iter(seen.values()))
        selector = scene.record.timeline.selector(clip or first.key)
        names = tuple(dict.fromkeys(scene.name(one.url) for one in seen.values()))
        watched = scene.record.watched
        sighting = Sighting(
            clip or first.key,
            selector,
            watched[-1].clips.get(clip, first.shown),
            pictures=names,
            span=(watched[0].time, watched[-1].time),
        )
        if len(seen) < 2:
            doubtful.append((sighting, say("running.strip_is_slow")))
        elif clip:
            found.append(sighting)
        else:
            doubtful.append((sighting, say("running.pictures_move_freely")))


def _keeps_moving(scene: Scene, course: Sequence[tuple[float, Picture]]) -> bool:
    steps = [
        time
        for (_, one), (time, other) in pairwise(course)
        if max(abs(other.box[0] - one.box[0]), abs(other.box[1] - one.box[1])) >= 0.6
    ]
    end = scene.record.watched[-1].time
    begin = scene.record.watched[0].time
    return len(steps) >= LEAST_STRIP_STEPS and steps[-1] > end - 800 and steps[-1] - steps[0] > 0.4 * (end - begin)


def _canvases(scene: Scene, found: list[Sighting]) -> None:
    """Different pictures that are drawn over most of a canvas, one after another."""
    drawn: dict[tuple[int, int], list[tuple[float, str]]] = defaultdict(list)
    for time, left, top, what, place in scene.record.account.get("draws", []):
        if what == "image" and place[0]:
            drawn[left, top].append((time, place[0]))
    for picture in scene.record.watched[-1].pictures.values():
        draws = drawn.get((round(picture.box[0]), round(picture.box[1])), [])
        if picture.part != "canvas" or not picture.visible or area(picture.shown) < LEAST_AREA:
            continue
        turns = _drawn_turns(scene, draws)
        different = len({source for _, source, _ in turns}) >= 2
        if len(turns) >= 3 and different and not _one_picture(scene, [url for _, _, url in turns]):
            changes = [time for time, _, _ in turns[1:]]
            names = tuple(dict.fromkeys(scene.name(url) for _, _, url in turns))
            selector = scene.record.timeline.selector(picture.key)
            found.append(
                Sighting(
                    picture.key,
                    selector,
                    picture.box,
                    pictures=names,
                    period=_period(changes),
                    span=(turns[0][0], turns[-1][0]),
                )
            )


def _drawn_turns(scene: Scene, draws: Sequence[tuple[float, str]]) -> list[tuple[float, str, str]]:
    """What was left on the canvas for a while: the last drawn before each rest of the drawing."""
    turns: list[tuple[float, str, str]] = []
    for at, (time, url) in enumerate(draws):
        following = draws[at + 1][0] if at + 1 < len(draws) else time + HELD_MILLISECONDS
        same = at + 1 < len(draws) and draws[at + 1][1] == url
        if following - time < 5 and not same:
            continue  # Painted over in the same moment: a layer of one scene.
        source = scene.digest(url)
        if not turns or turns[-1][1] != source:
            turns.append((time, source, url))
    return [
        turn for at, turn in enumerate(turns) if at + 1 == len(turns) or turns[at + 1][0] - turn[0] >= HELD_MILLISECONDS
    ]


def _apart(found: list[Sighting]) -> list[Sighting]:
    """One sighting for each place on the page."""
    kept: list[Sighting] = []
    for one in found:
        if not any(one.box and other.box and overlap(one.box, other.box) > 0.3 for other in kept):
            kept.append(one)
    return kept[:6]


def moving_places(state: State, found: Sequence[Sighting]) -> set[int]:
    """Keys of the elements whose pictures belong to the found carousels, and of what cuts them."""
    keys = {one.key for one in found}
    for picture in state.pictures.values():
        if any(one.box is not None and overlap(one.box, picture.box) > 0.2 for one in found):
            keys |= {picture.key, picture.clip}
    return keys - {0}
