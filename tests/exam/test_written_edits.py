"""Edits that put parts of Word files and workbooks elsewhere, seen with python-docx and openpyxl alone."""

import csv
from pathlib import Path

import pytest
from docx import Document
from openpyxl import Workbook

from yuejuan.exam import edits


@pytest.fixture
def root(tmp_path: Path) -> Path:
    document = Document()
    for text, level in (("一", 1), ("甲", 2), ("二", 1), ("三", 1)):
        document.add_heading(text, level)
        document.add_paragraph(f"{text}的内容")
    table = document.add_table(rows=4, cols=2)
    for row, cells in enumerate(("ab", "cd", "ef", "gh")):
        table.cell(row, 0).text, table.cell(row, 1).text = cells
    document.save(str(tmp_path / "答卷.docx"))
    return tmp_path


def order(root: Path) -> str:
    document = Document(str(root / "答卷.docx"))
    texts = {paragraph._p: paragraph.text for paragraph in document.paragraphs}
    return " ".join(texts.get(block, "表") for block in document.element.body if not block.tag.endswith("sectPr"))


def tables(root: Path) -> list[list[str]]:
    document = Document(str(root / "答卷.docx"))
    return [["".join(cell.text for cell in row.cells) for row in table.rows] for table in document.tables]


def test_a_section_moves_with_all_below_it(root: Path) -> None:
    edits.apply("move_section", root, "答卷.docx", {"heading": "三", "before": "一"})
    assert order(root) == "三 三的内容 表 一 一的内容 甲 甲的内容 二 二的内容"
    edits.apply("move_section", root, "答卷.docx", {"heading": "一", "before": "三"})
    assert order(root) == "一 一的内容 甲 甲的内容 三 三的内容 表 二 二的内容"


@pytest.mark.parametrize(("heading", "before"), [("四", "一"), ("一", "四"), ("一", "甲")])
def test_a_place_that_is_not_there_is_refused(root: Path, heading: str, before: str) -> None:
    with pytest.raises(edits.EditError):
        edits.apply("move_section", root, "答卷.docx", {"heading": heading, "before": before})


def test_a_row_moves_up_or_down(root: Path) -> None:
    edits.apply("move_row", root, "答卷.docx", {"row": 3, "before": 1})
    assert tables(root) == [["ab", "gh", "cd", "ef"]]
    edits.apply("move_row", root, "答卷.docx", {"row": 0, "before": 2})
    assert tables(root) == [["gh", "ab", "cd", "ef"]]


def test_a_table_becomes_two(root: Path) -> None:
    edits.apply("split_table", root, "答卷.docx", {"row": 1})
    assert tables(root) == [["ab"], ["cd", "ef", "gh"]]
    assert order(root).endswith("表  表")


def test_a_workbook_becomes_a_delimited_text(tmp_path: Path) -> None:
    book = Workbook()
    for row in (["岗位", "人数"], ["客服，售前", 5], [None, 2.5]):
        book.active.append(row)
    book.save(tmp_path / "表.xlsx")
    edits.apply("save_as_csv", tmp_path, "表.xlsx", {"to": "表.csv"})
    assert [path.name for path in tmp_path.iterdir()] == ["表.csv"]
    with (tmp_path / "表.csv").open(encoding="gbk", newline="") as file:
        assert list(csv.reader(file)) == [["岗位", "人数"], ["客服，售前", "5"], ["", "2.5"]]
