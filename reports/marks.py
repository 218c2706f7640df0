"""Marks as people read them: exact fractions inside, decimals outside."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import floor

ZERO = Fraction(0)


def decimal(value: Fraction, places: int = 2) -> str:
    """``value`` rounded half up to at most ``places`` decimals, no trailing zeros (5/2 → ``2.5``, 5/3 → ``1.67``)."""
    unit = 10**places
    scaled = floor(value * unit + Fraction(1, 2))
    whole, rest = divmod(abs(scaled), unit)
    sign = "-" if scaled < 0 else ""
    tail = f"{rest:0{places}d}".rstrip("0") if places else ""
    return f"{sign}{whole}.{tail}" if tail else f"{sign}{whole}"


def places_of(step: Fraction) -> int:
    """How many decimals a mark on ``step`` needs (1/2 → 1, 1/4 → 2, 1 → 0), at most 3."""
    for places in range(3):
        if (step * 10**places).denominator == 1:
            return places
    return 3


@dataclass(frozen=True)
class Marks:
    """Marks awarded out of marks available, exact."""

    awarded: Fraction = ZERO
    available: Fraction = ZERO

    @classmethod
    def of(cls, pair: tuple[str, str]) -> Marks:
        """From a pair of exact fractions as text, as result documents store them."""
        return cls(Fraction(pair[0]), Fraction(pair[1]))

    def __add__(self, other: Marks) -> Marks:
        return Marks(self.awarded + other.awarded, self.available + other.available)

    def __str__(self) -> str:
        return f"{decimal(self.awarded)}/{decimal(self.available)}"

    @property
    def share(self) -> Fraction | None:
        """The share earned, ``None`` where nothing is available."""
        return self.awarded / self.available if self.available else None


NOTHING = Marks()


@dataclass(frozen=True)
class Interval:
    """The possible mark: not below ``low``, not above ``high``."""

    low: Fraction
    high: Fraction

    @property
    def settled(self) -> bool:
        """True when only one mark is possible."""
        return self.low == self.high

    def __str__(self) -> str:
        return decimal(self.low) if self.settled else f"{decimal(self.low)}–{decimal(self.high)}"
