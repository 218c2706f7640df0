"""Turn a table of a Word file: its rows become columns."""

from __future__ import annotations

from pathlib import Path

from yuejuan.exam.edits._word import word


def edit(root: Path, file: str | None, *, table: int = 0) -> None:
    """Put a transposed table in the place of table number ``table`` (from 0)."""
    with word(root, file) as document:
        old = document.tables[table]
        texts = [[cell.text for cell in row.cells] for row in old.rows]
        new = document.add_table(rows=len(texts[0]), cols=len(texts), style=old.style)
        for row, cells in zip(new.rows, zip(*texts, strict=True), strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
        old._tbl.getparent().replace(old._tbl, new._tbl)
