"""Give paragraphs of a Word file another line spacing."""

from __future__ import annotations

from pathlib import Path

from yuejuan.exam.edits._word import containing, word


def edit(root: Path, file: str | None, *, find: str, lines: float) -> None:
    """Set every paragraph that holds ``find`` at that many lines."""
    with word(root, file) as document:
        for paragraph in containing(document, find, file):
            paragraph.paragraph_format.line_spacing = lines
