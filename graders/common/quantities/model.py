"""Quantities as a paper declares them: data it gives, and values to be worked out by formulas."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from yuejuan.graders.common.quantities.expression import FormulaError, Undefined, parse

_PERCENT = 100
_PLACES_OF_PERCENT = 2


class NamedQuantity(BaseModel):
    """One value that the candidates work out.

    ``labels`` are the ways in which answers name it, the paper's own first. ``formula`` uses names of data and of other
    quantities; rounding is part of it (``ceil(orders / 90)``). ``tolerance`` is how far off still counts as right.
    ``decimals`` is how many places at least an answer that does not come out even must have: with 2, 33.33 stands for
    100/3 and 33.3 is left to the teacher. A formula with the unit ``%`` gives a share of one; its tolerance and places
    are in percent, so that with 2 places 33.33 % or 0.3333 stands for 1/3.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    labels: tuple[str, ...] = Field(min_length=1, description="Ways to name it, the paper's own first.")
    formula: str = Field(description="How it is worked out of data and other quantities.")
    unit: str | None = Field(None, description="Its unit, such as 元, 次 or 人.")
    tolerance: Decimal = Field(
        Decimal(0), ge=0, description="How far off still counts as right, in its unit; in percentage points for %."
    )
    decimals: int = Field(2, ge=0, le=6, description="Fewest decimal places of a value that does not come out even.")
    weight: int = Field(1, ge=1, description="Weight among the scoring points.")

    @property
    def off_by(self) -> Fraction:
        """The tolerance as values are compared: shares of one where the unit is a percentage."""
        return Fraction(self.tolerance) / (_PERCENT if self.unit == "%" else 1)

    @property
    def places(self) -> int:
        """The fewest decimal places as values are compared."""
        return self.decimals + (_PLACES_OF_PERCENT if self.unit == "%" else 0)


class Problem(BaseModel):
    """The data and quantities of one exercise, checked when the paper loads: names, cycles, divisions by zero."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    data: dict[str, Decimal] = Field(default_factory=dict, description="Given numbers by name; 40 % is written 0.4.")
    quantities: dict[str, NamedQuantity] = Field(min_length=1, description="What is worked out, by name.")

    @model_validator(mode="after")
    def _can_be_worked_out(self) -> Self:
        """Every formula can be read and has a value; raises ``ValueError`` naming the quantity otherwise."""
        if twice := self.data.keys() & self.quantities.keys():
            raise ValueError(f"{sorted(twice)}: a name is either given or worked out")
        for name, quantity in self.quantities.items():
            try:
                parse(quantity.formula)
                self.right_values()[name]
            except FormulaError as error:
                raise ValueError(f"{name}: {error}") from None
            except Undefined as error:
                raise ValueError(f"{name}: no value, because of “{error.why}”") from None
        return self

    @cached_property
    def text(self) -> str:
        """The whole exercise as text: the same for two that are equal."""
        return self.model_dump_json()

    def with_data(self, data: Mapping[str, Decimal]) -> Problem:
        """The same exercise with other numbers; a copy would keep the values that were worked out of the old ones."""
        return self.model_construct(**{**dict(self), "data": dict(data)})

    def inputs(self, name: str) -> tuple[str, ...]:
        """The other quantities that a quantity is worked out of."""
        return tuple(used for used in parse(self.quantities[name].formula).names if used in self.quantities)

    def right_values(self) -> dict[str, Fraction]:
        """Every quantity worked out from the data alone."""
        return dict(self._right)

    @cached_property
    def _right(self) -> dict[str, Fraction]:
        return self.values({})

    def values(self, own: Mapping[str, Fraction]) -> dict[str, Fraction]:
        """Every quantity worked out; where ``own`` has a value, that is used instead wherever it is needed.

        Raises :class:`Undefined` for a division by zero, an unknown name or a quantity that depends on itself.
        """
        known = {name: Fraction(value) for name, value in self.data.items()}
        for name in self.quantities:
            self._work_out(name, known, own, ())
        return {name: known[name] for name in self.quantities}

    def _work_out(
        self, name: str, known: dict[str, Fraction], own: Mapping[str, Fraction], asking: tuple[str, ...]
    ) -> None:
        if name in known:
            return
        if name in asking or name not in self.quantities:
            raise Undefined(name)
        if name in own:
            known[name] = own[name]
            return
        formula = parse(self.quantities[name].formula)
        for used in formula.names:
            self._work_out(used, known, own, (*asking, name))
        known[name] = formula.value(known)

    def from_inputs(self, name: str, inputs: Mapping[str, Fraction]) -> Fraction:
        """One quantity worked out of the given values of the quantities it uses, and of the data."""
        known = {used: Fraction(value) for used, value in self.data.items()}
        return parse(self.quantities[name].formula).value({**known, **inputs})
