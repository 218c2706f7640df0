"""Change words of a Word file."""

from __future__ import annotations

from pathlib import Path

from yuejuan.exam.edits._word import containing, set_text, word


def edit(root: Path, file: str | None, *, find: str, replace: str) -> None:
    """Put ``replace`` for ``find`` in every paragraph that holds it, those of tables included."""
    with word(root, file) as document:
        for paragraph in containing(document, find, file):
            set_text(paragraph, paragraph.text.replace(find, replace))
