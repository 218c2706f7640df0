"""Take the pictures out of a Word file."""

from __future__ import annotations

from pathlib import Path

from yuejuan.exam.edits._word import word


def edit(root: Path, file: str | None) -> None:
    """Delete every picture; the paragraphs that held them stay, empty."""
    from docx.oxml.ns import qn

    with word(root, file) as document:
        for drawing in list(document.element.body.iter(qn("w:drawing"))):
            drawing.getparent().remove(drawing)
