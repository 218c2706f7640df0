"""Whether subtotals and totals add up, with errors carried forward."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from yuejuan.graders.marketing_plan.budget_lines import Budget, Line, total_of

_ADJUSTED = re.compile(r"税|优惠|折|减|抹零|实[付际]|应付|调整")
"""Words for a total that is more or less than its items by what the table does not tell."""


@dataclass(frozen=True)
class Sum:
    """The verdict on one subtotal or total: right, wrong, or ``None``; ``carried`` when it sums wrong rows rightly."""

    line: Line
    right: bool | None
    expected: Fraction | None
    carried: bool = False


def sums_of(budget: Budget) -> tuple[Sum, ...]:
    """Every subtotal and total of the budget with its verdict, in order."""
    sums = [
        _subtotal(budget, index) if line.kind == "subtotal" else _total(budget, index)
        for index, line in enumerate(budget.lines)
        if line.kind != "item"
    ]
    first = budget.lines[0]
    if sums and sums[0].line is first and any(one.line.kind == "total" for one in sums[1:]) and not sums[0].right:
        # An amount above all items, beside a total below them, may be what there is to spend.
        sums[0] = replace(sums[0], right=None)
    return tuple(sums)


def _subtotal(budget: Budget, index: int) -> Sum:
    line = budget.lines[index]
    groups = [_before(budget.lines, index), _after(budget.lines, index)]
    same = tuple(item for item in budget.items if item.category and item.category == line.category)
    return _judge(line, [group for group in (same, *groups) if group])


def _before(lines: Sequence[Line], index: int) -> tuple[Line, ...]:
    group: list[Line] = []
    for line in reversed(lines[:index]):
        if line.kind == "subtotal":
            break
        if line.kind == "item":
            group.insert(0, line)
    return tuple(group)


def _after(lines: Sequence[Line], index: int) -> tuple[Line, ...]:
    group: list[Line] = []
    for line in lines[index + 1 :]:
        if line.kind != "item":
            break
        group.append(line)
    return tuple(group)


def _total(budget: Budget, index: int) -> Sum:
    """A total stands for all items, all subtotals, the items of its own table, or the totals of several tables."""
    line = budget.lines[index]
    subtotals = budget.of_kind("subtotal")
    earlier = [at for at in range(index) if budget.lines[at].kind == "total"]
    groups = [budget.items]
    if len(subtotals) > 1 and all(subtotal.amount for subtotal in subtotals):
        groups.append(subtotals)
    above = tuple(one for one in budget.lines[:index] if one.kind == "item")
    below = [one for one in budget.lines[index + 1 :] if one.kind == "item"]
    if above and below and all(one.price is None and one.quantity is None for one in below):
        # An amount alone below the total may have come later, or be no item at all.
        groups.append(above)
    if len(budget.of_kind("total")) > 1:
        own = budget.lines[(earlier[-1] + 1 if earlier else 0) : index]
        groups.insert(0, tuple(item for item in own if item.kind == "item"))
        groups.append(tuple(budget.lines[at] for at in earlier))
    return _judge(line, [group for group in groups if group])


def _judge(line: Line, groups: Sequence[tuple[Line, ...]]) -> Sum:
    """Right when the line is the sum of one of the groups that it may stand for, as the candidate gave them."""
    if line.amount is None or not groups:
        return Sum(line, None, None)
    given = [total_of(group) for group in groups]
    verdicts = [line.amount.is_about(total) if total is not None else None for total in given]
    recomputed = total_of(groups[0], recomputed=True)
    if True in verdicts:
        fits = verdicts.index(True)
        carried = given[fits] != given[0] or (recomputed is not None and line.amount.is_about(recomputed) is False)
        return Sum(line, True, given[fits], carried)
    # The sum of the right amounts over wrong rows: right in itself, at odds with the rows. A teacher decides.
    fits_recomputed = recomputed is not None and line.amount.is_about(recomputed) is True
    settled = not fits_recomputed and None not in verdicts and not _ADJUSTED.search(line.label)
    return Sum(line, False if settled else None, given[0])
