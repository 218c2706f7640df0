"""The check ``customer_service.ordered_steps``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from pydantic import Field

from yuejuan.artifacts.workbook.facts import WorkbookFacts
from yuejuan.graders.api import Ask, CheckParameters, Need, Subject, check, earned, judged, lost, unsettled
from yuejuan.graders.common.answers import (
    WRITTEN,
    Answer,
    Line,
    Located,
    Place,
    evidence_at,
    locate,
    read_answer,
    with_cells,
)
from yuejuan.graders.common.document.phrases import alternatives
from yuejuan.graders.common.keypoints import KeyPoint, Match, matches, taken_back
from yuejuan.graders.common.steps.gaps import gaps, steps_in_gap
from yuejuan.graders.common.steps.order import best_order, share_in_order
from yuejuan.graders.customer_service.nothing_own import has_nothing_own, nothing_own
from yuejuan.graders.finding import Evidence, Point, Reason
from yuejuan.messages import Value, say

_MOST = 3
_ENOUGH = 2
_CLAUSE_END = re.compile(r"[，。！？；,!?;→\n]")


class Parameters(CheckParameters):
    """The steps in their order, and where the answer stands."""

    steps: dict[str, tuple[str, ...]] = Field(
        min_length=2,
        description="Each step's name to other words that tell it, in the order asked for; its name counts too.",
    )
    order_weight: int = Field(2, ge=1, description="Weight of the order; each step weighs one.")
    place: Place = Field(
        Place(), description="Headings, question number and next headings of the answer; the whole work when left out."
    )
    brief: str = Field("", description="The text of the task, so that copied sentences are not taken for answers.")

    def points(self) -> tuple[Ask, ...]:
        """Each step, and the order."""
        return (*(Ask(step) for step in self.steps), Ask("order", weight=self.order_weight))


@dataclass(frozen=True)
class Told:
    """A place where a step is told; ``at`` counts through all lines of the answer."""

    line: Line
    start: int
    end: int
    at: int


@check(
    "customer_service.ordered_steps",
    scope="files",
    needs=(*WRITTEN, Need(WorkbookFacts, of_kind="workbook")),
    any_deliverable=True,
)
def judge(subject: Subject, asked: Parameters) -> Iterator[Point]:
    """A process (platform flow, handling of a complaint) has the steps asked for, in their order.

    Earns: each step of which the name or one of the words stands in the answer and is not taken back (不, 没有, 避免);
    where none does, a sentence with the telling words of one of them in any order, or with their synonyms. `order`: all
    when each step found can be read after the one before it, else the share of them that stand in order, none where
    they run backwards. Always suggested: the order of the text is not always the order meant.
    Loses: a step without any of its words, in a work that was read whole and where at least two steps are found; every
    step of a work that is blank or nothing but the copied brief.
    Open: an item, line or row of its own tells none of the steps by known words and stands where the missing one would;
    fewer than two steps are found; the place of the answer was not found; pictures may hold more.
    Evidence: the places of each step.
    Review: steps told in other words; an order that is told (先, 然后) and not followed by the text.
    Example: `提交订单→付款→发货→确认收货` for these four steps: all earned.
    """
    answer = with_cells(read_answer(subject, asked.brief), asked.brief)
    located = locate(answer, asked.place)
    told = {step: _told(located.lines, (step, *words)) for step, words in asked.steps.items()}
    told |= _told_otherwise(located.lines, asked.steps, told)
    doubts = _doubts(located.lines, told)
    for step in asked.steps:
        yield _step_point(answer, located, told, step, asked, doubts.get(step, ()))
    yield _order_point(answer, told, asked)


def _doubts(lines: Sequence[Line], told: Mapping[str, Sequence[Told]]) -> dict[str, list[Evidence]]:
    """For each step that was not found the words that may tell it: they tell no other and stand where it would."""
    places = {step: [one.at for one in found] for step, found in told.items()}
    doubts: dict[str, list[Evidence]] = {}
    for gap in gaps(lines, [(one.line, one.start, one.end) for found in told.values() for one in found]):
        for step in steps_in_gap(gap, list(told), places):
            doubts.setdefault(step, []).append(evidence_at(gap.line, gap.start, gap.end))
    return doubts


def _told(lines: Sequence[Line], words: Sequence[str]) -> list[Told]:
    pattern = alternatives(words)
    found: list[Told] = []
    reached = 0
    for line in lines:
        for match in pattern.finditer(line.own):
            if not taken_back(line.own, match.start()):
                found.append(Told(line, match.start(), match.end(), reached + match.start()))
        reached += len(line.own) + 1
    return found


def _told_otherwise(
    lines: Sequence[Line], steps: Mapping[str, tuple[str, ...]], told: Mapping[str, list[Told]]
) -> dict[str, list[Told]]:
    """The steps that no word tells as it stands; a clause of another step, or a word of its script, tells none."""
    missing = [step for step, places in told.items() if not places]
    if not missing:
        return {}
    reached = dict(zip(map(id, lines), accumulate((len(line.own) + 1 for line in lines), initial=0), strict=False))
    taken = [(id(one.line), one.start) for places in told.values() for one in places]
    found = matches(lines, {step: KeyPoint(say=(step, *words)) for step, words in steps.items()})
    return {
        step: [
            Told(match.line, *match.span, reached[id(match.line)] + match.span[0])
            for match in found[step]
            if not any(
                line == id(match.line) and (at in _clauses(match) or _is_one_word_said(match)) for line, at in taken
            )
        ]
        for step in missing
    }


def _is_one_word_said(match: Match) -> bool:
    before = match.line.own[: match.span[0]]
    return len(match.words) == 1 and before.count("“") > before.count("”")


def _clauses(match: Match) -> range:
    """The places in the line of the clauses that the words of a match stand in; a label belongs to its clause."""
    start, end = match.span
    before = [mark.end() for mark in _CLAUSE_END.finditer(match.line.own, 0, start)]
    behind = _CLAUSE_END.search(match.line.own, end)
    return range(before[-1] if before else 0, behind.start() if behind else len(match.line.own))


def _step_point(
    answer: Answer,
    located: Located,
    told: dict[str, list[Told]],
    step: str,
    asked: Parameters,
    doubts: Sequence[Evidence],
) -> Point:
    found = [name for name, places in told.items() if places]
    values: dict[str, Value] = {"step": step, "words": list(asked.steps[step]), "found": found}
    if told[step]:
        spans = [_span(one) for one in told[step][:_MOST]]
        return earned(step, say("check.customer_service.ordered_steps.told", **values), *spans, suggested=True)
    if len(found) >= _ENOUGH and doubts:
        message = say("check.customer_service.ordered_steps.unexplained", **values)
        return unsettled(step, Reason.UNCERTAIN, message, *doubts[:_MOST])
    if len(found) >= _ENOUGH and located.found and answer.whole:
        spans = [_span(places[0]) for places in told.values() if places][:_MOST]
        return lost(step, say("check.customer_service.ordered_steps.missing", **values), *spans, suggested=True)
    if has_nothing_own(answer):
        return nothing_own(answer, step, step)
    message = say("check.customer_service.ordered_steps.not_located", **values)
    return unsettled(step, Reason.NOT_LOCATED, message, *answer.evidence)


def _order_point(answer: Answer, told: dict[str, list[Told]], asked: Parameters) -> Point:
    steps = list(asked.steps)
    kept, found = best_order({step: [one.at for one in places] for step, places in told.items()}, steps)
    order = sorted((step for step in steps if told[step]), key=lambda step: told[step][0].at)
    values: dict[str, Value] = {"order": order, "asked": steps, "kept": kept, "count": found}
    if has_nothing_own(answer):
        return nothing_own(answer, "order", "、".join(steps), asked.order_weight)
    if found < _ENOUGH:
        message = say("check.customer_service.ordered_steps.no_order", **values)
        return unsettled("order", Reason.NOT_LOCATED, message, *answer.evidence, weight=asked.order_weight)
    name = "in_order" if kept == found else "out_of_order"
    message = say(f"check.customer_service.ordered_steps.{name}", **values)
    spans = [_span(told[step][0]) for step in order]
    return judged("order", share_in_order(kept, found), message, *spans, weight=asked.order_weight, suggested=True)


def _span(one: Told) -> Evidence:
    return evidence_at(one.line, one.start, one.end)
