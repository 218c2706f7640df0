"""One goal: what it says, the number to reach, and by when."""

from __future__ import annotations

from dataclasses import dataclass

from yuejuan.graders.common.numbers import Quantity
from yuejuan.graders.finding import TextSpan


@dataclass(frozen=True)
class Goal:
    """The statement, its number with unit (the value to reach), and the words that say by when.

    ``amount`` is True where an amount is told without a number (``几千台``), or in the goal beside it.
    """

    span: TextSpan
    quantity: Quantity | None
    period: str | None
    amount: bool = False

    @property
    def unit(self) -> str | None:
        """The unit of the number."""
        return self.quantity.unit if self.quantity else None

    @property
    def dated(self) -> bool:
        """Whether it says by when; a wish that stands alone is not dated by a time."""
        return self.period is not None and (self.quantity is not None or self.amount)
