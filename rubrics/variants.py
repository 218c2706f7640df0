"""The typed model of ``variants.yaml``: which numbers of a paper may be drawn anew, and what must hold for them.

Nothing in it is code. A number stands once in ``key.yaml``; the sentences of ``brief.md`` that tell it are given with
its name in braces. So a variant changes the key and the brief together, and a sentence that was edited in one place
only is a fault with its place.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, StrictStr, model_validator
from pydantic_core import PydanticCustomError

from yuejuan.rubrics.model import Model

MOST_VALUES = 1_000_000
"""Values that one number may take; a longer range is a slip of the pen."""


def _no_truth_value(value: Any) -> Any:
    """Pydantic would read ``true`` as 1."""
    if isinstance(value, bool):
        raise PydanticCustomError("decimal_type", "Input should be a number")
    return value


Exact = Annotated[Decimal, Field(allow_inf_nan=False, max_digits=15), BeforeValidator(_no_truth_value)]


class Range(Model):
    """``from``, ``from`` + ``step``, … up to ``to``, in the unit of the key (40 % is 0.4)."""

    least: Annotated[Exact, Field(alias="from")]
    most: Annotated[Exact, Field(alias="to")]
    step: Annotated[Exact, Field(gt=0)]

    @model_validator(mode="after")
    def _has_values(self) -> Self:
        if self.least >= self.most or self.count < 2:
            raise PydanticCustomError("rubric.variants.range", "a range has at least two values")
        if self.count > MOST_VALUES:
            raise PydanticCustomError("rubric.variants.range_too_long", "a range has at most a million values")
        return self

    @property
    def count(self) -> int:
        """How many values there are."""
        return int((self.most - self.least) // self.step) + 1

    def value(self, index: int) -> Decimal:
        """The value at ``index``, from 0."""
        return self.least + self.step * index


class Number(Range):
    """A number of the key. ``key`` is its place under ``answers``, as in ``from_key``.

    It is called by the last step of ``key`` unless ``id`` gives it another name.
    """

    key: StrictStr
    id: StrictStr | None = None

    @property
    def name(self) -> str:
        """What sentences and conditions call it."""
        return self.id if self.id is not None else self.key.rpartition(".")[2]


class Group(Range):
    """Numbers of the key under one name, each with its own name: customers and amounts.

    ``brief`` is how one of them stands in the brief, such as ``"{name} | {value}"``.
    """

    key: StrictStr
    brief: StrictStr
    distinct: bool = True


class Between(Model):
    """A formula whose value must lie between ``least`` and ``most``, both included."""

    formula: StrictStr
    least: Exact | None = None
    most: Exact | None = None


class Apart(Model):
    """Formulas of which any two must differ by at least ``by``."""

    formulas: Annotated[tuple[StrictStr, ...], Field(min_length=2)]
    by: Annotated[Exact, Field(gt=0)] = Decimal(1)


class Classes(Model):
    """The ABC classes of a group by the rule of a part of the paper.

    ``least``: how many customers each class has at least; ``most_a``: how many class A has at most. ``margin``: how far
    from a threshold every share that decides must stay, in percentage points.
    """

    group: StrictStr
    part: StrictStr
    least: Annotated[int, Field(ge=0)] = 1
    most_a: Annotated[int, Field(ge=1)] | None = None
    margin: Annotated[Exact, Field(ge=0)] = Decimal(0)


class Conditions(Model):
    """What must hold for a draw. Formulas are those of exercises, with names of numbers and of quantities."""

    whole: tuple[StrictStr, ...] = ()
    not_whole: tuple[StrictStr, ...] = ()
    between: tuple[Between, ...] = ()
    apart: tuple[Apart, ...] = ()
    classes: tuple[Classes, ...] = ()


class Variants(Model):
    """The file ``variants.yaml``. ``brief`` are the sentences of the brief with names in place of numbers."""

    schema_: Annotated[Literal["yuejuan.variants/1"], Field(alias="schema")]
    numbers: tuple[Number, ...] = ()
    groups: tuple[Group, ...] = ()
    brief: tuple[StrictStr, ...] = ()
    conditions: Conditions = Conditions()
