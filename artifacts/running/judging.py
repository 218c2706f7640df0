"""From a record of what happened to one verdict for each kind of effect."""

from __future__ import annotations

import itertools
from collections import defaultdict
from dataclasses import dataclass, replace
from urllib.parse import unquote, urlsplit

from yuejuan.artifacts.page.facts import EffectKind
from yuejuan.artifacts.running import carousel, floating, pointer, scrolling
from yuejuan.artifacts.running.folder import ORIGIN, Folder
from yuejuan.artifacts.running.likeness import identical, same_motif
from yuejuan.artifacts.running.samples import Rect, area, common, middle
from yuejuan.artifacts.running.verdict import Scene, Sighting, Verdict
from yuejuan.artifacts.running.watching import Record
from yuejuan.messages import say

PICTURES_CARRY = 0.3
"""Share of a moving strip that pictures cover; from here on its words are captions."""


@dataclass(frozen=True)
class Judgement:
    """A verdict for each kind, in the order in which they are reported."""

    verdicts: dict[EffectKind, Verdict]


def scene_of(record: Record, folder: Folder) -> Scene:
    """What the detectors look at."""
    scene = Scene(
        record,
        folder.digest,
        _name,
        alike=lambda one, other: same_motif(folder.file(one), folder.file(other)),
        same=lambda one, other: identical(folder.file(one), folder.file(other)),
    )
    return replace(scene, moving_pictures=moving_keys(record))


def unsteady_keys(record: Record) -> frozenset[int]:
    """Elements whose pictures still changed by themselves in the second half of the watch."""
    watched = record.watched
    if len(watched) < 2:
        return frozenset()
    half = (watched[0].time + watched[-1].time) / 2
    keys = set()
    for one, other in itertools.pairwise(watched):
        if other.time < half:
            continue
        keys |= {
            picture.key
            for name, picture in other.pictures.items()
            if (before := one.pictures.get(name)) is None or before != picture
        }
    return frozenset(keys)


def moving_keys(record: Record) -> frozenset[int]:
    """Elements whose words only go with moving pictures: captions in a strip, words in a wandering advert."""
    carriers = [*_strips(record), *_wanderers(record)]
    keys = set()
    for state in record.watched[:: max(1, len(record.watched) // 6)]:
        for key, text in state.texts.items():
            places = [rects.get(state.time) for rects in carriers]
            if any(rect is not None and _inside(middle(text.box), rect) for rect in places):
                keys.add(key)
    return frozenset(keys)


def _strips(record: Record) -> list[dict[float, Rect]]:
    """Places in time of the elements that cut off moving pictures and show mostly those."""
    cover: dict[int, dict[float, float]] = defaultdict(lambda: defaultdict(float))
    rects: dict[int, dict[float, Rect]] = defaultdict(dict)
    before: dict[str, Rect] = {}
    moved: set[int] = set()
    for state in record.watched:
        for name, picture in state.pictures.items():
            if picture.clip and picture.loaded and picture.clip in state.clips:
                if before.setdefault(name, picture.box)[:2] != picture.box[:2]:
                    moved.add(picture.clip)
                cover[picture.clip][state.time] += area(picture.shown)
                rects[picture.clip][state.time] = state.clips[picture.clip]
    return [
        rects[clip]
        for clip in moved
        if max(share / max(1.0, area(rects[clip][time])) for time, share in cover[clip].items()) >= PICTURES_CARRY
    ]


def _wanderers(record: Record) -> list[dict[float, Rect]]:
    """Places in time of boxes that wander with a picture, or with a link in both directions."""
    courses: dict[int, dict[float, Rect]] = defaultdict(dict)
    goods = set()
    for state in record.watched:
        for key, box in state.boxes.items():
            courses[key][state.time] = box.box
            if sum(common(one.shown, box.box) for one in box.goods if one.kind == "p") > 0.25 * area(box.box):
                goods.add(key)
    found = []
    for key, course in courses.items():
        centres = [middle(rect) for rect in course.values()]
        reach = [max(one[side] for one in centres) - min(one[side] for one in centres) for side in (0, 1)]
        if min(reach) > 20 or (key in goods and max(reach) > 20):
            found.append(course)
    return found


def _inside(point: tuple[float, float], rect: Rect) -> bool:
    return rect[0] <= point[0] <= rect[0] + rect[2] and rect[1] <= point[1] <= rect[1] + rect[3]


def judge(record: Record, folder: Folder, *, finished: bool) -> Judgement:
    """All verdicts. What was not watched to the end, or may still come, is no absence."""
    scene = scene_of(record, folder)
    unsteady = unsteady_keys(record)
    changing = carousel.detect(scene)
    scene = replace(scene, moving_pictures=scene.moving_pictures | _keys_in(scene, changing.sightings))
    by_itself: dict[EffectKind, Verdict] = {
        "scrolling_text": scrolling.detect(scene),
        "carousel": changing,
        "floating_ad": floating.detect(scene),
    }
    verdicts: dict[EffectKind, Verdict] = {kind: _patient(one, record) for kind, one in by_itself.items()}
    verdicts["image_rollover"] = _pointed(pointer.rollover(scene, unsteady), record)
    verdicts["zoom"] = _pointed(pointer.zoom(scene, unsteady), record)
    if not finished:
        verdicts = {kind: _given_up(one) for kind, one in verdicts.items()}
    order: tuple[EffectKind, ...] = ("scrolling_text", "image_rollover", "zoom", "carousel", "floating_ad")
    return Judgement({kind: verdicts[kind] for kind in order})


def _keys_in(scene: Scene, found: tuple[Sighting, ...]) -> frozenset[int]:
    """Boxes that lie in a carousel: its slides move, but they do not wander over the page."""
    keys = set()
    for state in scene.record.watched:
        for key, box in state.boxes.items():
            if any(one.box is not None and common(one.box, box.content) > 0.5 * area(box.content) for one in found):
                keys.add(key)
    return frozenset(keys)


def _patient(verdict: Verdict, record: Record) -> Verdict:
    if verdict.state == "not_found" and record.later:
        return Verdict("uncertain", (), say("running.may_come_later"))
    return verdict


def _pointed(verdict: Verdict, record: Record) -> Verdict:
    if verdict.state == "not_found" and not record.pointed_all:
        return Verdict("uncertain", (), say("running.not_all_touched"))
    return verdict


def _given_up(verdict: Verdict) -> Verdict:
    if verdict.state == "not_found":
        return Verdict("uncertain", (), say("running.given_up"))
    return verdict


def _name(url: str) -> str:
    """The file behind a URL as the submission names it."""
    if not url.startswith(ORIGIN):
        return url[:40]
    return unquote(urlsplit(url).path.lstrip("/"))
