"""The facts of a visit: verdicts with strips, views, geometry, and what went wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from yuejuan.artifacts.facts import Box, NotMeasured
from yuejuan.artifacts.page.facts import Effect, EffectKind
from yuejuan.artifacts.running.facts import (
    EffectElement,
    ElementGeometry,
    Movement,
    PageView,
    RunningEffect,
    RunningPageFacts,
    StopReason,
    StripFrame,
)
from yuejuan.artifacts.running.judging import Judgement
from yuejuan.artifacts.running.samples import Rect, State
from yuejuan.artifacts.running.verdict import Sighting, Verdict
from yuejuan.artifacts.running.visit import DESKTOP, Visit
from yuejuan.artifacts.running.watching import Frame, Record
from yuejuan.messages import Message, render, say

STRIP_FRAMES = 6
MOST_MOVEMENTS = 20
STYLE_NAMES = (
    "display",
    "position",
    "float",
    "color",
    "background-color",
    "font-family",
    "font-size",
    "font-weight",
    "text-align",
    "overflow",
    "z-index",
    "opacity",
)
"""The applied styles that are told of each element, in the order of sampler.js."""


def facts_of(
    visit: Visit, record: Record, judgement: Judgement | None, *, browser: str, sandboxed: bool, name: str
) -> RunningPageFacts:
    """Everything that the visit brought, as facts; what was not reached is listed as not measured."""
    trouble, gate, about = visit.trouble, visit.gate, record.about
    running = None
    if judgement is not None:
        running = tuple(_effect(kind, one, record, visit) for kind, one in judgement.verdicts.items())
    stopped = trouble.stuck
    watched = record.watched[-1].time - record.watched[0].time if record.watched else 0.0
    return RunningPageFacts(
        browser=browser,
        sandboxed=sandboxed,
        damaged=stopped is not None,
        not_measured=_not_measured(record, running, stopped, name),
        running=running,
        effects=_found(running),
        watched_ms=round(watched),
        title=about.get("title"),
        encoding=about.get("charset"),
        quirks=about.get("mode") == "BackCompat",
        element_count=int(about.get("elements") or 0),
        views=views_of(record),
        elements=tuple(_geometry(entry) for entry in record.elements),
        movements=_movements(record),
        errors=tuple(trouble.errors),
        missing=tuple(gate.missing),
        external=tuple(gate.external),
        navigations=tuple(gate.navigations),
        dialogs=int(record.account.get("dialogs") or 0),
        windows=int(record.account.get("windows") or 0),
        stopped=stopped,
        truncated=record.timeline.truncated,
    )


def _effect(kind: EffectKind, verdict: Verdict, record: Record, visit: Visit) -> RunningEffect:
    reason = verdict.reason
    if verdict.state == "not_found":
        reason = _hindrance(visit) or reason
    first = verdict.sightings[0] if verdict.sightings else None
    return RunningEffect(
        kind=kind,
        state=verdict.state,
        elements=tuple(_element(one, record) for one in verdict.sightings),
        reason=reason,
        strip=_strip(first, record.frames),
    )


def _hindrance(visit: Visit) -> Message | None:
    """What may have kept code from having an effect."""
    if visit.trouble.errors:
        return say("running.script_error", error=visit.trouble.errors[0])
    if visit.gate.missing:
        return say("running.missing_file", file=visit.gate.missing[0], count=len(visit.gate.missing))
    if visit.gate.external:
        return say("running.external_file", address=visit.gate.external[0][:120])
    return None


def _element(one: Sighting, record: Record) -> EffectElement:
    return EffectElement(
        selector=one.selector,
        box=_box(one.box) if one.box is not None else None,
        pictures=one.pictures,
        period=one.period,
        pixels=one.pixels,
        scale=one.scale,
        stops=_stops(record.rested.get(one.key)),
        controls=record.controls.get(one.key, ()),
        closable=one.closable,
        trigger=one.trigger,
    )


def _stops(states: Sequence[State] | None) -> bool | None:
    """True if nothing that moved by itself went on under the pointer; ``None`` where it was not tried."""
    if not states:
        return None
    key = states[0]
    return all(state.pictures == key.pictures and _places(state) == _places(key) for state in states)


def _places(state: State) -> Mapping[int, tuple[Rect, str]]:
    return {key: (text.box, text.words) for key, text in state.texts.items()}


def _strip(one: Sighting | None, frames: Sequence[Frame]) -> tuple[StripFrame, ...]:
    if one is None:
        return ()
    chosen = [StripFrame(time, digest) for time, digest in one.frames]
    if not chosen and one.span is not None:
        begin, end = one.span
        inside = [frame for frame in frames if begin - 700 <= frame.time <= end + 700]
        step = max(1, -(-len(inside) // STRIP_FRAMES))
        chosen = [StripFrame(frame.time, frame.digest) for frame in inside[::step]]
    return tuple(chosen)


def _found(running: tuple[RunningEffect, ...] | None) -> tuple[Effect, ...] | None:
    if running is None:
        return None
    return tuple(
        Effect(kind=effect.kind, selector=element.selector, evidence=_evidence(effect.kind, element))
        for effect in running
        if effect.state == "found"
        for element in effect.elements
    )


def _evidence(kind: EffectKind, element: EffectElement) -> str:
    """One sentence about what was seen."""
    return render(
        say(
            f"running.seen_{kind}",
            pictures="、".join(element.pictures[:4]) or "—",
            period=f"{element.period / 1000:g}" if element.period else "—",
            pixels=f"{element.pixels:g}" if element.pixels is not None else "—",
            scale=f"{element.scale:.2f}" if element.scale else "—",
        ),
        "zh_CN",
    )


def _not_measured(record: Record, running: object, stopped: StopReason | None, name: str) -> tuple[NotMeasured, ...]:
    if stopped is None:
        return ()
    why = say(f"running.stopped_{stopped}", file=name)
    missing = [("running", running), ("views", len(record.views) >= 2 or None)]
    return tuple(NotMeasured(field, why) for field, value in missing if value is None) or (
        NotMeasured("watched_ms", why),
    )


def views_of(record: Record) -> tuple[PageView, ...]:
    """The windows in which the page was seen, with their pictures."""
    views = []
    if record.about:
        views.append(_view(record.about, record.frames[0] if record.frames else None, DESKTOP[0]))
    views += [_view(about, frame, int(about.get("width") or 0)) for about, frame in record.views]
    return tuple(views)


def _view(about: Mapping[str, object], frame: Frame | None, width: int) -> PageView:
    return PageView(
        width=width,
        document_width=int(about.get("documentWidth") or 0),  # type: ignore[call-overload]
        document_height=int(about.get("documentHeight") or 0),  # type: ignore[call-overload]
        screenshot=frame.digest if frame is not None else None,
    )


def _geometry(entry: Sequence[object]) -> ElementGeometry:
    selector, left, top, right, bottom, styles = msgspec.convert(entry, tuple[str, int, int, int, int, list[str]])
    return ElementGeometry(
        selector=selector,
        box=Box(left, top, right, bottom),
        styles=tuple(zip(STYLE_NAMES, styles, strict=True)),
    )


def _movements(record: Record) -> tuple[Movement, ...]:
    """The ways of boxes and pictures that moved while the page was watched."""
    ways: dict[int, list[tuple[float, float, float]]] = {}
    for state in record.watched:
        places = {one.key: one.box for one in state.pictures.values()}
        places.update({key: box.box for key, box in state.boxes.items()})
        for key, box in places.items():
            ways.setdefault(key, []).append((round(state.time), box[0], box[1]))
    moved = [(key, way) for key, way in ways.items() if len({point[1:] for point in way}) > 2]
    return tuple(
        Movement(selector=record.timeline.selector(key), points=tuple(way)) for key, way in moved[:MOST_MOVEMENTS]
    )


def _box(rect: Rect) -> Box:
    left, top, width, height = rect
    return Box(round(left), round(top), round(left + width), round(top + height))
