"""Checks that ask for the brief take the paper's own text, unless the paper gives them another."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from yuejuan.graders.binding import bind
from yuejuan.graders.registry import installed
from yuejuan.rubrics.sheet import SheetPart
from yuejuan.tests.graders.builders import TITLE, sheet

TASK = "请写出三种处理退货的办法。"


def brief_of(check: str, told: str, **parameters: object) -> object:
    part = SheetPart(
        id="part", title=TITLE, points=Fraction(10), check=check, deliverables=("answer",), parameters=parameters
    )
    bound = bind(replace(sheet(("logo", [part])), brief=told), installed())
    taken = bound.criteria[0].parts[0].parameters
    assert taken is not None
    return taken.model_dump().get("brief", "no such parameter")


POINTS = {"退款": {"say": ["退款"]}}


def test_a_check_takes_the_brief_of_the_paper() -> None:
    assert brief_of("customer_service.key_points", TASK, key_points=POINTS) == TASK


@pytest.mark.parametrize("own", ["只看这一句。", ""])
def test_what_the_paper_gives_goes_before(own: str) -> None:
    assert brief_of("customer_service.key_points", TASK, key_points=POINTS, brief=own) == own


def test_a_check_that_does_not_ask_is_given_nothing() -> None:
    assert brief_of("image.size", TASK, width=10) == "no such parameter"
