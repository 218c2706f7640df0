"""Text that a candidate copied from the brief, sentence by sentence, so that it never counts as an answer."""

from __future__ import annotations

import re
from functools import lru_cache

from yuejuan.graders.common.answers.plain import plain

_GRAM = 6
_COPIED = 0.8
_SENTENCE = re.compile(r"[^。！？!?；;\n]*[。！？!?；;\n]?")
_WORD = re.compile(r"\w")
_DIGITS = re.compile(r"\d+(?:\.\d+)?")


def without_copies(text: str, brief: str) -> str:
    """``text`` with the sentences copied from ``brief`` replaced by line breaks; as many characters as before.

    A sentence is copied when four fifths of its letters stand in runs of the brief and all its numbers do: a number
    that is the candidate's own makes it an answer.
    """
    if not brief.strip():
        return text
    grams = _grams(brief)
    kept = []
    for match in _SENTENCE.finditer(text):
        sentence = match.group()
        kept.append("\n" * len(sentence) if _is_copied(sentence, grams, brief) else sentence)
    return "".join(kept)


def is_copied(text: str, brief: str) -> bool:
    """Whether nothing of ``text`` is the candidate's own."""
    return bool(text.strip()) and not without_copies(text, brief).strip()


@lru_cache(maxsize=64)
def _grams(brief: str) -> frozenset[str]:
    letters = _letters(brief)
    return frozenset(letters[at : at + _GRAM] for at in range(len(letters) - _GRAM + 1))


@lru_cache(maxsize=64)
def _numbers(brief: str) -> frozenset[str]:
    return frozenset(_DIGITS.findall(plain(brief)))


def _letters(text: str) -> str:
    return "".join(_WORD.findall(plain(text)))


def _is_copied(sentence: str, grams: frozenset[str], brief: str) -> bool:
    letters = _letters(sentence)
    if len(letters) < _GRAM:
        return False
    covered = bytearray(len(letters))
    for at in range(len(letters) - _GRAM + 1):
        if letters[at : at + _GRAM] in grams:
            covered[at : at + _GRAM] = b"\1" * _GRAM
    return sum(covered) >= _COPIED * len(letters) and set(_DIGITS.findall(plain(sentence))) <= _numbers(brief)
