"""ABC classifications in independent practice answers: right where judged, and open only with a reason."""

from __future__ import annotations

from typing import Any

import pytest

from yuejuan.graders.testing.cases import outcome_of
from yuejuan.tests.samples.practice_answers import folder, judge, needs_samples, truth_of

pytestmark = needs_samples

RULES = {
    "cumulative_share": {"basis": "cumulative"},
    "single_share": {"basis": "single"},
    "cumulative_share_crossing_goes_up": {"basis": "cumulative", "crossing": "upper"},
}
SETTLED_BY_A_TEACHER = {"conflict"}
"""What the truth calls a customer of whom a machine should not say anything."""

ANSWERS = [(problem, answer) for problem in truth_of("abc")["problems"] for answer in problem["answers"]]
each_answer = pytest.mark.parametrize(("problem", "answer"), ANSWERS, ids=[answer["file"] for _, answer in ANSWERS])


def asked_by(problem: dict[str, Any]) -> dict[str, Any]:
    rule = problem["rule"]
    return RULES[rule["type"]] | {
        "customers": {one["name"]: one["amount"] for one in problem["customers"]},
        "a": rule["A"],
        "b": rule["B"],
        "inclusive": rule["op"] in ("<=", ">="),
        "shares": True,
        "cumulative": True,
        "brief": problem["brief"],
    }


@each_answer
def test_every_class_is_judged_as_the_truth_says_or_left_open(problem: dict[str, Any], answer: dict[str, Any]):
    points = judge("customer_service.abc_classification", folder("abc") / answer["file"], asked_by(problem))
    for customer in answer["customers"]:
        point = points[f"class.{customer['name']}"]
        outcome = outcome_of(point)
        if customer["state"] in SETTLED_BY_A_TEACHER:
            assert outcome == "open conflict", customer["name"]
        elif outcome.startswith("open"):
            pytest.fail(f"{customer['name']}: {point.message.id}")
        else:
            right = customer["state"] == "given" and customer["class_right"]
            assert outcome.split()[0] == ("earned" if right else "lost"), customer["name"]


@each_answer
def test_every_share_is_judged_as_the_truth_says(problem: dict[str, Any], answer: dict[str, Any]):
    points = judge("customer_service.abc_classification", folder("abc") / answer["file"], asked_by(problem))
    for customer in answer["customers"]:
        for kind in ("share", "cumulative"):
            written = customer.get(kind)
            right = bool(written and written["right_at_its_own_rounding"])
            outcome = outcome_of(points[f"{kind}.{customer['name']}"])
            assert outcome.split()[0] == ("earned" if right else "lost"), (kind, customer["name"])
