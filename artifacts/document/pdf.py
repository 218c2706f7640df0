"""Text of a PDF by pages. A PDF holds no paragraphs, headings or tables, so only text and counts are facts."""

from __future__ import annotations

import io
import logging

import pypdf
from pypdf.errors import PyPdfError

from yuejuan.artifacts.document.blocks import Block
from yuejuan.artifacts.document.counting import count
from yuejuan.artifacts.document.docx import Origin
from yuejuan.artifacts.document.facts import DocumentFacts, Paragraph
from yuejuan.artifacts.document.headings import find_headings
from yuejuan.artifacts.facts import NotMeasured
from yuejuan.artifacts.reader import UnreadableSource
from yuejuan.messages import Message, say

MAX_PAGES = 1_000
# What pypdf raises on hostile bytes besides its own errors, found by fuzzing.
BROKEN = (
    PyPdfError, ValueError, KeyError, IndexError, TypeError, AttributeError, AssertionError, ArithmeticError,
    RecursionError, NotImplementedError, OSError, MemoryError,
)  # fmt: skip


def read_pdf(data: bytes, origin: Origin) -> DocumentFacts:
    """Facts of a PDF: one paragraph per line of text (``page3/p0``). Encrypted or broken: ``UnreadableSource``."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        locked = reader.is_encrypted and not reader.decrypt("")
        pages = 0 if locked else len(reader.pages)
    except BROKEN:
        raise UnreadableSource(say("document.pdf_unreadable", file=origin.name)) from None
    if locked:
        raise UnreadableSource(say("document.encrypted", file=origin.name))
    blocks, unread = _pages(reader, pages)
    counts = count(blocks)
    title, author = _information(reader)
    return DocumentFacts(
        damaged=unread > 0,
        notes=(*origin.notes, *_notes(origin, blocks, unread)),
        not_measured=tuple(
            NotMeasured(name, say("document.not_in_format", format="pdf")) for name in ("tables", "pictures", "fonts")
        ),
        format="pdf",
        word_count=counts.shown if blocks else None,
        word_count_range=(counts.low, counts.high) if blocks else None,
        characters=counts.characters if blocks else None,
        paragraphs=tuple(Paragraph(path=block.path, text=block.text) for block in blocks) if blocks else None,
        headings=find_headings(blocks),
        tables=None,
        pictures=None,
        fonts=None,
        title=title,
        author=author,
        bytes=origin.bytes,
        sha256=origin.sha256,
        pages=pages,
        blocks=tuple(block.path for block in blocks),
    )


def _pages(reader: pypdf.PdfReader, pages: int) -> tuple[list[Block], int]:
    blocks: list[Block] = []
    unread = max(0, pages - MAX_PAGES)
    for number in range(min(pages, MAX_PAGES)):
        try:
            text = reader.pages[number].extract_text()
        except BROKEN:
            unread += 1
            continue
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        blocks += [Block(f"page{number}/p{at}", f"page{number}", text=line) for at, line in enumerate(lines)]
    return blocks, unread


def _information(reader: pypdf.PdfReader) -> tuple[str | None, str | None]:
    try:
        found = reader.metadata
        title, author = (found.title, found.author) if found is not None else (None, None)
    except BROKEN:
        return None, None
    # pypdf gives a subclass of str, which is no plain data.
    return (str(title) if title else None), (str(author) if author else None)


def _notes(origin: Origin, blocks: list[Block], unread: int) -> tuple[Message, ...]:
    notes: list[Message] = []
    if unread:
        notes.append(say("document.pdf_pages_unread", file=origin.name, count=unread))
    if not blocks:
        notes.append(say("document.pdf_no_text", file=origin.name))
    return tuple(notes)
