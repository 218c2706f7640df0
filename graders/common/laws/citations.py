"""Laws and articles that a text cites: ``《消费者权益保护法》第二十五条``, ``消法第24、25条``, ``该法第五十五条``."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from functools import cache, lru_cache
from itertools import islice

from yuejuan.graders.common.answers import Line
from yuejuan.graders.common.document.phrases import negated
from yuejuan.graders.common.document.places import span
from yuejuan.graders.common.laws.table import Law, law_named, laws
from yuejuan.graders.common.numbers import read_chinese
from yuejuan.graders.finding import TextSpan

_BOOK = re.compile(r"[《〈<]\s*([^《》〈〉<>]{2,40}?)\s*[》〉>]")
_KIND_OF_LAW = re.compile(r"(?:法|法典|条例|办法|规定|细则|解释)$")
_EDITION = re.compile(r"[（(\[【][^）)\]】]{1,20}[）)\]】]$|(?:20|19)\d\d年?(?:修[正订]|版)$")
_SIMILAR = 0.85
_REACH = 40
_MOST = 500
_NUMBER = r"(?:[〇零○一二三四五六七八九十百千两廿卅]{1,10}|[\d０-９](?:\s?[\d０-９]){0,5})"
_ARTICLE = re.compile(
    rf"(?P<nth>第\s{{0,3}})?{_NUMBER}(?:\s?[、,，和及与至到~～—-]{{1,2}}\s?第?\s?{_NUMBER}){{0,20}}\s{{0,3}}条"
)
# 消费者权益保护法第二十五规定…: an article that lost its 条.
_WITHOUT_MARK = re.compile(rf"[法例定]\s*[》〉>]?\s*第\s*{_NUMBER}(?!\s*[条编章节次届批年天])|第[^，。；！？]{{1,8}}条")
_ONE = re.compile(_NUMBER)
_BETWEEN = re.compile(
    r"^[》〉>”\"\s\u3000]*(?:[（(][^（）()]{1,20}[)）])?[》〉>”\"）)\s]*(?:的|中的?|之|里的?|规定的?|明确规定|在|：|:|，|,)?\s*"
    rf"(?:第\s*{_NUMBER}\s*[编章节]\s*)*$"
)
_SAME_LAW = re.compile(
    r"^(?:之[一二三])?\s*(?:第\s*[一二三四五六\d]+\s*[款项]\s*)*(?:[、，,和及与至到~～—-]|以及|同时|还有|并且?|规定)*\s*$"
)
_ROW = re.compile(r".*/r\d+(?=/c\d)")
_OPENS = re.compile(
    r"^[\s\u3000]*(?:[（(]?\s*(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s*[.．、)）]|[①-⑳])?(?:根据|依据|依照|按照|适用|违反了?)?"
    r"(?:同一?部?法律?|[该此本]部?法律?|这部法律?|上述法律?)?(?:的|中的?|里的?|还|又|另外|在)?[\s\u3000]*$"
)
_VAGUE = re.compile(
    r"(?<![办方做想看说无没合违依手语用写])法(?!定|院|人|治|子|国|式)|法[律规]|条例|规定|规章|三包|(?<!没有)(?<!想)办法(?=》|第)"
)
_INSIDE_OTHER_WORDS = re.compile(r"[取撤注抵打吊]消法|消法[定律院]")


class MentionKind(StrEnum):
    """How a law was named: rightly, by a wrong name that can only mean one law, or by a name not in the table."""

    EXACT = "exact"
    MISNAMED = "misnamed"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Mention:
    """A law named in the text; ``law`` is ``None`` for a name that is not in the table. ``denied``: taken back."""

    kind: MentionKind
    law: Law | None
    name: str
    place: TextSpan
    denied: bool = False


@dataclass(frozen=True)
class Citation:
    """An article cited. ``exact``: it follows the name of its law, be it in the next cell of a row of a table.

    Else the law is the one named last before it, in its paragraph or, where the article opens its own (``第十七条…``,
    ``同法第十七条``), in those above.
    """

    mention: Mention | None
    number: int
    exact: bool
    place: TextSpan


@dataclass(frozen=True)
class Reading:
    """All that a text cites, in order."""

    mentions: tuple[Mention, ...]
    citations: tuple[Citation, ...]
    vague: bool
    """Whether the text speaks of laws without naming one in the table (``法律规定``, ``三包``)."""
    loose_articles: bool
    """Whether the text has so many 条 of something that no law stands in front of."""


@dataclass(frozen=True)
class _Spot:
    start: int
    end: int
    mention: Mention


@dataclass(frozen=True)
class _Above:
    """The law named last in the paragraphs above, and where."""

    line: Line
    spot: _Spot

    def binds(self, line: Line, prefix: str) -> bool | None:
        """Whether an article behind ``prefix`` belongs to this law: True exactly, False likely, ``None`` not."""
        row, own_row = (_ROW.match(one.paragraph.path) for one in (self.line, line))
        if row is not None and own_row is not None and (self.line.file, row[0]) == (line.file, own_row[0]):
            return _BETWEEN.match(self.line.own[self.spot.end :] + prefix) is not None
        return False if _OPENS.match(prefix) else None


def read_laws(lines: tuple[Line, ...]) -> Reading:
    """The laws named and the articles cited in the candidate's own text, up to 500 of each in a paragraph."""
    mentions: list[Mention] = []
    citations: list[Citation] = []
    above: _Above | None = None
    for line in lines:
        spots = sorted(islice(_spots(line), _MOST), key=lambda spot: spot.start)
        mentions += [spot.mention for spot in spots]
        citations += islice(_citations(line, spots, above), _MOST)
        above = _Above(line, spots[-1]) if spots else above
    vague = any(_VAGUE.search(line.own) for line in lines)
    loose = any(_ARTICLE.search(line.own) or _WITHOUT_MARK.search(line.own) for line in lines)
    return Reading(tuple(mentions), tuple(citations), vague, loose)


