"""Leave out a section of a Word file."""

from __future__ import annotations

from pathlib import Path

from yuejuan.exam.edits import EditError
from yuejuan.exam.edits._word import word
from yuejuan.messages import say


def edit(root: Path, file: str | None, *, heading: str, keep_heading: bool = False) -> None:
    """Delete the heading that holds ``heading`` and all below it, up to the next heading of its level or a higher one.

    ``keep_heading`` leaves the heading standing over nothing.
    """
    with word(root, file) as document:
        body = list(document.element.body)
        styles = {paragraph._p: paragraph.style.name for paragraph in document.paragraphs}
        text = {paragraph._p: paragraph.text for paragraph in document.paragraphs}
        starts = [at for at, block in enumerate(body) if heading in text.get(block, "") and _level(styles.get(block))]
        if not starts:
            raise EditError(say("exam.edit_no_text", file=file or "", text=heading))
        start = starts[0]
        level = _level(styles[body[start]])
        later = (at for at in range(start + 1, len(body)) if 0 < _level(styles.get(body[at])) <= level)
        for block in body[start + keep_heading : next(later, len(body))]:
            if not block.tag.endswith("}sectPr"):
                block.getparent().remove(block)


def _level(style: str | None) -> int:
    return int(style[-1]) if style and style.startswith("Heading ") else 0
