"""Set paragraphs of a Word file in another font."""

from __future__ import annotations

from pathlib import Path

from yuejuan.exam.edits._word import containing, word


def edit(root: Path, file: str | None, *, find: str, font: str) -> None:
    """Set every paragraph that holds ``find`` in ``font``."""
    from docx.oxml.ns import qn

    with word(root, file) as document:
        for paragraph in containing(document, find, file):
            for run in paragraph.runs:
                run.font.name = font
                run._r.rPr.rFonts.set(qn("w:eastAsia"), font)
