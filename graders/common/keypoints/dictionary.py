"""jieba's tokenizer with its dictionary taken in piece by piece: cutting one answer needs a hundredth of it.

jieba itself takes in all words before the first cut, which costs more than reading twenty answers, and keeps what it
made in a file of the common temporary folder, where others can write. Here the text of the dictionary is split by first
characters, and the words with a first character are taken in when a text has it. The cuts are the same.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable
from itertools import chain
from typing import Any

from jieba import Tokenizer

_SAME_FIRST = re.compile(r"^(.).*(?:\n\1.*)*", re.MULTILINE)
"""Neighbouring lines (word, frequency, part of speech) whose words have the same first character."""
_FREQUENCY = re.compile(r" (\d+)")


class PiecemealTokenizer(Tokenizer):  # type: ignore[misc]
    """Cuts as ``jieba.Tokenizer`` does, from several threads too; ``ValueError`` when the dictionary is damaged."""

    def __init__(self) -> None:
        super().__init__()
        with self.get_dict_file() as file:
            text = file.read().decode("utf-8")
        self._pieces: dict[str, list[str]] = {}
        for lines in _SAME_FIRST.finditer(text):
            self._pieces.setdefault(lines[1], []).append(lines[0])
        self._taking = threading.Lock()
        self.total = sum(map(int, _FREQUENCY.findall(text)))
        self.initialized = True

    def get_DAG(self, sentence: str) -> Any:  # noqa: N802 - jieba's name
        """All words that begin at each place; what cutting looks up lies within the sentence."""
        self._take_in(sentence)
        return super().get_DAG(sentence)

    def add_word(self, word: str, freq: int | None = None, tag: str | None = None) -> None:
        """As jieba's; not from several threads."""
        self._take_in(word)
        super().add_word(word, freq, tag)

    def frequency(self, word: str) -> int:
        """How often the dictionary has counted the word; 0 when it does not have it."""
        self._take_in(word)
        return self.FREQ.get(word) or 0

    def _take_in(self, text: str) -> None:
        missing = self._pieces.keys() & set(text)
        if not missing:
            return
        with self._taking:
            for first in missing:
                # Taken in before it is struck off: another thread that finds it missing waits for the lock.
                self.FREQ.update(_prefixed(self._pieces.get(first, ())))
                self._pieces.pop(first, None)


def _prefixed(pieces: Iterable[str]) -> dict[str, int]:
    """The frequency of each word; 0 for what is only the beginning of words."""
    found: dict[str, int] = {}
    for line in chain.from_iterable(piece.split("\n") for piece in pieces):
        word, frequency = line.strip().split(" ")[:2]
        found[word] = int(frequency)
        for length in range(1, len(word)):
            found.setdefault(word[:length], 0)
    return found
