"""The course of a visit: watch without a pointer, scroll, point, click, and look from other windows."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from yuejuan.artifacts.running.patience import Patience
from yuejuan.artifacts.running.samples import Rect, State, Timeline
from yuejuan.artifacts.running.visit import DESKTOP, TALLEST, Stuck, Visit

STEP_SECONDS = 0.2
FRAME_SECONDS = 0.6
FRAME_SCALE = 0.5
MOST_FRAMES = 40
MOST_POINTS = 45
POINTING_SECONDS = 14.0
MOST_CLICKS = 8
CLICKING_SECONDS = 8.0
SCROLL_BY = 600
SHORTEST_WAIT, LONGEST_WAIT = 80, 1500
"""Milliseconds that a script lets a pointer rest before it answers; shorter timers are steps of a movement."""
SETTLE_SECONDS = 1.3
FOLLOW_SECONDS = 2.6
"""How long an advert may take to catch up after scrolling."""
PHONE = (390, 844)
VIEWS = ((1920, 1080), PHONE)
VIEW_SECONDS = 0.1
"""What a page needs to lay itself out anew in a window of another size."""
MOST_ELEMENTS = 600


@dataclass(frozen=True)
class Frame:
    """A picture of the window: milliseconds since the page was opened, and the digest of its JPEG."""

    time: float
    digest: str


@dataclass(frozen=True)
class Probe:
    """A pointer put to a place: what was before, during and after; frames of the three when anything changed.

    ``rest`` is the page before any pointer touched it: moved things may slip under the pointer and away again, so that
    what was just before is not always what stands still.
    ``navigations`` are the addresses to which a click would have led.
    """

    point: tuple[int, int]
    key: int
    selector: str
    before: State
    during: State
    after: State | None
    rest: State
    frames: tuple[Frame, ...] = ()
    navigations: tuple[str, ...] = ()


@dataclass
class Record:
    """Everything that one visit brought. Fields stay empty where the page was given up before."""

    timeline: Timeline = field(default_factory=Timeline)
    about: dict[str, Any] = field(default_factory=dict)
    account: dict[str, Any] = field(default_factory=dict)
    animations: list[list[float]] = field(default_factory=list)
    frames: list[Frame] = field(default_factory=list)
    watched: list[State] = field(default_factory=list)
    later: bool = False
    scrolled: tuple[State, State, int] | None = None
    hovers: list[Probe] | None = None
    clicks: list[Probe] | None = None
    elements: list[list[Any]] = field(default_factory=list)
    views: list[tuple[dict[str, Any], Frame]] = field(default_factory=list)
    pointed_all: bool = False
    painted: list[list[Any]] = field(default_factory=list)
    """What was drawn on canvases while the pointer went round."""
    rested: dict[int, list[State]] = field(default_factory=dict)
    controls: dict[int, tuple[str, ...]] = field(default_factory=dict)


class Evidence:
    """Keeps frames by their digest in a folder; without a folder only the digests remain."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def keep(self, time: float, jpeg: bytes) -> Frame:
        """Write the picture once."""
        digest = hashlib.sha256(jpeg).hexdigest()
        if self._folder is not None:
            self._folder.mkdir(parents=True, exist_ok=True)
            (self._folder / f"{digest}.jpg").write_bytes(jpeg)
        return Frame(time, digest)


