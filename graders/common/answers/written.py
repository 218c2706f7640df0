"""What is looked for, and what was found written."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import log10

from yuejuan.graders.common.numbers import Quantity, money_factor
from yuejuan.graders.finding import TableCell, TextSpan

PEOPLE = frozenset({"人", "名", "位", "个"})
_COUNTED = frozenset({"次", "个", "单", "件", "人次", "人", "份", "种", "款"})
_MOST_PLACES = 9


@dataclass(frozen=True)
class Wanted:
    """A quantity to look for: the labels it goes by and the unit its value is compared in."""

    labels: tuple[str, ...]
    unit: str | None = None


@dataclass(frozen=True)
class Value:
    """A number in the unit asked for; ``places`` are its written decimal places in that unit (-3 for ``1.2万``).

    ``bare`` is True where a unit was asked for and none is written, neither with the number nor in a header.
    """

    number: Fraction
    places: int
    bare: bool = False


@dataclass(frozen=True)
class Found:
    """One value as found. ``value`` is ``None`` when something stands there that could not be read as one number.

    ``exact`` is True for a table cell that holds the number and nothing else, under a label that says nothing else.
    """

    name: str
    value: Value | None
    exact: bool
    evidence: TableCell | TextSpan

    def agrees(self, other: Found) -> bool:
        """Whether both are the same number, one perhaps rounded."""
        if self.value is None or other.value is None:
            return False
        difference = abs(self.value.number - other.value.number)
        coarser = min(self.value.places, other.value.places)
        same = self.value.places == other.value.places
        return difference == 0 or (not same and difference <= Fraction(1, 2) / Fraction(10) ** coarser)


def in_unit(quantity: Quantity, unit: str | None, header_unit: str | None = None) -> Value | None:
    """The value in ``unit``; ``None`` when the written unit is another kind of thing.

    A bare number takes the header's unit, else the asked one; one of money with a magnitude is in yuan (``42万``). A
    percentage is a share of one. What a computer left behind the ninth place is noise of its arithmetic.
    """
    factor = Fraction(1)
    in_yuan = quantity.scale != 1 and money_factor(unit) is not None
    own = quantity.unit or ("元" if in_yuan else header_unit)
    if quantity.ratio is not None:
        if unit not in (None, "%"):
            return None
        factor = quantity.ratio / quantity.value if quantity.value else Fraction(1, 100)
    elif unit == "%" and own is not None:
        return None
    elif (money := money_factor(own)) is not None and (asked := money_factor(unit)) is not None:
        factor = money / asked
    elif not (own is None or unit is None or own == unit or same_kind(own, unit)):
        return None
    places = quantity.decimals - round(log10(quantity.scale * factor))
    number = quantity.value * factor
    if places > _MOST_PLACES:
        number, places = Fraction(round(number * 10**_MOST_PLACES), 10**_MOST_PLACES), _MOST_PLACES
    return Value(number, places, bare=unit is not None and own is None)


def same_kind(one: str, other: str) -> bool:
    """Whether two units count the same kind of thing: people are 人, 名, 位 or 个."""
    return {one, other} <= PEOPLE or (one == "个" and other in _COUNTED)
