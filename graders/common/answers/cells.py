"""The cells of workbooks as lines of an answer, for checks of what is said and not of numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from yuejuan.artifacts.document.facts import Paragraph
from yuejuan.graders.common.answers.copies import without_copies
from yuejuan.graders.common.answers.source import Answer, Line
from yuejuan.graders.common.document.places import span
from yuejuan.graders.common.tables import Grid
from yuejuan.graders.finding import TableCell, TextSpan


@dataclass(frozen=True)
class CellLine(Line):
    """A cell of a sheet; its path is that of a cell in a document's table."""

    cell: TableCell


def with_cells(answer: Answer, brief: str = "") -> Answer:
    """The answer with the cells of its workbooks as lines, row by row behind those of documents."""
    read = {line.file for line in answer.lines}
    cells = tuple(line for grid in answer.grids if grid.file not in read for line in _lines(grid, brief))
    return replace(answer, lines=answer.lines + cells) if cells else answer


def evidence_at(line: Line, start: int = 0, end: int | None = None) -> TextSpan | TableCell:
    """A pointer to code points of a line; to the whole cell where it is one of a sheet."""
    return line.cell if isinstance(line, CellLine) else span(line.file, line.paragraph, start, end)


def _lines(grid: Grid, brief: str) -> Iterator[Line]:
    for row in range(grid.rows):
        for column in range(grid.columns):
            cell = grid.at(row, column)
            if cell is None or (cell.row, cell.column) != (row, column) or not cell.words.strip():
                continue
            paragraph = Paragraph(path=f"{grid.name}/r{row}/c{column}/p0", text=cell.words)
            own = without_copies(cell.words, brief)
            yield CellLine(grid.file, paragraph, own, grid.evidence(cell))


def row_of(line: Line) -> tuple[str, str] | None:
    """The row of a table that a line stands in, by file and path; ``None`` in running text."""
    head, mark, tail = line.paragraph.path.rpartition("/r")
    return (line.file, f"{head}/r{tail.partition('/')[0]}") if mark else None
