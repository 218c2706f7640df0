"""Text without a container: txt, Markdown and HTML (also saved under the name .doc) as document facts."""

from __future__ import annotations

import re
from typing import Literal

from yuejuan.artifacts.document.blocks import Block
from yuejuan.artifacts.document.counting import count
from yuejuan.artifacts.document.docx import Origin
from yuejuan.artifacts.document.facts import DocumentFacts, Paragraph
from yuejuan.artifacts.document.headings import find_headings
from yuejuan.artifacts.facts import NotMeasured
from yuejuan.artifacts.text import Decoded, decode
from yuejuan.messages import Message, say

_MARKDOWN = re.compile(r"^ {0,3}(#{1,6})[ \t]+(.+?)[ \t]*#*[ \t]*$")
_FENCE = re.compile(r"^ {0,3}(```|~~~)")
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]{1,40})", re.IGNORECASE)
_BLOCK_TAGS = ["p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "td", "th", "dt", "dd", "pre", "caption", "div"]
_LAYOUT_ONLY = ("fonts", "tables", "pictures", "pages")
_MAX_LINES = 200_000


def read_plain(data: bytes, origin: Origin, kind: Literal["txt", "md", "html"]) -> DocumentFacts:
    """Facts of a text file: one paragraph per line of txt, per line or heading of Markdown, per block of HTML."""
    declared = _CHARSET.search(data[:4_096]) if kind == "html" else None
    decoded = decode(data, declared.group(1).decode("ascii") if declared else None)
    blocks = html_blocks(decoded.text) if kind == "html" else _lines(decoded.text, markdown=kind == "md")
    headings = find_headings(blocks)
    counts = count(blocks)
    return DocumentFacts(
        damaged=decoded.replaced > 0,
        notes=(*origin.notes, *_notes(decoded, origin)),
        not_measured=tuple(
            NotMeasured(name, say("document.not_in_format", format=origin.format)) for name in _LAYOUT_ONLY
        ),
        format=origin.format,
        word_count=counts.shown,
        word_count_range=(counts.low, counts.high),
        characters=counts.characters,
        paragraphs=tuple(_paragraph(block) for block in blocks),
        headings=headings,
        tables=None,
        pictures=None,
        fonts=None,
        title=None,
        author=None,
        bytes=origin.bytes,
        sha256=origin.sha256,
        encoding=decoded.encoding,
        blocks=tuple(block.path for block in blocks),
    )


def _notes(decoded: Decoded, origin: Origin) -> tuple[Message, ...]:
    notes: list[Message] = []
    if decoded.replaced:
        notes.append(say("document.replaced", file=origin.name, count=decoded.replaced))
    if decoded.alternatives:
        others = list(decoded.alternatives)
        notes.append(say("document.encoding_unsure", file=origin.name, encoding=decoded.encoding, others=others))
    return tuple(notes)


def _paragraph(block: Block) -> Paragraph:
    return Paragraph(
        path=block.path, text=block.text, level=block.level, heading_by=block.heading_by, caption=block.caption
    )


def _lines(text: str, *, markdown: bool) -> list[Block]:
    blocks: list[Block] = []
    fenced = False
    for line in text.splitlines()[:_MAX_LINES]:
        block = Block(f"body/p{len(blocks)}", "body", text=line)
        if markdown and _FENCE.match(line):
            fenced = not fenced
        elif markdown and not fenced and (heading := _MARKDOWN.match(line)):
            block.text, block.level, block.heading_by = heading.group(2), len(heading.group(1)), "style"
        blocks.append(block)
    return blocks


def html_blocks(text: str) -> list[Block]:
    """The text of an HTML source, one block per innermost block element; scripts, styles and the head left out."""
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(text, "lxml")
    for hidden in soup(["script", "style", "head", "template", "xml"]):
        hidden.decompose()
    for line_break in soup("br"):
        line_break.replace_with("\n")
    blocks: list[Block] = []
    found = [tag for tag in soup(_BLOCK_TAGS) if tag.find(_BLOCK_TAGS) is None] or [soup]
    for tag in found:
        words = re.sub(r"[ \t\r\xa0]+", " ", tag.get_text()).strip()
        block = Block(f"body/p{len(blocks)}", "body", text=re.sub(r"\s*\n\s*", "\n", words))
        if re.fullmatch(r"h[1-6]", tag.name or "") and block.text:
            block.level, block.heading_by = int(tag.name[1]), "style"
        if block.text:
            blocks.append(block)
    return blocks
