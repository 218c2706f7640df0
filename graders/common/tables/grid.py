"""A grid: every position of a table or sheet answers with the cell that covers it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from yuejuan.artifacts.document.facts import DocumentFacts
from yuejuan.artifacts.workbook.facts import Sheet, SheetCell, WorkbookFacts
from yuejuan.graders.common.numbers.shown import shown
from yuejuan.graders.common.tables.formula import evaluate
from yuejuan.graders.finding import TableCell, TextSpan

_REF = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_LIMIT = 200_000


@dataclass(frozen=True)
class GridCell:
    """A cell by its first row and column (from 0). ``text`` is ``None`` when a formula has no result to be had.

    ``shown`` is the value as a workbook's number format shows it, where that is rounded.
    ``computed``: ``text`` was worked out here from a formula without a stored result. ``span`` is where the cell was
    typed in a line of text.
    """

    row: int
    column: int
    text: str | None
    formula: str | None = None
    computed: bool = False
    shown: str | None = None
    span: TextSpan | None = None

    @property
    def words(self) -> str:
        """The text, empty when there is none."""
        return self.text or ""


@dataclass(frozen=True)
class Grid:
    """A table with its place: ``name`` is its block path or the sheet's name, ``around`` the lines above and below.

    ``typed`` are the block paths of its rows where it was typed as lines of text: what they hold is less sure.
    """

    file: str
    name: str
    rows: int
    columns: int
    around: str = ""
    caption: str = ""
    transposed: bool = False
    typed: tuple[str, ...] = ()
    _cells: dict[tuple[int, int], GridCell] = field(default_factory=dict, repr=False)

    def at(self, row: int, column: int) -> GridCell | None:
        """The cell that covers the position, merged ones included."""
        return self._cells.get((column, row) if self.transposed else (row, column))

    def row(self, row: int) -> list[GridCell | None]:
        """All positions of one row."""
        return [self.at(row, column) for column in range(self.columns)]

    def words(self, row: int, column: int) -> str:
        """The text at a position; empty where there is no cell or no text."""
        cell = self.at(row, column)
        return cell.words.strip() if cell else ""

    def turned(self) -> Grid:
        """The same grid with rows and columns exchanged; its cells keep the places that they have in the file."""
        return replace(self, rows=self.columns, columns=self.rows, transposed=not self.transposed)

    def part(self, first: int, end: int) -> Grid:
        """Its columns from ``first`` up to ``end``; the cells keep the places that they have in the file."""
        axis = 0 if self.transposed else 1
        cells = {
            (row - first if axis == 0 else row, column - first if axis == 1 else column): cell
            for (row, column), cell in self._cells.items()
            if first <= (row, column)[axis] < end
        }
        return replace(self, columns=end - first, _cells=cells)

    def place(self, cell: GridCell) -> TableCell | TextSpan:
        """Where a cell stands, in a table or in the line of text that it was typed in."""
        return cell.span or self.evidence(cell)

    def evidence(self, cell: GridCell, expected: str | None = None) -> TableCell:
        """A pointer to ``cell``, with what was expected there."""
        return TableCell(
            file=self.file,
            table=self.name,
            row=cell.row,
            column=cell.column,
            text=cell.words,
            expected=expected,
            measured=cell.words if expected is not None else None,
        )


def grids_of_document(file: str, facts: DocumentFacts) -> tuple[Grid, ...]:
    """Every table of a document in order, each with the text around it."""
    around = _text_around(facts)
    grids = []
    for table in facts.tables or ():
        cells: dict[tuple[int, int], GridCell] = {}
        for cell in table.cells:
            covering = GridCell(cell.row, cell.column, cell.text)
            for row in range(cell.row, min(cell.row + cell.row_span, table.rows)):
                for column in range(cell.column, min(cell.column + cell.column_span, table.columns)):
                    cells.setdefault((row, column), covering)
        grids.append(
            Grid(
                file,
                table.path,
                table.rows,
                table.columns,
                around.get(table.path, ""),
                table.caption or "",
                _cells=cells,
            )
        )
    return tuple(grids)


def _text_around(facts: DocumentFacts) -> dict[str, str]:
    """For each table the two lines above it and the one below, where units are noted."""
    texts = {paragraph.path: paragraph.text for paragraph in facts.paragraphs or ()}
    around: dict[str, list[str]] = {}
    lines: list[str] = []
    last: str | None = None
    for block in facts.blocks:
        if block not in texts:
            around[block], lines, last = lines, [], block
        elif texts[block].strip():
            if last is not None:
                around[last].append(texts[block])
                last = None
            lines = [*lines, texts[block]][-2:]
    return {block: "\n".join(found) for block, found in around.items()}


def grids_of_workbook(file: str, facts: WorkbookFacts) -> tuple[Grid, ...]:
    """Every sheet that is not hidden as a grid. A formula without a stored result is evaluated where that is exact."""
    return tuple(_grid_of_sheet(file, sheet) for sheet in facts.sheets if not sheet.hidden)


def _grid_of_sheet(file: str, sheet: Sheet) -> Grid:
    by_place = {place_of(cell.ref): cell for cell in sheet.cells}
    cells: dict[tuple[int, int], GridCell] = {}
    rows = columns = 0
    for (row, column), cell in by_place.items():
        covering = _covering(row, column, cell, by_place)
        for over_row in range(row, row + min(cell.row_span, _LIMIT)):
            for over_column in range(column, column + min(cell.column_span, _LIMIT)):
                if len(cells) < _LIMIT:
                    cells.setdefault((over_row, over_column), covering)
        rows, columns = max(rows, row + cell.row_span), max(columns, column + cell.column_span)
    return Grid(file, sheet.name, rows, columns, _cells=cells)


def _covering(row: int, column: int, cell: SheetCell, cells: dict[tuple[int, int], SheetCell]) -> GridCell:
    if cell.value is not None or cell.formula is None:
        return GridCell(row, column, cell.value, cell.formula, shown=cell.shown if cell.shown != cell.value else None)
    value = evaluate(cell.formula, lambda at: _operand(cells.get(at)))
    return GridCell(row, column, shown(value) if value is not None else None, cell.formula, computed=True)


def _operand(cell: SheetCell | None) -> str | None:
    """What a formula sees in a cell: nothing, a value, or another formula (with its ``=``)."""
    if cell is None:
        return None
    return cell.value if cell.value is not None else f"={cell.formula}" if cell.formula is not None else None


def place_of(ref: str) -> tuple[int, int]:
    """Row and column, from 0, of a reference such as ``B3``. Raises ``ValueError`` for anything else."""
    match = _REF.fullmatch(ref)
    if match is None:
        raise ValueError(f"{ref} is no cell reference")
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]) - 1, column - 1
