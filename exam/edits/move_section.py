"""Put a section of a Word file in another place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from yuejuan.exam.edits import EditError
from yuejuan.exam.edits._word import word
from yuejuan.messages import say


def edit(root: Path, file: str | None, *, heading: str, before: str) -> None:
    """Move the heading that holds ``heading``, with all below it, in front of the heading that holds ``before``."""
    with word(root, file) as document:
        section = _section(document, heading, file)
        target = _section(document, before, file)[0]
        if target in section:
            raise EditError(say("exam.edit_no_text", file=file or "", text=before))
        for block in section:
            target.addprevious(block)


def _section(document: Any, heading: str, file: str | None) -> list[Any]:
    """The heading and the blocks up to the next heading of its level or a higher one."""
    levels = {paragraph._p: _level(paragraph.style.name) for paragraph in document.paragraphs}
    texts = {paragraph._p: paragraph.text for paragraph in document.paragraphs}
    body = [block for block in document.element.body if not block.tag.endswith("}sectPr")]
    start = next((at for at, block in enumerate(body) if levels.get(block) and heading in texts[block]), None)
    if start is None:
        raise EditError(say("exam.edit_no_text", file=file or "", text=heading))
    level = levels[body[start]]
    end = next((at for at in range(start + 1, len(body)) if 0 < levels.get(body[at], 0) <= level), len(body))
    return body[start:end]


def _level(style: str) -> int:
    return int(style[-1]) if style.startswith("Heading ") else 0
