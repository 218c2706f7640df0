"""Opening a Word file of a submission, and finding paragraphs in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from yuejuan.exam.edits import EditError, place
from yuejuan.messages import say


@contextmanager
def word(root: Path, file: str | None) -> Iterator[Any]:
    """The python-docx document of ``file``, saved in its place afterwards."""
    from docx import Document

    path = place(root, file)
    document = Document(str(path))
    yield document
    document.save(str(path))


def paragraphs(document: Any) -> list[Any]:
    """All paragraphs of the body in order, those in tables included."""
    from docx.oxml.ns import qn
    from docx.text.paragraph import Paragraph

    return [Paragraph(element, document) for element in document.element.body.iter(qn("w:p"))]


def containing(document: Any, find: str, file: str | None) -> list[Any]:
    """The paragraphs that hold ``find``; :class:`EditError` when there is none."""
    found = [paragraph for paragraph in paragraphs(document) if find in paragraph.text]
    if not found:
        raise EditError(say("exam.edit_no_text", file=file or "", text=find))
    return found


def set_text(paragraph: Any, text: str) -> None:
    """Give the paragraph that text in the look of its first run."""
    first, *others = paragraph.runs or [paragraph.add_run()]
    for run in others:
        run._r.getparent().remove(run._r)
    first.text = text
