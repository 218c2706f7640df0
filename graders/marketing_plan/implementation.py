"""The check ``marketing_plan.implementation``."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from pydantic import Field

from yuejuan.artifacts.document.facts import DocumentFacts
from yuejuan.graders.api import Ask, CheckParameters, Subject, check, unsettled
from yuejuan.graders.common.dates import Window
from yuejuan.graders.common.document.sections import find_sections
from yuejuan.graders.finding import FileEvidence, Point, Reason
from yuejuan.graders.marketing_plan.activities import activities_of
from yuejuan.graders.marketing_plan.activity_points import complete_point, inside_point, order_point
from yuejuan.graders.marketing_plan.vocabulary import IMPLEMENTATION, IMPLEMENTATION_WITHOUT
from yuejuan.messages import say


class Parameters(CheckParameters):
    """The days of the campaign, and how many activities there must be."""

    stands_under: ClassVar[str | None] = "words"

    start: date = Field(description="First day of the campaign.")
    end: date = Field(description="Last day of the campaign.")
    min_activities: int = Field(1, ge=1, description="Fewest activities.")
    words: tuple[str, ...] = Field(IMPLEMENTATION, min_length=1, description="Names of the section.")

    def points(self) -> tuple[Ask, ...]:
        """Completeness, dates inside the campaign, dates in order."""
        return (Ask("complete", weight=2), Ask("inside"), Ask("order"))


@check("marketing_plan.implementation", needs=(DocumentFacts,))
def judge(subject: Subject, asked: Parameters) -> Iterator[Point]:
    """Each activity has a name, a time and content; the dates lie inside the campaign and in order.

    Earns: `complete`: the share of activities with all three, of at least as many as asked. `inside`: the share of the
    dated ones that begin and end inside the campaign. `order`: they are listed by their first day. Cells of a table are
    determined; what was read out of running text is suggested.
    Loses: an activity without name, time or content; one outside the campaign; any that stands before an earlier one.
    Open: no activities were found; a time that is not read as days (全程, 活动期间); one that is vague (上旬) at the
    edge.
    Evidence: the cells or lines of the times.
    Review: whether the activities can be carried out and fit together.
    Example: four activities, the last until 29 September in a campaign that ends on the 15th: `inside` is three
    fourths.
    """
    file = subject.file.path
    facts = subject.facts(DocumentFacts)
    window = Window(asked.start, asked.end)
    sections = [s for s in find_sections(facts, asked.words, IMPLEMENTATION_WITHOUT) if s.words]
    activities = activities_of(file, facts, sections[0] if sections else None, window)
    if not activities:
        message = say("check.marketing_plan.implementation.not_located", file=file)
        for ask in asked.points():
            yield unsettled(ask.key, Reason.NOT_LOCATED, message, FileEvidence(file=file))
        return
    yield complete_point(file, activities, asked.min_activities)
    dated = [activity for activity in activities if activity.time]
    if not dated or not all(activity.understood for activity in dated):
        unclear = [activity for activity in dated if not activity.understood] or activities
        times = [activity.time or activity.name for activity in unclear]
        message = say("check.marketing_plan.implementation.unclear", file=file, times=times)
        for key in ("inside", "order"):
            yield unsettled(key, Reason.UNCERTAIN, message, *(activity.evidence for activity in unclear[:10]))
        return
    yield inside_point(file, dated, window)
    yield order_point(file, dated)
