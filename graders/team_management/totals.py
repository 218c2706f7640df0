"""The check ``team_management.totals``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

import msgspec
from pydantic import Field

from yuejuan.graders.api import Ask, CheckParameters, Subject, check, judged, unsettled
from yuejuan.graders.common.answers import Answer
from yuejuan.graders.common.answers.labels import Labels
from yuejuan.graders.common.numbers import shown
from yuejuan.graders.finding import Evidence, Point, Reason
from yuejuan.graders.team_management.headcounts import (
    Headcount,
    HeadcountTable,
    Total,
    headcount_tables,
    headcounts_in_text,
    spoken_lines,
)
from yuejuan.graders.team_management.post_answer import NEEDS, read_tables_of_people
from yuejuan.messages import say

_MOST = 6


class Parameters(CheckParameters):
    """The headcounts that are given in several places."""

    figures: dict[str, tuple[str, ...]] = Field(
        min_length=1,
        description="Name of a headcount to the words that stand for it: the post, what it was worked out from.",
    )
    brief: str = Field("", description="The text of the task, so that copied sentences are not taken for answers.")

    def points(self) -> tuple[Ask, ...]:
        """Sums of tables, the same headcount everywhere, totals in the text."""
        return (Ask("sums"), Ask("same"), Ask("text"))


@check("team_management.totals", scope="files", needs=NEEDS, any_deliverable=True)
def judge(subject: Subject, asked: Parameters) -> Iterator[Point]:
    """Totals and headcounts agree in all tables and in the text.

    Earns: `sums`: the share of totals and subtotals of headcount columns (人数, 编制, 定员 …) that are the sum of what
    they add up; determined where every row is one of the headcounts that the paper names and holds a plain number.
    `same`: every headcount is the same in all tables and in the text; one that is not costs half, two cost all.
    `text`: the share of totals named in the text (全店共15人) that are the total or the sum of a table. Both suggested,
    `same` determined where all its numbers are plain cells and none differs.
    Loses: another number.
    Open: no table has a total; no headcount, or no total in the text, was found; a number that could not be read.
    Evidence: the cells and words, with the sum.
    Review: whether two numbers that differ mean the same thing (for each shift, now and later).
    Example: rows 4, 3 and 8 with the total 16: `sums` lost, expected 15.
    """
    answer = read_tables_of_people(subject, asked.brief)
    labels = Labels({name: (name, *others) for name, others in asked.figures.items()})
    tables = headcount_tables(answer.grids, labels)
    text = headcounts_in_text(spoken_lines(answer.lines, tables), labels)
    yield _sums(answer, [total for table in tables for total in table.totals])
    counts = [item for table in tables for item in table.items if item.figure is not None]
    yield _same(answer, [*counts, *text.figures])
    yield _text(answer, text.totals, tables)


def _sums(answer: Answer, totals: Sequence[Total]) -> Point:
    if not totals:
        return _not_located(answer, "sums")
    unread = [total for total in totals if total.count.value is None or not total.sums]
    if unread:
        message = say("check.team_management.totals.unread")
        return unsettled("sums", Reason.UNCERTAIN, message, *(total.count.evidence for total in unread[:_MOST]))
    wrong = [total for total in totals if total.count.value not in total.sums]
    share = 1 - Fraction(len(wrong), len(totals))
    name = "sums_wrong" if wrong else "sums_right"
    message = say(
        f"check.team_management.totals.{name}",
        count=len(wrong or totals),
        expected=[shown(total.sums[0]) for total in (wrong or totals)],
        written=[_shown(total.count) for total in (wrong or totals)],
    )
    evidence = [_expecting(total.count.evidence, shown(total.sums[0])) for total in (wrong or totals)[:_MOST]]
    return judged("sums", share, message, *evidence, suggested=not all(total.exact for total in totals))


def _same(answer: Answer, counts: Sequence[Headcount]) -> Point:
    read = [count for count in counts if count.value is not None]
    if not read:
        return _not_located(answer, "same")
    first: dict[str, Headcount] = {}
    differ: dict[str, tuple[Headcount, Headcount]] = {}
    for count in read:
        name = count.figure or ""
        before = first.setdefault(name, count)
        if before.value != count.value:
            differ.setdefault(name, (before, count))
    if differ:
        evidence = [count.evidence for pair in differ.values() for count in pair]
        written = [f"{name}：{_shown(one)}、{_shown(other)}" for name, (one, other) in differ.items()]
        message = say("check.team_management.totals.differ", written=written)
        share = max(Fraction(0), 1 - Fraction(len(differ), 2))
        return judged("same", share, message, *evidence[:_MOST], suggested=True)
    message = say("check.team_management.totals.same", names=list(first))
    certain = all(count.exact for count in counts)
    return judged("same", 1, message, *(count.evidence for count in read[:_MOST]), suggested=not certain)


def _text(answer: Answer, said: Sequence[Headcount], tables: Sequence[HeadcountTable]) -> Point:
    if not said:
        return _not_located(answer, "text")
    right = {table.sum for table in tables if table.sum is not None}
    right |= {
        table.grand.count.value for table in tables if table.grand is not None and table.grand.count.value is not None
    }
    if not right:
        message = say("check.team_management.totals.no_table", written=[_shown(one) for one in said])
        return unsettled("text", Reason.UNCERTAIN, message, *(one.evidence for one in said[:_MOST]))
    wrong = [one for one in said if one.value not in right]
    expected = sorted(right)
    name = "text_wrong" if wrong else "text_right"
    message = say(
        f"check.team_management.totals.{name}",
        written=[_shown(one) for one in (wrong or said)],
        expected=[shown(value) for value in expected],
    )
    share = 1 - Fraction(len(wrong), len(said))
    return judged("text", share, message, *(one.evidence for one in (wrong or said)[:_MOST]), suggested=True)


def _not_located(answer: Answer, key: str) -> Point:
    kind = "pictures" if answer.pictures or answer.unread else "not_located"
    message = say(f"check.team_management.totals.{key}_{kind}", files=list(answer.files))
    return unsettled(key, Reason.NOT_LOCATED, message, *answer.evidence)


def _expecting(evidence: Evidence, value: str) -> Evidence:
    measured = getattr(evidence, "text", None) or getattr(evidence, "quote", None)
    return msgspec.structs.replace(evidence, expected=value, measured=measured)


def _shown(count: Headcount) -> str:
    return shown(count.value) if count.value is not None else ""
