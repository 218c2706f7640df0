"""Type the numbers of captions instead of inserting them as fields."""

from __future__ import annotations

from pathlib import Path

from yuejuan.exam.edits._word import paragraphs, set_text, word


def edit(root: Path, file: str | None, *, style: str = "Caption") -> None:
    """Turn every caption into plain text with the number it shows, in ``style`` (``Normal``: no caption style)."""
    with word(root, file) as document:
        for paragraph in paragraphs(document):
            if paragraph.style.name == "Caption":
                set_text(paragraph, paragraph.text)
                paragraph.style = document.styles[style]
