"""jieba's tokenizer with its dictionary taken in piece by piece: cutting one answer needs a hundredth of it.

jieba itself takes in all words before the first cut, which costs more than reading twenty answers, and keeps what it
made in a file of the common temporary folder, where others can write. Here the text of the dictionary is split by first
characters, and words are taken in when a text has their first two characters. The cuts are the same.
"""

from __future__ import annotations

import hashlib
import re
import threading
from collections.abc import Iterator
from operator import add
from typing import Any

from jieba import Tokenizer

_SAME_FIRST = re.compile(r"^(.).*(?:\n\1.*)*", re.MULTILINE)
"""Neighbouring lines (word, frequency, part of speech) whose words have the same first character."""
_FREQUENCY = re.compile(r" (\d+)")
TOTALS = {"7197c3211ddd98962b036cdf40324d1ea2bfaa12bd028e68faa70111a88e12a8": 60_101_967}
"""The sum of all frequencies, by the sha256 of the dictionary: adding them up takes as long as splitting the text."""
_MOST_KNOWN = 200_000
"""Beginnings that are remembered; the dictionary itself has fewer."""


class PiecemealTokenizer(Tokenizer):  # type: ignore[misc]
    """Cuts as ``jieba.Tokenizer`` does, from several threads too; ``ValueError`` when the dictionary is damaged."""

    def __init__(self) -> None:
        super().__init__()
        with self.get_dict_file() as file:
            content = file.read()
        text = content.decode("utf-8")
        self._lines: dict[str, str] = {}
        for lines in _SAME_FIRST.finditer(text):
            self._lines[lines[1]] = f"{self._lines.get(lines[1], '')}\n{lines[0]}"
        self._known: set[str] = set()
        self._taking = threading.Lock()
        known = TOTALS.get(hashlib.sha256(content).hexdigest())
        self.total = sum(map(int, _FREQUENCY.findall(text))) if known is None else known
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
        """Take in the characters of the text that are words and all words that begin with two neighbours in it."""
        beginnings = {*text, *map(add, text, text[1:])} - self._known
        if not beginnings:
            return
        with self._taking:
            for beginning in beginnings:
                # What is there stays: a word that was added may count more often than in the dictionary.
                if beginning not in self.FREQ:
                    self.FREQ.update(self._words(beginning))
            if len(self._known) > _MOST_KNOWN:
                self._known = set()
            # Only now, so that another thread that still misses them waits for the lock.
            self._known |= beginnings

    def _words(self, beginning: str) -> dict[str, int]:
        """The frequency of each word with this beginning, of a single character that alone; 0 for beginnings only."""
        lines = self._lines.get(beginning[0])
        if lines is None:
            return {}
        if len(beginning) == 1:
            return {beginning: 0, **dict(_entries(lines, f"{beginning} "))}
        found: dict[str, int] = {}
        for word, count in _entries(lines, beginning):
            found[word] = count
            for length in range(len(beginning), len(word)):
                found.setdefault(word[:length], 0)
        return found


def _entries(lines: str, beginning: str) -> Iterator[tuple[str, int]]:
    """Word and frequency of every line with this beginning."""
    at = lines.find(f"\n{beginning}")
    while at >= 0:
        end = lines.find("\n", at + 1)
        word, count = lines[at + 1 : end if end >= 0 else None].rstrip().split(" ")[:2]
        yield word, int(count)
        at = lines.find(f"\n{beginning}", at + 1)
