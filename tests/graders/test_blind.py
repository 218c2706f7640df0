"""Blind answers: whatever a check calls determined is as a teacher marked it."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from bench.agreement import BLIND, in_steps, load
from yuejuan.graders.finding import Certainty, State
from yuejuan.graders.testing.cases import run_case

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("path", sorted(BLIND.glob("*.yaml")), ids=lambda path: path.stem)
def test_no_determined_point_is_wrong(path: Path, tmp_path: Path) -> None:
    wrong = []
    for number, (name, case, marks, _) in enumerate(load(path)):
        folder = tmp_path / str(number)
        folder.mkdir()
        points = run_case(case, folder).finding
        assert {point.key for point in points} == case.data["expect"].keys(), name
        wrong += [
            f"{name} {point.key}: teacher {marks[point.key]}, check {point.score} ({point.message.id})"
            for point in points
            if point.key in marks
            and point.state is State.JUDGED
            and point.certainty is Certainty.DETERMINED
            and in_steps(Fraction(point.score or "0")) != marks[point.key]
        ]
    assert wrong == []
