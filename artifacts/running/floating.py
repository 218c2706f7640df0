"""Floating advert: a picture or link that wanders over the page, or keeps its place in the window on scrolling."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from yuejuan.artifacts.running.samples import Picture, PlacedBox, Rect, State, area, middle, path_length
from yuejuan.artifacts.running.verdict import Scene, Sighting, Verdict, decide
from yuejuan.artifacts.running.visit import DESKTOP
from yuejuan.messages import Message, say

LEAST_RANGE = 60.0
"""Pixels that an advert must wander; less is a tremble."""
DOUBTFUL_RANGE = 15.0
LEAST_PICTURE = 900.0
"""Square pixels; below it is an icon."""
KEPT = 12.0
"""Pixels by which the place in the window may differ after scrolling."""
LARGEST_SHARE = 0.5
"""Of the window; what is larger lies over the page or behind it, and is no advert floating on it."""
LARGEST_CARRIED = 0.25
"""Of what cuts it off; a larger picture that moves inside its frame is panned over, and does not wander."""
BAR_SHARE = 0.7
"""Of the window's width: a bar."""
MANY = 6

_TOP = re.compile(r"页首|顶部|页面顶端|top|^[↑▲∧⇧△︿^]+$", re.IGNORECASE)
_SERVICE = re.compile(r"客服|咨询|旺旺|QQ|微信|扫码|二维码|购物车|留言|反馈|联系我们|热线|电话", re.IGNORECASE)
_CLOSE = re.compile(r"关闭|关\s*闭|close|×|✕|✖|╳|\[x\]|^x$", re.IGNORECASE)


def detect(scene: Scene) -> Verdict:
    """Look for boxes with a picture or link that wander, then for those that keep their place in the window."""
    found: list[Sighting] = []
    doubtful: list[tuple[Sighting, Message]] = []
    wandering = set()
    for box, course in _courses(scene):
        if _judge_wandering(scene, box, course, found, doubtful):
            wandering.add(box.key)
    _judge_carried(scene, found, doubtful)
    _many(found, doubtful)
    turned_down: list[Message] = []
    if scene.record.scrolled is not None:
        for box in _kept(scene):
            if box.key not in wandering and box.inside not in wandering:
                _judge_kept(scene, box, found, doubtful, turned_down)
    else:
        for box in _fixed(scene.record.watched[-1]):
            if box.key not in wandering and box.position == "fixed" and _refusal(box) is None:
                doubtful.append((_sighting(scene, box), say("running.page_does_not_scroll")))
    return decide(found[:8], doubtful, turned_down[0] if turned_down else say("running.nothing_floats"))


def _courses(scene: Scene) -> Iterator[tuple[PlacedBox, list[tuple[float, Rect]]]]:
    """Outermost boxes that moved by themselves, with their places in time."""
    watched = scene.record.watched
    courses: dict[int, list[tuple[float, Rect]]] = {}
    boxes: dict[int, PlacedBox] = {}
    sigs: dict[int, set[str]] = {}
    for state in watched:
        for key, box in state.boxes.items():
            courses.setdefault(key, []).append((state.time, box.box))
            sigs.setdefault(key, set()).add(box.sig)
            boxes[key] = box
    moved = {key for key, course in courses.items() if _range(course) >= DOUBTFUL_RANGE and len(sigs[key]) > 1}
    for key in moved:
        if boxes[key].inside not in moved and key not in scene.moving_pictures:
            yield boxes[key], courses[key]


def _range(course: list[tuple[float, Rect]]) -> float:
    centres = [middle(rect) for _, rect in course]
    return max(max(one[side] for one in centres) - min(one[side] for one in centres) for side in (0, 1))


