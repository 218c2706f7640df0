"""The check ``marketing_plan.budget``."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from pydantic import Field

from yuejuan.artifacts.document.facts import DocumentFacts
from yuejuan.artifacts.workbook.facts import WorkbookFacts
from yuejuan.graders.api import Ask, CheckParameters, Need, Subject, check, lost, unsettled
from yuejuan.graders.common.numbers import MONEY_UNITS
from yuejuan.graders.finding import FileEvidence, Point, Reason
from yuejuan.graders.marketing_plan.budget_points import limit_point, rows_point, text_point, totals_point, units_point
from yuejuan.graders.marketing_plan.budget_search import find_budgets
from yuejuan.messages import Value, say


class Parameters(CheckParameters):
    """What the budget must keep to."""

    limit: Decimal | None = Field(None, gt=0, description="The most that may be spent, in `unit`; none when left out.")
    unit: Literal["元", "万元"] = Field("元", description="The unit of `limit`.")
    min_rows: int = Field(1, ge=1, description="Fewest items with unit price, quantity and amount.")

    def points(self) -> tuple[Ask, ...]:
        """Rows, totals, agreement with the text, units, and the limit where there is one."""
        asks = (Ask("rows", weight=4), Ask("totals", weight=3), Ask("text"), Ask("units"))
        return (*asks, Ask("limit")) if self.limit is not None else asks

    @property
    def limit_in_yuan(self) -> Fraction | None:
        """The limit in yuan."""
        return None if self.limit is None else Fraction(self.limit) * MONEY_UNITS[self.unit]


@check(
    "marketing_plan.budget",
    scope="files",
    needs=(
        Need(DocumentFacts, of_kind="document"),
        Need(DocumentFacts, of_kind="text"),
        Need(WorkbookFacts, of_kind="workbook"),
    ),
    any_deliverable=True,
)
def judge(subject: Subject, asked: Parameters) -> Iterator[Point]:
    """The budget is calculated rightly: quantity times price, sums, the total in the text, units, the limit.

    Earns: `rows`: the share of items whose amount is quantity times price, of at least as many as asked. `totals`:
    the share of subtotals and totals that are the sum of the amounts above them; a sum of wrong amounts that is itself
    right keeps its mark (error carried forward). `text`: the total said in the text, or in a second budget, is the
    table's. `units`: prices and amounts have 元 or 万元 in the cell, in the header or in a note. `limit`: the total is
    within the limit. Cells of one table are determined; what was read out of running text (`海报：150元×10=1500元`,
    `做5张海报，每张160元，共800元`) or a table typed into a text file is suggested.
    Loses: each wrong row and sum its own share; another total in the text; no unit anywhere, or a total in the text
    that differs from the table's by the step from 元 to 万元 (suggested); a total above the limit; items that have
    amounts alone where `min_rows` asks for several (suggested); everything where all was read and no two amounts are
    there (suggested).
    Open: no budget was found; a cell is no number; a single item has no price and quantity; the given and the
    recomputed total lie on different sides of the limit; rounding alone could explain a difference.
    Evidence: the cells or lines, with the amount that is right.
    Review: the rows that are named; a budget in a picture.
    Example: one row says 1.43 for 260 × 55 in a table in 元 and the total counts it as 1.43: that row is lost, the
    total is kept.
    """
    known = frozenset({asked.limit_in_yuan} if asked.limit_in_yuan is not None else ())
    search = find_budgets(subject, known)
    if not search.budgets and search.empty:
        message = say("check.marketing_plan.budget.nothing", files=[file.path for file in subject.files])
        for ask in asked.points():
            yield lost(ask.key, message, *(FileEvidence(file=file.path) for file in subject.files), suggested=True)
        return
    if not search.budgets:
        values: dict[str, Value] = {"files": [file.path for file in subject.files]}
        reason = Reason.UNREADABLE if search.unreadable else Reason.NOT_LOCATED
        name = "unreadable" if search.unreadable else "not_located"
        evidence = tuple(FileEvidence(file=file.path) for file in subject.files)
        for ask in asked.points():
            yield unsettled(ask.key, reason, say(f"check.marketing_plan.budget.{name}", **values), *evidence)
        return
    yield rows_point(search.main, asked.min_rows)
    yield totals_point(search)
    yield text_point(search)
    yield units_point(search)
    if asked.limit_in_yuan is not None:
        yield limit_point(search, asked.limit_in_yuan)
