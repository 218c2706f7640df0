"""The check ``marketing_plan.implementation``."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from pydantic import Field

from yuejuan.artifacts.document.facts import DocumentFacts
from yuejuan.graders.api import Ask, CheckParameters, Subject, check, lost, unsettled
from yuejuan.graders.common.dates import Window
from yuejuan.graders.common.document.places import read_whole
from yuejuan.graders.finding import FileEvidence, Point, Reason
from yuejuan.graders.marketing_plan.activities import activities_of
from yuejuan.graders.marketing_plan.activity_lines import tells_a_time
from yuejuan.graders.marketing_plan.activity_points import complete_point, inside_point, order_point
from yuejuan.graders.marketing_plan.parts import find_part
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
    determined, unless it has only names and times; what was read out of running text is suggested: headings with their
    lines, items, sentences (`从十五号到二十四号促销`).
    Loses: an activity without name, time or content; one outside the campaign; any that stands before an earlier one.
    All, as a suggestion: the section tells no time at all, plans nothing (`不安排活动`), is only a row of words or a
    heading, or the plan plainly has no such section.
    Open: no activities were found though times are told; a time that is not read as days (全程, 活动期间); one that is
    vague (上旬) at the edge.
    Evidence: the cells or lines of the times.
    Review: whether the activities can be carried out and fit together.
    Example: four activities, the last until 29 September in a campaign that ends on the 15th: `inside` is three
    fourths.
    """
    file = subject.file.path
    facts = subject.facts(DocumentFacts)
    window = Window(asked.start, asked.end)
    part = find_part(facts, asked.words, IMPLEMENTATION_WITHOUT)
    activities = activities_of(file, facts, part.section, window)
    undated = part.section is not None and read_whole(facts) and not tells_a_time(part.section)
    absent = say("check.marketing_plan.implementation.absent", file=file)
    if not activities:
        message = say("check.marketing_plan.implementation.not_located", file=file)
        for ask in asked.points():
            if part.missing or undated:
                yield lost(ask.key, absent, FileEvidence(file=file), suggested=True)
            else:
                yield unsettled(ask.key, Reason.NOT_LOCATED, message, FileEvidence(file=file))
        return
    yield complete_point(file, activities, asked.min_activities)
    dated = [activity for activity in activities if activity.time]
    if dated and all(activity.understood for activity in dated):
        yield inside_point(file, dated, window)
        yield order_point(file, dated)
        return
    unclear = [activity for activity in dated if not activity.understood] or activities
    times = [activity.time or activity.name for activity in unclear]
    message = say("check.marketing_plan.implementation.unclear", file=file, times=times)
    evidence = [activity.evidence for activity in unclear[:10]]
    for key in ("inside", "order"):
        if undated:
            yield lost(key, absent, *evidence, suggested=True)
        else:
            yield unsettled(key, Reason.UNCERTAIN, message, *evidence)
