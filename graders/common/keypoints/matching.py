"""Key points in sentences: by words in any order, with synonyms and slips, and with negation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from yuejuan.graders.common.answers import Line
from yuejuan.graders.common.answers.plain import NUMBERING, plain
from yuejuan.graders.common.document.phrases import negated
from yuejuan.graders.common.keypoints.cutting import edges, same_as, telling_words
from yuejuan.graders.common.keypoints.model import KeyPoint

_SENTENCE = re.compile(r"[^。！？!?；;\n]+")
_NEGATION = re.compile(r"不|没|无|未|勿|避免|禁止|零|非")
_ITEMS = re.compile(r"[、,，/\s|+]+")
_RUNNING = re.compile(r"[的了是让使把对为会能要可在给向从将有]|因为|所以|通过|进行|以及|并且|如果")
_LIST_ITEMS, _LONGEST_ITEM = 4, 6
_SLIP_FROM = 3
_MOSTLY = 0.75

Span = tuple[int, int]


@dataclass(frozen=True)
class Match:
    """A point in a sentence: the places of its words in the line. ``listed``: the sentence only joins keywords."""

    point: str
    line: Line
    sentence: Span
    words: tuple[Span, ...]
    listed: bool

    @property
    def span(self) -> Span:
        """From the first word of the point to the last."""
        return min(start for start, _ in self.words), max(end for _, end in self.words)

    @property
    def length(self) -> int:
        """How many characters the words have together."""
        return sum(end - start for start, end in self.words)


def matches(lines: Sequence[Line], points: Mapping[str, KeyPoint]) -> dict[str, list[Match]]:
    """Every sentence that makes a point, for each point; words that make one point do not make another one too."""
    found: dict[str, list[Match]] = {name: [] for name in points}
    for line in lines:
        for start, end in _sentences(line.own):
            said = plain(line.own[start:end])
            told = [
                Match(name, line, (start, end), tuple((start + a, start + b) for a, b in words), False)
                for name, point in points.items()
                if (words := _words_of(said, point))
            ]
            listed = len(told) > 1 and is_keyword_list(line.own[start:end])
            for match in _without_competitors(told):
                found[match.point].append(
                    Match(match.point, match.line, match.sentence, match.words, listed) if listed else match
                )
    return found


def is_keyword_list(sentence: str) -> bool:
    """Whether a sentence is nothing but several short keywords in a row."""
    items = [item for item in _ITEMS.split(NUMBERING.sub("", sentence).strip(" 。.：:")) if item]
    if len(items) < _LIST_ITEMS:
        return False
    running = sum(bool(_RUNNING.search(item)) for item in items)
    return max(map(len, items)) <= _LONGEST_ITEM and 4 * running <= len(items)


def _sentences(text: str) -> Iterator[Span]:
    for match in _SENTENCE.finditer(text):
        if match.group().strip():
            yield match.span()


def _without_competitors(told: Sequence[Match]) -> list[Match]:
    """Of points that rest on the same words in one sentence the one with most words stays."""
    kept: list[Match] = []
    for match in sorted(told, key=lambda one: -one.length):
        if not any(set(match.words) <= set(_covered(other, match)) for other in kept):
            kept.append(match)
    return kept


def _covered(one: Match, other: Match) -> list[Span]:
    """The words of ``other`` that lie inside words of ``one``."""
    return [span for span in other.words if any(start <= span[0] and span[1] <= end for start, end in one.words)]


def _words_of(said: str, point: KeyPoint) -> tuple[Span, ...]:
    """The places of the words that make the point; empty when the sentence does not make it."""
    if any(word in said for word in point.without):
        return ()
    needed: list[Span] = []
    for need in point.needs:
        place = next((at for word in need.split("|") if (at := _place(said, word)) is not None), None)
        if place is None or negated(said, place[0]):
            return ()
        needed.append(place)
    for phrase in point.say:
        places = _phrase(said, _plain(phrase))
        if places and not _taken_back(said, phrase, places):
            return tuple(sorted({*places, *needed}))
    return ()


_plain = lru_cache(maxsize=4096)(plain)


def _taken_back(said: str, phrase: str, places: Sequence[Span]) -> bool:
    """Whether the clause denies the phrase; in one that denies something itself, only what stands before all of it."""
    starts = [start for start, _ in places]
    return any(negated(said, start) for start in ([min(starts)] if _NEGATION.search(phrase) else starts))


def _phrase(said: str, phrase: str) -> tuple[Span, ...]:
    """The places of a phrase: as it stands, else its telling words in any order."""
    at = said.find(phrase)
    if at >= 0 and (len(phrase) > 2 or {at, at + len(phrase)} & edges(said)):
        return ((at, at + len(phrase)),)
    if len(phrase) > _SLIP_FROM and (place := _slip(said, phrase)) is not None:
        return (place,)
    words = telling_words(phrase)
    places = [place for word in words if (place := _place(said, word)) is not None]
    enough = len(places) == len(words) if len(words) <= 3 else len(places) >= _MOSTLY * len(words)
    return tuple(places) if enough and places else ()


def _place(said: str, word: str) -> Span | None:
    """Where a word stands: itself, a synonym, or with one wrong character."""
    for spelling in same_as(word):
        at = said.find(spelling)
        while at >= 0:
            if len(spelling) > 2 or {at, at + len(spelling)} & edges(said):
                return at, at + len(spelling)
            at = said.find(spelling, at + 1)
    return _slip(said, word) if len(word) >= _SLIP_FROM else None


def _slip(said: str, word: str) -> Span | None:
    match = _with_one_wrong(word).search(said)
    return match.span() if match else None


@lru_cache(maxsize=4096)
def _with_one_wrong(word: str) -> re.Pattern[str]:
    """The word with any one of its characters replaced by another Han character that does not deny it."""
    other = r"(?![不没无未勿非零])[\u4e00-\u9fff]"
    return re.compile("|".join(re.escape(word[:at]) + other + re.escape(word[at + 1 :]) for at in range(len(word))))
