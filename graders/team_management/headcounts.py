"""Headcounts as an answer gives them: columns of tables with their totals, and numbers of people in running text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from yuejuan.graders.common.answers import Line
from yuejuan.graders.common.answers.calculation import result_of_cell
from yuejuan.graders.common.answers.labels import Labels
from yuejuan.graders.common.answers.plain import plain
from yuejuan.graders.common.document.places import sentences, span
from yuejuan.graders.common.numbers import Quantity, find_quantities, read_quantity
from yuejuan.graders.common.tables import Grid, GridCell
from yuejuan.graders.common.tables.headers import kind_of
from yuejuan.graders.finding import Evidence
from yuejuan.graders.team_management.post_answer import cell_of

_HEADER = re.compile(r"人数|编制|定员|定编|配置数|配备数|人员数")
_OTHER_PEOPLE = re.compile(r"询单|咨询|访客|客户|顾客|粉丝|会员|现有|目前|缺口|增加|新增|新招|招聘|人均|每人|占比")
_FINAL = re.compile(r"最终|配置|配备|实际|取整|核定|所需|需要")
_PEOPLE = frozenset({"人", "名", "位"})
_BRACKETED = re.compile(r"[(（][^)）]*[)）]")
_LONGEST_HEADER, _SEARCHED = 16, 8
_TOTAL = re.compile(r"(?:共计?|合计|总计|总人数|总共|一共|总编制|总数|团队规模|人员规模|全店)[^，。；;\d]{0,8}$")
_DEPARTMENT = re.compile(r"[部组](?![门织成])|其中|每班|早班|晚班|中班|每天|不超过|最多|至少|不少于")
_BETWEEN = re.compile(r"[^，。；;\d÷×/=]{0,8}")
_NO_COUNT = re.compile(r"每|人均|平均|服务|接待|其中|各|班|减|增|原|现有")


@dataclass(frozen=True)
class Headcount:
    """A number of people. ``figure`` is whose it is; ``value`` is ``None`` when it was not read as one number.

    ``exact``: a cell that holds the number and nothing else, beside a label that says nothing else.
    """

    figure: str | None
    value: Fraction | None
    exact: bool
    evidence: Evidence


@dataclass(frozen=True)
class Total:
    """A total or subtotal with the numbers that it is to be the sum of, by every fair reading of the table."""

    count: Headcount
    sums: tuple[Fraction, ...]
    exact: bool


@dataclass(frozen=True)
class HeadcountTable:
    """A table with one column of headcounts. ``read`` are the places (row, column) of the cells of its rows."""

    grid: Grid
    items: tuple[Headcount, ...]
    totals: tuple[Total, ...]
    grand: Total | None
    read: frozenset[tuple[int, int]]

    @property
    def sum(self) -> Fraction | None:
        """The sum of all items; ``None`` when one of them was not read."""
        values = [item.value for item in self.items]
        return sum((value for value in values if value is not None), Fraction(0)) if None not in values else None


@dataclass(frozen=True)
class InText:
    """Headcounts of running text: those of figures, and totals of the whole team."""

    figures: tuple[Headcount, ...]
    totals: tuple[Headcount, ...]


def headcount_tables(grids: Sequence[Grid], labels: Labels) -> list[HeadcountTable]:
    """Every table that has one column of headcounts, upright or transposed."""
    found = []
    for grid in grids:
        readings = [table for one in (grid, grid.turned()) if (table := _read(one, labels)) is not None]
        if readings:
            found.append(max(readings, key=lambda table: len(table.items)))
    return found


def _read(grid: Grid, labels: Labels) -> HeadcountTable | None:
    place = _headcount_column(grid)
    if place is None:
        return None
    header, column = place
    items: list[Headcount] = []
    totals: list[Total] = []
    group: list[Headcount] = []
    subtotals: list[Headcount] = []
    seen: set[tuple[int, int]] = set()
    read: set[tuple[int, int]] = set()
    for row in range(header + 1, grid.rows):
        cell = grid.at(row, column)
        if cell is None or (cell.row, cell.column) in seen or not (cell.words.strip() or cell.formula):
            continue
        # What reaches over to the label is a text of its own, such as a note below the table.
        if cell is grid.at(row, column - 1):
            continue
        seen.add((cell.row, cell.column))
        read.update((one.row, one.column) for one in grid.row(row) if one is not None)
        kind = kind_of(grid, row)
        count = _count(grid, row, column, cell, labels)
        if kind == "item":
            items.append(count)
            group.append(count)
        elif kind == "subtotal" and row < grid.rows - 1:
            totals.append(_total(count, group, ()))
            subtotals.append(count)
            group = []
        else:
            totals.append(_total(count, items, subtotals))
    grand = totals[-1] if totals and len(totals) > len(subtotals) else None
    return HeadcountTable(grid, tuple(items), tuple(totals), grand, frozenset(read)) if items else None


def _headcount_column(grid: Grid) -> tuple[int, int] | None:
    for row in range(min(grid.rows - 1, _SEARCHED)):
        columns = [
            column
            for column in range(grid.columns)
            if 0 < len(words := grid.words(row, column)) <= _LONGEST_HEADER
            and _HEADER.search(words)
            and not _OTHER_PEOPLE.search(words)
            and not re.search(r"\d", words)
        ]
        if len(columns) > 1:
            columns = [column for column in columns if _FINAL.search(grid.words(row, column))]
        if len(columns) == 1 and grid.columns > 1 and columns[0] > 0:
            return row, columns[0]
    return None


def _count(grid: Grid, row: int, column: int, cell: GridCell, labels: Labels) -> Headcount:
    named = [found for at in range(grid.columns) if at != column and (found := labels.of_cell(grid.words(row, at)))]
    figures = {name for name, _ in named}
    quantity = _people(read_quantity(cell.words))
    loose = quantity or _people(read_quantity(_BRACKETED.sub("", cell.words))) or _people(result_of_cell(cell.words))
    figure = figures.pop() if len(figures) == 1 else None
    exact = quantity is not None and (figure is None or any(whole for _, whole in named))
    return Headcount(figure, loose.value if loose is not None else None, exact, grid.evidence(cell))


def _people(quantity: Quantity | None) -> Quantity | None:
    return quantity if quantity is not None and quantity.unit in {None, "个", *_PEOPLE} and not quantity.per else None


def _total(count: Headcount, items: Sequence[Headcount], subtotals: Sequence[Headcount]) -> Total:
    sums = []
    for group in (items, subtotals):
        values = [item.value for item in group]
        if values and None not in values:
            sums.append(sum((value for value in values if value is not None), Fraction(0)))
    known = all(item.exact and item.figure is not None for item in items)
    return Total(count, tuple(sums), count.exact and known and not subtotals)


def headcounts_in_text(lines: Sequence[Line], labels: Labels) -> InText:
    """Numbers of people that running text gives for a figure (``客服专员8人``) or for all (``全店共需15人``)."""
    figures: list[Headcount] = []
    totals: list[Headcount] = []
    for line in lines:
        for start, end in sentences(line.own):
            sentence = line.own[start:end]
            for quantity in find_quantities(sentence):
                if quantity.unit not in _PEOPLE or quantity.per:
                    continue
                place = span(line.file, line.paragraph, start + quantity.start, start + quantity.end)
                clause = _clause(plain(sentence), quantity.start)
                figure = _figure(clause, labels)
                if figure is not None:
                    figures.append(Headcount(figure, quantity.value, False, place))
                elif _TOTAL.search(clause) and not _DEPARTMENT.search(clause) and not any(labels.mentions(clause)):
                    totals.append(Headcount(None, quantity.value, False, place))
    return InText(tuple(figures), tuple(totals))


def _clause(sentence: str, end: int) -> str:
    return re.split(r"[，,。；;、：:\n]", sentence[:end])[-1]


def _figure(clause: str, labels: Labels) -> str | None:
    """Whose number it is that follows a clause: the label's last before it, with a few words between."""
    mentions = list(labels.mentions(clause))
    if not mentions:
        return None
    between = clause[mentions[-1].end :]
    if _BETWEEN.fullmatch(between) is None or _NO_COUNT.search(clause):
        return None
    return mentions[-1].name


def spoken_lines(lines: Sequence[Line], tables: Sequence[HeadcountTable]) -> list[Line]:
    """The lines that do not stand in rows of headcounts."""
    read = {(table.grid.file, table.grid.name, *place) for table in tables for place in table.read}
    return [line for line in lines if (cell := cell_of(line)) is None or (line.file, *cell) not in read]
