"""The check ``marketing_plan.goals``."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import ClassVar

from pydantic import Field

from yuejuan.artifacts.document.facts import DocumentFacts
from yuejuan.graders.api import Ask, CheckParameters, Subject, check, judged, lost, unsettled
from yuejuan.graders.finding import Evidence, FileEvidence, Point, Reason
from yuejuan.graders.marketing_plan.goal_statements import goals_of, section_of_goals
from yuejuan.graders.marketing_plan.parts import find_part
from yuejuan.graders.marketing_plan.vocabulary import GOALS, GOALS_WITHOUT
from yuejuan.messages import Value, say


class Parameters(CheckParameters):
    """How many goals, and where they stand."""

    stands_under: ClassVar[str | None] = "words"

    min_goals: int = Field(1, ge=1, description="How many goals must be measurable.")
    words: tuple[str, ...] = Field(GOALS, min_length=1, description="Names of the section.")
    without: tuple[str, ...] = Field(GOALS_WITHOUT, description="A heading with one of these names another section.")

    def points(self) -> tuple[Ask, ...]:
        """A number, a unit and a period."""
        return (Ask("number"), Ask("unit"), Ask("period"))


@check("marketing_plan.goals", needs=(DocumentFacts,))
def judge(subject: Subject, asked: Parameters) -> Iterator[Point]:
    """The goals can be measured: a number, its unit, and until when.

    Earns: the share of the goals asked for that have a number; a number with a unit; a period. The period may stand in
    the goal, in its sentence, in the line that introduces the goals or one that speaks of all (`以上目标月底前完成`).
    A vague amount (`几千台`) has no number but may have a period, and so may a wish in the sentence of a goal. A
    section under another name counts when only it has as many goals with numbers as asked. Always a suggestion.
    Loses: wishes (提高知名度), numbers without unit, goals without a time; numbers of what is already so
    (`目前会员1200人`), of costs, or not aimed at; the plan plainly has no such section, or an empty one.
    Open: the section was not found.
    Evidence: every goal found.
    Review: whether the goal is realistic and fits the company.
    Example: `活动结束前新增粉丝1000人` and `提升知名度`, `min_goals: 2`: half of each point.
    """
    file = subject.file.path
    facts = subject.facts(DocumentFacts)
    part = find_part(facts, asked.words, asked.without)
    section = part.section or section_of_goals(facts, asked.min_goals)
    if section is None:
        kind = "absent" if part.missing else "not_located"
        message = say(f"check.marketing_plan.goals.{kind}", file=file, words=list(asked.words))
        for ask in asked.points():
            if part.missing:
                yield lost(ask.key, message, FileEvidence(file=file), suggested=True)
            else:
                yield unsettled(ask.key, Reason.NOT_LOCATED, message, FileEvidence(file=file))
        return
    goals = goals_of(file, section)
    met = {
        "number": [goal for goal in goals if goal.quantity],
        "unit": [goal for goal in goals if goal.unit],
        "period": [goal for goal in goals if goal.dated],
    }
    for key, good in met.items():
        values: dict[str, Value] = {"file": file, "count": len(good), "goals": len(goals), "minimum": asked.min_goals}
        share = min(Fraction(len(good), asked.min_goals), Fraction(1))
        evidence: list[Evidence] = [goal.span for goal in (good or goals)[:10]]
        evidence = evidence or [FileEvidence(file=file)]
        yield judged(key, share, say(f"check.marketing_plan.goals.{key}", **values), *evidence, suggested=True)
