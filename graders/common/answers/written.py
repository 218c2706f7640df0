"""What is looked for, and what was found written."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import log10

from yuejuan.graders.common.numbers import Quantity, half_last_place, money_factor
from yuejuan.graders.finding import TableCell, TextSpan

_PEOPLE = frozenset({"人", "名", "位", "个"})
_COUNTED = frozenset({"次", "个", "单", "件", "人次", "人", "份", "种", "款"})


@dataclass(frozen=True)
class Wanted:
    """A quantity to look for: the labels it goes by and the unit its value is compared in."""

    labels: tuple[str, ...]
    unit: str | None = None


@dataclass(frozen=True)
class Found:
    """One value as found. ``value`` is ``None`` when something stands there that could not be read as one number.

    ``exact`` is True for a table cell that holds the number and nothing else, under a label that says nothing else.
    """

    name: str
    value: Fraction | None
    decimals: int
    scale: int
    exact: bool
    evidence: TableCell | TextSpan

    def agrees(self, other: Found) -> bool:
        """Whether both are the same number, one perhaps rounded."""
        if self.value is None or other.value is None:
            return False
        half = max(half_last_place(one.decimals, Fraction(one.scale)) for one in (self, other))
        return abs(self.value - other.value) <= (half if self.decimals != other.decimals else 0)


def in_unit(quantity: Quantity, unit: str | None, header_unit: str | None = None) -> tuple[Fraction, int] | None:
    """The value in ``unit`` and the factor that the written number was multiplied by.

    ``None`` when the written unit is another kind of thing. A bare number takes the header's unit, else the asked one.
    """
    own = quantity.unit or header_unit
    factor, asked = money_factor(own), money_factor(unit)
    if factor is not None and asked is not None:
        ratio = factor / asked
        scale = quantity.scale * (ratio.numerator if ratio.denominator == 1 else 1)
        return quantity.value * ratio, scale
    if own is None or unit is None or own == unit or same_kind(own, unit):
        return quantity.value, quantity.scale
    return None


def same_kind(one: str, other: str) -> bool:
    """Whether two units count the same kind of thing: people are 人, 名, 位 or 个."""
    return {one, other} <= _PEOPLE or (one == "个" and other in _COUNTED)


def places_of(decimals: int, scale: int) -> int:
    """Decimal places in the unit itself; negative for a number in ten thousands."""
    return decimals - round(log10(scale)) if scale > 0 else decimals
