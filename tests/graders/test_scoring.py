"""Marks: exact shares, rounding half up, rules in their order, and an interval that always holds."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuejuan.graders.finding import Certainty, FileEvidence, Point, Reason, State
from yuejuan.graders.rules import apply_rules, standing_of
from yuejuan.graders.scoring import round_to_step, sums_of
from yuejuan.messages import say
from yuejuan.rubrics.model import Rule
from yuejuan.tests.graders.builders import rule

NOTE = say("engine.human")


def point(key: str, state: str, weight: int = 1) -> Point:
    """``det 1/2``, ``sug 1``, ``open`` or ``none`` (not handed in)."""
    kind, _, score = state.partition(" ")
    if kind == "open":
        return Point(key=key, weight=weight, state=State.OPEN, reason=Reason.UNCERTAIN, message=NOTE)
    if kind == "none":
        return Point(key=key, weight=weight, state=State.NOT_HANDED_IN, message=NOTE)
    certainty = Certainty.DETERMINED if kind == "det" else Certainty.SUGGESTED
    evidence = (FileEvidence(file="a"),)
    return Point(
        key=key, weight=weight, state=State.JUDGED, score=score, certainty=certainty, message=NOTE, evidence=evidence
    )


@pytest.mark.parametrize(
    ("marks", "step", "rounded"),
    [
        ("1/4", "1/2", "1/2"),
        ("249/1000", "1/2", "0"),
        ("3/4", "1/2", "1"),
        ("7/3", "1/2", "5/2"),
        ("5/2", "1", "3"),
        ("1/3", "1/10", "3/10"),
        ("0", "1/2", "0"),
    ],
)
def test_halves_round_up_to_the_step(marks: str, step: str, rounded: str) -> None:
    assert round_to_step(Fraction(marks), Fraction(step)) == Fraction(rounded)


def test_marks_are_split_exactly_by_weight() -> None:
    sums = sums_of((point("a", "det 1"), point("b", "sug 1/3"), point("c", "open"), point("d", "none", 3)), Fraction(2))
    assert (sums.determined_awarded, sums.determined) == (Fraction(1, 3), Fraction(4, 3))
    assert (sums.suggested_awarded, sums.suggested) == (Fraction(1, 9), Fraction(1, 3))
    assert sums.open == Fraction(1, 3)
    assert sums.determined + sums.suggested + sums.open == 2


RULE_CASES = [
    # rule, states of the points a and b, interval before, interval after, states of the rule lines
    ({"kind": "factor", "by": "0.5"}, ["det 0"], (4, 6), (2, 3), ["fired"]),
    ({"kind": "factor", "by": "0.5"}, ["det 1"], (4, 6), (4, 6), []),
    ({"kind": "factor", "by": "0.5"}, ["open"], (4, 6), (2, 6), ["pending"]),
    ({"kind": "factor", "by": "0.5"}, ["sug 0"], (4, 6), (2, 6), ["pending"]),
    ({"kind": "gate"}, ["none"], (4, 6), (0, 0), ["fired"]),
    ({"kind": "gate"}, ["open"], (4, 6), (0, 6), ["pending"]),
    ({"kind": "cap", "by": "5"}, ["det 1/2"], (4, 6), (4, 5), ["fired"]),
    ({"kind": "deduction", "by": "1"}, ["det 0", "det 0"], (4, 6), (3, 5), ["fired"]),
    ({"kind": "deduction", "by": "1", "each": True}, ["det 0", "det 0"], (4, 6), (2, 4), ["fired"]),
    ({"kind": "deduction", "by": "1", "each": True}, ["det 0", "open"], (4, 6), (2, 5), ["fired"]),
    ({"kind": "deduction", "by": "3", "each": True, "at_most": "4"}, ["det 0", "det 0"], (4, 6), (0, 2), ["fired"]),
    ({"kind": "deduction", "by": "9"}, ["det 0"], (4, 6), (0, 0), ["fired"]),
]


@pytest.mark.parametrize(("values", "states", "before", "after", "lines"), RULE_CASES)
def test_a_rule_fires_only_on_a_settled_condition(
    values: dict[str, Any], states: list[str], before: tuple[int, int], after: tuple[int, int], lines: list[str]
) -> None:
    made = rule(when={"points": ["p.c/part/*"]}, **values)
    finding = tuple(point(name, state) for name, state in zip("ab", states, strict=False))
    standing = standing_of(made, {("p.c", "part"): finding})
    low, high, told = apply_rules([standing], Fraction(before[0]), Fraction(before[1]))
    assert (low, high) == after
    assert [line.state for line in told] == lines


def test_at_least_counts_points() -> None:
    made = rule(kind="gate", when={"points": ["*"], "at_least": 2})
    one = standing_of(made, {("p.c", "part"): (point("a", "det 0"), point("b", "det 1"))})
    two = standing_of(made, {("p.c", "part"): (point("a", "det 0"), point("b", "det 0"))})
    assert (one.state, two.state) == (None, "fired")


def test_a_condition_for_a_person_is_pending() -> None:
    made = rule(kind="factor", by="0.5", when={"human": "图片变形"})
    low, high, lines = apply_rules([standing_of(made, {})], Fraction(4), Fraction(4))
    assert (low, high, lines[0].state) == (2, 4, "pending")


def test_rules_apply_in_the_order_factor_deduction_cap_gate() -> None:
    rules = [
        rule(id="cap", kind="cap", by="3", when={"points": ["*"]}),
        rule(id="minus", kind="deduction", by="1", when={"points": ["*"]}),
        rule(id="half", kind="factor", by="0.5", when={"points": ["*"]}),
    ]
    finding = {("p.c", "part"): (point("a", "det 0"),)}
    low, _, lines = apply_rules([standing_of(made, finding) for made in rules], Fraction(10), Fraction(10))
    assert low == 3, "10 halved is 5, less 1 is 4, at most 3"
    assert [line.id for line in lines] == ["half", "minus", "cap"]


STATES = st.sampled_from(["det 0", "det 1/2", "det 1", "sug 0", "sug 1", "open", "none"])
SETTLED = {"det 0", "det 1/2", "det 1", "none"}
RULES = st.builds(
    lambda kind, by, each: rule(kind=kind, when={"points": ["*"]}, **_amount(kind, by, each)),
    st.sampled_from(["factor", "deduction", "cap", "gate"]),
    st.sampled_from(["0", "0.5", "1"]),
    st.booleans(),
)


def _amount(kind: str, by: str, each: bool) -> dict[str, Any]:
    if kind == "gate":
        return {}
    return {"by": by, "each": each} if kind == "deduction" else {"by": by}


@given(st.lists(STATES, min_size=1, max_size=4), st.lists(RULES, max_size=3), st.data())
def test_however_a_person_finishes_the_mark_lies_in_the_interval(
    states: list[str], rules: list[Rule], data: st.DataObject
) -> None:
    def marks(points: tuple[Point, ...]) -> tuple[Fraction, Fraction]:
        sums = sums_of(points, Fraction(7))
        standings = [standing_of(made, {("p.c", "part"): points}) for made in rules]
        low, high, _ = apply_rules(standings, sums.low, sums.high)
        return low, high

    before = tuple(point(str(i), state) for i, state in enumerate(states))
    finished = tuple(
        point(str(i), state if state in SETTLED else data.draw(st.sampled_from(["det 0", "det 1/2", "det 1"])))
        for i, state in enumerate(states)
    )
    low, high = marks(before)
    final, same = marks(finished)
    assert final == same, "nothing is left open"
    assert low <= final <= high
