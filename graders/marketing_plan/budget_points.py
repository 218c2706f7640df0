"""The scoring points of a budget."""

from __future__ import annotations

from fractions import Fraction

from yuejuan.graders.api import earned, judged, lost, unsettled
from yuejuan.graders.common.numbers import shown
from yuejuan.graders.finding import Evidence, Point, Reason, TableCell, TextSpan
from yuejuan.graders.marketing_plan.budget_lines import Budget, Line, Money, total_of
from yuejuan.graders.marketing_plan.budget_prose import Statement
from yuejuan.graders.marketing_plan.budget_search import Search
from yuejuan.graders.marketing_plan.budget_sums import Sum, sums_of
from yuejuan.messages import Message, Value, say

_MOST = 12
_WAN = Fraction(10_000)
_MOST_ROWS = 40
"""A budget is shown with every row beside its recomputed amount; only a very long one is cut."""


def _say(name: str, **values: Value) -> Message:
    return say(f"check.marketing_plan.budget.{name}", **values)


def _expecting(evidence: Evidence, yuan: Fraction | None, written: Money | None) -> Evidence:
    """The evidence with the right amount in the unit that the candidate wrote."""
    if yuan is None or not isinstance(evidence, (TableCell, TextSpan)):
        return evidence
    expected = shown(yuan / ((written.factor if written else None) or 1))
    if isinstance(evidence, TableCell):
        return TableCell(
            file=evidence.file,
            table=evidence.table,
            row=evidence.row,
            column=evidence.column,
            text=evidence.text,
            expected=expected,
            measured=evidence.text,
        )
    return TextSpan(
        file=evidence.file,
        block=evidence.block,
        start=evidence.start,
        end=evidence.end,
        quote=evidence.quote,
        sentence=evidence.sentence,
        expected=expected,
        measured=evidence.quote,
    )


def rows_point(budget: Budget, min_rows: int) -> Point:
    """The share of items whose amount is quantity times price."""
    items = budget.items
    right = [line for line in items if line.right]
    wrong = [line for line in items if line.right is False]
    # A flat amount without price and quantity can be neither right nor wrong.
    flat = [line for line in items if line.product is None and not line.unread]
    unclear = [line for line in items if line.right is None and line not in flat]
    values: dict[str, Value] = {
        "file": budget.file,
        "right": len(right),
        "count": len(right) + len(wrong),
        "wrong": [line.label or line.category for line in wrong],
        "unclear": [line.label or line.category for line in unclear or flat],
        "minimum": min_rows,
    }
    if not (unclear or right or wrong) and budget.exact and len(flat) > 1 and min_rows > 1:
        # Amounts alone were written down, and the paper asks for several items with a unit price and a quantity.
        evidence = [line.evidence for line in flat[:_MOST]]
        return lost("rows", _say("rows_only_amounts", **values), *evidence, suggested=True)
    if unclear or not (right or wrong):
        name = "rows_unclear" if unclear else "rows_flat"
        evidence = [line.evidence for line in (unclear or flat)[:_MOST]] or [budget.evidence]
        return unsettled("rows", Reason.UNCERTAIN, _say(name, **values), *evidence)
    share = Fraction(len(right), max(len(right) + len(wrong), min_rows))
    evidence = [_expecting(line.evidence, line.product, line.amount) for line in (*wrong, *right)[:_MOST_ROWS]]
    name = "rows_wrong" if wrong else "rows_few" if share < 1 else "rows_right"
    doubtful = not budget.exact or (bool(flat) and len(right) + len(wrong) < min_rows)
    return judged("rows", share, _say(name, **values), *evidence, suggested=doubtful)


def totals_point(search: Search) -> Point:
    """The share of subtotals and totals that are right, errors of the rows carried forward."""
    budget = search.main
    sums = sums_of(budget)
    if not any(one.line.kind == "total" for one in sums):
        return _no_total(search)
    wrong = [one for one in sums if one.right is False]
    unclear = [one for one in sums if one.right is None]
    values: dict[str, Value] = {
        "file": budget.file,
        "right": len(sums) - len(wrong) - len(unclear),
        "count": len(sums),
        "wrong": [_name(one) for one in wrong],
        "unclear": [_name(one) for one in unclear],
    }
    if unclear:
        evidence = [_expecting(one.line.evidence, one.expected, one.line.amount) for one in unclear]
        return unsettled("totals", Reason.UNCERTAIN, _say("totals_unclear", **values), *evidence[:_MOST])
    name = "totals_wrong" if wrong else "totals_carried" if any(one.carried for one in sums) else "totals_right"
    shown_sums = wrong or list(sums)
    evidence = [_expecting(one.line.evidence, one.expected, one.line.amount) for one in shown_sums[:_MOST]]
    share = 1 - Fraction(len(wrong), len(sums))
    return judged("totals", share, _say(name, **values), *evidence, suggested=not budget.exact)


def _name(one: Sum) -> str:
    return one.line.category or one.line.label or "合计"


