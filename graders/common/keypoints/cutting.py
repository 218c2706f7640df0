"""Cutting Chinese text into words, with the dictionary of the module; the dictionary is loaded at first use."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib import resources
from typing import Any


@cache
def vocabulary() -> dict[str, Any]:
    """The module's own words and groups of synonyms."""
    import yaml

    text = resources.files(__package__).joinpath("vocabulary.yaml").read_text("utf-8")
    loaded: dict[str, Any] = yaml.safe_load(text)
    return loaded


@cache
def _tokenizer() -> Any:
    import jieba

    tokenizer = jieba.Tokenizer()
    # What initialize() does, without its cache file in a folder that others can write to.
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    for word in vocabulary()["words"]:
        tokenizer.add_word(word)
    return tokenizer


@lru_cache(maxsize=4096)
def cut(text: str) -> tuple[tuple[str, int, int], ...]:
    """The words of a text with their places."""
    return tuple(_tokenizer().tokenize(text))


@lru_cache(maxsize=4096)
def edges(text: str) -> frozenset[int]:
    """The places where a word can begin or end, by the finest of the usual ways to cut."""
    found = {0, len(text)}
    for _, start, end in _tokenizer().tokenize(text, mode="search"):
        found |= {start, end}
    return frozenset(found)


@lru_cache(maxsize=4096)
def telling_words(phrase: str) -> tuple[str, ...]:
    """The words of a phrase that carry its meaning; all of them where hardly any does."""
    words = [word for word, _, _ in cut(phrase) if word.strip() and word[0].isalnum()]
    telling = [word for word in words if word not in vocabulary()["empty"]]
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
