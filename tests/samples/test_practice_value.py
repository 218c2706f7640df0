"""Values of customers in independent practice answers: right where judged, and open only with a reason."""

from __future__ import annotations

from typing import Any

import pytest

from yuejuan.graders.testing.cases import outcome_of
from yuejuan.tests.samples.practice_answers import folder, judge, needs_samples, truth_of

pytestmark = needs_samples

DATA = {
    "v1": {"price": 85, "weekly": 2, "weeks": 52, "years": 8, "fans": 6, "won": 0.4, "critics": 11, "lost": 0.25},
}
FORMULAS = {
    "per_year": "weekly * weeks",
    "times": "per_year * years",
    "direct": "price * times",
    "word": "fans * won * direct",
    "satisfied": "direct + word",
    "bad_word": "critics * lost * direct",
    "loss": "direct + bad_word",
}
EARNS = {"right", "follows-from-own-error"}
ANSWERS = [
    (problem, answer)
    for problem in truth_of("customer_value")["problems"]
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
    points = judge("customer_service.customer_value", folder("customer_value") / answer["file"], asked)
    for name, truth in answer["quantities"].items():
        outcome = outcome_of(points[name])
        if not outcome.startswith("open"):
            assert outcome.split()[0] == ("earned" if truth["status"] in EARNS else "lost"), name
        else:
            assert truth["status"] == "absent", f"{name}: {points[name].message.id}"
