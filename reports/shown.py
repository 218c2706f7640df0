"""Text that candidates wrote, made safe and honest to look at.

Characters that draw nothing or turn the direction of writing round are replaced by their code, so that a file name
cannot pretend to be another. The replacement is plain text: it is safe in HTML text, in attributes and in cells.
"""

from __future__ import annotations

import unicodedata

_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_KEPT = frozenset("\n\t")
_FORMULA = frozenset("=+-@|%＝＋－＠")
ELLIPSIS = "…"


def visible(text: str) -> str:
    """``text`` with every unseen character as ``⟨U+202E⟩``; a run of the same one is written once with its count."""
    if text.isascii() and text.isprintable():
        return text
    pieces: list[str] = []
    index = 0
    while index < len(text):
        char = text[index]
        index += 1
        if char in _KEPT or unicodedata.category(char) not in _UNSEEN:
            pieces.append(char)
            continue
        run = 1
        while index < len(text) and text[index] == char:
            run, index = run + 1, index + 1
        pieces.append(f"⟨U+{ord(char):04X}⟩" + (f"×{run}" if run > 1 else ""))
    return "".join(pieces)


def shortened(text: str, longest: int) -> str:
    """``text`` cut to ``longest`` characters, the cut marked by an ellipsis."""
    return text if len(text) <= longest else text[: max(0, longest - 1)] + ELLIPSIS


def cell_text(text: str) -> str:
    """``text`` for one cell of a table: unseen characters shown, line ends as spaces, within Excel's limit."""
    return shortened(visible(text).replace("\n", " ").replace("\t", " "), 32_000)


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet program might take ``text`` for a formula or a command when it opens a CSV file."""
    stripped = text.lstrip(" \t\r\n　'\"")
    return bool(stripped) and stripped[0] in _FORMULA


def csv_text(text: str) -> str:
    """``text`` for a CSV cell: as :func:`cell_text`, and what looks like a formula begins with an apostrophe."""
    shown = cell_text(text)
    return "'" + shown if looks_like_formula(text) or looks_like_formula(shown) else shown
