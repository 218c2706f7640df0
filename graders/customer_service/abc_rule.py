"""ABC classification: shares, cumulative shares and classes of customers by the rule that a paper states."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

CLASSES = ("A", "B", "C")


@dataclass(frozen=True)
class Rule:
    """How classes follow from shares.

    ``basis``: by each customer's cumulative share in falling order, or by its single share. ``inclusive``: a share
    exactly on a threshold still belongs to the better class (≤ for cumulative, ≥ for single shares). ``crossing``
    (cumulative only): the customer with whom the threshold is passed goes to the lower or to the upper class; for the
    upper one the share before that customer is compared. Thresholds are shares between 0 and 1.
    """

    a: Fraction
    b: Fraction
    basis: Literal["cumulative", "single"] = "cumulative"
    inclusive: bool = True
    crossing: Literal["lower", "upper"] = "lower"

    def class_of(self, share: Fraction, cumulative: Fraction) -> str:
        """The class of a customer with this share, reached at this cumulative share."""
        if self.basis == "single":
            passes = (self._at_least(share, self.a), self._at_least(share, self.b))
        else:
            reached = cumulative - share if self.crossing == "upper" else cumulative
            passes = (self._within(reached, self.a), self._within(reached, self.b))
        return CLASSES[0] if passes[0] else CLASSES[1] if passes[1] else CLASSES[2]

    def _within(self, reached: Fraction, threshold: Fraction) -> bool:
        return reached <= threshold if self.inclusive else reached < threshold

    def _at_least(self, share: Fraction, threshold: Fraction) -> bool:
        return share >= threshold if self.inclusive else share > threshold


@dataclass(frozen=True)
class Standing:
    """What is right for one customer. More than one class or cumulative share where the order of ties is free."""

    name: str
    share: Fraction
    cumulatives: tuple[Fraction, ...]
    classes: tuple[str, ...]


def solve(amounts: Mapping[str, Decimal], rule: Rule, free_ties: bool) -> dict[str, Standing]:
    """The right standing of every customer; equal amounts stay in the order of the data unless ties are free."""
    total = sum(map(Fraction, amounts.values()), Fraction(0))
    order = sorted(amounts, key=lambda name: -amounts[name])  # sorted() is stable: ties keep the paper's order
    reached = Fraction(0)
    after: dict[str, Fraction] = {}
    for name in order:
        reached += Fraction(amounts[name])
        after[name] = reached / total
    found = {}
    for name in amounts:
        share = Fraction(amounts[name]) / total
        places = [after[other] for other in order if amounts[other] == amounts[name]] if free_ties else [after[name]]
        classes = tuple(dict.fromkeys(rule.class_of(share, place) for place in places))
        found[name] = Standing(name, share, tuple(places), classes)
    return found
