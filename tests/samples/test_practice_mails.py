"""Parts and content of independent practice mails: determined ones right, the others right or left open."""

from __future__ import annotations

from typing import Any

import pytest

from yuejuan.graders.testing.cases import outcome_of
from yuejuan.tests.samples.practice_answers import folder, judge, needs_samples, truth_of

pytestmark = needs_samples

TRUTH = truth_of("mails")
ANSWERS = [(answer["file"], answer) for answer in TRUTH["answers"]]
MAY_STAY_OPEN = 0.1
"""Share of the points at most that no outcome is given for."""


def outcomes_of(answer: dict[str, Any]) -> dict[str, str]:
    task = next(task for task in TRUTH["tasks"] if task["id"] == answer["task"])
    asked = {"items": {name: [] for name in task["content_items"]}, "brief": task["brief"]}
    points = judge("customer_service.follow_up_email", folder("mails") / answer["file"], asked)
    return {key: outcome_of(point) for key, point in points.items()}


def wrong(outcome: str, present: bool) -> bool:
    return outcome.split()[0] not in ("open", "earned" if present else "lost")


@pytest.mark.parametrize(("_name", "answer"), ANSWERS, ids=[name for name, _ in ANSWERS])
def test_parts_and_items_are_as_the_truth_says_or_left_open(_name: str, answer: dict[str, Any]):
    outcomes = outcomes_of(answer)
    truth = answer["parts"] | answer["content_items"]
    assert {key: outcomes[key] for key, told in truth.items() if wrong(outcomes[key], told["present"])} == {}


def test_few_points_stay_open():
    outcomes = [outcome for _, answer in ANSWERS for outcome in outcomes_of(answer).values()]
    assert sum(outcome.startswith("open") for outcome in outcomes) <= MAY_STAY_OPEN * len(outcomes)
