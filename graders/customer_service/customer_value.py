"""The check ``customer_service.customer_value``."""

from __future__ import annotations

from collections.abc import Iterator

from yuejuan.artifacts.document.facts import DocumentFacts
from yuejuan.artifacts.workbook.facts import WorkbookFacts
from yuejuan.graders.api import Need, Subject, check
from yuejuan.graders.common.quantities import QuantityParameters, mark, quantity_points
from yuejuan.graders.finding import Point


class Parameters(QuantityParameters):
    """The figures of the customers and the values to be worked out of them."""


@check(
    "customer_service.customer_value",
    scope="files",
    needs=(Need(DocumentFacts, of_kind="document"), Need(WorkbookFacts, of_kind="workbook")),
    any_deliverable=True,
)
def judge(subject: Subject, asked: Parameters) -> Iterator[Point]:
    """The value of customers is worked out rightly, each figure judged by itself.

    Earns: one point for each quantity of the exercise: the value in the answer is the one that the formula gives,
    within its tolerance or rounded to at least the asked places; or it is what the formula gives from the candidate's
    own earlier values (error carried forward). A cell of a table is determined, a number in running text suggested.
    Loses: another value; a quantity that is not there while at least half of the others are and no number is left over
    that it could be (suggested).
    Open: nothing was found, or only pictures; several different values; something that is not one number of the right
    unit; a value rounded more coarsely than asked; an earlier value that could not be read.
    Evidence: the cell or words with the value that is right there.
    Review: numbers without a name in front of them; values in pictures.
    Example: `总次数` is 932 for 104 × 8 and `直接价值` 79220 for 85 × 932: the first is lost, the second earned.
    """
    yield from quantity_points(mark(subject, asked))
