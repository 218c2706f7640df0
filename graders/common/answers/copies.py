"""Text that a candidate copied from the brief, sentence by sentence, so that it never counts as an answer."""

from __future__ import annotations

import re
from functools import lru_cache

from yuejuan.graders.common.answers.plain import plain
from yuejuan.graders.common.remembered import for_short_texts

_GRAM = 6
_COPIED = 0.8
_LONGEST, _MOST = 2000, 2048
"""What is remembered: texts of so many characters, so many of them."""
_SENTENCE = re.compile(r"[^。！？!?；;\n]*[。！？!?；;\n]?")
_WORD = re.compile(r"\w")
_DIGITS = re.compile(r"\d+(?:\.\d+)?")


@for_short_texts(_LONGEST, _MOST)
def without_copies(text: str, brief: str) -> str:
    """``text`` with the sentences copied from ``brief`` replaced by line breaks; as many characters as before.

    A sentence is copied when four fifths of its letters stand in runs of the brief and all its numbers do: a number
    that is the candidate's own makes it an answer. A few words of the brief are copied beside a copied sentence only.
    """
    if not brief.strip():
        return text
    sentences = [match.group() for match in _SENTENCE.finditer(text)]
    copied = [_is_copied(sentence, brief) for sentence in sentences]
    return "".join(
        "\n" * len(sentence)
        if copied[at] or (_is_short_copy(sentence, brief) and any(copied[max(0, at - 1) : at + 2]))
        else sentence
        for at, sentence in enumerate(sentences)
    )


def is_copied(text: str, brief: str) -> bool:
    """Whether nothing of ``text`` is the candidate's own."""
    return bool(text.strip()) and not without_copies(text, brief).strip()


@lru_cache(maxsize=64)
def _grams(brief: str) -> frozenset[str]:
    letters = _letters_of(brief)
    return frozenset(letters[at : at + _GRAM] for at in range(len(letters) - _GRAM + 1))


@lru_cache(maxsize=64)
def _letters_of(brief: str) -> str:
    return _letters(brief)


@lru_cache(maxsize=64)
def _numbers(brief: str) -> frozenset[str]:
    return frozenset(_DIGITS.findall(plain(brief)))


def _letters(text: str) -> str:
    return "".join(_WORD.findall(plain(text)))


def _is_short_copy(sentence: str, brief: str) -> bool:
    letters = _letters(sentence)
    return 0 < len(letters) < _GRAM and letters in _letters_of(brief)


def _is_copied(sentence: str, brief: str) -> bool:
    letters, grams = _letters(sentence), _grams(brief)
    if len(letters) < _GRAM:
        return False
    covered = bytearray(len(letters))
    for at in range(len(letters) - _GRAM + 1):
        if letters[at : at + _GRAM] in grams:
            covered[at : at + _GRAM] = b"\1" * _GRAM
    return sum(covered) >= _COPIED * len(letters) and set(_DIGITS.findall(plain(sentence))) <= _numbers(brief)
