"""Make headings by hand, as people do who know no styles."""

from __future__ import annotations

from pathlib import Path

from yuejuan.exam.edits._word import word


def edit(root: Path, file: str | None) -> None:
    """Turn every heading by style into a bold line of body style; numbers that are typed stay."""
    with word(root, file) as document:
        for paragraph in document.paragraphs:
            if paragraph.style.name.startswith("Heading "):
                paragraph.style = document.styles["Normal"]
                for run in paragraph.runs:
                    run.bold = True
