"""Rollover and zoom: what a picture does under a real pointer, and what a click does."""

from __future__ import annotations

from collections.abc import Iterator

from yuejuan.artifacts.running.samples import Picture, State, area, common, overlap
from yuejuan.artifacts.running.verdict import Scene, Sighting, Verdict, decide
from yuejuan.artifacts.running.watching import Probe
from yuejuan.messages import Message, say

SAME_PLACE = 0.5
LEAST_AREA = 200.0
"""Square pixels of a picture that may roll over; navigation buttons are small."""
LARGER = 1.03
"""How many times larger, across and down, a picture must become; scale(1.05) is the least that pages use."""
DOUBTFUL = 1.008
LARGER_COPY = 1.15
"""How much larger a second picture must be to show the first one larger."""


def rollover(scene: Scene, unsteady: frozenset[int]) -> Verdict:
    """Pictures that become others under the pointer and return when it leaves."""
    found: list[Sighting] = []
    doubtful: list[tuple[Sighting, Message]] = []
    stays = False
    for probe in scene.record.hovers or ():
        for old, new in _swaps(scene, probe, unsteady):
            if scene.digest(old.url) != scene.digest(new.url) and scene.same(old.url, new.url):
                continue
            sighting = _sighting(scene, probe, old, (old.url, new.url))
            if probe.after is None or not _back(scene, probe.after, old):
                stays = True
                continue
            if _much_larger(old, new):
                if not scene.alike(old.url, new.url):
                    doubtful.append((sighting, say("running.swap_or_zoom")))
                continue
            if _covered(scene, probe, old):
                doubtful.append((sighting, say("running.covered")))
                continue
            found.append(sighting)
    doubtful += _painted(scene)
    absent = say("running.swap_stays") if stays else say("running.no_swap")
    return decide(found, doubtful, absent)


def _painted(scene: Scene) -> Iterator[tuple[Sighting, Message]]:
    """Canvases that rested by themselves and were painted with another picture while the pointer went round."""
    before: dict[tuple[int, int], str] = {}
    middle = (scene.record.watched[0].time + scene.record.watched[-1].time) / 2
    restless = set()
    for time, left, top, what, place in scene.record.account.get("draws", []):
        if what == "image":
            before[left, top] = place[0]
            if time > middle:
                restless.add((left, top))
    for picture in scene.record.watched[-1].pictures.values():
        at = (round(picture.box[0]), round(picture.box[1]))
        if picture.part != "canvas" or not picture.visible or at in restless:
            continue
        urls = [place[0] for _, left, top, what, place in scene.record.painted if what == "image" and (left, top) == at]
        if any(url != before.get(at) for url in urls):
            selector = scene.record.timeline.selector(picture.key)
            yield Sighting(picture.key, selector, picture.box), say("running.canvas_answers")


def zoom(scene: Scene, unsteady: frozenset[int]) -> Verdict:
    """Pictures that are shown larger under the pointer or after a click."""
    found: list[Sighting] = []
    doubtful: list[tuple[Sighting, Message]] = []
    for probe in [*(scene.record.hovers or ()), *(scene.record.clicks or ())]:
        grown = list(_grown(scene, probe, unsteady))
        found += [sighting for sighting, _ in grown if sighting.scale and sighting.scale >= LARGER]
        doubtful += [
            (sighting, reason or say("running.hardly_larger", percent=round((sighting.scale or 1) * 100 - 100, 1)))
            for sighting, reason in grown
            if reason is not None or (sighting.scale and sighting.scale < LARGER)
        ]
        _copies(scene, probe, unsteady, found, doubtful)
        doubtful += [
            (_at(scene, probe, probe.point), say("running.link_to_picture", file=scene.name(url)))
            for url in probe.navigations
            if scene.name(url).lower().endswith((".jpg", ".jpeg", ".png", ".gif", ".webp", ".bmp"))
        ]
    found = list({(one.selector, one.trigger): one for one in found}.values())
    return decide(found[:12], doubtful, say("running.no_larger_picture"))


def _swaps(scene: Scene, probe: Probe, unsteady: frozenset[int]) -> Iterator[tuple[Picture, Picture]]:
    """Pairs of a picture before and the one that is seen in its place under the pointer."""
    now = list(probe.during.visible())
    for old in probe.before.visible():
        if old.key in unsteady or area(old.shown) < LEAST_AREA or not old.url:
            continue
        source = scene.source(old)
        here = [one for one in now if one.url and _same_place(old, one, probe.point)]
        if any(scene.source(one) == source for one in here):
            continue
        others = [one for one in here if one.key not in unsteady and not _slipped(scene, probe, one)]
        if others:
            yield old, max(others, key=lambda one: common(one.shown, old.shown))


def _same_place(old: Picture, new: Picture, point: tuple[int, int]) -> bool:
    """True for the same element, the same rectangle, or a cover over the picture under the pointer."""
    if (old.key == new.key and old.part == new.part) or overlap(old.shown, new.shown) >= SAME_PLACE:
        return True
    return _holds(old, point) and common(old.shown, new.shown) >= 0.7 * area(old.shown)


def _slipped(scene: Scene, probe: Probe, new: Picture) -> bool:
    """True for a picture that was seen beside before and only moved up into the room of one that went."""
    return any(
        one.key == new.key and scene.source(one) == scene.source(new) and overlap(one.shown, new.shown) < 0.9
        for state in (probe.rest, probe.before)
        for one in state.visible()
    )