def _no_total(search: Search) -> Point:
    """No total row: the total in the text may do instead."""
    budget = search.main
    given = budget.given_sum
    values: dict[str, Value] = {"file": budget.file, "sum": shown(given) if given is not None else "?"}
    if given is None:
        return unsettled("totals", Reason.UNCERTAIN, _say("totals_unclear_sum", **values), budget.evidence)
    if any(said.money.is_about(given) for said in search.said):
        spans = [said.span for said in search.said]
        return earned("totals", _say("totals_in_text", **values), *spans, suggested=True)
    if any(line.kind == "subtotal" for line in budget.lines) or search.said or len(search.budgets) > 1:
        return unsettled("totals", Reason.UNCERTAIN, _say("totals_none_unclear", **values), budget.evidence)
    return lost("totals", _say("totals_none", **values), budget.evidence, suggested=True)


def text_point(search: Search) -> Point:
    """Whether totals said in the text, and totals of other budgets, are the table's."""
    budget = search.main
    own = _stated(budget)
    if own is None:
        return unsettled("text", Reason.UNCERTAIN, _say("text_unclear", file=budget.file), budget.evidence)
    values: dict[str, Value] = {"file": budget.file, "total": shown(own.yuan)}
    differing: list[Evidence] = []
    unclear: list[Evidence] = []
    for said in search.said:
        verdict = _same(own, said.money, said.about)
        (unclear if verdict is None else differing).extend([said.span] if verdict is not True else [])
    for other in search.others:
        total = _stated(other)
        if total is not None and _same(own, total, about=False) is not True:
            # Two tables of one file may be two parts of one budget; of two files, one repeats the other.
            (unclear if other.file == budget.file else differing).append(other.evidence)
    if differing and not budget.exact and not budget.of_kind("total"):
        # A list in running text may have been read in part.
        unclear, differing = [*unclear, *differing], []
    if differing:
        return lost("text", _say("text_differs", **values), *differing[:_MOST], suggested=True)
    if unclear:
        return unsettled("text", Reason.CONFLICT, _say("text_conflict", **values), *unclear[:_MOST])
    name = "text_agrees" if search.said or search.others else "text_none"
    evidence: list[Evidence] = [said.span for said in search.said[:_MOST]]
    evidence = evidence or [budget.evidence]
    return earned("text", _say(name, **values), *evidence, suggested=True)


def _stated(budget: Budget) -> Money | None:
    """The total as given; without a total row, the sum of the amounts as given."""
    if budget.total is not None:
        return budget.total.amount
    if budget.of_kind("total") or budget.given_sum is None:
        totals = total_of(budget.of_kind("total"))
        several = totals is not None and totals == budget.given_sum
        return Money(totals, Fraction(1), 2, 1, shown(totals)) if several and totals is not None else None
    return Money(budget.given_sum, Fraction(1), 2, 1, shown(budget.given_sum))


def _same(own: Money, said: Money, about: bool) -> bool | None:
    verdict = said.is_about(own.yuan)
    return True if about and verdict is None else verdict


def units_point(search: Search) -> Point:
    """Whether prices and amounts have a unit of money, and one that the text does not contradict."""
    budget = search.main
    if contradicting := _in_another_unit(search):
        places = [said.span for said in contradicting[:_MOST]]
        return lost("units", _say("units_contradict", file=budget.file), budget.evidence, *places, suggested=True)
    bare = [line for line in budget.items if _bare(line.price) or _bare(line.amount)]
    values: dict[str, Value] = {"file": budget.file, "count": len(bare)}
    if not bare:
        items = [line.evidence for line in budget.items[:3]] or [budget.evidence]
        return earned("units", _say("units_right", **values), *items, suggested=not budget.exact)
    evidence = [line.evidence for line in bare[:_MOST]]
    share = 1 - Fraction(len(bare), len(budget.items))
    return judged("units", share, _say("units_missing", **values), *evidence, suggested=True)


def _in_another_unit(search: Search) -> list[Statement]:
    """Totals in the text that have the table's figures but for the step from 元 to 万元."""
    own = _stated(search.main)
    if own is None:
        return []
    return [one for one in search.said if own.yuan and one.money.yuan / own.yuan in (_WAN, 1 / _WAN)]


def _bare(money: Money | None) -> bool:
    return money is not None and money.factor is None


def limit_point(search: Search, limit: Fraction) -> Point:
    """Whether the budget keeps to the limit, by the total as given and by the total as it should be."""
    budget = search.main
    given = _stated(budget)
    totals = [total for total in (given.yuan if given else None, budget.recomputed_sum) if total is not None]
    values: dict[str, Value] = {
        "file": budget.file,
        "limit": shown(limit),
        "total": shown(totals[0]) if totals else "?",
        "recomputed": shown(totals[-1]) if totals else "?",
    }
    line: Line | None = budget.total
    evidence = line.evidence if line else budget.evidence
    within = {total <= limit for total in totals}
    within |= {said.money.yuan <= limit for said in _in_another_unit(search)}
    if len(within) != 1:
        reason = Reason.CONFLICT if within else Reason.UNCERTAIN
        return unsettled("limit", reason, _say("limit_unclear", **values), evidence)
    same_file = [other for other in search.others if other.file == budget.file]
    if same_file and within == {True}:
        message = _say("limit_several", **values)
        return unsettled("limit", Reason.UNCERTAIN, message, evidence, *(other.evidence for other in same_file))
    unsure = not budget.exact or line is None or _bare(line.amount)
    if within == {True}:
        return earned("limit", _say("limit_kept", **values), evidence, suggested=unsure)
    return lost("limit", _say("limit_broken", **values), evidence, suggested=unsure)
