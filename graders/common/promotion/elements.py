"""What a promotion element is."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

Kind = Literal[
    "price",
    "new_shop_price",
    "seckill",
    "limited_discount",
    "free_shipping",
    "full_reduce",
    "full_gift",
    "second_half",
    "n_fold",
    "coupon",
    "reduction",
]
Unit = Literal["yuan", "pieces"]


@dataclass(frozen=True, kw_only=True)
class Promotion:
    """One element: ``kind``, the normalised ``text`` that shows it, and ``line``, the index of the line it begins in.

    ``last_line`` differs from ``line`` when the element runs over two lines. ``amount`` is in yuan: the price
    (``price``, ``new_shop_price``), what is taken off (``full_reduce``, ``reduction``), the worth of a ``coupon``.
    ``threshold`` is what must be reached (满 200, 满 2 件, 买二) in ``threshold_unit``. ``fold`` is the discount as it
    is said, 8.8 for 8.8 折 (12 % off); ``second_half`` has 5 for 半价. ``gift`` is what is given: ``1`` and a unit, or
    a thing. ``original``: a price before the promotion (原价). ``plausible`` is False where the arithmetic cannot be
    meant: a reduction not below its threshold, a discount that is no 0 < x < 10.
    """

    kind: Kind
    text: str
    line: int
    last_line: int
    amount: Fraction | None = None
    threshold: Fraction | None = None
    threshold_unit: Unit | None = None
    fold: Fraction | None = None
    gift: str | None = None
    original: bool = False
    plausible: bool = True