def _back(scene: Scene, after: State, old: Picture) -> bool:
    source = scene.source(old)
    return any(scene.source(one) == source and overlap(one.shown, old.shown) >= SAME_PLACE for one in after.visible())


def _covered(scene: Scene, probe: Probe, old: Picture) -> bool:
    """True if the picture is still there, under another that the pointer brought up from elsewhere: a menu, a panel."""
    now = probe.during.pictures.get(f"p{old.key}{old.part}")
    kept = now is not None and now.opacity >= 0.5 and area(now.shown) > 0 and scene.source(now) == scene.source(old)
    return kept and not _holds(old, probe.point)


def _much_larger(old: Picture, new: Picture) -> bool:
    return area(new.shown) > 1.6 * area(old.shown)


def _grown(scene: Scene, probe: Probe, unsteady: frozenset[int]) -> Iterator[tuple[Sighting, Message | None]]:
    """Pictures that are painted larger than before, with doubt where only one side grew."""
    for name, old in probe.before.pictures.items():
        new = probe.during.pictures.get(name)
        if new is None or not old.visible or not new.visible or old.key in unsteady or not old.url:
            continue
        if scene.source(old).partition("@")[0] != scene.source(new).partition("@")[0] and not scene.alike(
            old.url, new.url
        ):
            continue
        if min(*old.size, *new.size) < 8 or area(new.shown) < LEAST_AREA:
            continue
        still = probe.rest.pictures.get(name, old).size
        across, down = new.size[0] / max(old.size[0], still[0]), new.size[1] / max(old.size[1], still[1])
        scale = min(across, down)
        sighting = _sighting(scene, probe, old, (new.url,), round(scale, 3))
        if scale >= LARGER:
            yield sighting, None
        elif scale >= DOUBTFUL and max(across, down) >= DOUBTFUL:
            yield sighting, say("running.hardly_larger", percent=round(scale * 100 - 100, 1))
        elif max(across, down) >= 1.1 and scale >= 0.99:
            yield sighting, say("running.only_stretched")


def _copies(
    scene: Scene,
    probe: Probe,
    unsteady: frozenset[int],
    found: list[Sighting],
    doubtful: list[tuple[Sighting, Message]],
) -> None:
    """Pictures that were not there before and show one under the pointer larger: a preview, a lightbox, a lens."""
    pointed = [
        one for one in probe.before.visible() if _holds(one, probe.point) and one.url and area(one.shown) >= LEAST_AREA
    ]
    shown = [(probe.before.pictures.get(name), new) for name, new in _shown_anew(scene, probe, unsteady)]
    for old, new in shown:
        replaced = old is not None and old.visible
        for thumb in pointed:
            if (scale := _copied(scene, thumb, new)) is not None:
                sighting = _sighting(scene, probe, thumb, (thumb.url, new.url), scale)
                if replaced:
                    doubtful.append((sighting, say("running.gallery")))
                else:
                    found.append(sighting)
    if not pointed and len(shown) == 1 and probe.after is None and not (shown[0][0] and shown[0][0].visible):
        # A button was clicked, "show large", and the one picture that came is a larger one of another on the page.
        for thumb in probe.before.visible():
            if (scale := _copied(scene, thumb, shown[0][1])) is not None and thumb.key not in unsteady:
                found.append(_sighting(scene, probe, thumb, (thumb.url, shown[0][1].url), scale))


def _shown_anew(scene: Scene, probe: Probe, unsteady: frozenset[int]) -> Iterator[tuple[str, Picture]]:
    """Pictures that were not seen before the pointer came, and those that became others."""
    for name, new in probe.during.pictures.items():
        if new.key in unsteady or not new.visible or not new.url or area(new.shown) < 400:
            continue
        old = probe.before.pictures.get(name)
        if old is None or not old.visible or scene.digest(old.url) != scene.digest(new.url):
            yield name, new


def _copied(scene: Scene, thumb: Picture, new: Picture) -> float | None:
    """How many times larger ``new`` shows ``thumb``; ``None`` for one element, another motif, or one not larger."""
    if (thumb.key == new.key and thumb.part == new.part) or not thumb.url:
        return None
    scale = min(new.size[0] / max(thumb.size[0], 1), new.size[1] / max(thumb.size[1], 1))
    if scale < LARGER_COPY:
        return None
    same = scene.digest(thumb.url) == scene.digest(new.url) or scene.alike(thumb.url, new.url)
    return round(scale, 3) if same else None


def _holds(picture: Picture, point: tuple[int, int]) -> bool:
    left, top, width, height = picture.shown
    return left <= point[0] <= left + width and top <= point[1] <= top + height


def _sighting(
    scene: Scene, probe: Probe, picture: Picture, urls: tuple[str, ...], scale: float | None = None
) -> Sighting:
    return Sighting(
        picture.key,
        scene.record.timeline.selector(picture.key),
        picture.box,
        pictures=tuple(dict.fromkeys(scene.name(url) for url in urls)),
        scale=scale,
        trigger=probe.selector or None,
        frames=tuple((frame.time, frame.digest) for frame in probe.frames),
    )


def _at(scene: Scene, probe: Probe, point: tuple[int, int]) -> Sighting:
    return Sighting(probe.key, probe.selector, (point[0], point[1], 1, 1))
