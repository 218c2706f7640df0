"""Change one cell of a table in a Word file."""

from __future__ import annotations

from pathlib import Path

from yuejuan.exam.edits._word import set_text, word


def edit(root: Path, file: str | None, *, row: int, column: int, text: str, table: int = 0) -> None:
    """Put ``text`` into the cell at ``row`` and ``column`` (from 0) of table number ``table`` (from 0)."""
    with word(root, file) as document:
        first, *others = document.tables[table].rows[row].cells[column].paragraphs
        for paragraph in others:
            paragraph._p.getparent().remove(paragraph._p)
        set_text(first, text)
