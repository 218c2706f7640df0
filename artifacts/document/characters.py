"""Which characters count as one each in Word's 字数, and counting words the way Word's dialog does."""

from __future__ import annotations

import re

# Han, kana, hangul, bopomofo, radicals, CJK and full-width punctuation and forms (Unicode blocks);
# the ideographic space is a blank.
_ASIAN = (
    "\u1100-\u11ff\u2e80-\u2fdf\u2ff0-\u2fff\u3001-\u303f\u3040-\u30ff\u3100-\u318f\u3190-\u33ff\u3400-\u4dbf\u4e00-\u9fff"
    "\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\U00020000-\U0003ffff"
)
# Punctuation that Chinese shares with Western text; Word counts it as Chinese in a Chinese font.
_SHARED = "\u2014\u2018\u2019\u201c\u201d\u2026\u00b7"
_BLANK = "\\s\u200b\ufeff"
_ASIAN_ONE = re.compile(f"[{_ASIAN}]")
_SHARED_ONE = re.compile(f"[{_SHARED}]")
_SHARED_IN_CHINESE = re.compile(f"(?<=[{_ASIAN}])[{_SHARED}]+|[{_SHARED}]+(?=[{_ASIAN}])")
_WORD = re.compile(f"[^{_ASIAN}{_BLANK}]+")


def has_asian(text: str) -> bool:
    """Whether ``text`` has a character that Word sets in the East Asian font and counts as a word of its own."""
    return _ASIAN_ONE.search(text) is not None


def asian(text: str) -> int:
    """How many characters of ``text`` are such as :func:`has_asian` looks for."""
    return len(_ASIAN_ONE.findall(text))


def shared(text: str) -> int:
    """How much punctuation belongs to Chinese or Western text depending on what stands beside it."""
    return len(_SHARED_ONE.findall(text))


def words(text: str) -> int:
    """Word's 字数 of ``text``: every East Asian character one, every blank-separated run of the rest one.

    Quotes, dashes and ellipses count as Chinese when they touch a Chinese character, directly or through each other.
    """
    marks = sum(len(match.group()) for match in _SHARED_IN_CHINESE.finditer(text))
    rest = _SHARED_IN_CHINESE.sub(" ", text)
    return len(_ASIAN_ONE.findall(rest)) + len(_WORD.findall(rest)) + marks


def words_bounds(text: str) -> tuple[int, int]:
    """Fewest and most words: shared punctuation as part of its Western neighbour or nothing, or each one a word."""
    without = _SHARED_ONE.sub("", text)
    fewest = len(_ASIAN_ONE.findall(without)) + len(_WORD.findall(without))
    shared = len(_SHARED_ONE.findall(text))
    apart = _SHARED_ONE.sub(" ", text)
    return fewest, len(_ASIAN_ONE.findall(apart)) + len(_WORD.findall(apart)) + shared


def visible(text: str) -> int:
    """Characters without blanks."""
    return len(re.sub(f"[{_BLANK}]", "", text))
