"""What a candidate crossed out is no answer, in running text and in the cells of tables."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
import pytest

from yuejuan.graders.testing.cases import outcome_of
from yuejuan.tests.samples.practice_answers import judge

HEADCOUNT = {
    "exercise": {
        "data": {"orders": 640, "packed": 90},
        "quantities": {"people": {"labels": ["打包人数"], "unit": "人", "formula": "ceil(orders / packed)"}},
    }
}
POINT = {"key_points": {"专人": {"say": ["专人对接"]}}}


def write(paragraph: Any, *runs: tuple[str, bool]) -> None:
    for text, struck in runs:
        paragraph.add_run(text).font.strike = struck


def headcount(path: Path) -> str:
    return outcome_of(judge("team_management.headcount", path, HEADCOUNT)["people"]).split()[0]


@pytest.mark.parametrize(
    ("first", "second", "outcome"), [(True, False, "earned"), (False, True, "lost"), (False, False, "open")]
)
def test_of_two_numbers_the_one_that_stands_counts(tmp_path: Path, first: bool, second: bool, outcome: str) -> None:
    """640 parcels at 90 each need 8 people; 7 is the number that was not rounded up."""
    for name in ("line", "table"):
        document = docx.Document()
        if name == "line":
            write(document.add_paragraph(), ("打包人数：", False), ("7人", first), (" ", False), ("8人", second))
        else:
            table = document.add_table(rows=1, cols=2)
            table.cell(0, 0).text = "打包人数"
            write(table.cell(0, 1).paragraphs[0], ("7人", first), (" ", False), ("8人", second))
        document.save(tmp_path / f"{name}{outcome}.docx")
        assert headcount(tmp_path / f"{name}{outcome}.docx") == outcome, name


@pytest.mark.parametrize(("struck", "outcome"), [(False, "earned"), (True, "lost")])
def test_a_crossed_out_sentence_makes_no_point(tmp_path: Path, struck: bool, outcome: str) -> None:
    document = docx.Document()
    write(document.add_paragraph(), ("大客户由专人对接。", struck), ("其余客户每月回访。", False))
    document.save(tmp_path / "answer.docx")
    made = judge("customer_service.key_points", tmp_path / "answer.docx", POINT)["专人"]
    assert outcome_of(made).split()[0] == outcome


@pytest.mark.parametrize(("struck", "outcome"), [(True, "earned"), (False, "open")])
def test_a_crossed_out_total_of_a_budget_is_no_total(tmp_path: Path, struck: bool, outcome: str) -> None:
    """1500 and 3000 yuan are 4500 yuan; 4300 was written first."""
    document = docx.Document()
    rows = [("项目", "单价（元）", "数量", "金额（元）"), ("海报", "150", "10", "1500"), ("红包", "50", "60", "3000")]
    table = document.add_table(rows=4, cols=4)
    for cells, texts in zip(table.rows, rows, strict=False):
        for cell, text in zip(cells.cells, texts, strict=True):
            cell.text = text
    table.cell(3, 0).text = "合计"
    write(table.cell(3, 3).paragraphs[0], ("4300", struck), (" ", False), ("4500", False))
    write(document.add_paragraph(), ("总预算", False), ("4300元", True), ("4500元。", False))
    document.save(tmp_path / "plan.docx")
    points = judge("marketing_plan.budget", tmp_path / "plan.docx", {"limit": 5000})
    assert outcome_of(points["totals"]).split()[0] == outcome
    assert outcome_of(points["text"]).split()[0] == outcome
