"""Text made comparable: every character stays at its place, so that spans still point at the original."""

from __future__ import annotations

import re
from functools import lru_cache

_SENTENCE_MARKS = frozenset(map(ord, "，；？！"))
_ONE_TO_ONE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if code not in _SENTENCE_MARKS} | {
    0x3000: 0x20,  # the blank of Chinese typesetting
    0x2212: 0x2D,  # minus
    0x2715: 0xD7,  # ✕
}
NUMBERING = re.compile(
    r"^\s*(?:第\s*[一二三四五六七八九十\d]+\s*(?:[步题问条点项]|(?=[、.．:：]))|[(（【\[]?\s*(?:[一二三四五六七八九十]{1,3}|\d{1,2}(?:[.．]\d{1,2})*)\s*"
    r"(?:[)）】\]]|[、.．:：])|[①-⑳●■◆★▶※·•])[、.．:：\s]*"
)
_KEPT = 200
"""Longest text, in characters, that is remembered."""
_BRACKETED = re.compile(r"[(（\[【][^)）\]】]*[)）\]】]")
_BLANKS = re.compile(r"[\s:：,，。;；、*＊\"“”'‘’]+")


def plain(text: str) -> str:
    """Full-width letters, digits and signs as ASCII, lower case; as many characters as before."""
    return _plain(text) if len(text) <= _KEPT else _plain.__wrapped__(text)


@lru_cache(maxsize=8192)
def _plain(text: str) -> str:
    """As :func:`plain`; short texts are kept, because every check asks about the same cells and sentences."""
    narrow = text.translate(_ONE_TO_ONE)
    lower = narrow.lower()
    if len(lower) == len(narrow):
        return lower
    return "".join(low if len(low := character.lower()) == 1 else character for character in narrow)


def tight(text: str) -> str:
    """A name for comparison: without numbering, blanks and marks; what stands in brackets belongs to it."""
    return re.sub(r"[()\[\]（）【】]", "", _BLANKS.sub("", plain(NUMBERING.sub("", text))))


def bare(text: str) -> str:
    """A label for comparison: without numbering, brackets with their content, blanks and marks."""
    return _bare(text) if len(text) <= _KEPT else _bare.__wrapped__(text)


@lru_cache(maxsize=8192)
def _bare(text: str) -> str:
    without = _BRACKETED.sub("", plain(NUMBERING.sub("", text)))
    return _BLANKS.sub("", without)
