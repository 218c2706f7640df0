"""The order in which an answer ranks customers, out of a sentence or a column of ranks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from yuejuan.graders.api import earned, lost, unsettled
from yuejuan.graders.common.answers import Answer
from yuejuan.graders.common.answers.names import NameBook
from yuejuan.graders.common.answers.plain import bare, plain
from yuejuan.graders.common.document.places import sentences, span
from yuejuan.graders.common.numbers import read_quantity
from yuejuan.graders.common.quantities import Marking
from yuejuan.graders.common.tables import Grid
from yuejuan.graders.finding import Evidence, Point, Reason
from yuejuan.messages import Value, say

_RANKS = re.compile(
    r"排序|排名|排列|顺序|名次|依次|从高到低|由高到低|从大到小|由大到小|从低到高|由低到高|从小到大|由小到大|[>＞<＜≥≤]"
)
_RISING = re.compile(r"从低到高|由低到高|从小到大|由小到大|升序|[<＜≤]")
_RANK_HEADER = re.compile(r"排名|名次|排序|位次")
_ORDINAL = re.compile(r"第?\s*([一二三四五六七八九十]|\d{1,2})\s*[名位]?")
_CLAUSE = re.compile(r"[^，,。；;！？\n]+")
_PLACE = re.compile(
    r"第(?P<nth>[一二三四五六七八九]|[1-9])(?![\d步题问年季月类])|(?P<best>价值.{0,3}最[高大]|最有价值|居首|首位)|其次|次之"
)
_LAST = re.compile(r"^(?:排在?)?最后|最后一[名位]|价值.{0,3}最[低小]|末位|垫底")
_ALONE = re.compile(r"(?:是|为|则|的)?最(?:(?P<best>[高大])|[低小])(?:的|者)?")
"""What is said of a name and nothing else: ``钱先生最低``. Of what, another clause of the ranking says."""
_CHINESE = "一二三四五六七八九十"


@dataclass(frozen=True)
class Ranked:
    """Names from the most valuable down, and where that is said."""

    names: tuple[str, ...]
    evidence: tuple[Evidence, ...]


def ranking_point(marking: Marking, ranking: Mapping[str, str], weight: int) -> Point:
    """Whether the customers are ranked by the right values, or by the candidate's own."""
    said = list(_said(marking.answer, NameBook(ranking), len(ranking)))
    right = marking.asked.exercise.right_values()
    best = sorted(ranking, key=lambda name: -right[ranking[name]])
    orders = {one.names for one in said}
    values: dict[str, Value] = {
        "asked": " > ".join(best),
        "given": "；".join(" > ".join(names) for names in sorted(orders)),
    }
    evidence = [place for one in said for place in one.evidence][:6]
    if len(orders) > 1:
        message = say("check.customer_service.ranking.several", **values)
        return unsettled("ranking", Reason.CONFLICT, message, *evidence, weight=weight)
    if not orders:
        message = say("check.customer_service.ranking.not_located", **values)
        return unsettled("ranking", Reason.NOT_LOCATED, message, *marking.answer.evidence, weight=weight)
    order = orders.pop()
    own = {name: found.value.number for name, found in marking.settled.items() if found.value is not None}
    if _falls(order, ranking, right):
        message = say("check.customer_service.ranking.right", **values)
        return earned("ranking", message, *evidence, weight=weight, suggested=True)
    if own and _falls(order, ranking, {**right, **own}):
        message = say("check.customer_service.ranking.carried", **values)
        return earned("ranking", message, *evidence, weight=weight, suggested=True)
    message = say("check.customer_service.ranking.wrong", **values)
    return lost("ranking", message, *evidence, weight=weight, suggested=True)


def _falls(order: Sequence[str], ranking: Mapping[str, str], values: Mapping[str, Fraction]) -> bool:
    numbers = [values[ranking[name]] for name in order]
    return all(left >= right for left, right in pairwise(numbers))


def _said(answer: Answer, names: NameBook, count: int) -> Iterator[Ranked]:
    """Every whole ranking: a sentence about an order with all names once, or a column of ranks."""
    for line in answer.lines:
        for start, end in sentences(line.own):
            sentence = line.own[start:end]
            found = [one.name for one in names.in_text(sentence)]
            if len(found) == len(set(found)) == count and _RANKS.search(plain(sentence)):
                order = tuple(reversed(found)) if _RISING.search(plain(sentence)) else tuple(found)
                yield Ranked(order, (span(line.file, line.paragraph, start, end),))
    told = _by_ordinals(answer, names, count)
    if told is not None:
        yield told
    for grid in (*answer.grids, *answer.typed):
        for one in (grid, grid.turned()):
            ranked = _ranked_in(one, names, count)
            if ranked is not None:
                yield ranked


def _by_ordinals(answer: Answer, names: NameBook, count: int) -> Ranked | None:
    """The ranking that clauses tell one by one (``甲第一，乙第二``); ``None`` unless every place is taken."""
    ranks: dict[str, tuple[int, Evidence]] = {}
    for line in answer.lines:
        last: str | None = None
        for clause in _CLAUSE.finditer(line.own):
            owners = {one.name for one in names.in_text(clause.group())}
            if len(owners) > 1:
                last = None
                continue
            last = owners.pop() if owners else last
            place = _place_said(plain(clause.group()), count) or _place_alone(names.without(clause.group()), count)
            if last is not None and place is not None and last not in ranks:
                ranks[last] = (place, span(line.file, line.paragraph, clause.start(), clause.end()))
    if sorted(place for place, _ in ranks.values()) != list(range(1, count + 1)):
        return None
    order = sorted(ranks, key=lambda name: ranks[name][0])
    return Ranked(tuple(order), tuple(ranks[name][1] for name in order))


def _place_alone(rest: str, count: int) -> int | None:
    match = _ALONE.fullmatch(rest.strip())
    return None if match is None else 1 if match["best"] else count


def _place_said(clause: str, count: int) -> int | None:
    if _LAST.search(clause):
        return count
    match = _PLACE.search(clause)
    if match is None:
        return None
    if match["nth"]:
        return int(match["nth"]) if match["nth"].isdigit() else _CHINESE.index(match["nth"]) + 1
    return 1 if match["best"] else 2


def _ranked_in(grid: Grid, names: NameBook, count: int) -> Ranked | None:
    """The ranking of a table with a column of ranks beside the names."""
    for column in range(grid.columns):
        head = next((row for row in range(grid.rows) if _RANK_HEADER.search(bare(grid.words(row, column)))), None)
        if head is None:
            continue
        ranks: dict[str, tuple[int, Evidence]] = {}
        for row in range(head + 1, grid.rows):
            owner = next((found[0] for c in range(grid.columns) if (found := names.of_cell(grid.words(row, c)))), None)
            cell, rank = grid.at(row, column), _rank(grid.words(row, column))
            if owner is not None and cell is not None and rank is not None:
                ranks[owner] = (rank, grid.place(cell))
        if len(ranks) == count and len({rank for rank, _ in ranks.values()}) == count:
            order = sorted(ranks, key=lambda name: ranks[name][0])
            return Ranked(tuple(order), tuple(ranks[name][1] for name in order))
    return None


def _rank(text: str) -> int | None:
    match = _ORDINAL.fullmatch(plain(text).strip())
    if match is None:
        quantity = read_quantity(text)
        return int(quantity.value) if quantity is not None and quantity.value.denominator == 1 else None
    return int(match[1]) if match[1].isdigit() else _CHINESE.index(match[1]) + 1
