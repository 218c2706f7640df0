"""Formulas and named quantities: the grammar, exact values, rounding, and errors carried forward."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from yuejuan.graders.common.answers import Value
from yuejuan.graders.common.quantities import (
    FormulaError,
    NamedQuantity,
    Problem,
    Standing,
    Undefined,
    fits,
    judge_values,
    parse,
)

VALUES = [
    ("1 + 2 * 3", 7),
    ("(1 + 2) * 3", 9),
    ("10 - 2 - 3", 5),
    ("24 / 4 / 3", 2),
    ("-2 * -3", 6),
    ("2×52", 104),
    ("６÷４".translate({ord("６"): "6", ord("４"): "4"}), Fraction(3, 2)),
    ("6 * 40% * 70720", 169728),
    ("1 / 3", Fraction(1, 3)),
    ("ceil(640 / 90)", 8),
    ("ceil(8)", 8),
    ("ceil(9 * 1.1)", 10),
    ("floor(-1 / 2)", -1),
    ("round(2.5)", 3),
    ("round(-2.5)", -3),
    ("round(1 / 3, 2)", Fraction(33, 100)),
    ("max(8, 7, 9)", 9),
    ("min(8, 7)", 7),
    ("sum(1, 2, 3.5)", Fraction(13, 2)),
    ("人数 * 2", 6),
]


@pytest.mark.parametrize(("formula", "value"), VALUES, ids=[formula for formula, _ in VALUES])
def test_a_formula_has_its_value(formula: str, value: Fraction | int) -> None:
    assert parse(formula).value({"人数": Fraction(3)}) == value


@pytest.mark.parametrize(
    "formula",
    [
        "",
        "1 +",
        "(1",
        "1)",
        "a b",
        "2 ** 3",
        "1 + * 2",
        "x.y",
        "__import__('os')",
        "ceil(1, 2)",
        "max()",
        "1;2",
        "a[0]",
    ],
)
def test_anything_else_is_no_formula(formula: str) -> None:
    with pytest.raises(FormulaError):
        parse(formula)


@pytest.mark.parametrize("formula", ["(" * 60 + "1" + ")" * 60, "-" * 60 + "1", "1+" * 400 + "1"])
def test_a_formula_has_limits(formula: str) -> None:
    with pytest.raises(FormulaError):
        parse(formula)


@pytest.mark.parametrize(("formula", "why"), [("1 / (2 - 2)", "÷0"), ("a + 1", "a"), ("round(1, 0.5)", "round")])
def test_a_formula_without_a_value_says_why(formula: str, why: str) -> None:
    with pytest.raises(Undefined) as told:
        parse(formula).value({})
    assert told.value.why == why


@given(st.text(alphabet="0123456789.+-*/()%, abmaxceil×÷（）\n_'\"", max_size=40))
def test_any_text_is_a_formula_or_is_refused(text: str) -> None:
    try:
        value = parse(text).value({"a": Fraction(1), "b": Fraction(2)})
    except (FormulaError, Undefined):
        return
    assert isinstance(value, Fraction)


def quantity(formula: str, **more: object) -> dict[str, object]:
    return {"labels": [formula], "formula": formula, **more}


@pytest.mark.parametrize(
    "given_problem",
    [
        {"quantities": {"a": quantity("1 / 0")}},
        {"quantities": {"a": quantity("b"), "b": quantity("a")}},
        {"quantities": {"a": quantity("a + 1")}},
        {"quantities": {"a": quantity("c")}},
        {"quantities": {"a": quantity("1 +")}},
        {"data": {"a": 1}, "quantities": {"a": quantity("1")}},
        {"quantities": {}},
    ],
)
def test_an_exercise_that_cannot_be_worked_out_does_not_load(given_problem: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Problem.model_validate(given_problem)


PROBLEM = Problem.model_validate(
    {
        "data": {"price": 85},
        "quantities": {
            "year": quantity("2 * 52"),
            "times": quantity("year * 8"),
            "direct": quantity("price * times"),
            "mean": quantity("direct / 3"),
        },
    }
)


def standings(**written: int | str) -> dict[str, str]:
    values = {name: Value(Fraction(value), len(str(value).partition(".")[2])) for name, value in written.items()}
    return {name: str(verdict.standing) for name, verdict in judge_values(PROBLEM, values).items()}


def test_right_values() -> None:
    told = standings(year=104, times=832, direct=70720, mean="23573.33")
    assert set(told.values()) == {"right"}


def test_an_error_is_carried_forward_and_costs_once() -> None:
    told = standings(year=104, times=932, direct=79220, mean="26406.67")
    assert told == {"year": "right", "times": "wrong", "direct": "carried", "mean": "carried"}


def test_the_right_value_after_a_wrong_one_is_right() -> None:
    assert standings(year=104, times=932, direct=70720)["direct"] == "right"


def test_a_value_that_follows_over_one_that_was_not_written_is_guessed() -> None:
    verdict = judge_values(PROBLEM, {"year": Value(Fraction(100), 0), "direct": Value(Fraction(68000), 0)})["direct"]
    assert (verdict.standing, verdict.guessed) == (Standing.CARRIED, True)


def test_an_input_that_could_not_be_read_leaves_the_value_unclear() -> None:
    told = judge_values(PROBLEM, {"direct": Value(Fraction(1), 0)}, frozenset({"times"}))
    assert told["direct"].standing is Standing.UNCLEAR


def test_a_division_by_the_candidates_zero_leaves_the_value_unclear() -> None:
    problem = Problem.model_validate({"quantities": {"a": quantity("2"), "b": quantity("6 / a")}})
    told = judge_values(problem, {"a": Value(Fraction(0), 0), "b": Value(Fraction(4), 0)})
    assert told["b"].standing is Standing.UNCLEAR


ROUNDING = [
    # written, places, exact, tolerance, fewest places, verdict
    ("33.33", 2, "100/3", "0", 2, True),
    ("33.3", 1, "100/3", "0", 2, None),
    ("33.34", 2, "100/3", "0", 2, False),
    ("7.11", 2, "8", "0", 2, False),
    ("1005", 0, "1000", "5", 2, True),
    ("1006", 0, "1000", "5", 2, False),
    ("12000", -3, "12345", "0", 2, None),
    ("8", 0, "8", "0", 2, True),
    ("20.700000000000003", 15, "20.7", "0", 2, True),
]


@pytest.mark.parametrize(("written", "places", "exact", "tolerance", "fewest", "verdict"), ROUNDING)
def test_rounding(written: str, places: int, exact: str, tolerance: str, fewest: int, verdict: bool | None) -> None:
    asked = NamedQuantity.model_validate(quantity("1", tolerance=tolerance, decimals=fewest))
    assert fits(Value(Fraction(written), places), Fraction(exact), asked) is verdict
