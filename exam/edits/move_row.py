"""Put a row of a table in a Word file in another place."""

from __future__ import annotations

from pathlib import Path

from yuejuan.exam.edits._word import word


def edit(root: Path, file: str | None, *, row: int, before: int, table: int = 0) -> None:
    """Move row number ``row`` (from 0) of table number ``table`` in front of row number ``before``."""
    with word(root, file) as document:
        rows = [one._tr for one in document.tables[table].rows]
        rows[before].addprevious(rows[row])
