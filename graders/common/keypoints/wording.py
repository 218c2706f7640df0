"""A key phrase in a sentence: as it stands, with a slip, or by its telling words in any order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil

from yuejuan.graders.common.keypoints.cutting import (
    cut,
    cut_finely,
    edges,
    is_known,
    kinds_of,
    same_as,
    telling_words,
    vocabulary,
)
from yuejuan.graders.common.keypoints.denial import taken_back
from yuejuan.graders.common.keypoints.slips import is_opposite, slip

_DENIALS = "不 没 没有 未 无 零 别 不会 不能 不再 没能 未能 未曾 从未 从不 缺少 缺乏 缺 忘了 忘记 漏了"
_DENYING = frozenset(_DENIALS.split())
_DENIED = re.compile(
    r"(?:不(?![仅但只光单过]|同|断|久)|没|未|无(?![论限])|零|别(?!具|致)|缺|忘|漏|少了|从不)[^，。；！？,;!?]{0,8}$"
)
_DENIAL = re.compile(r"不|没|无|未|勿|避免|禁止|零|非|缺|忘|漏")
_DEGREE = frozenset("很太更最真超好特挺也都就")
_SLIP_FROM = 3
_ALL_OF, _MOSTLY = 3, 0.75
_REACH = 12
_BUYER = "买家|买方|顾客|客户|消费者|客人|您|你|自己|自行|自(?=费|付|理)"
_SELLER = "商家|卖家|卖方|店|我们|我方|咱们|公司|客服"
_BEARING = re.compile(
    rf"(?:(?P<buyer>{_BUYER})|(?P<seller>{_SELLER}))(?P<between>[^，。；！？,;!?]{{0,6}}?)(?:承担|负担|支付|垫付|自理|全包|出|付(?!款后)|掏)"
)

Span = tuple[int, int]


@dataclass(frozen=True)
class _Unit:
    """A telling word, and the spelling of it with the word that denies it (不 + 及时); empty when nothing does."""

    word: str
    denied: str = ""


def may_be_said(phrase: str, grams: frozenset[str]) -> bool:
    """A quick look that spares the long one: whether the words of a phrase can begin anywhere among these pairs."""
    whole, units, misses = _quick(phrase)
    if whole is None or not whole.isdisjoint(grams):
        return True
    for unit in units:
        if unit is not None and unit.isdisjoint(grams):
            if misses == 0:
                return False
            misses -= 1
    return True


@lru_cache(maxsize=4096)
def grams_of(said: str) -> frozenset[str]:
    """The characters of a sentence and its pairs of them."""
    return frozenset(said) | {said[at : at + 2] for at in range(len(said) - 1)}


@lru_cache(maxsize=4096)
def _quick(phrase: str) -> tuple[frozenset[str] | None, tuple[frozenset[str] | None, ...], int]:
    """What the phrase as one word, and each of its units, can begin with; ``None`` for anything; units to be missed."""
    units = _units(phrase)
    return _beginnings(phrase), tuple(_beginnings(unit.word, unit.denied) for unit in units), _misses(units)


def _beginnings(*words: str) -> frozenset[str] | None:
    found: set[str] = set()
    for word in filter(None, words):
        if kinds_of(word) is not None:
            return None
        half = len(word) // 2
        halves = (word[:half], word[half:]) if len(word) >= _SLIP_FROM else ()
        found.update(spelling[:2] for spelling in (*same_as(word), *halves))
    return frozenset(found)


def _misses(units: Sequence[_Unit]) -> int:
    """How many words of a phrase may be wanting: none of up to three, a quarter of more."""
    return 0 if len(units) <= _ALL_OF else len(units) - ceil(_MOSTLY * len(units))


def find_phrase(said: str, phrase: str) -> tuple[Span, ...]:
    """The places of a phrase in a plain sentence; empty where it is not said, taken back, or said of the other side."""
    whole = find_word(said, phrase)
    if whole is not None:
        return (whole,)
    return _by_words(said, phrase)


def find_word(said: str, word: str) -> Span | None:
    """Where a word stands that the clause does not take back: itself, a synonym, or with one wrong character."""
    return next((place for place in _places(said, word) if not taken_back(said, place[0])), None)


def find_part(said: str, phrase: str) -> tuple[Span, ...]:
    """The places of half of a phrase's words or more, of which one tells something; empty where fewer are said.

    A sentence or phrase that denies anything, an opposite and another payer say something else plainly.
    """
    if _DENIAL.search(said) or _DENIAL.search(phrase) or is_opposite(said, phrase) or not _same_side(said, phrase):
        return ()
    units = _units(phrase)
    found = [(unit.word, place) for unit in units if (place := find_word(said, unit.word)) is not None]
    telling = any(word not in vocabulary()["generic"] for word, (start, end) in found if end - start > 1)
    return tuple(place for _, place in found) if telling and 2 * len(found) >= len(units) else ()


def is_denied(said: str, phrase: str) -> bool:
    """Whether all words of a phrase that denies nothing itself are there, and some of them only taken back."""
    if _DENIAL.search(phrase):
        return False
    units = [unit.word for unit in _units(phrase)]
    return all(next(_places(said, word), None) for word in units) and not all(find_word(said, word) for word in units)


def _by_words(said: str, phrase: str) -> tuple[Span, ...]:
    units = _units(phrase)
    denying = _DENIAL.search(phrase) is not None
    found: list[Span] = []
    allowed = _misses(units)
    for unit in units:
        place = _denied(said, unit) if unit.denied else _said(said, unit.word, free=not denying)
        if place is not None:
            found.append(place)
        elif allowed == 0:
            return ()
        else:
            allowed -= 1
    if not found or not _same_side(said, phrase):
        return ()
    return () if denying and taken_back(said, min(found)[0]) else tuple(found)


def _said(said: str, word: str, free: bool) -> Span | None:
    """The word where nothing denies it; in a phrase that denies something itself, wherever it stands."""
    return find_word(said, word) if free else next(_places(said, word), None)


def _denied(said: str, unit: _Unit) -> Span | None:
    """The denied word: under any denial of the clause, or as one word that says the same (慢 for 不及时)."""
    together = next(_spelled(said, same_as(unit.denied)), None)
    if together is not None:
        return together
    for start, end in _places(said, unit.word):
        before = _DENIED.search(said[max(0, start - _REACH) : start])
        if before is not None:
            return max(0, start - _REACH) + before.start(), end
    return None


def _places(said: str, word: str) -> Iterator[Span]:
    at = said.find(word)
    if at >= 0 and {at, at + len(word)} & edges(said):
        yield at, at + len(word)
    yield from _spelled(said, same_as(word))
    kinds = kinds_of(word)
    if kinds is not None:
        yield from (match.span() for match in kinds.finditer(said))
    if len(word) >= _SLIP_FROM and (place := slip(said, word)) is not None and not _is_other_word(said, place, word):
        yield place


def _is_other_word(said: str, place: Span, word: str) -> bool:
    """Whether what looks like a slip is another word: 发货有 for 发货快, 质量很 for 质量好."""
    (at,) = (at for at in range(len(word)) if said[place[0] + at] != word[at])
    start, end = next((start, end) for _, start, end in cut(word) if start <= at < end)
    written = said[place[0] + start : place[0] + end]
    return len(word) <= _SLIP_FROM and (end - start == 1 or is_known(written))


def _spelled(said: str, spellings: Sequence[str]) -> Iterator[Span]:
    for spelling in spellings:
        at = said.find(spelling)
        while at >= 0:
            end = at + len(spelling)
            if len(spelling) > 2 or _stands_alone(said, at, end):
                yield at, end
            at = said.find(spelling, at + 1)


def _stands_alone(said: str, start: int, end: int) -> bool:
    """Whether the few characters are a word here: one alone (or 很快) between two edges, two beside at least one."""
    found = edges(said)
    if end - start > 1:
        return start in found or end in found
    return end in found and (start in found or said[start - 1] in _DEGREE)


@lru_cache(maxsize=4096)
def _units(phrase: str) -> tuple[_Unit, ...]:
    telling = list(telling_words(phrase))
    units: list[_Unit] = []
    denial = ""
    for word in cut_finely(phrase):
        if word in _DENYING and word in telling:
            denial += word
        elif word in telling:
            units.append(_Unit(word, denial + word if denial else ""))
            denial = ""
    return tuple(units) if units and not denial else tuple(_Unit(word) for word in telling)


def _same_side(said: str, phrase: str) -> bool:
    """Whether who bears the cost in the sentence, where it says so, is who bears it in the phrase."""
    asked = _bearer(phrase)
    told = {side for match in _BEARING.finditer(said) if (side := _side(match))} if asked else set()
    return not told or asked in told


@lru_cache(maxsize=4096)
def _bearer(phrase: str) -> str | None:
    match = _BEARING.search(phrase)
    return _side(match) if match else None


def _side(match: re.Match[str]) -> str:
    """The side that is named last before the word for bearing."""
    between = match["between"]
    if re.search(_SELLER, between):
        return "seller"
    return "buyer" if match["buyer"] or re.search(_BUYER, between) else "seller"
