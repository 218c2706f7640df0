"""Leave out paragraphs of a Word file."""

from __future__ import annotations

from pathlib import Path

from yuejuan.exam.edits._word import containing, word


def edit(root: Path, file: str | None, *, find: str) -> None:
    """Delete every paragraph that holds ``find``."""
    with word(root, file) as document:
        for paragraph in containing(document, find, file):
            paragraph._p.getparent().remove(paragraph._p)
