"""Make two tables of one in a Word file."""

from __future__ import annotations

from pathlib import Path

from yuejuan.exam.edits._word import word


def edit(root: Path, file: str | None, *, row: int, table: int = 0) -> None:
    """Put the rows from number ``row`` (from 0) on of table number ``table`` into a table of their own below it."""
    from copy import deepcopy

    from docx.oxml import OxmlElement

    with word(root, file) as document:
        first = document.tables[table]._tbl
        second = deepcopy(first)
        for at, one in enumerate(document.tables[table].rows):
            if at >= row:
                first.remove(one._tr)
        for one in second.tr_lst[:row]:
            second.remove(one)
        between = OxmlElement("w:p")
        first.addnext(between)
        between.addnext(second)
