"""Written answers as they should not be handed in: each is told clearly, and nothing is guessed or lost."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from openpyxl import Workbook
from PIL import Image

from yuejuan.graders.finding import Point, State
from yuejuan.graders.testing.cases import Case, outcome_of, run_case
from yuejuan.graders.testing.making import GENERATORS

SPEED = "付款后当天发货，从不拖延。"
CRAFT = "每只篮子都由老师傅手工编织。"
POINTS = {"key_points": {"发货": ["当天发货"], "手工": ["手工编织"]}}
STAFF = {
    "exercise": {
        "data": {"orders": 500, "packed": 80},
        "quantities": {"by_shipments": {"labels": ["按发货量"], "unit": "人", "formula": "ceil(orders / packed)"}},
    }
}
BUDGET = {"limit": 20000, "unit": "元"}
Judge = Callable[[str, dict[str, Any], Path], dict[str, Point]]


@pytest.fixture
def judge(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Judge:
    """Judges one file by one check."""
    monkeypatch.setitem(GENERATORS, "copy", lambda path, source: shutil.copyfile(source, path))
    (tmp_path / "work").mkdir()

    def judged(check: str, parameters: dict[str, Any], file: Path) -> dict[str, Point]:
        kind = "workbook" if file.suffix == ".xlsx" else "document"
        data = {
            "parameters": parameters,
            "deliverables": [{"id": "work", "name": file.name, "kind": kind}],
            "files": {file.name: {"make": {"copy": file}}},
        }
        return {point.key: point for point in run_case(Case(check, "bad", data), tmp_path / "work").finding}

    return judged


def outcomes(points: dict[str, Point]) -> dict[str, str]:
    return {key: outcome_of(point) for key, point in points.items()}


def run(text: str, properties: str = "", tag: str = "w:t") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><{tag} xml:space='preserve'>{text}</{tag}></w:r>"


def saved(folder: Path, *paragraphs: str) -> Path:
    """A document whose paragraphs are given as the XML of their content."""
    document = Document()
    for content in paragraphs:
        xml = f"<w:p {nsdecls('w', 'wp', 'a', 'r')} xmlns:v='urn:schemas-microsoft-com:vml'>{content}</w:p>"
        document.element.body.insert(len(document.element.body) - 1, parse_xml(xml))
    document.save(str(folder / "答卷.docx"))
    return folder / "答卷.docx"


CHANGE = "w:id='1' w:author='x' w:date='2026-01-01T00:00:00Z'"


def test_deleted_text_of_tracked_changes_is_no_answer_and_inserted_text_is(judge: Judge, tmp_path: Path) -> None:
    deleted = f"<w:del {CHANGE}>{run(SPEED, tag='w:delText')}</w:del>"
    inserted = f"<w:ins {CHANGE}>{run(CRAFT)}</w:ins>"
    points = judge("customer_service.key_points", POINTS, saved(tmp_path, run("本店的特色如下。"), deleted, inserted))
    assert points["手工"].state is State.JUDGED
    assert outcomes(points)["手工"] == "earned suggested"
    assert not outcomes(points)["发货"].startswith("earned")


def test_hidden_text_earns_nothing_by_itself(judge: Judge, tmp_path: Path) -> None:
    points = judge("customer_service.key_points", POINTS, saved(tmp_path, run(CRAFT), run(SPEED, "<w:vanish/>")))
    assert outcomes(points)["手工"] == "earned suggested"
    assert not outcomes(points)["发货"].startswith("earned")


def test_a_comment_is_no_answer(judge: Judge, tmp_path: Path) -> None:
    document = Document()
    paragraph = document.add_paragraph(CRAFT)
    document.add_comment(paragraph.runs, text=SPEED, author="x", initials="x")
    document.save(str(tmp_path / "答卷.docx"))
    points = judge("customer_service.key_points", POINTS, tmp_path / "答卷.docx")
    assert outcomes(points)["手工"] == "earned suggested"
    assert not outcomes(points)["发货"].startswith("earned")


def test_an_answer_in_a_text_box_counts(judge: Judge, tmp_path: Path) -> None:
    box = f"<w:txbxContent><w:p>{run(SPEED)}</w:p></w:txbxContent>"
    shape = (
        f"<w:r><w:pict><v:shape style='width:200pt;height:50pt'><v:textbox>{box}</v:textbox></v:shape></w:pict></w:r>"
    )
    points = judge("customer_service.key_points", POINTS, saved(tmp_path, run(CRAFT), shape))
    assert outcomes(points) == {"发货": "earned suggested", "手工": "earned suggested"}


def test_answers_in_pictures_only_are_left_to_a_person_who_is_shown_the_picture(judge: Judge, tmp_path: Path) -> None:
    Image.new("RGB", (900, 600), "white").save(tmp_path / "photo.png")
    document = Document()
    document.add_picture(str(tmp_path / "photo.png"))
    document.save(str(tmp_path / "答卷.docx"))
    for check, parameters in (("customer_service.key_points", POINTS), ("team_management.headcount", STAFF)):
        points = judge(check, parameters, tmp_path / "答卷.docx")
        assert set(outcomes(points).values()) == {"open not_located"}
        assert all(point.evidence and point.evidence[0].measured for point in points.values()), check


def test_a_half_saved_document_opens_the_points_and_costs_nothing(judge: Judge, tmp_path: Path) -> None:
    whole = saved(tmp_path, run(CRAFT), run(SPEED))
    whole.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    points = judge("customer_service.key_points", POINTS, whole)
    assert all(point.state is State.OPEN or (point.score or "0") != "0" for point in points.values())


def test_five_hundred_pages_are_judged_within_the_time_of_one_measurement(judge: Judge, tmp_path: Path) -> None:
    document = Document()
    for number in range(500):
        document.add_paragraph(f"第{number}页：本店的商品结实耐用，欢迎选购，" + "顾客的满意就是我们的目标，" * 40)
        document.add_page_break()
    document.add_paragraph(SPEED + CRAFT)
    document.save(str(tmp_path / "答卷.docx"))
    began = time.monotonic()
    points = judge("customer_service.key_points", POINTS, tmp_path / "答卷.docx")
    assert outcomes(points) == {"发货": "earned suggested", "手工": "earned suggested"}
    assert time.monotonic() - began < 90


def workbook(path: Path, rows: list[list[Any]]) -> Path:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def test_a_division_by_zero_in_a_formula_is_no_number(judge: Judge, tmp_path: Path) -> None:
    file = workbook(tmp_path / "答卷.xlsx", [["依据", "人数"], ["按发货量", "=ROUNDUP(500/0,0)"]])
    (point,) = judge("team_management.headcount", STAFF, file).values()
    assert point.state is State.OPEN or point.score == "0"
    assert point.message.id != "check.quantities.right"


def test_a_formula_that_refers_to_a_file_that_is_gone_is_left_open(judge: Judge, tmp_path: Path) -> None:
    file = workbook(tmp_path / "答卷.xlsx", [["依据", "人数"], ["按发货量", "='[数据.xlsx]Sheet1'!A1"]])
    (point,) = judge("team_management.headcount", STAFF, file).values()
    assert point.state is State.OPEN


def test_units_that_do_not_match_cost_the_rows_and_leave_the_limit_to_a_person(judge: Judge, tmp_path: Path) -> None:
    rows = [
        ["项目", "单价（元）", "数量", "金额（万元）"],
        ["海报", 20, 100, 2000],
        ["视频", 500, 10, 5000],
        ["合计", "", "", 7000],
    ]
    points = judge("marketing_plan.budget", BUDGET, workbook(tmp_path / "答卷.xlsx", rows))
    assert outcomes(points)["rows"] == "lost"
    assert outcomes(points)["limit"].startswith("open")
