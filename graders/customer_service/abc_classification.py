"""The check ``customer_service.abc_classification``."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Literal, Self

from pydantic import Field, model_validator

from yuejuan.artifacts.workbook.facts import WorkbookFacts
from yuejuan.graders.api import Ask, CheckParameters, Need, Subject, check
from yuejuan.graders.common.answers import WRITTEN, read_answer
from yuejuan.graders.common.answers.names import NameBook
from yuejuan.graders.customer_service.abc_marks import Marks
from yuejuan.graders.customer_service.abc_points import class_point, share_point
from yuejuan.graders.customer_service.abc_rule import Rule, Standing, solve
from yuejuan.graders.customer_service.abc_tables import read_grid
from yuejuan.graders.customer_service.abc_text import read_lines
from yuejuan.graders.customer_service.abc_text_shares import read_shares
from yuejuan.graders.customer_service.abc_verdict import Reading
from yuejuan.graders.finding import Point


class Parameters(CheckParameters):
    """The customers, the rule of the paper, and which figures are asked for beside the classes."""

    customers: dict[str, Decimal] = Field(min_length=2, description="Each customer's amount by name.")
    aliases: dict[str, tuple[str, ...]] = Field(
        default_factory=dict, description="Other ways in which a customer may be named."
    )
    a: Decimal = Field(Decimal(70), gt=0, le=100, description="Threshold of class A, in percent.")
    b: Decimal = Field(Decimal(90), gt=0, le=100, description="Threshold of class B, in percent.")
    basis: Literal["cumulative", "single"] = Field(
        "cumulative", description="Whether the cumulative share or the single share decides."
    )
    inclusive: bool = Field(
        True,
        description="Whether a share exactly on a threshold belongs to the better class; with `crossing: upper` "
        "whether the customer behind one who reaches it exactly still does (“first above”, not “first reaches”).",
    )
    crossing: Literal["lower", "upper"] = Field(
        "lower", description="The class of the customer with whom the cumulative share passes a threshold."
    )
    ties: Literal["listed", "free"] = Field(
        "listed", description="Whether equal amounts stay in the order of the data, or may stand in any order."
    )
    shares: bool = Field(False, description="Whether each customer's share is asked for.")
    cumulative: bool = Field(False, description="Whether each customer's cumulative share is asked for.")
    class_weight: int = Field(2, ge=1, description="Weight of a class; a share and a cumulative share weigh one each.")
    brief: str = Field("", description="The text of the task, so that copied sentences are not taken for answers.")

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        falling = self.a > self.b if self.basis == "single" else self.a < self.b
        if not falling:
            raise ValueError("cumulative thresholds rise from a to b, single ones fall")
        if any(amount < 0 for amount in self.customers.values()) or not sum(self.customers.values()):
            raise ValueError("amounts are not negative, and not all of them are zero")
        if unknown := self.aliases.keys() - self.customers.keys():
            raise ValueError(f"no customer is called {sorted(unknown)}")
        return self

    def points(self) -> tuple[Ask, ...]:
        """For each customer the class, and the shares that are asked for."""
        asks = [Ask(f"class.{name}", weight=self.class_weight) for name in self.customers]
        asks += [Ask(f"{kind}.{name}") for kind in self.kinds for name in self.customers]
        return tuple(asks)

    @property
    def kinds(self) -> tuple[str, ...]:
        """The figures that are asked for beside the classes."""
        asked = {"share": self.shares, "cumulative": self.cumulative}
        return tuple(kind for kind, wanted in asked.items() if wanted)

    @property
    def rule(self) -> Rule:
        """The rule with thresholds as shares."""
        return Rule(Fraction(self.a) / 100, Fraction(self.b) / 100, self.basis, self.inclusive, self.crossing)

    def solution(self) -> dict[str, Standing]:
        """What is right for every customer."""
        return solve(self.customers, self.rule, self.ties == "free")


@check(
    "customer_service.abc_classification",
    scope="files",
    needs=(*WRITTEN, Need(WorkbookFacts, of_kind="workbook")),
    any_deliverable=True,
)
def judge(subject: Subject, asked: Parameters) -> Iterator[Point]:
    """Every customer is in the right ABC class, and the shares are right as far as the paper asks for them.

    Earns: for each customer the class that the paper's rule gives (threshold, on or above it, single or cumulative
    share, order of ties, the customer who crosses a threshold); a share or cumulative share that is right as it was
    rounded, written as `24.25%`, `0.2425` or `24.25`. A class that follows from the candidate's own wrong cumulative
    share, a cumulative share that adds up the candidate's own shares, and shares of one wrong total keep their marks
    (suggested). Cells of a table (a column of classes, ticks under A, B and C, names listed under a class) are
    determined, text (`甲、乙各占30%`, `丙累计90%，B类`, ranges such as `客户4～客户7`) is suggested.
    Loses: another class; no class beside the customer's name, or a row that was left blank; a customer who is nowhere
    while at least half of the others are found, or while no customer is named at all (all suggested); a wrong share;
    cumulative shares that were not added up from the largest customer down, or equal amounts not in the order asked
    for, and classes by them; a class that only follows from a right share by its rounding (suggested).
    Open: two classes for one customer; classes that are only implied by rank or as the rest; a sentence whose order
    leaves open who is in which class; percentages that belong to nobody; nothing found, or only pictures.
    Evidence: the cells or words, with the class or share that is right.
    Review: customers named in a way that the paper does not list.
    Example: cumulative 67.19 % and a threshold of 70 %: `A` earns, `B` loses; `A/B` is left to a teacher.
    """
    answer = read_answer(subject, asked.brief)
    names = NameBook(asked.customers, asked.aliases)
    marks = Marks()
    lines = answer.beside([grid for grid in (*answer.grids, *answer.typed) if read_grid(grid, names, marks)])
    read_lines(lines, names, marks)
    thresholds = frozenset({asked.rule.a, asked.rule.b})
    read_shares(lines, names, asked.kinds, thresholds, marks)
    reading = Reading(answer, marks, asked.solution(), asked.rule)
    for name in asked.customers:
        yield class_point(reading, name, asked.class_weight)
    for kind in asked.kinds:
        for name in asked.customers:
            yield share_point(reading, name, kind)
