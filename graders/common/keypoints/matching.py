"""Key points in sentences: by words in any order, with synonyms and slips, and with negation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from yuejuan.graders.common.answers import Line
from yuejuan.graders.common.answers.plain import NUMBERING, plain
from yuejuan.graders.common.keypoints.model import KeyPoint
from yuejuan.graders.common.keypoints.wording import find_phrase, find_word, is_denied

_SENTENCE = re.compile(r"[^。！？!?；;\n]+")
_ITEMS = re.compile(r"[、,，/\s|+]+")
_RUNNING = re.compile(r"[的了是让使把对为会能要可在给向从将有]|因为|所以|通过|进行|以及|并且|如果")
_LIST_ITEMS, _LONGEST_ITEM = 4, 6

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
        place = next((at for word in need.split("|") if (at := find_word(said, word)) is not None), None)
        if place is None:
            return ()
        needed.append(place)
    phrases = [_plain(phrase) for phrase in point.say]
    found = [(phrase, places) for phrase in phrases if (places := find_phrase(said, phrase))]
    # Where the sentence denies the point, only the key's own words make it all the same, no loose ones.
    if found and found[0][0] not in said and any(is_denied(said, phrase) for phrase in phrases):
        found = [(phrase, places) for phrase, places in found if phrase in said]
    return tuple(sorted({*found[0][1], *needed})) if found else ()


_plain = lru_cache(maxsize=4096)(plain)
