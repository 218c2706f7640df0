"""Values in tables whose rows (or columns) are labelled with the names of quantities."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from yuejuan.graders.common.answers.calculation import result_of_cell, result_with_remark
from yuejuan.graders.common.answers.labels import Labels
from yuejuan.graders.common.answers.plain import bare, plain
from yuejuan.graders.common.answers.values_crossed import values_crossed
from yuejuan.graders.common.answers.values_in_text import result_of_clauses
from yuejuan.graders.common.answers.written import PEOPLE, Found, Wanted, in_unit
from yuejuan.graders.common.numbers import Quantity, money_factor, read_quantity, unit_in
from yuejuan.graders.common.tables import Grid, GridCell

_RESULT = re.compile(r"结果|数值|得数|答案|^人数|人数$|所需人|需要人|最终|取整|进位|价值$|^(?:人|金额|总计)$")
_LAST_RESULT = re.compile(r"最终|取整|进位|实际")
_PLANNED = re.compile(r"计划|需要|需求|所需|应|标准")
_NO_RESULT = re.compile(
    r"序号|编号|单位|依据|算式|公式|过程|方法|步骤|数据|资料|人均|每人|能力|效率|定额|工作量|标准|已知|备注|说明|权重|理由|题号|排名|名次|排序|"
    r"现有|原有|已有|^原|缺口"
)
_BRACKETS = re.compile(r"[（(【\[][^（）()【】\[\]]*[）)】\]]")
_CALCULATION = re.compile(r"[=≈×÷*]|\d\s*/\s*\d")

LabelCell = tuple[int, int, str, bool]


def values_in_grid(grid: Grid, labels: Labels, wanted: Mapping[str, Wanted]) -> list[Found]:
    """Every value in a table, upright, transposed or crossed; empty when no cell is a quantity's label."""
    upright, turned = _label_cells(grid, labels), _label_cells(grid.turned(), labels)
    crossed = max((values_crossed(one, labels, wanted) for one in (grid, grid.turned())), key=len)
    if len(crossed) > max(len({cell[2] for cell in cells}) for cells in (upright, turned)):
        return crossed
    if len(turned) > len(upright):
        grid, upright = grid.turned(), turned
    first = min((cell[0] for cell in upright), default=0)
    found = [_value(grid, cell, first, wanted[cell[2]]) for cell in upright]
    return [one for one in found if one is not None]


def _label_cells(grid: Grid, labels: Labels) -> list[LabelCell]:
    """The label cells of the one column that has most of them, one for each row."""
    by_column: dict[int, list[LabelCell]] = defaultdict(list)
    for row in range(grid.rows):
        for column in range(grid.columns):
            cell = grid.at(row, column)
            origin = grid.at(row - 1, column) if row else None
            if cell is None or cell is origin or not cell.words.strip():
                continue
            label = labels.of_cell(cell.words)
            if label is not None:
                by_column[column].append((row, column, *label))
    return max(by_column.values(), key=lambda cells: len({cell[2] for cell in cells}), default=[])


def _value(grid: Grid, at: LabelCell, first: int, wanted: Wanted) -> Found | None:
    row, column, name, whole = at
    chosen = _chosen(grid, _beside(grid, row, column), first, wanted) or _headed_before(grid, row, column, first)
    if len(chosen) != 1:
        return _unread(grid, name, chosen)
    cell, place = chosen[0]
    alone = result_of_cell(cell.words, wanted.unit)
    quantity = alone or result_with_remark(cell.words, wanted.unit) or result_of_clauses(cell.words, wanted)
    header_unit = (
        unit_in(_header(grid, place, first))
        or _unit_cell(grid, row, first)
        or _unit_in_brackets(grid.words(row, column))
    )
    # Under 结果（元） stand numbers of purchases, too.
    header_unit = header_unit if money_factor(wanted.unit) is not None else None
    read = in_unit(quantity, wanted.unit, header_unit) if quantity is not None else None
    if quantity is None or read is None:
        return _unread(grid, name, [(cell, place)])
    if wanted.unit in PEOPLE and read.number.denominator != 1 and _shows_whole(cell):
        # 6.5 formatted as 7: which of the two the candidate meant is open.
        return Found(name, None, False, grid.place(cell))
    calculated = read_quantity(cell.words, wanted.unit) is None and _CALCULATION.search(plain(cell.words)) is not None
    header = bare(_header(grid, place, first))
    known = not header or _RESULT.search(header) is not None
    return Found(name, read, whole and known and alone is not None and not calculated, grid.place(cell))


