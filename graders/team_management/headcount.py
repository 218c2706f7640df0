"""The check ``team_management.headcount``."""

from __future__ import annotations

from collections.abc import Iterator

from yuejuan.artifacts.workbook.facts import WorkbookFacts
from yuejuan.graders.api import Need, Subject, check
from yuejuan.graders.common.answers import WRITTEN
from yuejuan.graders.common.quantities import QuantityParameters, mark, quantity_points
from yuejuan.graders.finding import Point


class Parameters(QuantityParameters):
    """The workloads, what one person does of each, and the headcounts to be worked out of them."""


@check(
    "team_management.headcount",
    scope="files",
    needs=(*WRITTEN, Need(WorkbookFacts, of_kind="workbook")),
    any_deliverable=True,
)
def judge(subject: Subject, asked: Parameters) -> Iterator[Point]:
    """The headcount is worked out rightly from the workload and what one person can do, with whole people.

    Earns: one point for each headcount judged here (by shipments, sales, products, enquiries, and what is worked out
    of them): the number is what the formula gives, rounding included; or it is what the formula gives from the
    candidate's own earlier numbers (error carried forward). A cell of a table is determined, running text suggested;
    so is a number without a name that its calculation tells (`500÷80=6.25→7人`).
    Loses: another number, such as 7 or 7.11 people where the formula rounds 7.11 up to 8; a headcount that is not
    there while at least half of the others are and no number is left over that it could be, or while the only numbers
    are those of the paper (both suggested).
    Open: nothing was found, or only pictures; two different numbers for one headcount; several numbers at one place;
    an earlier number that could not be read.
    Evidence: the cell or words with the number that is right there.
    Review: headcounts named in words that the paper does not list.
    Example: 640 shipments, 90 a person: `8人` earns, `7人` loses; `最终人数` is judged from what was written before.
    """
    yield from quantity_points(mark(subject, asked))
