"""Add a paragraph at the end of a Word file."""

from __future__ import annotations

from pathlib import Path

from yuejuan.exam.edits._word import word


def edit(root: Path, file: str | None, *, text: str) -> None:
    """Add ``text`` as the last paragraph, set like the last one there."""
    with word(root, file) as document:
        last = document.paragraphs[-1]
        added = document.add_paragraph(text, style=last.style)
        added.paragraph_format.line_spacing = last.paragraph_format.line_spacing
        added.paragraph_format.first_line_indent = last.paragraph_format.first_line_indent
