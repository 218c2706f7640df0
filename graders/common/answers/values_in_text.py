"""Values in running text: calculation lines, lists, and sentences such as ``按发货量需要8人``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from yuejuan.graders.common.answers.calculation import result_of_clause, terms_of
from yuejuan.graders.common.answers.labels import Labels, Mention
from yuejuan.graders.common.answers.plain import NUMBERING
from yuejuan.graders.common.answers.source import Answer, Line
from yuejuan.graders.common.answers.written import PEOPLE, Found, Wanted, in_unit
from yuejuan.graders.common.document.places import span
from yuejuan.graders.common.numbers import Quantity, find_quantities
from yuejuan.graders.finding import TableCell, TextSpan

_SENTENCE_END = re.compile(r"[。；;！？\n]")
_CLAUSE = re.compile(r"[，,。；;！？\n](?!\d{3}(?!\d))")
_MORE = re.compile(
    r"^\s*(?:即|也就是|就是|取整|取|向上|进位|进一|所以|因此|故|约|大约|得到|得|需要|需|应|至少|四舍五入|最终|一共|共|"
    r"总共|总计|合计|才|结果|刚好|正好|最后)"
)
_RATE = re.compile(r"(?:每|(?<!进)一[个名位]|各)[^，,。；;=≈\d]{0,8}$")
_NOT_ENOUGH = re.compile(r"不够|不足|只能|还差|还剩|不满|忙不过来|来不及|没人|如果|假如|要是")
_NEXT_ITEM = re.compile(r"(?:^|[\s；;，,。])(?:[(（]\d{1,2}[)）]|\d{1,2}[.．)）]|[①-⑳])\s*$")
_SENTENCE_MARKS = "。；;！？\n"
_LONGEST_NUMBER = 16
_OPENED = re.compile(r"[（(][^（）()，,。；;\d]{0,8}$")
_CLOSED = re.compile(r"[^（）()\d]{0,12}[)）]")
_PERSONAL = re.compile(r"考号|学号|准考证|姓名|座位|身份证|电话|日期")


def values_in_lines(lines: Sequence[Line], labels: Labels, wanted: Mapping[str, Wanted]) -> Iterator[Found]:
    """Every value in the candidate's own text, in order."""
    for line in lines:
        mentions = list(labels.mentions(line.own))
        counted: bool | None = None
        sentence: int | None = None
        for mention, following in zip(mentions, [*mentions[1:], None], strict=False):
            begin = max(line.own.rfind(mark, 0, mention.start) for mark in _SENTENCE_MARKS)
            before = _count_before(line, mention, wanted[mention.name])
            counted, sentence = (counted if begin == sentence else before is not None), begin
            if counted and before is not None:
                yield before
                continue
            end = _end_of_item(line.own, mention.end, following.start) if following else len(line.own)
            found = _value(line, mention, end, wanted[mention.name])
            if found is not None:
                yield found


def _count_before(line: Line, mention: Mention, asked: Wanted) -> Found | None:
    """The people that are counted right before their name: ``25名打包员``."""
    if asked.unit not in PEOPLE:
        return None
    one = _number_ending_at(line, mention.start)
    if one is None or one.unit not in ("名", "位", "个") or one.value <= 1:
        return None
    read = in_unit(one, asked.unit)
    if read is None:
        return None
    return Found(mention.name, read, False, span(line.file, line.paragraph, one.start, one.end))


def _number_ending_at(line: Line, end: int) -> Quantity | None:
    """The number whose last character stands right before ``end``, in the line's own places."""
    begin = max(0, end - _LONGEST_NUMBER)
    for one in find_quantities(line.own[begin:end]):
        if one.end == end - begin and (one.start or not begin):
            return replace(one, start=begin + one.start, end=end)
    return None


def _end_of_item(said: str, begin: int, end: int) -> int:
    """Where what stands behind a label ends, without the number of the next item: ``1.孙同学 2.赵女士``."""
    number = _NEXT_ITEM.search(said[begin:end])
    return begin + number.start() if number else end


def _value(line: Line, mention: Mention, end: int, wanted: Wanted) -> Found | None:
    """The value of the first clause behind the label that has one, unless a later clause says how it is rounded.

    A label in brackets right behind a number is that number's: ``7人（按发货量算）``.
    """
    opening = _OPENED.search(line.own, max(0, mention.start - _LONGEST_NUMBER), mention.start)
    if opening and _CLOSED.match(line.own, mention.end):
        one = _number_ending_at(line, opening.start())
        if one is not None and (read := in_unit(one, wanted.unit)) is not None:
            return Found(mention.name, read, False, span(line.file, line.paragraph, one.start, one.end))
    segment = line.own[mention.end : end]
    stop = _SENTENCE_END.search(segment)
    return found_behind(line, mention.name, mention.end, mention.end + (stop.start() if stop else len(segment)), wanted)


