"""Warnings about papers that load."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from yuejuan.rubrics.lint import CheckInfo, lint_paper

CHECKS = {
    "image.size": CheckInfo(frozenset({"width", "max_kilobytes"}), looks_at_files=True),
    "files.naming": CheckInfo(frozenset(), looks_at_files=False),
}


def test_a_length_that_nothing_checks_is_told_once(paper: Path, replace: Callable[[str, str], None]) -> None:
    replace("max_kilobytes: 79.50", "max_kilobytes: 79.50, kilobyte: 1024")
    checks = {**CHECKS, "image.size": CheckInfo(frozenset({"width"}), looks_at_files=True)}
    assert [problem.message.values["field"] for problem in lint_paper(paper, checks=checks)] == ["max_kilobytes"]


def test_a_good_paper_has_no_warning(paper: Path) -> None:
    assert lint_paper(paper, checks=CHECKS) == ()


@pytest.mark.parametrize(
    ("old", "new", "message", "place"),
    [
        ("size: 30, original: 60", "size: 0, original: 90", "rubric.lint.zero", (9, 22)),
        ("size: 30, original: 60", "size: 29.75, original: 60.25", None, None),
        ("naming: 10", "naming: 9.75, formats: 0.25", "rubric.lint.unknown_check", (10, 40)),
        ("width: 200", "width: 200, dpi: 72", "rubric.lint.unused_specification", (7, 84)),
        (
            "points:\n",
            "  - {id: extra, title: 另一个, name: LOGO.png, kind: image}\npoints:\n",
            "rubric.lint.same_name",
            (8, 35),
        ),
        (
            "points:\n",
            "  - {id: extra, title: 另一个, name: b.png, kind: image}\npoints:\n",
            "rubric.lint.unused_deliverable",
            (8, 10),
        ),
        ("minutes: 60\n", "minutes: 60\nstep: 0.7\n", "rubric.lint.step", (10, 3)),
    ],
)
def test_a_warning_has_its_place(
    paper: Path, replace: Callable[[str, str], None], old: str, new: str, message: str | None, place: object
) -> None:
    replace(old, new)
    found = [(problem.message.id, (problem.line, problem.column)) for problem in lint_paper(paper, checks=CHECKS)]
    assert (message, place) in found if message else found == []


def test_a_missing_brief_is_a_warning(paper: Path) -> None:
    (paper / "brief.md").unlink()
    assert [problem.message.id for problem in lint_paper(paper, checks=CHECKS)] == ["rubric.lint.no_brief"]


def test_a_best_level_below_the_whole_is_a_warning(paper: Path, replace: Callable[[str, str], None]) -> None:
    replace("original: 60}", "original: 50, own: 10}")
    with (paper / "paper.yaml").open("a", encoding="utf-8") as stream:
        stream.write(
            "extra_parts:\n  shop_design.logo:\n    - id: own\n      title: 自定\n      points: 1\n      human:\n"
            "        prompt: 看\n        levels: [{share: 0.2, text: 差}, {share: 0.8, text: 好}]\n"
        )
    found = {problem.message.id for problem in lint_paper(paper, checks=CHECKS)}
    assert found == {"rubric.lint.unreachable", "rubric.lint.level_order"}
