"""Delimited text (csv, tsv): encoding and delimiter are found, every cell stays the text that it is."""

from __future__ import annotations

import csv
import io
from collections import Counter

from openpyxl.utils import get_column_letter

from yuejuan.artifacts.workbook.facts import SheetCell

DELIMITERS = (",", "\t", ";", "|", "，")
_SAMPLE_LINES = 50
_FIELD_LIMIT = 1_000_000


def find_delimiter(text: str, *, preferred: str = ",") -> str:
    """The delimiter that cuts most lines into the same number (above one) of columns; ``preferred`` when none does."""
    lines = [line for line in text.splitlines()[:_SAMPLE_LINES] if line.strip()]
    best, best_score = preferred, 0
    for delimiter in (preferred, *(one for one in DELIMITERS if one != preferred)):
        widths = Counter(len(row) for row in _rows("\n".join(lines), delimiter))
        width, agreeing = max(widths.items(), key=lambda item: (item[1], item[0]), default=(1, 0))
        score = agreeing if width > 1 else 0
        if score > best_score:
            best, best_score = delimiter, score
    return best


def read_cells(text: str, delimiter: str, limit: int) -> tuple[list[SheetCell], int, int, bool]:
    """Cells that are not empty, rows, columns, and whether the limit of cells cut something off."""
    cells: list[SheetCell] = []
    rows = columns = 0
    for row in _rows(text, delimiter):
        for index, written in enumerate(row):
            if not written.strip():
                continue
            if len(cells) >= limit:
                return cells, rows, columns, True
            reference = f"{get_column_letter(min(index + 1, 16_384))}{rows + 1}"
            cells.append(SheetCell(ref=reference, row=rows + 1, column=index + 1, value=written.strip()))
            columns = max(columns, index + 1)
        rows += 1
    last = max((cell.row for cell in cells), default=0)
    return cells, last, columns, False


def _rows(text: str, delimiter: str) -> list[list[str]]:
    csv.field_size_limit(_FIELD_LIMIT)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:
        return [line.split(delimiter) for line in text.splitlines()]
