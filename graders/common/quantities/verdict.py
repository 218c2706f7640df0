"""Whether written values are right, follow rightly from the candidate's own wrong values, or are wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from yuejuan.graders.common.answers import Value
from yuejuan.graders.common.numbers import half_last_place, money_factor
from yuejuan.graders.common.quantities.expression import Undefined, round_half_up
from yuejuan.graders.common.quantities.model import NamedQuantity, Problem

_SAME_AMOUNT = 100
"""An amount in another unit is recognized when it differs by less than one part in so many."""


class Standing(StrEnum):
    """How a written value stands to the right one."""

    RIGHT = "right"
    CARRIED = "carried"
    COARSE = "coarse"
    UNCLEAR = "unclear"
    UNIT = "unit"
    WRONG = "wrong"


@dataclass(frozen=True)
class Verdict:
    """The standing of one value. ``expected`` is the right value, ``own`` what follows from the candidate's inputs.

    ``guessed`` is True when a carried value rests on an input that the candidate did not write down.
    """

    standing: Standing
    expected: Fraction
    own: Fraction | None = None
    guessed: bool = False


def fits(written: Value, exact: Fraction, asked: NamedQuantity) -> bool | None:
    """Whether a written value is the exact one within the tolerance or as rounded.

    ``None`` when it is the exact one rounded more coarsely than asked for.
    """
    difference = abs(written.number - exact)
    # A last place that is zero is often left out: 358.1 is 358.10.
    if difference <= asked.off_by or written.number == round_half_up(exact, asked.places):
        return True
    if difference > half_last_place(written.places):
        return False
    # Rounding is no excuse where the value comes out even at the asked places: 7.11 people are not 8.
    return True if written.places >= asked.places else None


def judge_values(
    problem: Problem, written: Mapping[str, Value], unclear: frozenset[str] = frozenset()
) -> dict[str, Verdict]:
    """The verdict on every written value. ``unclear`` are quantities that were written but could not be read."""
    right = problem.right_values()
    given = {name: one.number for name, one in written.items()}
    return {name: _verdict(problem, name, one, right, given, unclear) for name, one in written.items()}


def _verdict(
    problem: Problem,
    name: str,
    one: Value,
    right: Mapping[str, Fraction],
    given: Mapping[str, Fraction],
    unclear: frozenset[str],
) -> Verdict:
    asked, expected = problem.quantities[name], right[name]
    direct = fits(one, expected, asked)
    if direct:
        return Verdict(Standing.RIGHT, expected)
    ways = _own_ways(problem, name, right, given)
    for own, guessed in ways:
        if own != expected and fits(one, own, asked):
            return Verdict(Standing.CARRIED, expected, own, guessed)
    first = ways[0][0] if ways else None
    if direct is None or any(fits(one, value, asked) is None for value, _ in ways):
        return Verdict(Standing.COARSE, expected, first)
    if unclear.intersection(_all_inputs(problem, name)) or not ways:
        return Verdict(Standing.UNCLEAR, expected, first)
    if one.bare and any(_in_another_unit(one, value, asked) for value in (expected, *(own for own, _ in ways))):
        return Verdict(Standing.UNIT, expected, first)
    return Verdict(Standing.WRONG, expected, first)


def _in_another_unit(written: Value, exact: Fraction, asked: NamedQuantity) -> bool:
    """Whether an amount of money without a unit is the right one in yuan, or in ten thousands of yuan."""
    factor = money_factor(asked.unit)
    if factor is None or not exact:
        return False
    units = {Fraction(1), Fraction(10_000)} - {factor}
    return any(abs(written.number * unit / factor - exact) <= abs(exact) / _SAME_AMOUNT for unit in units)


def _own_ways(
    problem: Problem, name: str, right: Mapping[str, Fraction], given: Mapping[str, Fraction]
) -> list[tuple[Fraction, bool]]:
    """What follows from the candidate's inputs, where one is missing: with the right one, and with its own."""
    ways = []
    inputs = problem.inputs(name)
    try:
        ways.append((problem.from_inputs(name, {used: given.get(used, right[used]) for used in inputs}), False))
        others = {used: value for used, value in given.items() if used != name}
        worked = problem.values(others)
        ways.append((problem.from_inputs(name, {used: worked[used] for used in inputs}), True))
    except Undefined:
        # The candidate's own value stands under a division as zero: nothing follows from it.
        return ways
    return ways


def _all_inputs(problem: Problem, name: str) -> set[str]:
    found: set[str] = set()
    waiting = list(problem.inputs(name))
    while waiting:
        used = waiting.pop()
        if used not in found:
            found.add(used)
            waiting.extend(problem.inputs(used))
    return found
