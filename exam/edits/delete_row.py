"""Leave out a row of a table in a Word file."""

from __future__ import annotations

from pathlib import Path

from yuejuan.exam.edits._word import word


def edit(root: Path, file: str | None, *, row: int, table: int = 0) -> None:
    """Delete row number ``row`` (from 0) of table number ``table`` (from 0)."""
    with word(root, file) as document:
        element = document.tables[table].rows[row]._tr
        element.getparent().remove(element)