def _judge_wandering(
    scene: Scene,
    box: PlacedBox,
    course: list[tuple[float, Rect]],
    found: list[Sighting],
    doubtful: list[tuple[Sighting, Message]],
) -> bool:
    """True if the box keeps moving; one that moved once, to slide in, may stay in the window afterwards."""
    if not box.goods or area(box.content) > LARGEST_SHARE * DESKTOP[0] * DESKTOP[1]:
        return True
    if area(box.box) > LARGEST_CARRIED * area(box.outer):
        return True
    window = DESKTOP[0]
    confined = box.outer[2] < 0.6 * window or box.outer[3] < 250
    centres = [middle(rect) for _, rect in course]
    times = [time for (time, one), (_, other) in pairwise(course) if one[:2] != other[:2]]
    watched = scene.record.watched
    lasts = bool(times) and times[-1] > watched[-1].time - 1500 and len(times) >= 5
    sighting = _sighting(scene, box, pixels=round(path_length(centres)))
    if not lasts:
        return False
    if _range(course) < LEAST_RANGE:
        if box.position == "fixed":
            return False  # It only bobs; whether it keeps its place in the window is seen on scrolling.
        if box.position == "absolute" and any(one.kind == "p" for one in box.goods):
            doubtful.append((sighting, say("running.box_trembles", pixels=round(_range(course)))))
        return True
    pictures = [one for one in box.goods if one.kind == "p" and area(one.shown) >= LEAST_PICTURE]
    if confined or not box.free:
        if len(pictures) == 1:
            doubtful.append((sighting, say("running.moves_inside_a_box")))
        return True
    if pictures or (any(one.kind == "l" for one in box.goods) and _both_ways(centres)):
        found.append(sighting)
    else:
        doubtful.append((sighting, say("running.link_moves_as_text")))
    return True


def _judge_carried(scene: Scene, found: list[Sighting], doubtful: list[tuple[Sighting, Message]]) -> None:
    """A picture that something else carries across and down: one marquee inside another, without any placed box."""
    watched = scene.record.watched
    courses: dict[int, list[Picture]] = {}
    for state in watched:
        for picture in state.visible():
            if picture.part == "image" and area(picture.shown) >= LEAST_PICTURE:
                courses.setdefault(picture.key, []).append(picture)
    for key, course in courses.items():
        centres = [middle(one.box) for one in course]
        steps = [at for at, (one, other) in enumerate(pairwise(centres)) if one != other]
        reach = [max(one[side] for one in centres) - min(one[side] for one in centres) for side in (0, 1)]
        if min(reach) < LEAST_RANGE or len(steps) < 5 or steps[-1] < 0.7 * len(centres):
            continue
        clip = _union([state.clips[course[-1].clip] for state in watched if course[-1].clip in state.clips])
        alone = sum(1 for one in watched[-1].pictures.values() if one.clip == course[-1].clip and one.loaded) == 1
        if clip is None or not alone or area(course[-1].box) > LARGEST_CARRIED * area(clip):
            continue
        selector = scene.record.timeline.selector(key)
        sighting = Sighting(
            key,
            selector,
            course[-1].box,
            pictures=(scene.name(course[-1].url),),
            pixels=round(path_length(centres)),
            span=(watched[0].time, watched[-1].time),
        )
        if clip[2] < 0.3 * DESKTOP[0] or clip[3] < 250:
            doubtful.append((sighting, say("running.moves_inside_a_box")))
        else:
            found.append(sighting)


def _union(rects: list[Rect]) -> Rect | None:
    """The smallest rectangle around all of them."""
    if not rects:
        return None
    left, top = min(one[0] for one in rects), min(one[1] for one in rects)
    right, bottom = max(one[0] + one[2] for one in rects), max(one[1] + one[3] for one in rects)
    return (left, top, right - left, bottom - top)


def _both_ways(centres: list[tuple[float, float]]) -> bool:
    """True if the way leads across and down: wandering, where scrolling text goes one way only."""
    return all(max(one[side] for one in centres) - min(one[side] for one in centres) > 20 for side in (0, 1))


def _many(found: list[Sighting], doubtful: list[tuple[Sighting, Message]]) -> None:
    """A crowd of small moving things is decoration: snow, petals, bubbles."""
    if len(found) >= MANY:
        doubtful += [(one, say("running.crowd_moves", count=len(found))) for one in found[:3]]
        found.clear()


def _fixed(state: State) -> Iterator[PlacedBox]:
    yield from (box for box in state.boxes.values() if box.position in ("fixed", "sticky", "absolute") and box.goods)


def _kept(scene: Scene) -> Iterator[PlacedBox]:
    """Outermost boxes that are where they were in the window although the page was scrolled."""
    assert scene.record.scrolled is not None
    before, after, distance = scene.record.scrolled
    kept: dict[int, PlacedBox] = {}
    for box in _fixed(after):
        earlier = before.boxes.get(box.key)
        if not _inside_window(box.content):
            continue
        if box.position == "fixed" and box.free:
            kept[box.key] = box
        elif earlier is not None and abs(box.box[1] - earlier.box[1]) <= min(KEPT, distance * 0.1):
            if _inside_window(earlier.content):
                kept[box.key] = box
        elif box.position == "sticky" and earlier is not None and abs(earlier.box[1] - box.box[1]) < distance - KEPT:
            kept[box.key] = box
    yield from (box for box in kept.values() if box.inside not in kept)


