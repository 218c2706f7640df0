"""The check ``customer_service.customer_value``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Self

from pydantic import Field, model_validator

from yuejuan.artifacts.workbook.facts import WorkbookFacts
from yuejuan.graders.api import Ask, Need, Subject, check
from yuejuan.graders.common.answers import WRITTEN
from yuejuan.graders.common.quantities import QuantityParameters, mark, quantity_points
from yuejuan.graders.customer_service.value_ranking import ranking_point
from yuejuan.graders.finding import Point


class Parameters(QuantityParameters):
    """The figures of the customers, the values to be worked out of them, and the ranking that follows."""

    ranking: dict[str, str] = Field(
        default_factory=dict, description="Each customer's name to the quantity that ranks them; no ranking when empty."
    )
    ranking_weight: int = Field(1, ge=1, description="Weight of the ranking among the quantities.")

    @model_validator(mode="after")
    def _ranks_known_quantities(self) -> Self:
        if unknown := set(self.ranking.values()) - self.exercise.quantities.keys():
            raise ValueError(f"no quantity is called {sorted(unknown)}")
        return self

    def points(self) -> tuple[Ask, ...]:
        """One for each quantity, and the ranking where one is asked for."""
        asks = super().points()
        return (*asks, Ask("ranking", weight=self.ranking_weight)) if self.ranking else asks


@check(
    "customer_service.customer_value",
    scope="files",
    needs=(*WRITTEN, Need(WorkbookFacts, of_kind="workbook")),
    any_deliverable=True,
)
def judge(subject: Subject, asked: Parameters) -> Iterator[Point]:
    """The value of customers is worked out rightly, each figure judged by itself.

    Earns: one point for each quantity of the exercise: the value in the answer is the one that the formula gives,
    within its tolerance or rounded to at least the asked places; or it is what the formula gives from the candidate's
    own earlier values (error carried forward). A cell of a table is determined, a number in running text suggested; so
    is one without a name that its calculation (`3×12×5=180次`), its number among `(1)…(2)…`, or the right value in the
    right unit tells. `ranking` (suggested): the customers are ranked by these values, or by the candidate's own, in one
    sentence, in a column of ranks, or by ordinals (`甲第一，乙第二`).
    Loses: another value; a quantity that is not there while at least half of the others are and no number is left over
    that it could be, or while the only numbers are those of the paper (both suggested).
    Open: nothing was found, or only pictures; several different values; something that is not one number of the right
    unit; an amount without a unit that would be right in another unit of money; a value rounded more coarsely than
    asked; an earlier value that could not be read.
    Evidence: the cell or words with the value that is right there.
    Review: numbers without a name in front of them; values in pictures.
    Example: `总次数` is 932 for 104 × 8 and `直接价值` 79220 for 85 × 932: the first is lost, the second earned.
    """
    marking = mark(subject, asked)
    yield from quantity_points(marking)
    if asked.ranking:
        yield ranking_point(marking, asked.ranking, asked.ranking_weight)