def _spots(line: Line) -> Iterator[_Spot]:
    """Names in book marks as wholes, then names without marks in the rest of the text."""
    kept: list[str] = []
    at = 0
    for match in _BOOK.finditer(line.own):
        name = match[1]
        kind, law = _law_in_marks(name)
        if law is None and not _KIND_OF_LAW.search(_EDITION.sub("", name)):
            continue
        kept += [line.own[at : match.start()], "\n" * len(match.group())]
        at = match.end()
        yield _spot(line, kind, law, name, match.start(), match.end())
    rest = "".join((*kept, line.own[at:]))
    rest = _INSIDE_OTHER_WORDS.sub(lambda match: "\n" * len(match.group()), rest)
    for match in _names().finditer(rest):
        law = law_named(match.group())
        kind = MentionKind.EXACT if law is not None else MentionKind.MISNAMED
        yield _spot(line, kind, law or _misnamed()[match.group()], match.group(), match.start(), match.end())


def _spot(line: Line, kind: MentionKind, law: Law | None, name: str, start: int, end: int) -> _Spot:
    place = span(line.file, line.paragraph, start, end, law.name if law is not None else None)
    return _Spot(start, end, Mention(kind, law, name, place, negated(line.own, start)))


@lru_cache(maxsize=1024)
def _law_in_marks(name: str) -> tuple[MentionKind, Law | None]:
    bare = _EDITION.sub("", re.sub(r"\s+", "", name))
    law = law_named(bare)
    if law is not None:
        return MentionKind.EXACT, law
    if bare in _misnamed():
        return MentionKind.MISNAMED, _misnamed()[bare]
    similar = [
        (SequenceMatcher(None, bare, right, autojunk=False).ratio(), law) for law in laws() for right in law.names
    ]
    best, nearest = max(similar, key=lambda pair: pair[0])
    return (MentionKind.MISNAMED, nearest) if best >= _SIMILAR else (MentionKind.UNKNOWN, None)


@cache
def _misnamed() -> dict[str, Law]:
    return {name: law for law in laws() for name in law.misnamed}


@cache
def _names() -> re.Pattern[str]:
    every = [*(name for law in laws() for name in law.names), *_misnamed()]
    return re.compile("|".join(re.escape(name) for name in sorted(every, key=lambda name: (-len(name), name))))


def _citations(line: Line, spots: list[_Spot], above: _Above | None) -> Iterator[Citation]:
    """Articles in order. One joined to an exact one is exact, too; ``25条`` without 第 counts only so."""
    ends = [spot.end for spot in spots]
    end_of_exact: int | None = None
    bound: _Above | None = None
    for match in _ARTICLE.finditer(line.own):
        number_before = bisect_right(ends, match.start())
        last = spots[number_before - 1] if number_before else None
        exact = last is not None and _fits(_BETWEEN, line.own, last.end, match.start())
        if last is None and bound is None and above is not None:
            binds = above.binds(line, line.own[: match.start()])
            bound, exact = (above, binds) if binds is not None else (None, False)
        if not exact and end_of_exact is not None and end_of_exact >= (last.end if last is not None else 0):
            exact = _fits(_SAME_LAW, line.own, end_of_exact, match.start())
        if not exact and not match["nth"]:
            continue
        end_of_exact = match.end() if exact else None
        place = span(line.file, line.paragraph, match.start(), match.end())
        spot = last or (bound.spot if bound is not None else None)
        for number in map(_number, _ONE.findall(match.group())):
            if number is not None:
                yield Citation(spot.mention if spot is not None else None, number, exact, place)


def _fits(pattern: re.Pattern[str], text: str, start: int, end: int) -> bool:
    return end - start <= _REACH and pattern.match(text[start:end]) is not None


def _number(text: str) -> int | None:
    narrow = re.sub(r"\s", "", text).translate({code: code - 0xFEE0 for code in range(0xFF10, 0xFF1A)})
    narrow = narrow.replace("廿", "二十").replace("卅", "三十")
    if narrow.isdigit():
        return int(narrow) if len(narrow) <= 6 else None
    value = read_chinese(narrow)
    return int(value) if value is not None else None
