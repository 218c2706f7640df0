"""Headcounts in independent practice answers: right where judged, and open only with a reason."""

from __future__ import annotations

from typing import Any

import pytest

from yuejuan.graders.testing.cases import outcome_of
from yuejuan.tests.samples.practice_answers import folder, judge, needs_samples, truth_of

pytestmark = needs_samples

DATA = {
    "s4": {
        "orders": 640, "packed": 90, "sales": 52000, "sold": 8000, "kinds": 210, "kept": 25, "asked": 1150,
        "answered": 150, "pay": 4500,
    },
}  # fmt: skip
FORMULAS = {
    "by_shipments": "ceil(orders / packed)",
    "by_sales": "ceil(sales / sold)",
    "by_products": "ceil(kinds / kept)",
    "by_enquiries": "ceil(asked / answered)",
    "basic": "max(by_shipments, by_sales, by_products, by_enquiries)",
    "final": "ceil(basic * 1.1)",
    "wages": "final * pay",
}
HARD_TO_READ = {"hand_written"}
"""Headcounts in words that no paper lists."""

EARNS = {"right", "follows-from-own-error"}
ANSWERS = [
    (problem, answer)
    for problem in truth_of("staffing")["problems"]
    if problem["id"] in DATA
    for answer in problem["answers"]
]


@pytest.mark.parametrize(("problem", "answer"), ANSWERS, ids=[answer["file"] for _, answer in ANSWERS])
def test_every_value_is_judged_as_the_truth_says_or_left_open(problem: dict[str, Any], answer: dict[str, Any]):
    quantities = {
        one["id"]: {
            "labels": [one["label"], *one["also_written_as"]],
            "unit": one["unit"],
            "formula": FORMULAS[one["id"]],
        }
        for one in problem["quantities"]
    }
    asked = {"exercise": {"data": DATA[problem["id"]], "quantities": quantities}, "brief": problem["brief"]}
    points = judge("team_management.headcount", folder("staffing") / answer["file"], asked)
    for name, truth in answer["quantities"].items():
        outcome = outcome_of(points[name])
        if not outcome.startswith("open"):
            assert outcome.split()[0] == ("earned" if truth["status"] in EARNS else "lost"), name
        else:
            told = truth["status"] == "absent" or answer["form"] in HARD_TO_READ
            assert told, f"{name}: {points[name].message.id}"
