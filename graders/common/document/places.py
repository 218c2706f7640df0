"""Places in a document as evidence, and whether its text was read whole."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yuejuan.artifacts.document.facts import DocumentFacts, Paragraph, Picture
from yuejuan.graders.finding import TextSpan

_SENTENCE_MARKS = "。！？!?；;"
_SENTENCE_END = re.compile(f"[{_SENTENCE_MARKS}]")
_REACH = 1_000
_PICTURE = re.compile(r"!\[[^\]]*\]|<img\b", re.IGNORECASE)
_LONGEST = 120
_TEXT_WIDTH, _TEXT_HEIGHT = 200, 60


def span(
    file: str, paragraph: Paragraph, start: int = 0, end: int | None = None, expected: str | None = None
) -> TextSpan:
    """A pointer to code points ``start`` to ``end`` of a paragraph (default: all of it), and the sentence around."""
    end = len(paragraph.text) if end is None else end
    quote = paragraph.text[start:end]
    return TextSpan(
        file=file,
        block=paragraph.path,
        start=start,
        end=end,
        quote=quote if len(quote) <= _LONGEST else quote[:_LONGEST] + "…",
        sentence=sentence_at(paragraph.text, start),
        expected=expected,
    )


def sentence_at(text: str, position: int) -> str:
    """The sentence of ``text`` that holds ``position``, at most 120 characters."""
    start = max(text.rfind(mark, 0, position) for mark in _SENTENCE_MARKS) + 1
    # No more is looked at than can be shown: paragraphs of hostile files have no end.
    reach = max(position, start) + _REACH
    ending = _SENTENCE_END.search(text, position, reach)
    sentence = text[start : min(ending.end() if ending else reach, start + _REACH)].strip()
    return (sentence or text.strip())[:_LONGEST]


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence, its closing mark included."""
    start = 0
    for match in _SENTENCE_END.finditer(text):
        yield start, match.end()
        start = match.end()
    if text[start:].strip():
        yield start, len(text)


def pictures_that_may_hold_text(facts: DocumentFacts) -> tuple[Picture, ...]:
    """Pictures, charts and drawings large enough for a line of text: what stands in them cannot be searched."""
    return tuple(picture for picture in facts.pictures or () if large_enough_for_text(picture.width, picture.height))


def large_enough_for_text(width: int | None, height: int | None) -> bool:
    """Whether a picture of that many pixels can show a line of text; one of unknown size can."""
    return (width is None or width >= _TEXT_WIDTH) and (height is None or height >= _TEXT_HEIGHT)


def read_whole(facts: DocumentFacts) -> bool:
    """True when every text was read and no picture can hold more: only then may text be called absent.

    A plain text holds nothing but its lines; one in Markdown may show pictures, too.
    """
    if facts.format in ("txt", "md"):
        shows = facts.format == "md" and any(_PICTURE.search(one.text) for one in facts.paragraphs or ())
        return facts.paragraphs is not None and not facts.damaged and not shows
    unread = {entry.field for entry in facts.not_measured} & {"paragraphs", "tables", "headings", "pictures"}
    return (
        facts.paragraphs is not None
        and facts.pictures is not None
        and not facts.damaged
        and not unread
        and not pictures_that_may_hold_text(facts)
    )
