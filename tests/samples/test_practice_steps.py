"""Sales talks in independent practice answers: steps found or missed as the truth says, or left open."""

from __future__ import annotations

from typing import Any

import pytest

from yuejuan.graders.testing.cases import outcome_of
from yuejuan.tests.samples.practice_answers import folder, judge, needs_samples, truth_of

pytestmark = needs_samples

TRUTH = truth_of("steps")


@pytest.mark.parametrize("answer", TRUTH["answers"], ids=[answer["file"] for answer in TRUTH["answers"]])
def test_every_step_is_judged_as_the_truth_says_or_left_open(answer: dict[str, Any]):
    points = judge("customer_service.seven_steps", folder("steps") / answer["file"], {"brief": TRUTH["brief"]})
    for step in TRUTH["steps"]:
        outcome = outcome_of(points[step])
        if outcome.startswith("open"):
            assert step not in answer["present"], f"{step}: {points[step].message.id}"
        else:
            assert outcome.split()[0] == ("earned" if step in answer["present"] else "lost"), step
    in_order = outcome_of(points["order"])
    if not in_order.startswith("open"):
        assert in_order.startswith("earned") is answer["present_ones_in_order"]
