"""字数 of a document: the number Word shows, and the fewest and most that fair ways of counting give."""

from __future__ import annotations

from dataclasses import dataclass

from yuejuan.artifacts.document.blocks import Block
from yuejuan.artifacts.document.characters import visible, words, words_bounds


@dataclass(frozen=True)
class Counts:
    """``shown`` is Word's 字数, ``low`` and ``high`` the bounds, ``characters`` those that are no blanks."""

    shown: int
    low: int
    high: int
    characters: int


def count(blocks: list[Block]) -> Counts:
    """Count paragraphs.

    Shown: body, tables, text boxes, foot- and endnotes, contents lists and captions; no automatic labels (Word's dialog
    with its default tick for text boxes and notes). Low: without text boxes, notes, contents lists and captions, and
    quotes, dashes and ellipses not counted on their own. High: what is shown, with automatic labels as words (as
    LibreOffice counts them) and every quote, dash and ellipsis as a character of its own.
    """
    shown = low = high = characters = 0
    for block in blocks:
        few, many = words_bounds(block.text)
        shown += words(block.text)
        characters += visible(block.text)
        high += many + (words_bounds(block.label)[1] if block.label else 0)
        if block.place == "body" and not block.contents and not block.caption:
            low += few
    return Counts(shown, min(low, shown), max(high, shown), characters)
