"""The check ``customer_service.seven_steps``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pydantic import Field

from yuejuan.artifacts.workbook.facts import WorkbookFacts
from yuejuan.graders.api import Ask, CheckParameters, Need, Subject, check, earned, judged, lost, unsettled
from yuejuan.graders.common.answers import (
    WRITTEN,
    Answer,
    Line,
    Place,
    evidence_at,
    locate,
    read_answer,
    row_of,
    with_cells,
)
from yuejuan.graders.common.answers.plain import NUMBERING
from yuejuan.graders.common.steps.finding import Taken, has_unexplained, steps_taken
from yuejuan.graders.common.steps.order import longest_in_order, share_in_order
from yuejuan.graders.common.steps.speech import Talk, TalkReader
from yuejuan.graders.customer_service.nothing_own import has_nothing_own, nothing_own
from yuejuan.graders.customer_service.sales_talk import STEPS, steps_said
from yuejuan.graders.finding import Evidence, Point, Reason
from yuejuan.messages import Value, say

_MOST = 3
_ENOUGH = 3
_PHRASE = re.compile(r"(?:第[一二三四五六七\d]步[\s，、.]*)?[\u4e00-\u9fff]{4,}[。；;，]?")
_NAMES = tuple(STEPS)


class Parameters(CheckParameters):
    """How much the order weighs, where the answer stands, and the text that candidates were given."""

    order_weight: int = Field(2, ge=1, description="Weight of the order; each of the seven steps weighs one.")
    place: Place = Field(
        Place(), description="Headings, question number and next headings of the answer; the whole work when left out."
    )
    brief: str = Field("", description="The text of the task, so that copied sentences are not taken for answers.")

    def points(self) -> tuple[Ask, ...]:
        """The seven steps and their order."""
        return (*(Ask(step) for step in _NAMES), Ask("order", weight=self.order_weight))


@check(
    "customer_service.seven_steps",
    scope="files",
    needs=(*WRITTEN, Need(WorkbookFacts, of_kind="workbook")),
    any_deliverable=True,
)
def judge(subject: Subject, asked: Parameters) -> Iterator[Point]:
    """The sales talk takes the seven steps 招呼 询问 推荐 议价 核实 道别 跟进, in this order.

    Earns: each step for which the seller says or the candidate describes something, under its name or not. Where the
    name (with at most one wrong character) stands in front and the words are those of the step, the point is
    determined, else suggested. `order`: the share of the steps found that stand in the right order by their first
    appearance, none where they run backwards (suggested).
    Loses: a step that is not found while at least three others are, or in a short talk that says nothing else; a name
    with nothing or 待补 under it, or a flow that only joins the names; every step of a work that is blank or nothing
    but the copied brief (suggested).
    Open: sentences without a name, or under one that is unknown, are left whose words tell no step, and one may be the
    step that is missing; a line names the step by a phrase (`确认订单信息`) that may be meant as its description; fewer
    than three steps are found in running text that says other things; the place of the answer was not found and a step
    is missing; pictures or unread parts may hold more.
    Evidence: the words of each step.
    Review: steps said in unusual words; whether the words suit the customer.
    Example: 【议价】 with nothing below it, 【核实】 with a line of the seller: the first is lost, the second earned.
    """
    answer = with_cells(read_answer(subject, asked.brief), asked.brief)
    located = locate(answer, asked.place)
    talk = TalkReader(STEPS).read(located.lines)
    taken = steps_taken(talk, _NAMES, steps_said)
    for step in _NAMES:
        yield _step_point(answer, talk, taken, step, located.found)
    yield _order_point(answer, taken, asked.order_weight)


def _step_point(answer: Answer, talk: Talk, taken: Sequence[Taken], step: str, in_place: bool) -> Point:
    places = [one for one in taken if one.step == step]
    found = {one.step for one in taken}
    named = [line for label, line in talk.labels if label == step]
    named += [line for flow, line in talk.flows if step in flow]
    values: dict[str, Value] = {"step": step, "found": [name for name in _NAMES if name in found]}
    believable = _believable(talk, taken)
    if has_nothing_own(answer):
        return nothing_own(answer, step, step)
    if places and believable:
        sure = [one for one in places if one.sure]
        evidence = [_span(one) for one in (sure or places)[:_MOST]]
        message = say("check.customer_service.seven_steps.taken", **values)
        return earned(step, message, *evidence, suggested=not sure or not in_place)
    spots = [evidence_at(line) for line in named[:_MOST]]
    if named and not places and any(_is_phrase(line) for line in named):
        message = say("check.customer_service.seven_steps.named_by_phrase", **values)
        return unsettled(step, Reason.UNCERTAIN, message, *spots)
    if named and not places:
        message = say("check.customer_service.seven_steps.only_named", **values)
        return lost(step, message, *spots, suggested=True)
    if believable and has_unexplained(talk, taken):
        message = say("check.customer_service.seven_steps.unexplained", **values)
        return unsettled(step, Reason.UNCERTAIN, message, *_searched(answer, taken))
    if believable and answer.whole and in_place:
        message = say("check.customer_service.seven_steps.missing", **values)
        return lost(step, message, *_searched(answer, taken), suggested=True)
    name = "pictures" if answer.pictures or answer.unread else "not_located"
    message = say(f"check.customer_service.seven_steps.{name}", **values)
    return unsettled(step, Reason.NOT_LOCATED, message, *answer.evidence)


def _is_phrase(line: Line) -> bool:
    """Whether a line is a phrase (``确认订单信息``) that may be meant as the description of a step, and no heading.

    In a table a description would stand in the cell beside it.
    """
    number = NUMBERING.match(line.own)
    said = line.own[number.end() :] if number else line.own
    return line.paragraph.level is None and row_of(line) is None and _PHRASE.fullmatch(said.strip()) is not None


def _believable(talk: Talk, taken: Sequence[Taken]) -> bool:
    """Whether this is a sales talk at all: by labels with words under them, or by the words of several steps.

    A short one that says nothing else is a talk too.
    """
    labelled = [one for one in taken if one.said.label is not None]
    several = len({one.step for one in taken}) >= _ENOUGH
    return bool(labelled) or several or (bool(taken) and not has_unexplained(talk, taken))


def _order_point(answer: Answer, taken: Sequence[Taken], weight: int) -> Point:
    first: dict[str, Taken] = {}
    for one in taken:
        first.setdefault(one.step, one)
    order = list(first)
    values: dict[str, Value] = {"order": order, "asked": list(_NAMES), "count": len(order)}
    if has_nothing_own(answer):
        return nothing_own(answer, "order", "、".join(_NAMES), weight)
    if len(order) < _ENOUGH:
        message = say("check.customer_service.seven_steps.no_order", **values)
        return unsettled("order", Reason.NOT_LOCATED, message, *answer.evidence, weight=weight)
    kept = longest_in_order([_NAMES.index(step) for step in order])
    name = "in_order" if kept == len(order) else "out_of_order"
    message = say(f"check.customer_service.seven_steps.{name}", **values)
    evidence = [_span(one) for one in first.values()]
    return judged("order", share_in_order(kept, len(order)), message, *evidence, weight=weight, suggested=True)


def _span(one: Taken) -> Evidence:
    return evidence_at(one.said.line, one.start, one.end)


def _searched(answer: Answer, taken: Sequence[Taken]) -> Sequence[Evidence]:
    return [_span(one) for one in taken[:_MOST]] or list(answer.evidence)
