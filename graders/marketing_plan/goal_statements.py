"""Goals as statements: what number, in what unit, until when."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from yuejuan.artifacts.document.facts import Paragraph, Table
from yuejuan.graders.common.dates import find_deadline
from yuejuan.graders.common.document.places import sentences, span
from yuejuan.graders.common.document.sections import Section
from yuejuan.graders.common.numbers import Quantity, find_quantities
from yuejuan.graders.finding import TextSpan

_CLAUSE = re.compile(r"[，,]")
_ORDINAL = re.compile(r"^\s*(?:[（(]?\s*(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s*(?:[)）、]|[.．](?!\d))|[①-⑳])\s*")
_INTRODUCES = re.compile(r"[:：]\s*$|以下|如下|下列")
_UNIT_IN_BRACKETS = re.compile(r"[（(/]\s*([^（()）/\d]{1,4})\s*[)）]?$")
_TIME_UNITS = frozenset(["天", "周", "月", "年", "期", "小时", "分钟", "季度", "日"])
_REACH = 14
_FROM = re.compile(r"(?:由|从|原来的?|目前的?|现在的?|现有的?|去年的?)[^，。；\d]{0,6}$")
_NO_NUMBER_UNIT = frozenset({"岁"})


@dataclass(frozen=True)
class Goal:
    """One goal: the statement, its number with unit (the value to reach), and the words that say by when."""

    span: TextSpan
    quantity: Quantity | None
    period: str | None

    @property
    def unit(self) -> str | None:
        """The unit of the number."""
        return self.quantity.unit if self.quantity else None


def goals_of(file: str, section: Section) -> list[Goal]:
    """Every statement of the section; clauses with numbers of their own are goals of their own."""
    # A table that holds the section's heading lays out the page; the others hold goals, one in a row.
    tables = [table for table in section.tables if not section.heading.path.startswith(table.path + "/")]
    found = [goal for table in tables for goal in _in_table(file, table)]
    common: str | None = None
    for paragraph in (section.heading, *section.paragraphs):
        if any(paragraph.path.startswith(table.path + "/") for table in tables):
            continue
        text = paragraph.text
        offset = len(text) - len(section.lead) if paragraph is section.heading else 0
        if paragraph is section.heading and not section.lead:
            continue
        if paragraph.level is not None or _INTRODUCES.search(text[offset:]):
            # A heading or an introduction that says a time says it for what follows.
            common = _period(text[offset:]) or common
            if not any(_is_target(quantity, text) for quantity in find_quantities(text)):
                continue
        for start, end in sentences(text[offset:]):
            found += _in_sentence(file, paragraph, offset + start, offset + end, common)
    return found


def _in_table(file: str, table: Table) -> list[Goal]:
    """One goal in each row below the header; a unit may stand in the header of its column."""
    goals = []
    for row in range(1, table.rows):
        cells = [cell for cell in table.cells if cell.row == row and cell.text.strip()]
        if not cells:
            continue
        text = "，".join(cell.text.strip() for cell in cells)
        place = TextSpan(file=file, block=cells[0].path, start=0, end=len(cells[0].text), quote=text)
        numbers = [(cell, _target(cell.text, 0, len(cell.text))) for cell in cells]
        aims = [(cell, quantity) for cell, quantity in numbers if quantity is not None]
        cell, quantity = aims[-1] if aims else (cells[0], None)
        if quantity is not None and quantity.unit is None:
            header = next((c.text for c in table.cells if c.row == 0 and c.column == cell.column), "")
            in_brackets = _UNIT_IN_BRACKETS.search(header)
            quantity = replace(quantity, unit=in_brackets[1]) if in_brackets else quantity
        goals.append(Goal(place, quantity, _period(text)))
    return goals


def _in_sentence(file: str, paragraph: Paragraph, start: int, end: int, common: str | None) -> list[Goal]:
    ordinal = _ORDINAL.match(paragraph.text[start:end])
    start += ordinal.end() if ordinal else 0
    text = paragraph.text[start:end]
    if not text.strip(" 。；;"):
        return []
    period = _period(text) or common
    goals: list[Goal] = []
    for at, until in _clauses(text):
        quantity = _target(text, at, until)
        if quantity is not None:
            goals.append(
                Goal(span(file, paragraph, start + at, start + until), quantity, _period(text[at:until]) or period)
            )
    return goals or [Goal(span(file, paragraph, start, end), None, period)]


def _clauses(text: str) -> list[tuple[int, int]]:
    cuts = [0, *(m.end() for m in _CLAUSE.finditer(text) if not text[m.end() : m.end() + 3].isdigit()), len(text)]
    return list(pairwise(cuts))


def _target(text: str, at: int, until: int) -> Quantity | None:
    """The last number of the clause that is no time and no starting value (``由2%提高到5%`` aims at 5 %)."""
    deadline = find_deadline(text[at:until]) or (0, 0)
    aims = [
        quantity
        for quantity in find_quantities(text[at:until])
        if not (deadline[0] <= quantity.start < deadline[1])
        and _is_target(quantity, text[at:until])
        and not _FROM.search(text[max(at, at + quantity.start - _REACH) : at + quantity.start])
    ]
    with_unit = [quantity for quantity in aims if quantity.unit]
    found = with_unit or aims
    return found[-1] if found else None


def _is_target(quantity: Quantity, text: str) -> bool:
    if quantity.unit in _TIME_UNITS or quantity.unit in _NO_NUMBER_UNIT:
        return False
    is_year = quantity.unit is None and 1900 <= quantity.value <= 2100
    return not is_year and not re.match(r"\s*(?:[.:：/-]\s*\d|[日号])", text[quantity.end :])


def _period(text: str) -> str | None:
    place = find_deadline(text)
    return text[place[0] : place[1]] if place else None
