"""Goals as statements: what number, in what unit, until when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

from yuejuan.artifacts.document.facts import DocumentFacts, Paragraph
from yuejuan.graders.common.dates import find_deadline
from yuejuan.graders.common.document.places import sentences, span
from yuejuan.graders.common.document.sections import Section
from yuejuan.graders.marketing_plan.goal import Goal
from yuejuan.graders.marketing_plan.goal_amounts import aims, different_aims, is_vague
from yuejuan.graders.marketing_plan.goal_tables import goals_in_table
from yuejuan.graders.marketing_plan.parts import sections_without_name

_CLAUSE = re.compile(r"[，,](?!(?<=\d[，,])\d{3}(?!\d))")
_ORDINAL = re.compile(r"^\s*(?:[（(]?\s*(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s*(?:[)）、]|[.．](?!\d))|[①-⑳])\s*")
_INTRODUCES = re.compile(r"[:：]\s*$|以下|如下|下列")
# 准确说是两万人, 比去年多三成: the same goal once more.
_ONCE_MORE = re.compile(
    r"\s*(?:即|也就是说?|准确(?:地|来)?说|具体(?:来)?说|换算|折合|相当于|约合|平均|日均|每天|"
    r"(?:比|较|同比|环比)[^，。；]{0,8}?(?:多|增|涨|提升|提高|上升|翻))"
)
_WISH = re.compile(
    r"提[升高]|扩大|增[强加进]|打造|树立|成为|争取|改善|打响|促进|培养|巩固|拓展|让|使|减少|降低|知道|认识"
)
# What is already so, what is not aimed at, and what a thing costs are no goals.
_SO_FAR = re.compile(r"去年|上年|往年|目前|现有|现在|当前|已有|已经|已达|以往")
_AIMS = re.compile(
    r"达到|突破|完成|实现|提[高升]|增|涨|升|不低于|不少于|降|减|控制|争取|力争|计划|预计|目标|要|比|较|翻"
)
_NOT_AIMED_AT = re.compile(r"不(?:再|去|会)?(?:设|定|追求|要求|考虑|打算)|没有(?:定|设|具体|明确)|暂无|无需|无法")
_COSTS = re.compile(r"预算|人手|人力|工时|花费|花掉|投入(?!产出)|费用|成本|售价|单价|定价|价格|每[盒瓶件台份袋箱]\s*\d")
_FOR_ALL = re.compile(
    r"(?:以上|上述|这[些几两三]|各项|全部|所有)[^。；]{0,8}(?:目标|指标|任务|数字|数据)|^\s*(?:完成|达成|实现)?(?:时间|期限|周期|时限)\s*[为是：:]"
)
_OPENING = 6
_TO_REACH = re.compile(r"达|突破|完成|实现|提[高升]|增|涨|新增|不低于|不少于|卖出|售出|卖掉|控制在|降")


@dataclass
class _Reading:
    file: str
    goals: list[Goal] = field(default_factory=list)
    common: str | None = None
    for_all: str | None = None


def goals_of(file: str, section: Section) -> list[Goal]:
    """Every statement of the section; clauses with numbers of their own are goals of their own."""
    # The section's own tables hold goals, one in a row.
    tables = section.own_tables
    reading = _Reading(file, common=_period(section.title))
    for paragraph in (section.heading, *section.paragraphs):
        if not any(paragraph.path.startswith(table.path + "/") for table in tables):
            offset = len(paragraph.text) - len(section.lead) if paragraph is section.heading else 0
            _read(reading, paragraph, offset)
    found = [goal for table in tables for goal in goals_in_table(file, table, reading.common)] + reading.goals
    if reading.for_all is None:
        return found
    return [replace(goal, period=goal.period or reading.for_all) if goal.quantity else goal for goal in found]


def section_of_goals(facts: DocumentFacts, at_least: int) -> Section | None:
    """The only section without a usual name that has so many goals with a number to reach."""
    found = [
        section
        for section in sections_without_name(facts)
        if sum(bool(goal.quantity and _TO_REACH.search(goal.span.quote)) for goal in goals_of("", section)) >= at_least
    ]
    return found[0] if len(found) == 1 else None


def _read(reading: _Reading, paragraph: Paragraph, offset: int) -> None:
    text = paragraph.text
    if not text[offset:].strip():
        return
    if paragraph.level is not None or _INTRODUCES.search(text[offset:]):
        # A heading or an introduction that says a time says it for what follows.
        reading.common = _period(text[offset:]) or reading.common
        if not aims(text[offset:]):
            return
    opening: str | None = None
    for start, end in sentences(text[offset:]):
        said = text[offset + start : offset + end]
        if (for_all := _FOR_ALL.search(said)) and not aims(said[for_all.end() :]):
            reading.for_all = _period(said) or reading.for_all
            continue
        place = (offset + start, offset + end)
        reading.goals += _in_sentence(reading.file, paragraph, *place, opening or reading.common)
        # A time that opens a row of goals set apart by ； holds for all of them.
        opening = (opening or _opening_period(said)) if said.endswith(("；", ";")) else None


def _opening_period(text: str) -> str | None:
    place = find_deadline(text)
    return text[place[0] : place[1]] if place and place[0] <= _OPENING else None


def _in_sentence(file: str, paragraph: Paragraph, start: int, end: int, common: str | None) -> list[Goal]:
    ordinal = _ORDINAL.match(paragraph.text[start:end])
    start += ordinal.end() if ordinal else 0
    text = paragraph.text[start:end]
    if not text.strip(" 。；;"):
        return []
    period = _period(text) or common
    goals: list[Goal] = []
    wishes: list[Goal] = []
    so_far = False
    for at, until in _clauses(text):
        clause = text[at:until]
        so_far = not _AIMS.search(clause) and (so_far or _SO_FAR.search(clause) is not None)
        no_aim = _NOT_AIMED_AT.search(clause) or (_COSTS.search(clause) and not _AIMS.search(clause))
        if so_far or no_aim:
            continue
        place = span(file, paragraph, start + at, start + until)
        found = different_aims(text[at:until])
        if found and goals and goals[-1].quantity and _ONCE_MORE.match(text[at:until]):
            goals[-1] = goals[-1] if goals[-1].unit else replace(goals[-1], quantity=found[-1])
        elif found:
            goals += [Goal(place, quantity, _period(text[at:until]) or period) for quantity in found]
        elif is_vague(text[at:until]) or _WISH.search(text[at:until]):
            wishes.append(Goal(place, None, period, amount=is_vague(text)))
    beside = [replace(wish, amount=bool(goals) or wish.amount) for wish in wishes]
    beside = beside if any(wish.amount for wish in beside) else []
    return [*goals, *beside] or [Goal(span(file, paragraph, start, end), None, period)]


def _clauses(text: str) -> Iterator[tuple[int, int]]:
    return pairwise([0, *(comma.end() for comma in _CLAUSE.finditer(text)), len(text)])


def _period(text: str) -> str | None:
    place = find_deadline(text)
    return text[place[0] : place[1]] if place else None
