"""The check ``customer_service.key_points``."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from yuejuan.artifacts.workbook.facts import WorkbookFacts
from yuejuan.graders.api import Ask, CheckParameters, Need, Subject, check, earned, lost, unsettled
from yuejuan.graders.common.answers import (
    WRITTEN,
    Answer,
    Located,
    Place,
    evidence_at,
    locate,
    read_answer,
    with_cells,
)
from yuejuan.graders.common.keypoints import KeyPoint, Match, matches, near_misses
from yuejuan.graders.customer_service.nothing_own import has_nothing_own, nothing_own
from yuejuan.graders.finding import Evidence, Point, Reason
from yuejuan.messages import Value, say

_MOST = 3


class Parameters(CheckParameters):
    """The points of the key, how many are enough, and where the answer stands."""

    key_points: dict[str, KeyPoint] = Field(
        min_length=1, description="Name of a point to the phrases that make it, with needed and forbidden words."
    )
    needed: int | None = Field(None, ge=1, description="How many points are enough; all when left out.")
    place: Place = Field(
        Place(), description="Headings, question number and next headings of the answer; the whole work when left out."
    )
    lists_count: bool = Field(False, description="Whether keywords in a row, without a sentence, make points too.")
    brief: str = Field("", description="The text of the task, so that copied sentences are not taken for answers.")

    def points(self) -> tuple[Ask, ...]:
        """One for each point of the key."""
        return tuple(Ask(name, weight=point.weight) for name, point in self.key_points.items())


@check(
    "customer_service.key_points",
    scope="files",
    needs=(*WRITTEN, Need(WorkbookFacts, of_kind="workbook")),
    any_deliverable=True,
)
def judge(subject: Subject, asked: Parameters) -> Iterator[Point]:
    """The answer makes the points of the key, in its own words.

    Earns: one sentence (or one short row of a table) has all telling words of one of the point's phrases, in any order,
    as they are, as words that say the same in trade, or with one wrong character; it has the words needed besides and
    none of the forbidden ones, and its clause does not take the words back (不, 没有, 避免). What the phrase denies,
    the sentence has to deny; who pays in the phrase has to pay in the sentence. When as many points as needed are made,
    the others earn too. Always suggested.
    Loses: no sentence makes the point, in a work that was read whole; it is made only by keywords in a row without a
    sentence, or only by sentences copied from the brief; its words already make another point; the whole work is blank
    or nothing but the copied brief.
    Open: a sentence that makes no other point has half of a phrase's words, so that it may say the point otherwise; the
    place of the answer was not found and nothing makes the point; pictures or unread parts may hold it.
    Evidence: the words that make the point, in their sentence.
    Review: read the sentence: the right words are not yet the right thought.
    Example: `发货及时` is made by 我们会在第一时间发出货物, and not by 不能及时发货.
    """
    answer = with_cells(read_answer(subject, asked.brief), asked.brief)
    located = locate(answer, asked.place)
    found = matches(located.lines, asked.key_points)
    made = {name: [one for one in told if asked.lists_count or not one.listed] for name, told in found.items()}
    copied = matches([line.copied for line in located.lines], asked.key_points)
    near = near_misses(located.lines, asked.key_points, found)
    enough = asked.needed is not None and sum(map(bool, made.values())) >= asked.needed
    everywhere = [_span(one) for told in made.values() for one in told]
    values: dict[str, Value] = {"found": sum(map(bool, made.values())), "count": len(made)}
    for name, point in asked.key_points.items():
        said: dict[str, Value] = {**values, "name": name, "phrases": list(point.say)}
        if made[name]:
            spans = [_span(one) for one in made[name][:_MOST]]
            message = say("check.customer_service.key_points.made", **said)
            yield earned(name, message, *spans, weight=point.weight, suggested=True)
        elif enough:
            message = say("check.customer_service.key_points.enough", **said)
            yield earned(name, message, *everywhere[:_MOST], weight=point.weight, suggested=True)
        else:
            yield _not_made(answer, located, found[name], near.get(name, []), copied[name], name, point.weight, said)


def _not_made(
    answer: Answer,
    located: Located,
    listed: list[Match],
    near: list[Match],
    copied: list[Match],
    name: str,
    weight: int,
    values: dict[str, Value],
) -> Point:
    if listed:
        message = say("check.customer_service.key_points.only_listed", **values)
        return lost(name, message, *map(_span, listed[:_MOST]), weight=weight, suggested=True)
    own = [line for line in located.lines if line.own.strip()]
    if located.found and near:
        message = say("check.customer_service.key_points.near", **values)
        return unsettled(name, Reason.UNCERTAIN, message, *map(_span, near[:_MOST]), weight=weight)
    if located.found and answer.whole and own:
        spans = [_span(one) for one in copied[:_MOST]] or [evidence_at(one) for one in own[:_MOST]]
        message = say(f"check.customer_service.key_points.{'copied' if copied else 'missing'}", **values)
        return lost(name, message, *spans, weight=weight, suggested=True)
    if has_nothing_own(answer):
        return nothing_own(answer, name, name, weight)
    kind = "pictures" if answer.pictures or answer.unread else "not_located"
    message = say(f"check.customer_service.key_points.{kind}", **values)
    return unsettled(name, Reason.NOT_LOCATED, message, *answer.evidence, weight=weight)


def _span(one: Match) -> Evidence:
    return evidence_at(one.line, *one.span)
