"""Save the first sheet of a workbook as a delimited text, as spreadsheet programs do."""

from __future__ import annotations

import csv
from pathlib import Path

from yuejuan.exam.edits import place
from yuejuan.exam.edits._places import new_place


def edit(root: Path, file: str | None, *, to: str, encoding: str = "gb18030") -> None:
    """Put the stored values of the first sheet into ``to`` and delete the workbook."""
    from openpyxl import load_workbook

    path = place(root, file)
    rows = load_workbook(path, data_only=True).worksheets[0].iter_rows(values_only=True)
    with new_place(root, to).open("w", encoding=encoding, newline="") as target:
        csv.writer(target).writerows(["" if value is None else value for value in row] for row in rows)
    path.unlink()