class Watcher:
    """Goes through the phases of one visit; what was recorded stays when the page gets stuck."""

    def __init__(self, visit: Visit, evidence: Evidence) -> None:
        self._visit = visit
        self._evidence = evidence
        self.record = Record()
        self._height = DESKTOP[1]
        self._still: tuple[int, int] = (1, 1)

    async def watch(self) -> None:
        """The page by itself: looks and frames for as long as something may still happen."""
        await self._settle_in()
        record, start, framed, asked = self.record, 0.0, -1e9, -1e9
        patience = Patience()
        while True:
            state = await self._look()
            record.watched.append(state)
            start = start or state.time
            gone = (state.time - start) / 1000
            if gone - framed >= FRAME_SECONDS and len(record.frames) < MOST_FRAMES:
                framed = gone
                record.frames.append(await self._frame(state))
            if gone - asked >= 1.0:
                asked = gone
                record.account = await self._visit.account() or record.account
                record.animations = await self._visit.look("yuejuanSampler.animations()") or []
                patience.learn(gone, record.account, record.animations, record.about, record.watched)
            if gone >= patience.needed:
                break
            await self._visit.pause(STEP_SECONDS)
        record.later = patience.later
        record.frames.append(await self._frame(record.watched[-1]))

    async def scroll(self, unsteady: frozenset[int]) -> None:
        """Scroll in a window of ordinary height: what keeps its place in it?"""
        before, distance = await self._scrolled(DESKTOP[1], SCROLL_BY)
        if distance < 60:
            before, distance = await self._scrolled(240, 200)
        if distance < 20:
            self.record.scrolled = None
        else:
            after = await self._settled(FOLLOW_SECONDS, unsteady)
            self.record.scrolled = (before, after, distance)
            self.record.frames.append(await self._frame(after, DESKTOP[1]))
        await self._visit.look("window.scrollTo({left: 0, top: 0, behavior: 'instant'})")
        await self._visit.resize(DESKTOP[0], self._height)
        await self._visit.pause(0.15)

    async def _scrolled(self, height: int, by: int) -> tuple[State, int]:
        await self._visit.resize(DESKTOP[0], height)
        await self._visit.pause(0.15)
        before = await self._look()
        move = f"window.scrollTo({{left: 0, top: {by}, behavior: 'instant'}}), Math.round(window.scrollY)"
        reached = await self._visit.look(move)
        return before, int(reached or 0) - before.scroll[1]

    async def point(self, unsteady: frozenset[int]) -> None:
        """Put the pointer to every place that may answer. ``unsteady`` elements change without it."""
        points = await self._points()
        self.record.hovers = []
        self.record.painted = []
        begin, left_before = self.record.watched[-1].time, self._visit.left
        rest = before = await self._rest()
        for done, (x, y, _why, key, selector) in enumerate(points):
            if done >= MOST_POINTS or left_before - self._visit.left > POINTING_SECONDS:
                return
            await self._visit.move(x, y)
            await self._visit.pause(0.09)
            during = await self._answer(before, unsteady)
            if during is None:
                continue
            shot = await self._frame(during)
            after = await self._rest(unsteady)
            if differing(before, after) - unsteady:
                # A page may take back a change some time after the pointer has left.
                await self._visit.pause(0.8)
                after = await self._look()
            frames = (self.record.frames[-1], shot, await self._frame(after))
            self.record.hovers.append(Probe((x, y), key, selector, before, during, after, rest, frames))
            before = after
        self.record.pointed_all = True
        draws = (await self._visit.account()).get("draws", [])
        self.record.painted = [draw for draw in draws if draw[0] > begin]

    async def click(self, unsteady: frozenset[int]) -> None:
        """Click on pictures and on what is made for clicking; after each answer the page is loaded anew."""
        self.record.clicks = []
        left_before = self._visit.left
        rest = before = await self._rest()
        points = await self._visit.look("yuejuanSampler.clicks()") or []
        points.sort(key=lambda point: point[2] != "live")
        for x, y, _live, key, selector in points[:MOST_CLICKS]:
            if left_before - self._visit.left > CLICKING_SECONDS:
                return
            asked = len(self._visit.gate.navigations)
            await self._visit.move(x, y)
            await self._visit.pause(0.06)
            pointed = await self._look()
            if differing(before, pointed) - unsteady:
                # What the pointer alone does is no doing of the click.
                pointed = await self._settled(SETTLE_SECONDS, unsteady)
            await self._visit.click(x, y)
            await self._visit.pause(0.12)
            answer = await self._answer(pointed, unsteady)
            account = await self._visit.account()
            led = (*self._visit.gate.navigations[asked:], *map(str, account.get("opened", [])))
            if answer is None and not led:
                before = pointed
                continue
            during = answer or pointed
            shot = await self._frame(during)
            self.record.clicks.append(Probe((x, y), key, selector, pointed, during, None, rest, (shot,), led))
            if answer is not None:
                await self._reopen()
                rest = before = await self._rest()

    async def stay(self, key: int, point: tuple[float, float], seconds: float) -> None:
        """Leave the pointer on something that moves by itself: does it stop?"""
        await self._visit.move(*point)
        await self._visit.pause(0.25)
        states = [await self._look()]
        while states[-1].time - states[0].time < seconds * 1000:
            await self._visit.pause(STEP_SECONDS)
            states.append(await self._look())
        self.record.rested[key] = states
        await self._visit.move(*self._still)

    async def find_controls(self, key: int, rect: Rect) -> None:
        """Arrows and dots of a carousel at ``rect``."""
        sides = ", ".join(str(round(side)) for side in rect)
        found = await self._visit.look(f"yuejuanSampler.controls({sides})") or []
        self.record.controls[key] = tuple(str(selector) for selector in found)

    async def views(
        self,
        windows: Sequence[tuple[int, int]] = VIEWS,
        *,
        rest: float = VIEW_SECONDS,
        tallest: int = TALLEST,
    ) -> None:
        """Windows of other widths: a picture, at most ``tallest`` CSS pixels high, and the measures of each.

        ``rest`` is how many seconds the page gets for each new size.
        """
        for width, height in windows:
            await self._visit.resize(width, height)
            await self._visit.pause(rest)
            about = await self._visit.look("yuejuanSampler.about()") or {}
            tall = max(200, min(int(about.get("documentHeight") or height), tallest))
            if tall != height:
                await self._visit.resize(width, tall)
                await self._visit.pause(rest)
            jpeg = await self._visit.frame(width, tall, FRAME_SCALE if width > 800 else 1.0)
            self.record.views.append((about, self._evidence.keep(0.0, jpeg)))

    async def _settle_in(self) -> None:
        about = await self._visit.look("yuejuanSampler.about()") or {}
        self.record.about = about
        height = int(about.get("documentHeight") or DESKTOP[1])
        self._height = max(DESKTOP[1], min(height, TALLEST))
        if self._height != DESKTOP[1]:
            await self._visit.resize(DESKTOP[0], self._height)
        await self._visit.look("yuejuanSampler.sample(false), 0")  # Starts loading what it must know the size of.
        await self._visit.pause(0.05)
        await self._look(fresh=True)
        self.record.elements = await self._visit.look(f"yuejuanSampler.elements({MOST_ELEMENTS})") or []

    async def _points(self) -> list[tuple[int, int, str, int, str]]:
        found = await self._visit.look("yuejuanSampler.points()") or []
        found += [[x, y, "listener", 0, ""] for x, y in self.record.account.get("points", [])]
        rank = {"picture": 1, "handler": 0, "listener": 2, "style": 1}
        found.sort(key=lambda point: rank.get(point[2], 3))
        points: dict[tuple[int, int], tuple[int, int, str, int, str]] = {}
        for x, y, why, key, selector in found:
            if 0 <= x < DESKTOP[0] and 0 <= y < self._height:
                points.setdefault((x // 6, y // 6), (x, y, why, key, selector))
        self._still = await self._free_place()
        return list(points.values())

    async def _free_place(self) -> tuple[int, int]:
        """A place where the pointer touches nothing but the page's ground."""
        place = await self._visit.look("yuejuanSampler.freePlace()")
        return (int(place[0]), int(place[1])) if place else (DESKTOP[0] - 2, self._height - 2)

    async def _rest(self, unsteady: frozenset[int] = frozenset()) -> State:
        await self._visit.move(*self._still)
        await self._visit.pause(0.05)
        return await self._settled(SETTLE_SECONDS, unsteady)

    async def _answer(self, before: State, unsteady: frozenset[int]) -> State | None:
        """The page at rest again after it answered the pointer; ``None`` if nothing changes or is about to."""
        now = await self._look()
        due = await self._due()
        if not (due or differing(before, now) - unsteady or await self._visit.look("yuejuanSampler.moving()")):
            return None
        if due:
            # Until its timer has fired, a page that waits looks like one at rest.
            await self._visit.pause(due + 0.05)
        return await self._settled(SETTLE_SECONDS, unsteady)

    async def _due(self) -> float:
        """Seconds until the last timer fires that was not there before the pointer came; 0 without one."""
        account = await self._visit.account()
        known = {timer[0] for timer in self.record.account.get("timers", [])}
        known |= {chain[0] for chain in self.record.account.get("chains", [])}
        new = [timer for timer in account.get("timers", []) if timer[0] not in known]
        waits = [due for delay, _, due, _ in new if SHORTEST_WAIT <= delay <= LONGEST_WAIT]
        return max(0.0, max(waits, default=0.0) / 1000)

    async def _settled(self, seconds: float, unsteady: frozenset[int] = frozenset()) -> State:
        """The look at which the page has come to rest, or the last one in ``seconds``."""
        first = last = await self._look()
        calm = 0
        while last.time - first.time < seconds * 1000:
            await self._visit.pause(0.08)
            now = await self._look()
            busy = differing(last, now) - unsteady or await self._visit.look("yuejuanSampler.moving()")
            calm, last = (0 if busy else calm + 1), now
            if calm >= 2:
                break
        return last

    async def _look(self, *, fresh: bool = False) -> State:
        answer = await self._visit.look(f"yuejuanSampler.sample({'true' if fresh else 'false'})")
        if answer is None:
            raise Stuck("hung")
        return self.record.timeline.add(answer, fresh=fresh)

    async def _frame(self, state: State, height: int | None = None) -> Frame:
        jpeg = await self._visit.frame(DESKTOP[0], height or self._height, FRAME_SCALE)
        return self._evidence.keep(state.time, jpeg)

    async def _reopen(self) -> None:
        await self._visit.open()
        fresh_key = max(self.record.timeline.selectors, default=0) + 1
        await self._visit.look(f"yuejuanSampler.begin({fresh_key}), yuejuanSampler.sample(false), 0")
        await self._visit.pause(0.2)
        await self._look(fresh=True)


def differing(one: State, other: State) -> set[int]:
    """Keys of the elements whose pictures or placed boxes differ between two looks; words do not count."""
    keys = set()
    if one.pictures is not other.pictures:
        for name in one.pictures.keys() | other.pictures.keys():
            if one.pictures.get(name) != other.pictures.get(name):
                keys.add((one.pictures.get(name) or other.pictures[name]).key)
    return keys