def _shows_whole(cell: GridCell) -> bool:
    shown = read_quantity(cell.shown) if cell.shown is not None else None
    return shown is not None and shown.value.denominator == 1


def _beside(grid: Grid, row: int, column: int) -> list[tuple[GridCell, int]]:
    """The other cells of a row that hold anything, merged ones once; what was merged with the label is none."""
    label = grid.at(row, column)
    cells: list[tuple[GridCell, int]] = []
    for place in range(column + 1, grid.columns):
        cell = grid.at(row, place)
        if cell is None or cell is label or any(cell is other for other, _ in cells):
            continue
        if cell.words.strip() or cell.formula:
            cells.append((cell, place))
    return cells


def _chosen(
    grid: Grid, beside: Sequence[tuple[GridCell, int]], first: int, wanted: Wanted
) -> list[tuple[GridCell, int]]:
    """The cells that can hold the result: under a header that says so, else plain numbers, else calculations."""
    headed = [one for one in beside if _RESULT.search(bare(_header(grid, one[1], first)))]
    headed = [one for one in headed if not _NO_RESULT.search(bare(_header(grid, one[1], first)))]
    last = [one for one in headed if _LAST_RESULT.search(bare(_header(grid, one[1], first)))]
    if headed:
        # 实际人数 beside 计算人数 is the result, beside 计划人数 what there is.
        planned = any(_PLANNED.search(bare(_header(grid, place, first))) for _, place in headed)
        return last if len(last) == 1 and not planned else headed
    open_columns = [one for one in beside if not _NO_RESULT.search(bare(_header(grid, one[1], first)))]
    numbers = [one for one in open_columns if _fits(read_quantity(one[0].words, wanted.unit), wanted)]
    calculations = [
        one for one in beside if _is_calculation(one[0]) and _fits(result_of_cell(one[0].words, wanted.unit), wanted)
    ]
    return numbers or calculations or open_columns


def _headed_before(grid: Grid, row: int, column: int, first: int) -> list[tuple[GridCell, int]]:
    """The cells left of the label, where its column stands last, whose header says that they hold the result."""
    before = [
        (cell, place) for place in range(column) if (cell := grid.at(row, place)) is not None and cell.words.strip()
    ]
    headers = {place: bare(_header(grid, place, first)) for _, place in before}
    return [one for one in before if _RESULT.search(headers[one[1]]) and not _NO_RESULT.search(headers[one[1]])]


def _is_calculation(cell: GridCell) -> bool:
    return bool(re.search(r"[=≈]", plain(cell.words)))


def _fits(quantity: Quantity | None, wanted: Wanted) -> bool:
    return quantity is not None and in_unit(quantity, wanted.unit) is not None


def _header(grid: Grid, column: int, first: int) -> str:
    """What stands above a column: the lowest words above the first labelled row that are no number of another row."""
    words = [grid.words(row, column) for row in range(first)]
    return next((text for text in reversed(words) if text and read_quantity(text) is None), "")


def _unit_cell(grid: Grid, row: int, first: int) -> str | None:
    """The unit of money in a column of units (``单位``), or in the one cell of the row that says nothing else."""
    alone: set[str] = set()
    for column in range(grid.columns):
        said = bare(grid.words(row, column))
        if bare(_header(grid, column, first)) in {"单位", "计量单位"}:
            return said if money_factor(said) is not None else None
        alone |= {said} if money_factor(said) is not None else set()
    return alone.pop() if len(alone) == 1 else None


def _unit_in_brackets(label: str) -> str | None:
    """The unit of money that stands in brackets behind a label: ``直接价值（元）``."""
    return unit_in("".join(_BRACKETS.findall(label)))


def _unread(grid: Grid, name: str, cells: Sequence[tuple[GridCell, int]]) -> Found | None:
    """Something stands there that is not one number; nothing at all (words such as 取最大值 apart) is no answer."""
    telling = [cell for cell, _ in cells if re.search(r"\d", plain(cell.words)) or cell.formula]
    return Found(name, None, False, grid.place(telling[0])) if telling else None
