"""The check ``page.effects``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pydantic import Field

from yuejuan.artifacts.page.facts import EffectKind
from yuejuan.artifacts.running.facts import EffectElement, RunningEffect, RunningPageFacts
from yuejuan.graders.api import Ask, CheckParameters, Subject, check, earned, lost, unsettled
from yuejuan.graders.finding import Evidence, FileEvidence, FrameStrip, PageElement, Point, Reason
from yuejuan.messages import Message, say

VIEWPORT = 1280
"""Width of the window that the page was watched in, CSS pixels."""

MOST_NAMED = 4


class Parameters(CheckParameters):
    """Which dynamic effects the page must show."""

    asked: tuple[EffectKind, ...] = Field(min_length=1, description="The effects that the brief asks for.")

    def points(self) -> tuple[Ask, ...]:
        """One point for each effect."""
        return tuple(Ask(kind) for kind in dict.fromkeys(self.asked))


@check("page.effects", needs=(RunningPageFacts,))
def judge(subject: Subject, asked: Parameters) -> Iterator[Point]:
    """The effects asked for really work when the page runs in a browser.

    Earns: one point for each effect that was seen to happen: text that keeps moving, a picture that becomes another
    one under the pointer and returns, a picture shown larger, different pictures that change by themselves in one
    place, an advert that wanders or keeps its place on scrolling.
    Loses: an effect that did not happen and that nothing pending could still bring. Code that is there but does not
    work (script error, missing file, hidden element) is no effect; the message says what stopped it.
    Open: people would disagree, a timer may fire later than the page was watched, or the page did not run to its end.
    Without a browser every point is open.
    Evidence: the element with its place in a window of 1280 pixels, what was measured on it, and a strip of frames.
    Review: whether the effect is smooth, slow enough to read and beautiful is for a person.
    Example: `marquee` with text: `scrolling_text` is earned. Slides that change only on a click: no `carousel`.
    """
    facts = subject.facts(RunningPageFacts)
    file = subject.file.path
    seen = {effect.kind: effect for effect in facts.running or ()}
    for ask in asked.points():
        yield _point(file, ask.key, seen.get(ask.key), facts)  # type: ignore[call-overload]


def _point(file: str, kind: str, effect: RunningEffect | None, facts: RunningPageFacts) -> Point:
    name = say(f"check.page.effects.name.{kind}")
    if effect is None:
        return unsettled(kind, Reason.UNCERTAIN, say("check.page.effects.unseen", file=file, effect=name))
    evidence = [*(_element(file, element) for element in effect.elements), *_strip(file, effect)]
    if effect.state == "found":
        message = say("check.page.effects.works", file=file, effect=name, elements=_named(effect.elements))
        return earned(kind, message, *(evidence or [FileEvidence(file=file)]))
    why: Message | str = effect.reason or ""
    if effect.state == "uncertain" or facts.stopped is not None or facts.truncated:
        message = say("check.page.effects.doubtful", file=file, effect=name, why=why)
        return unsettled(kind, Reason.UNCERTAIN, message, *evidence)
    return lost(kind, _missing(file, name, why, facts), *(evidence or [FileEvidence(file=file)]))


def _missing(file: str, name: Message, why: Message | str, facts: RunningPageFacts) -> Message:
    seconds = round(facts.watched_ms / 1000)
    return say("check.page.effects.missing", file=file, effect=name, why=why, seconds=seconds)


def _named(elements: Sequence[EffectElement]) -> list[Message | str]:
    """The first few elements as a teacher knows them; all of them stand in the evidence."""
    described = [_described(element) for element in elements]
    different = [one for i, one in enumerate(described) if one not in described[:i]]
    left = len(different) - MOST_NAMED
    more = [say("check.page.effects.more", count=left)] if left > 0 else []
    return [*different[:MOST_NAMED], *more]


def _described(element: EffectElement) -> Message | str:
    """The element by its pictures, else by the end of its selector, with what was measured on its effect."""
    pictures = [picture.rpartition("/")[2] for picture in element.pictures[:MOST_NAMED]]
    name = " / ".join(pictures) or element.selector.rpartition(" > ")[2]
    details: list[Message | str] = []
    if element.period is not None:
        details.append(say("check.page.effects.period", seconds=f"{element.period / 1000:.1f}"))
    if element.scale is not None:
        details.append(say("check.page.effects.scale", times=f"{element.scale:.2f}"))
    if element.stops is not None:
        details.append(say(f"check.page.effects.{'stops' if element.stops else 'goes_on'}"))
    if element.controls:
        details.append(say("check.page.effects.controls", count=len(element.controls)))
    if element.closable:
        details.append(say("check.page.effects.closable"))
    return say("check.page.effects.element", name=name, details=details) if details else name


def _element(file: str, element: EffectElement) -> Evidence:
    return PageElement(
        file=file, selector=element.selector, box=element.box, viewport=VIEWPORT, measured=_measured(element)
    )


def _strip(file: str, effect: RunningEffect) -> Iterator[FrameStrip]:
    """The frames in which the effect, or its want, can be seen."""
    if effect.strip:
        yield FrameStrip(
            file=file,
            selector=effect.elements[0].selector if effect.elements else "html",
            frames=tuple(frame.digest for frame in effect.strip),
            times=tuple(round(frame.time) for frame in effect.strip),
        )


def _measured(element: EffectElement) -> str | None:
    """What was measured on the element, as figures with units."""
    figures = []
    if element.period is not None:
        figures.append(f"{element.period / 1000:.1f} s")
    if element.pixels is not None:
        figures.append(f"{element.pixels:.0f} px")
    if element.scale is not None:
        figures.append(f"×{element.scale:.2f}")
    return " · ".join([*figures, *element.pictures]) or None
