"""Goals in a table: one in a row, or in a column where the table lies on its side."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from yuejuan.artifacts.document.facts import Cell, Table
from yuejuan.graders.common.dates import find_deadline
from yuejuan.graders.common.numbers import Quantity
from yuejuan.graders.finding import TextSpan
from yuejuan.graders.marketing_plan.goal import Goal
from yuejuan.graders.marketing_plan.goal_amounts import aims

_UNIT_IN_BRACKETS = re.compile(r"[（(/]\s*([^（()）/\d]{1,4})\s*[)）]?$")
_HEADERS = re.compile(r"指标|目标|项目|数值|数量|单位|期限|时间|日期|现状|现在|去年|目前|完成")
_AIMED = re.compile(r"目标|数值|指标值|要求|达到")
_TIMES = re.compile(r"期限|时间|日期|何时|截止|完成")
_UNITS = re.compile(r"单位")
_LONGEST_UNIT = 4

_Grid = Mapping[tuple[int, int], Cell]


def goals_in_table(file: str, table: Table, common: str | None) -> Iterator[Goal]:
    """One goal in each row below the header; unit and time may stand in a column of their own or in a header."""
    grid = _upright(table)
    rows = sorted({row for row, _ in grid})
    headers = {} if _no_header(grid) else {column: cell.text for (row, column), cell in grid.items() if row == rows[0]}
    for row in rows[1:] if headers else rows:
        cells = {column: cell for (at, column), cell in sorted(grid.items()) if at == row and cell.text.strip()}
        if cells:
            yield _goal_of_row(file, cells, headers, common)


def _upright(table: Table) -> _Grid:
    first_row = [cell for cell in table.cells if cell.row == 0 and cell.column > 0]
    first_column = [cell for cell in table.cells if cell.column == 0 and cell.row > 0]
    heads = [sum(bool(_HEADERS.search(cell.text)) for cell in line) for line in (first_row, first_column)]
    lies = heads[1] > heads[0] and not any(aims(cell.text) for cell in first_row)
    return {((cell.column, cell.row) if lies else (cell.row, cell.column)): cell for cell in table.cells}


def _no_header(grid: _Grid) -> bool:
    """Whether the first row holds a goal itself."""
    return any(aims(cell.text) for (row, column), cell in grid.items() if row == 0 and column > 0)


def _goal_of_row(file: str, cells: Mapping[int, Cell], headers: Mapping[int, str], common: str | None) -> Goal:
    first = next(iter(cells.values()))
    text = "，".join(cell.text.strip() for cell in cells.values())
    place = TextSpan(file=file, block=first.path, start=0, end=len(first.text), quote=text)
    found = [
        (column, numbers[-1])
        for column, cell in cells.items()
        if not _TIMES.search(headers.get(column, "")) and (numbers := aims(cell.text))
    ]
    aimed = [one for one in found if _AIMED.search(headers.get(one[0], "")) and one[0]] or found
    column, quantity = aimed[-1] if aimed else (None, None)
    header = headers.get(column, "") if column is not None else ""
    times = [cell.text.strip() for at, cell in cells.items() if _TIMES.search(headers.get(at, ""))]
    time = next((time for time in times if any(mark.isdigit() for mark in time)), None)
    return Goal(place, _with_unit(quantity, header, cells, headers), _period(text) or time or _period(header) or common)


def _with_unit(
    quantity: Quantity | None, header: str, cells: Mapping[int, Cell], headers: Mapping[int, str]
) -> Quantity | None:
    if quantity is None or quantity.unit is not None:
        return quantity
    in_brackets = _UNIT_IN_BRACKETS.search(header)
    beside = [cell.text.strip() for at, cell in cells.items() if _UNITS.search(headers.get(at, ""))]
    unit = in_brackets[1] if in_brackets else next((one for one in beside if len(one) <= _LONGEST_UNIT), None)
    return replace(quantity, unit=unit)


def _period(text: str) -> str | None:
    place = find_deadline(text)
    return text[place[0] : place[1]] if place else None
