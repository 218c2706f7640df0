"""ABC classes against a count in whole numbers, without fractions and sorting, on a thousand random papers."""

from __future__ import annotations

import random
from decimal import Decimal
from fractions import Fraction

import pytest

from yuejuan.graders.customer_service.abc_rule import Rule, solve


def counted_class(amounts: list[int], at: int, a: int, b: int, rule: Rule) -> str:
    """The class of one customer by adding up whoever stands before: larger, or as large and earlier in the data."""
    total = sum(amounts)
    own = amounts[at]
    before = sum(other for index, other in enumerate(amounts) if other > own or (other == own and index < at))
    for letter, threshold in (("A", a), ("B", b)):
        if rule.basis == "single":
            left, right = 100 * own, threshold * total
            passes = left >= right if rule.inclusive else left > right
        else:
            left, right = 100 * (before if rule.crossing == "upper" else before + own), threshold * total
            passes = left <= right if rule.inclusive else left < right
        if passes:
            return letter
    return "C"


def paper(seed: int) -> tuple[list[int], int, int, Rule]:
    """Amounts with ties and, every other time, a customer exactly on a threshold."""
    draw = random.Random(seed)
    single = draw.random() < 0.3
    a, b = draw.choice([(20, 10), (15, 5)]) if single else draw.choice([(70, 90), (80, 95), (60, 85), (75, 90)])
    if draw.random() < 0.5:
        shares = [a, b - a, 100 - b] if not single else [a, b, 100 - a - b]
        amounts = [share * draw.choice([7, 7, 8]) for share in shares]
    else:
        amounts = [draw.randint(1, 30) for _ in range(draw.randint(2, 14))]
    draw.shuffle(amounts)
    crossing = "upper" if draw.random() < 0.5 and not single else "lower"
    basis = "single" if single else "cumulative"
    return amounts, a, b, Rule(Fraction(a, 100), Fraction(b, 100), basis, draw.random() < 0.5, crossing)


@pytest.mark.parametrize("first", range(0, 1000, 100))
def test_classes_are_those_of_an_independent_count(first: int) -> None:
    for seed in range(first, first + 100):
        amounts, a, b, rule = paper(seed)
        solved = solve({str(at): Decimal(amount) for at, amount in enumerate(amounts)}, rule, free_ties=False)
        for at in range(len(amounts)):
            assert solved[str(at)].classes == (counted_class(amounts, at, a, b, rule),), (seed, at)


def test_free_ties_may_be_in_either_class() -> None:
    rule = Rule(Fraction(7, 10), Fraction(9, 10))
    solved = solve({"a": Decimal(4), "b": Decimal(3), "c": Decimal(3)}, rule, free_ties=True)
    assert {name: one.classes for name, one in solved.items()} == {"a": ("A",), "b": ("A", "C"), "c": ("A", "C")}


def test_shares_add_up_to_one() -> None:
    solved = solve({"a": Decimal("86.4"), "b": Decimal("12.9")}, Rule(Fraction(7, 10), Fraction(9, 10)), False)
    assert sum(one.share for one in solved.values()) == 1
    assert max(one.cumulatives[0] for one in solved.values()) == 1
