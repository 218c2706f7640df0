"""Classes and shares out of tables: a column of classes, ticks under A, B and C, or the names listed under a class."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from yuejuan.graders.common.answers.calculation import result_of_cell
from yuejuan.graders.common.answers.names import NameBook
from yuejuan.graders.common.answers.plain import bare, plain
from yuejuan.graders.common.numbers import half_last_place, read_quantity
from yuejuan.graders.common.tables import Grid, GridCell
from yuejuan.graders.customer_service.abc_marks import ClassMark, Marks, ShareMark, letter_alone, letters_in
from yuejuan.graders.finding import TableCell, TextSpan

_TICK = re.compile(r"[√✓✔☑■●★○◎yY是对1]|[vV]")
_SURE_TICK = re.compile(r"[√✓✔☑■●★]")
_RATIO = re.compile(r"占比|比例|比重|百分比|百分率|份额|占总|所占|贡献率|[%]")
_CUMULATIVE = re.compile(r"累计|累积|累加")
_EQUALS = re.compile(r"[=＝]")
_LONGEST_CLASS = 8
_AMOUNT = re.compile(r"金额|销售额|数量|元|额(?!比)")
_OTHER_CLASS = re.compile(r"信用|资信|会员|星级|^原|旧|去年|上年|上期|以前|往年")
"""Headers of classes that are no answer, but data or those of another year."""
_MEASURES = re.compile(r"措施|管理|策略|建议|说明|备注|维护|服务|理由")
_OF_NUMBERS = re.compile(r"客户数|户数|个数|人数|数量|品种|品目")
_SEPARATOR = re.compile(r"[、，,;；\s\n/和与及]+")


@dataclass(frozen=True)
class NameRow:
    """A row with a customer's name. ``alone`` is False where other names stand in the same cell."""

    row: int
    name: str
    exact: bool
    alone: bool = True


def read_grid(grid: Grid, names: NameBook, marks: Marks) -> bool:
    """Add what a table says to ``marks``; False when it says nothing about classes or shares."""
    turned = grid.turned()
    upright_rows, turned_rows = _name_rows(grid, names), _name_rows(turned, names)
    before = _size(marks)
    upright = _customers(turned_rows[1]) <= _customers(upright_rows[1])
    for part in _side_by_side(grid if upright else turned, names):
        _read_blocks(part, *_name_rows(part, names), names, marks)
    for one in (grid, turned):
        _read_lists(one, names, marks)
    return _size(marks) > before


def _side_by_side(grid: Grid, names: NameBook) -> list[Grid]:
    """The tables that stand beside each other in one (``客户 | 类别 | 客户 | 类别``): a column of names begins each."""
    heads: dict[str, list[int]] = {}
    for column in range(grid.columns):
        rows = [one for row in range(grid.rows) for one in _named(grid, row, column, names)]
        if rows and (head := bare(_header(grid, column, 0, rows[0].row))):
            heads.setdefault(head, []).append(column)
    starts = max(heads.values(), key=len, default=[])
    if len(starts) < 2:
        return [grid]
    first = [0, *starts[1:]]
    return [grid.part(start, end) for start, end in zip(first, [*starts[1:], grid.columns], strict=True)]


def _size(marks: Marks) -> int:
    return len(marks.classes) + len(marks.shares) + len(marks.blank) + len(marks.unread)


def _customers(rows: Sequence[NameRow]) -> int:
    return len({one.name for one in rows})


def _name_rows(grid: Grid, names: NameBook) -> tuple[int, list[NameRow]]:
    """The column that holds most customers, and its rows; where an exact name stands, a slip for it is none."""
    best: tuple[int, list[NameRow]] = (0, [])
    for column in range(grid.columns):
        rows = [one for row in range(grid.rows) for one in _named(grid, row, column, names)]
        exact = {one.name for one in rows if one.exact}
        slips = {one.name: one for one in reversed(rows) if one.name not in exact}
        rows = [one for one in rows if one.exact or slips.get(one.name) is one]
        if _customers(rows) > _customers(best[1]):
            best = (column, rows)
    return best


