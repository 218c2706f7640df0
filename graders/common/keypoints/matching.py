"""Key points in sentences: by words in any order, with synonyms and slips, and with negation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby

from yuejuan.graders.common.answers import Line, row_of
from yuejuan.graders.common.answers.plain import NUMBERING, plain
from yuejuan.graders.common.keypoints.model import KeyPoint
from yuejuan.graders.common.keypoints.wording import find_part, find_phrase, find_word, grams_of, is_denied, may_be_said

_SENTENCE = re.compile(r"[^。！？!?；;\n]+")
_ITEMS = re.compile(r"[、,，/\s|+]+")
_RUNNING = re.compile(r"[的了是让使把对为会能要可在给向从将有]|因为|所以|通过|进行|以及|并且|如果")
_LIST_ITEMS, _LONGEST_ITEM = 4, 6
_LONGEST_ROW = 120

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
    """Every sentence that makes a point, for each point; words that make one point do not make another one too.

    What no cell of a table's row says alone, the row may say together: 评价 beside 15天内可以写.
    """
    found: dict[str, list[Match]] = {name: [] for name in points}
    for line in lines:
        for start, end in _sentences(line.own):
            for match in _told(line, (start, end), points):
                found[match.point].append(match)
    for row in _rows(lines):
        cells = set(map(id, row))
        left = {name: one for name, one in points.items() if not any(id(match.line) in cells for match in found[name])}
        for match in _told_together(row, left):
            found[match.point].append(match)
    return found


def near_misses(
    lines: Sequence[Line], points: Mapping[str, KeyPoint], made: Mapping[str, Sequence[Match]]
) -> dict[str, list[Match]]:
    """Sentences that make no point and have half of the words of one that nothing makes: they may say it otherwise."""
    explained = {(id(one.line), one.sentence) for told in made.values() for one in told}
    missing = {name: point for name, point in points.items() if not made.get(name)}
    found: dict[str, list[Match]] = {name: [] for name in missing}
    for line in lines if missing else ():
        for sentence in _sentences(line.own):
            if (id(line), sentence) in explained or line.paragraph.level is not None:
                continue
            start, said = sentence[0], plain(line.own[slice(*sentence)])
            for name, point in missing.items():
                words = next((words for phrase in _phrases(point.say) if (words := find_part(said, phrase))), ())
                if words and _needed(said, point) is not None:
                    places = tuple((start + a, start + b) for a, b in words)
                    found[name].append(Match(name, line, sentence, places, False))
    return found


def _told(line: Line, sentence: Span, points: Mapping[str, KeyPoint]) -> Iterator[Match]:
    start, end = sentence
    said = plain(line.own[start:end])
    told = [
        Match(name, line, sentence, tuple((start + a, start + b) for a, b in words), False)
        for name, point in points.items()
        if (words := _words_of(said, point))
    ]
    listed = len(told) > 1 and is_keyword_list(line.own[start:end])
    for match in _without_competitors(told):
        yield replace(match, listed=True) if listed else match


def _rows(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The lines of each short row that has several."""
    for row, together in groupby(lines, row_of):
        cells = [line for line in together if line.own.strip()]
        if row is not None and len(cells) > 1 and sum(len(line.own) for line in cells) <= _LONGEST_ROW:
            yield cells


def _told_together(row: Sequence[Line], points: Mapping[str, KeyPoint]) -> Iterator[Match]:
    """The points that a row makes; each match points at the cell that has most of its words."""
    said = "，".join(plain(line.own).replace("\n", "，") for line in row)
    for name, point in points.items():
        words = _words_of(said, point)
        if not words:
            continue
        line, inside = max(_by_line(row, words), key=lambda one: sum(end - start for start, end in one[1]))
        yield Match(name, line, (0, len(line.own)), inside, False)


def _by_line(row: Sequence[Line], words: Sequence[Span]) -> Iterator[tuple[Line, tuple[Span, ...]]]:
    """The words that lie in each line of a joined row, in its own places."""
    reached = 0
    for line in row:
        end = reached + len(line.own)
        yield line, tuple((a - reached, b - reached) for a, b in words if reached <= a and b <= end)
        reached = end + 1


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
    needed = _needed(said, point)
    if needed is None:
        return ()
    phrases, grams = _phrases(point.say), grams_of(said)
    likely = [phrase for phrase in phrases if may_be_said(phrase, grams)]
    found = [(phrase, places) for phrase in likely if (places := find_phrase(said, phrase))]
    # Where the sentence denies the point, only the key's own words make it all the same, no loose ones.
    if found and found[0][0] not in said and any(is_denied(said, phrase) for phrase in likely):
        found = [(phrase, places) for phrase, places in found if phrase in said]
    return tuple(sorted({*found[0][1], *needed})) if found else ()


def _needed(said: str, point: KeyPoint) -> list[Span] | None:
    """The places of the words that the point needs besides; ``None`` where one is wanting, or a forbidden one there."""
    if any(word in said for word in point.without):
        return None
    places = [
        next((at for word in need.split("|") if (at := find_word(said, word)) is not None), None)
        for need in point.needs
    ]
    found = [place for place in places if place is not None]
    return found if len(found) == len(places) else None


@lru_cache(maxsize=1024)
def _phrases(say: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(plain, say))
