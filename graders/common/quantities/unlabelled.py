"""Values that stand without their name: told by their calculation, their number in the answer, or the value itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from yuejuan.graders.common.answers import Answer, Found, Line, Values, Wanted
from yuejuan.graders.common.answers.plain import NUMBERING, plain
from yuejuan.graders.common.answers.values_in_text import found_behind
from yuejuan.graders.common.answers.written import PEOPLE, in_unit
from yuejuan.graders.common.document.places import span
from yuejuan.graders.common.numbers import Quantity, find_quantities
from yuejuan.graders.common.quantities.expression import parse
from yuejuan.graders.common.quantities.model import Problem

_SENTENCE = re.compile(r"[^。；;！？\n]+")
_MARK = re.compile(r"[，,：:=≈]")
_OPERATOR = re.compile(r"[+\-−×*÷/x]")
_NUMBERED = re.compile(r"[(（]\s*([1-9])\s*[)）]|(?<![^\s；;。，,])([1-9])\s*[.．、](?!\d)|([①-⑨])")
_TELLING = 10
"""A value below this is too common to be known by itself."""


def unlabelled(answer: Answer, problem: Problem, wanted: Mapping[str, Wanted], values: Values) -> Iterator[Found]:
    """Values of quantities that were not found by name, none of them exact; at most one for each quantity."""
    lines = [line for line in answer.lines if line.table is None]
    missing = [name for name in wanted if not values.found[name]]
    found = {} if len(missing) < len(wanted) else {one.name: one for one in _by_number(lines, wanted)}
    for way in (_by_calculation, _by_value):
        open_ones = [name for name in missing if name not in found]
        given = {name: one.value.number for name in wanted if (one := values.settled(name)) and one.value}
        given |= {name: one.value.number for name, one in found.items() if one.value}
        found |= way(lines, problem, {name: wanted[name] for name in open_ones}, given)
    yield from found.values()


def _by_calculation(
    lines: Sequence[Line], problem: Problem, wanted: Mapping[str, Wanted], given: Mapping[str, Fraction]
) -> dict[str, Found]:
    """``500÷80=6.25→7人`` is the quantity that is worked out of these two numbers."""
    right = problem.right_values()
    known = {**{name: Fraction(value) for name, value in problem.data.items()}, **right, **given}
    by_terms: dict[tuple[Fraction, ...], list[str]] = {}
    for name in problem.quantities:
        names = parse(problem.quantities[name].formula).names
        by_terms.setdefault(tuple(sorted(known[used] for used in names)), []).append(name)
    found: dict[str, Found] = {}
    for line in lines:
        for sentence in _SENTENCE.finditer(line.own):
            for start, end, terms in _equations(sentence.group()):
                names_told = by_terms.get(terms, []) if len(terms) > 1 else []
                if len(names_told) != 1 or names_told[0] not in wanted:
                    continue
                one = found_behind(line, names_told[0], sentence.start() + start, sentence.start() + end, wanted)
                if one is not None and not _still_to_be_rounded(one, wanted[one.name]):
                    found.setdefault(one.name, one)
    return found


def _still_to_be_rounded(one: Found, asked: Wanted) -> bool:
    """A fraction of people that is not called people: ``1260÷120=10.5`` alone is a step on the way."""
    return one.value is not None and asked.unit in PEOPLE and one.value.bare and one.value.number.denominator != 1


def _equations(sentence: str) -> Iterator[tuple[int, int, tuple[Fraction, ...]]]:
    """Each calculation of a sentence: where its result begins, where the next one starts, and its sorted terms."""
    numbered = NUMBERING.match(sentence)
    said, start = plain(sentence), numbered.end() if numbered else 0
    left_sides: list[tuple[int, int]] = []
    for mark in _MARK.finditer(said, start):
        if mark[0] in "=≈" and _OPERATOR.search(said, start, mark.start()):
            left_sides.append((start, mark.start()))
        start = mark.end()
    for (begin, sign), following in zip(left_sides, [*left_sides[1:], None], strict=False):
        terms = tuple(sorted(_term(one) for one in find_quantities(said[begin:sign])))
        yield sign, following[0] if following else len(sentence), terms


def _term(one: Quantity) -> Fraction:
    return one.ratio if one.ratio is not None else one.value


def _by_number(lines: Sequence[Line], wanted: Mapping[str, Wanted]) -> Iterator[Found]:
    """``(1)… (2)…``: as many numbered values as there are quantities stand for them in their order."""
    pieces: list[tuple[int, Line, int, int]] = []
    for line in lines:
        marks = list(_NUMBERED.finditer(plain(line.own)))
        for mark, following in zip(marks, [*marks[1:], None], strict=False):
            end = following.start() if following else len(line.own)
            pieces.append((_number(mark), line, mark.end(), end))
    if [number for number, *_ in pieces] != list(range(1, len(wanted) + 1)):
        return
    every = [
        found_behind(line, name, start, end, wanted) for name, (_, line, start, end) in zip(wanted, pieces, strict=True)
    ]
    readable = [one for one in every if one is not None and one.value is not None]
    if len(readable) == len(wanted):
        yield from readable


def _number(mark: re.Match[str]) -> int:
    return ord(mark[3]) - ord("①") + 1 if mark[3] else int(mark[1] or mark[2])


def _by_value(
    lines: Sequence[Line], problem: Problem, wanted: Mapping[str, Wanted], given: Mapping[str, Fraction]
) -> dict[str, Found]:
    """A number in the quantity's own unit that is its right value, and neither data nor another quantity."""
    right = problem.right_values()
    data = {Fraction(value) for value in problem.data.values()}
    found: dict[str, Found] = {}
    for line in lines:
        for one in find_quantities(line.own):
            for name, asked in wanted.items():
                exact = right[name]
                alone = exact not in data and list(right.values()).count(exact) == 1
                if one.unit is None or asked.unit is None or not alone or abs(exact) < _TELLING:
                    continue
                value = in_unit(one, asked.unit)
                if value is not None and value.number == exact and name not in found:
                    place = span(line.file, line.paragraph, one.start, one.end)
                    found[name] = Found(name, value, False, place)
    return found