def _named(grid: Grid, row: int, column: int, names: NameBook) -> list[NameRow]:
    """The customer of a cell, or all of them where it holds nothing but several names."""
    if row and grid.at(row, column) is grid.at(row - 1, column):
        return []
    text = grid.words(row, column)
    found = names.of_cell(text)
    if found is not None:
        return [NameRow(row, found[0], found[1] and not grid.typed)]
    items = [names.of_cell(item) for item in _SEPARATOR.split(text) if item]
    whole = [one[0] for one in items if one is not None and one[1]]
    return [NameRow(row, name, False, alone=False) for name in whole] if len(items) == len(whole) > 1 else []


def _read_blocks(grid: Grid, name_column: int, rows: Sequence[NameRow], names: NameBook, marks: Marks) -> None:
    """Read the rows in blocks: where a customer comes again, another table begins below the first, or a second entry.

    A block without a header of its own has that of the one above.
    """
    blocks: list[list[NameRow]] = []
    for one in rows:
        if not blocks or any(other.name == one.name for other in blocks[-1]):
            blocks.append([])
        blocks[-1].append(one)
    headers: dict[int, str] = {}
    above = 0
    for block in blocks:
        own = {
            column: _header(grid, column, above, block[0].row)
            for column in range(grid.columns)
            if column != name_column
        }
        headers = own if any(own.values()) else headers
        _read_rows(grid, name_column, block, headers, names, marks)
        above = block[-1].row + 1


def _read_rows(
    grid: Grid, name_column: int, rows: Sequence[NameRow], above: Mapping[int, str], names: NameBook, marks: Marks
) -> None:
    headers = dict(above)
    ticked = {column: letter for column, text in headers.items() if (letter := letter_alone(text))}
    if len(set(ticked.values())) > 1 and any(_is_ticked(grid, one.row, ticked) for one in rows):
        _read_ticks(grid, rows, ticked, marks)
        headers = {column: text for column, text in headers.items() if column not in ticked}
    kinds = {column: _kind_of_shares(header) for column, header in headers.items()}
    classes = [at for at in headers if not kinds[at] and _is_class_column(grid, at, rows, names)]
    classes = [at for at in classes if not _OTHER_CLASS.search(bare(headers[at]))]
    plainly = [at for at in classes if not _MEASURES.search(bare(headers[at]))]
    for column in plainly or classes:
        _read_classes(grid, column, rows, marks)
    for kind in ("share", "cumulative"):
        columns = [at for at in headers if kinds[at] == kind]
        of_amounts = [at for at in columns if not _OF_NUMBERS.search(bare(headers[at]))]
        for column in of_amounts or columns:
            _read_shares(grid, column, rows, kind, "%" in plain(headers[column]), marks)
    _read_own_cells(grid, name_column, rows, names, marks)


def _header(grid: Grid, column: int, above: int, first: int) -> str:
    """The lowest words above the first customer that are no merged title over all columns."""
    for row in reversed(range(above, first)):
        text = grid.words(row, column)
        if text:
            return text
    return ""


def _kind_of_shares(header: str) -> str | None:
    said = plain(header)
    if _CUMULATIVE.search(said):
        return "cumulative" if _RATIO.search(said) or not _AMOUNT.search(said) else None
    return "share" if _RATIO.search(said) else None


def _is_class_column(grid: Grid, column: int, rows: Sequence[NameRow], names: NameBook) -> bool:
    """Whether most of what stands in a column's cells is classes."""
    texts = [text for one in rows if (text := grid.words(one.row, column))]
    said = [text for text in texts if letters_in(names.without(text)) and len(bare(text)) <= _LONGEST_CLASS]
    return bool(said) and 2 * len(said) >= len(texts)


