"""Edits of tables in Word files and of sheets, seen by python-docx and openpyxl."""

import pytest
from docx import Document
from openpyxl import Workbook, load_workbook

from yuejuan.exam import edits


def grid(path, table=0):
    return [[cell.text for cell in row.cells] for row in Document(str(path)).tables[table].rows]


def made(folder):
    document = Document()
    for rows in ([["客户", "类别"], ["甲", "A"], ["乙", "B"]], [["项目", "结果"], ["总额", "5"]]):
        table = document.add_table(rows=len(rows), cols=2)
        for row, texts in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    document.tables[0].rows[2].cells[1].add_paragraph("备注")
    document.save(str(folder / "答卷.docx"))
    return folder / "答卷.docx"


def test_one_cell_gets_another_text(tmp_path):
    path = made(tmp_path)
    edits.apply("set_word_cell", tmp_path, "答卷.docx", {"row": 2, "column": 1, "text": "C"})
    edits.apply("set_word_cell", tmp_path, "答卷.docx", {"table": 1, "row": 1, "column": 1, "text": "6"})
    assert grid(path) == [["客户", "类别"], ["甲", "A"], ["乙", "C"]]
    assert grid(path, 1) == [["项目", "结果"], ["总额", "6"]]


def test_one_row_is_left_out(tmp_path):
    path = made(tmp_path)
    edits.apply("delete_row", tmp_path, "答卷.docx", {"row": 1})
    assert grid(path) == [["客户", "类别"], ["乙", "B\n备注"]]
    assert grid(path, 1) == [["项目", "结果"], ["总额", "5"]]


def test_a_cell_of_another_sheet(tmp_path):
    book = Workbook()
    book.active.append([1, 2])
    book.create_sheet("二").append([3, 4])
    book.save(tmp_path / "表.xlsx")
    edits.apply("set_cell", tmp_path, "表.xlsx", {"sheet": 2, "cell": "B1", "value": 9})
    read = load_workbook(tmp_path / "表.xlsx")
    assert [[cell.value for cell in sheet[1]] for sheet in read] == [[1, 2], [3, 9]]
    with pytest.raises(edits.EditError):
        edits.apply("set_cell", tmp_path, "表.xlsx", {"sheet": 3, "cell": "B1", "value": 9})
