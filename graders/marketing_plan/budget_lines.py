"""A budget as lines, whether they were cells of a table or a list in running text."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from yuejuan.graders.common.numbers import Quantity, half_last_place, money_factor
from yuejuan.graders.finding import Evidence

_CENT = Fraction(1, 200)
_ROUNDING_THAT_MATTERS = Fraction(1)


@dataclass(frozen=True)
class Money:
    """A written amount. ``factor`` is what one unit is in yuan; ``None`` when no unit is stated anywhere."""

    value: Fraction
    factor: Fraction | None
    decimals: int
    scale: int
    text: str

    @property
    def yuan(self) -> Fraction:
        """The amount in yuan; a number without any unit is taken as yuan."""
        return self.value * (self.factor or 1)

    def is_about(self, yuan: Fraction) -> bool | None:
        """Whether this is ``yuan`` as written: exactly, or rounded to its last place.

        ``None`` where only a rounding by more than one yuan would explain the difference.
        """
        difference = abs(self.yuan - yuan)
        rounding = half_last_place(self.decimals, (self.factor or Fraction(1)) * self.scale)
        if difference <= max(_CENT, min(rounding, _ROUNDING_THAT_MATTERS)):
            return True
        return None if difference <= rounding else False


@dataclass(frozen=True)
class Line:
    """One line. ``unread`` names the columns whose cells hold something that is no number; blank ones are ``None``.

    ``times`` is a further factor that the table has a column for (days, sessions), which may be meant to be multiplied.
    """

    kind: str
    label: str
    category: str
    price: Money | None
    quantity: Quantity | None
    amount: Money | None
    evidence: Evidence
    unread: tuple[str, ...] = ()
    times: Fraction | None = None

    @property
    def product(self) -> Fraction | None:
        """Quantity times price in yuan, ``None`` when one of them is not there."""
        return self.price.yuan * self.quantity.value if self.price and self.quantity else None

    @property
    def right(self) -> bool | None:
        """Whether quantity times price is the amount; ``None`` when that cannot be settled."""
        product = self.product
        if product is None or self.unread:
            return None
        if self.amount is None:
            return False
        verdict = self.amount.is_about(product)
        if verdict is False and self.times is not None:
            # Whether the further column is a factor is not said; the candidate's own amount may tell.
            return True if self.amount.is_about(product * self.times) else None
        if verdict is False and self.price and (self.price.factor is None) != (self.amount.factor is None):
            # One of the two has no unit: ten thousand times more or less may be what was meant.
            written = self.amount
            other = Money(written.value, Fraction(10_000), written.decimals, written.scale, written.text)
            verdict = None if other.is_about(product) else False
        return verdict


@dataclass(frozen=True)
class Budget:
    """One budget. ``exact`` is True for cells of a table; ``place`` and ``position`` say where it is in the file."""

    file: str
    place: str
    lines: tuple[Line, ...]
    exact: bool
    evidence: Evidence
    position: int = 0

    def of_kind(self, kind: str) -> tuple[Line, ...]:
        """Items, subtotals or totals, in order."""
        return tuple(line for line in self.lines if line.kind == kind)

    @property
    def items(self) -> tuple[Line, ...]:
        """The lines that are neither subtotal nor total."""
        return self.of_kind("item")

    @property
    def given_sum(self) -> Fraction | None:
        """The sum of the items' amounts as given; ``None`` when one cannot be read."""
        return total_of(self.items)

    @property
    def recomputed_sum(self) -> Fraction | None:
        """The sum of quantity times price (the amount itself where there is no price)."""
        return total_of(self.items, recomputed=True)

    @property
    def total(self) -> Line | None:
        """The total of all; ``None`` when there is none, or several of which the last is not the sum of the others."""
        totals = [line for line in self.of_kind("total") if line.amount]
        if not totals or len({line.amount.yuan for line in totals if line.amount}) == 1:
            return totals[-1] if totals else None
        last, others = totals[-1], total_of(tuple(totals[:-1]))
        sums = [given for given in (others, self.given_sum) if given is not None]
        return last if last.amount and any(last.amount.is_about(given) for given in sums) else None

    @property
    def recomputable(self) -> int:
        """How many items have both a price and a quantity."""
        return sum(line.product is not None for line in self.items)


def total_of(lines: tuple[Line, ...], recomputed: bool = False) -> Fraction | None:
    """The sum in yuan; ``None`` when a line has a cell that is no number, or neither amount nor product."""
    total = Fraction(0)
    for line in lines:
        product = line.product if recomputed and not (line.right and line.times is not None) else None
        if product is None and line.amount is None and "amount" in line.unread:
            return None
        total += product if product is not None else line.amount.yuan if line.amount else 0
    return total


def money(quantity: Quantity | None, unit: str | None) -> Money | None:
    """A read number as money: its own unit, else ``unit`` of the header or note; no money (``1项``) is ``None``."""
    if quantity is None:
        return None
    own = money_factor(quantity.unit)
    if own is None and quantity.unit is not None:
        return None
    if own is None and quantity.scale != 1:
        own = Fraction(1)
    return Money(quantity.value, own or money_factor(unit), quantity.decimals, quantity.scale, quantity.text)
