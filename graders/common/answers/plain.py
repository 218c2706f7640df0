"""Text made comparable: every character stays at its place, so that spans still point at the original."""

from __future__ import annotations

import re

from yuejuan.graders.common.remembered import for_short_texts

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
_LONGEST, _MOST = 200, 8192
"""What is remembered: texts of so many characters, so many of them."""
_BRACKETED = re.compile(r"[(（\[【][^)）\]】]*[)）\]】]")
_BLANKS = re.compile(r"[\s:：,，。;；、*＊\"“”'‘’]+")


@for_short_texts(_LONGEST, _MOST)
def plain(text: str) -> str:
    """Full-width letters, digits and signs as ASCII, lower case; as many characters as before."""
    narrow = text.translate(_ONE_TO_ONE)
    lower = narrow.lower()
    if len(lower) == len(narrow):
        return lower
    return "".join(low if len(low := character.lower()) == 1 else character for character in narrow)


def tight(text: str) -> str:
    """A name for comparison: without numbering, blanks and marks; what stands in brackets belongs to it."""
    return re.sub(r"[()\[\]（）【】]", "", _BLANKS.sub("", plain(NUMBERING.sub("", text))))


@for_short_texts(_LONGEST, _MOST)
def bare(text: str) -> str:
    """A label for comparison: without numbering, brackets with their content, blanks and marks."""
    without = _BRACKETED.sub("", plain(NUMBERING.sub("", text)))
    return _BLANKS.sub("", without)