def _inside_window(rect: Rect) -> bool:
    """True if a person sees most of it in the window."""
    width = min(rect[0] + rect[2], DESKTOP[0]) - max(rect[0], 0.0)
    height = min(rect[1] + rect[3], DESKTOP[1]) - max(rect[1], 0.0)
    return width > 0 and height > 0 and width * height >= 0.5 * max(1.0, area(rect))


def _judge_kept(
    scene: Scene,
    box: PlacedBox,
    found: list[Sighting],
    doubtful: list[tuple[Sighting, Message]],
    turned_down: list[Message],
) -> None:
    refusal = _refusal(box)
    sighting = _sighting(scene, box)
    if refusal is not None:
        turned_down.append(refusal)
        return
    doubt = _doubt(box)
    if doubt is not None:
        doubtful.append((sighting, doubt))
        return
    found.append(sighting)


def _refusal(box: PlacedBox) -> Message | None:
    """Why something that stays in the window is surely no advert."""
    width, height = DESKTOP
    content, pictures = box.content, [one for one in box.goods if one.kind == "p" and area(one.shown) >= LEAST_PICTURE]
    at_edge = box.box[1] <= 40
    if box.nav:
        return say("running.fixed_navigation")
    if box.box[2] >= BAR_SHARE * width and at_edge and box.box[3] < 0.4 * height and not _couplet(box):
        return say("running.fixed_navigation")
    if not pictures and box.links >= 3 and not _SERVICE.search(box.words):
        return say("running.fixed_navigation")
    if area(content) > 0.85 * width * height and not _couplet(box):
        return say("running.fixed_ground")
    if _TOP.search(box.words) and len(box.words) <= 8:
        return say("running.back_to_top")
    if _TOP.search(box.hints) and not box.words and box.links <= 1 and area(content) < 10_000:
        return say("running.back_to_top")
    return None


def _doubt(box: PlacedBox) -> Message | None:
    """Why people would disagree about something that stays in the window."""
    width, height = DESKTOP
    pictures = [one for one in box.goods if one.kind == "p" and area(one.shown) >= LEAST_PICTURE]
    if box.position == "sticky":
        return say("running.sticky")
    if area(box.content) > LARGEST_SHARE * width * height and not _couplet(box):
        return say("running.lies_over_page")
    fills = box.links <= 2 and sum(area(one.shown) for one in pictures) >= 0.5 * area(box.box)
    if box.box[2] >= BAR_SHARE * width and not _couplet(box) and not fills:
        return say("running.fixed_bar")
    if _SERVICE.search(box.words) and (box.links >= 3 or not pictures):
        return say("running.service_box")
    if pictures and box.links >= 5:
        return say("running.fixed_menu")
    if not pictures and not any(
        one.kind == "l" and len(one.words) >= 2 and not _CLOSE.fullmatch(one.words) for one in box.goods
    ):
        return say("running.only_small_things")
    return None


def _couplet(box: PlacedBox) -> bool:
    """Pictures at both sides of the window and nothing between: one wrapper around a pair of adverts."""
    pictures = [one.shown for one in box.goods if one.kind == "p" and area(one.shown) >= LEAST_PICTURE]
    left = [one for one in pictures if one[0] + one[2] <= 0.35 * DESKTOP[0]]
    right = [one for one in pictures if one[0] >= 0.65 * DESKTOP[0]]
    return bool(left and right) and len(left) + len(right) == len(pictures)


def _sighting(scene: Scene, box: PlacedBox, pixels: float | None = None) -> Sighting:
    watched = scene.record.watched
    return Sighting(
        box.key,
        scene.record.timeline.selector(box.key),
        box.content,
        pictures=tuple(dict.fromkeys(one.words.rpartition("/")[2] for one in box.goods if one.kind == "p")),
        pixels=pixels,
        closable=bool(_CLOSE.search(box.words)),
        span=(watched[0].time, watched[-1].time),
    )
