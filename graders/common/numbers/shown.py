"""How exact a written number is, and how an exact number is written for people."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

_PLACES = 6
_PLACES_OF_NOISE = 10
"""Digits this far behind the point come from binary arithmetic, not from the candidate."""


def half_last_place(decimals: int, factor: Fraction = Fraction(1)) -> Fraction:
    """Half of the last written place: the largest error that rounding to it makes, in units times ``factor``.

    Places that only binary arithmetic writes (``5.800000000000001``) do not make a number more exact.
    """
    return factor / 2 / Fraction(10) ** min(decimals, _PLACES_OF_NOISE)


def shown(value: Fraction) -> str:
    """The value in decimals, at most six places, without trailing zeros: ``10.85``, ``78421.43``, ``1200``."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    rounded = exact.quantize(Decimal(1).scaleb(-_PLACES), rounding=ROUND_HALF_UP)
    text = f"{rounded:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
