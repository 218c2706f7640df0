"""Cutting Chinese text into words, with the dictionary of the module; the dictionary is loaded at first use."""

from __future__ import annotations

import re
import threading
from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from yuejuan.graders.common.keypoints.dictionary import PiecemealTokenizer

_LONG = 4


@cache
def vocabulary() -> dict[str, Any]:
    """The module's own words and groups of synonyms."""
    import yaml

    text = resources.files(__package__).joinpath("vocabulary.yaml").read_text("utf-8")
    loaded: dict[str, Any] = yaml.load(text, Loader=yaml.CSafeLoader)
    return loaded


_loading = threading.Lock()


def _tokenizer() -> PiecemealTokenizer:
    # Without the lock two threads that need it first would both load it.
    with _loading:
        return _loaded()


@cache
def _loaded() -> PiecemealTokenizer:
    from yuejuan.graders.common.keypoints.dictionary import PiecemealTokenizer

    tokenizer = PiecemealTokenizer()
    for word in vocabulary()["words"]:
        tokenizer.add_word(word)
    return tokenizer


@lru_cache(maxsize=4096)
def cut(text: str) -> tuple[tuple[str, int, int], ...]:
    """The words of a text with their places."""
    return tuple(_tokenizer().tokenize(text))


@lru_cache(maxsize=4096)
def cut_finely(phrase: str) -> tuple[str, ...]:
    """The words of a key phrase; one of four characters that is made of two words (推卸责任) as these."""
    found: list[str] = []
    for word, _, _ in cut(phrase):
        halves = word[: _LONG // 2], word[_LONG // 2 :]
        apart = len(word) == _LONG and all(map(is_known, halves)) and word not in vocabulary()["words"]
        found += halves if apart else (word,)
    return tuple(found)


@lru_cache(maxsize=4096)
def edges(text: str) -> frozenset[int]:
    """The places where a word can begin or end, by the finest of the usual ways to cut."""
    found = {0, len(text)}
    for _, start, end in _tokenizer().tokenize(text, mode="search"):
        found |= {start, end}
    return frozenset(found)


def is_known(word: str) -> bool:
    """Whether the dictionary has the word."""
    return bool(_tokenizer().frequency(word))


@lru_cache(maxsize=4096)
def telling_words(phrase: str) -> tuple[str, ...]:
    """The words of a phrase that carry its meaning; all of them where hardly any does."""
    words = [word for word in cut_finely(phrase) if word.strip() and word[0].isalnum()]
    empty = vocabulary()["empty"]
    # 好 at the end judges (质量好); elsewhere it says little (做好记录).
    telling = [
        word for at, word in enumerate(words) if word not in empty or (word == "好" and 0 < at == len(words) - 1)
    ]
    # One character alone tells too little: 自己吃 is more than 吃.
    return tuple(telling if len("".join(telling)) > 1 else words)


@cache
def kinds_of(word: str) -> re.Pattern[str] | None:
    """What a word may be said by besides, one way only: 橘子 for 水果, 王女士 for 顾客."""
    pattern = vocabulary()["kinds"].get(word)
    return re.compile(pattern) if pattern else None


@cache
def same_as(word: str) -> tuple[str, ...]:
    """A word and all that say the same, longest first."""
    groups = [group for group in vocabulary()["synonyms"] if word in group]
    return tuple(sorted({word, *(other for group in groups for other in group)}, key=lambda one: (-len(one), one)))
