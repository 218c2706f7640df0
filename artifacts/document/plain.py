"""Text without a container: txt, Markdown and HTML (also saved under the name .doc) as document facts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from yuejuan.artifacts.document.blocks import Block
from yuejuan.artifacts.document.counting import count
from yuejuan.artifacts.document.docx import Origin
from yuejuan.artifacts.document.facts import DocumentFacts, Paragraph
from yuejuan.artifacts.document.headings import find_headings
from yuejuan.artifacts.facts import NotMeasured
from yuejuan.artifacts.text import Decoded, decode
from yuejuan.messages import Message, say

if TYPE_CHECKING:
    from bs4 import Tag

_MARKDOWN = re.compile(r"^ {0,3}(#{1,6})[ \t]+(.+?)[ \t]*#*[ \t]*$")
_FENCE = re.compile(r"^ {0,3}(```|~~~)")
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]{1,40})", re.IGNORECASE)
_BLOCK_TAGS = ["p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "td", "th", "dt", "dd", "pre", "caption", "div"]
_BLOCK_TAGS += ["blockquote", "section", "article", "address", "center", "ul", "ol", "table", "tr"]
_LINE_BREAK = "\x1f"
"""Stands for <br> while the line ends of the source, which mean nothing, are taken out."""
_WRAPPED = re.compile(r"(?<![ \t])[ \t]*\n\s*")
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:px|pt|em|%)?\s*(?:;|!|$)", re.IGNORECASE
)
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
    """The text of an HTML source, one block for each run of text between block elements (``div`` in ``div``, too).

    Scripts, styles, the head and what a style or attribute hides are left out.
    """
    from bs4 import BeautifulSoup
    from bs4.element import NavigableString, PreformattedString

    soup = BeautifulSoup(text, "lxml")
    for unseen in soup(["script", "style", "head", "template", "xml"]):
        unseen.decompose()
    for unseen in soup(_is_hidden):
        if not unseen.decomposed:
            unseen.decompose()
    for line_break in soup("br"):
        line_break.replace_with(_LINE_BREAK)
    runs: list[tuple[Tag | None, list[str]]] = []
    for piece in soup.find_all(string=True):
        if isinstance(piece, NavigableString) and not isinstance(piece, PreformattedString):
            within = piece.find_parent(_BLOCK_TAGS)
            # The same element may go on behind an inner one, which parts its text into two runs.
            if not runs or runs[-1][0] is not within:
                runs.append((within, []))
            runs[-1][1].append(str(piece))
    return _html_runs(runs)


def _html_runs(runs: list[tuple[Tag | None, list[str]]]) -> list[Block]:
    blocks: list[Block] = []
    for within, pieces in runs:
        name = within.name if within is not None else ""
        written = "".join(pieces).replace("\r", "")
        words = (written if name == "pre" else _WRAPPED.sub(_joint, written)).replace(_LINE_BREAK, "\n")
        words = re.sub(r"[ \t\xa0]+", " ", words).strip()
        block = Block(f"body/p{len(blocks)}", "body", text=re.sub(r"(?<!\s)\s*\n\s*", "\n", words))
        if re.fullmatch(r"h[1-6]", name) and block.text:
            block.level, block.heading_by = int(name[1]), "style"
        if block.text:
            blocks.append(block)
    return blocks


def _joint(wrapped: re.Match[str]) -> str:
    """What stands for a line end in the source: nothing within Chinese text, else a blank."""
    before, after = wrapped.string[: wrapped.start()][-1:], wrapped.string[wrapped.end() :][:1]
    return "" if before > "\u2e7f" and after > "\u2e7f" else " "


def _is_hidden(tag: Tag) -> bool:
    return tag.has_attr("hidden") or _HIDING.search(str(tag.get("style", ""))) is not None