def found_behind(line: Line, name: str, begin: int, end: int, wanted: Mapping[str, Wanted] | Wanted) -> Found | None:
    """The value of a quantity in a part of a line: that of the first clause that has one, or as it is rounded later.

    Numbers that are rates (``每次45元``) and clauses that say what does not do (``7人不够``) count only where there is
    nothing else. Several different numbers are no value.
    """
    asked = wanted if isinstance(wanted, Wanted) else wanted[name]
    chosen = _chosen(line.own[begin:end], asked)
    if chosen is None:
        return None
    start, results = chosen
    at = begin + start
    one = results[0]
    read = in_unit(one, asked.unit)
    if read is None:
        return None
    if not _all_one(results, asked):
        place = span(line.file, line.paragraph, at + results[0].start, at + results[-1].end)
        return Found(name, None, False, place)
    place = span(line.file, line.paragraph, at + one.start, at + one.end)
    return Found(name, read, False, place)


def result_of_clauses(text: str, asked: Wanted) -> Quantity | None:
    """The one value that the clauses of a text come to: ``520÷80=6.5，取7人``; ``None`` for several."""
    chosen = _chosen(text, asked)
    return chosen[1][0] if chosen is not None and _all_one(chosen[1], asked) else None


def _all_one(results: Sequence[Quantity], asked: Wanted) -> bool:
    """Whether all are one value, perhaps in other units: ``257500元（25.75万元）``."""
    return len({read.number for one in results if (read := in_unit(one, asked.unit)) is not None}) == 1


def _chosen(text: str, asked: Wanted) -> tuple[int, tuple[Quantity, ...]] | None:
    chosen: tuple[int, tuple[Quantity, ...]] | None = None
    weak: tuple[int, tuple[Quantity, ...]] | None = None
    for start, clause in _clauses(text):
        results = result_of_clause(clause, asked.unit)
        strong = tuple(one for one in results if not (_is_rate(one, asked) or _RATE.search(clause[: one.start])))
        if not strong or _NOT_ENOUGH.search(clause):
            weak = weak or ((start, results) if results else None)
        elif chosen is None or _MORE.match(clause) or _only_now_whole(chosen[1], strong, asked):
            chosen = (start, strong)
        elif _says_otherwise(chosen[1], strong, asked):
            return chosen[0], (*chosen[1], *strong)
    return chosen or weak


def _is_rate(one: Quantity, asked: Wanted) -> bool:
    """``1560元/年``, where no rate is asked for."""
    return one.per is not None and "/" not in (asked.unit or "")


def _only_now_whole(before: Sequence[Quantity], now: Sequence[Quantity], asked: Wanted) -> bool:
    """``6.25，要7人``: people are whole, and the number with their unit is the result."""
    if asked.unit not in PEOPLE or before[0].value.denominator == 1:
        return False
    return now[0].unit in PEOPLE and now[0].value.denominator == 1


def _says_otherwise(before: Sequence[Quantity], now: Sequence[Quantity], asked: Wanted) -> bool:
    """A bare number, and behind it another one in the unit asked for: which of them is meant is open."""
    return asked.unit in PEOPLE and before[0].unit is None and now[0].unit == asked.unit and before[0] != now[0]


def _clauses(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for match in _CLAUSE.finditer(text):
        yield start, text[start : match.start()]
        start = match.end()
    yield start, text[start:]


def loose_numbers(answer: Answer, lines: Sequence[Line], found: Sequence[Found]) -> tuple[frozenset[Fraction], bool]:
    """Every number of the answer that no quantity took, and whether running text has one that is no mere term."""
    taken = {_key(one.evidence) for one in found}
    loose: set[Fraction] = set()
    in_prose = False
    for line in lines:
        if _PERSONAL.search(line.own):
            continue
        numbering = NUMBERING.match(line.own)
        terms = {term.start for term in terms_of(line.own)}
        for one in find_quantities(line.own):
            if numbering and one.start < numbering.end():
                continue
            if (line.file, line.paragraph.path, one.start) not in taken:
                loose.add(one.value)
                in_prose = in_prose or (line.table is None and one.start not in terms)
    in_lines = {(line.file, line.paragraph.path) for line in lines}
    for grid in (*answer.grids, *(one for one in answer.typed if (one.file, one.name) not in in_lines)):
        for row in range(grid.rows):
            for column in range(grid.columns):
                cell = grid.at(row, column)
                if cell is not None and _key(grid.place(cell)) not in taken:
                    loose.update(one.value for one in find_quantities(cell.words))
    return frozenset(loose), in_prose


def _key(place: TableCell | TextSpan) -> tuple[str | int, ...]:
    if isinstance(place, TextSpan):
        return place.file, place.block, place.start
    return place.file, place.table, place.row, place.column
