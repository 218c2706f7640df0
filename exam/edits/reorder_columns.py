"""Put the columns of a table in a Word file in another order."""

from __future__ import annotations

from pathlib import Path

from yuejuan.exam.edits._word import word


def edit(root: Path, file: str | None, *, order: list[int], table: int = 0) -> None:
    """``order`` lists the old positions (from 0) in the new order, for table number ``table``."""
    with word(root, file) as document:
        for row in document.tables[table].rows:
            texts = [cell.text for cell in row.cells]
            for cell, old in zip(row.cells, order, strict=True):
                cell.text = texts[old]