def _read_classes(grid: Grid, column: int, rows: Sequence[NameRow], marks: Marks) -> None:
    for one in rows:
        cell = grid.at(one.row, column)
        if cell is None or not cell.words.strip():
            marks.blank[one.name] = _place(grid, one.row, column, cell)
            continue
        alone = letter_alone(cell.words)
        for letter in letters_in(cell.words) or ("?",):
            marks.classes.append(ClassMark(one.name, letter, one.exact and alone is not None, grid.place(cell)))


def _read_own_cells(grid: Grid, name_column: int, rows: Sequence[NameRow], names: NameBook, marks: Marks) -> None:
    """Classes in the same cell as the name: ``东湖酒店（A类）``."""
    for one in rows:
        cell = grid.at(one.row, name_column)
        if cell is None:
            continue
        for letter in letters_in(names.without(cell.words)):
            marks.classes.append(ClassMark(one.name, letter, False, grid.place(cell)))


def _place(grid: Grid, row: int, column: int, cell: GridCell | None) -> TableCell | TextSpan:
    at = (column, row) if grid.transposed else (row, column)
    return grid.place(cell or GridCell(*at, ""))


def _is_ticked(grid: Grid, row: int, ticked: Mapping[int, str]) -> bool:
    return any(_TICK.fullmatch(plain(grid.words(row, column)).strip()) for column in ticked)


def _read_ticks(grid: Grid, rows: Sequence[NameRow], ticked: dict[int, str], marks: Marks) -> None:
    for one in rows:
        marked = False
        for column, letter in ticked.items():
            cell = grid.at(one.row, column)
            text = plain(cell.words).strip() if cell else ""
            if cell is None or not text or not (_TICK.fullmatch(text) or letters_in(text) == (letter,)):
                continue
            marked = True
            sure = bool(_SURE_TICK.fullmatch(text)) or letter_alone(text) == letter
            marks.classes.append(ClassMark(one.name, letter, one.exact and sure, grid.place(cell)))
        if not marked:
            column = next(iter(ticked))
            marks.blank[one.name] = _place(grid, one.row, column, grid.at(one.row, column))


def _read_shares(grid: Grid, column: int, rows: Sequence[NameRow], kind: str, in_percent: bool, marks: Marks) -> None:
    marks.columns.add(kind)
    for one in rows:
        cell = grid.at(one.row, column)
        if cell is None or not one.alone or not (cell.words.strip() or cell.formula):
            continue
        alone = read_quantity(cell.words) if cell.text is not None else None
        quantity = alone or (result_of_cell(cell.words) if _EQUALS.search(cell.words) else None)
        if quantity is None or quantity.unit not in (None, "%"):
            marks.unread[(one.name, kind)] = grid.place(cell)
            continue
        percent = True if quantity.unit == "%" or in_percent else None
        half = half_last_place(quantity.decimals, Fraction(quantity.scale))
        exact = one.exact and alone is not None
        marks.shares.append(ShareMark(one.name, kind, quantity.value, half, percent, exact, grid.place(cell)))


def _read_lists(grid: Grid, names: NameBook, marks: Marks) -> None:
    """Rows such as ``A类 | 甲、乙 | 丙``: the first cell is a class, the others are names."""
    for row in range(grid.rows):
        cells = [cell for cell in dict.fromkeys(grid.row(row)) if cell is not None and cell.words.strip()]
        letter = letter_alone(cells[0].words) if len(cells) > 1 else None
        if letter is None or any(letters_in(names.without(cell.words)) for cell in cells[1:]):
            continue
        for cell in cells[1:]:
            items = [item for item in _SEPARATOR.split(cell.words) if item]
            for item in items:
                found = names.of_cell(item)
                if found:
                    exact = found[1] and len(items) == 1 and not grid.typed
                    marks.classes.append(ClassMark(found[0], letter, exact, grid.place(cell)))
