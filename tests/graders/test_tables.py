"""Grids, headers and formulas."""

from fractions import Fraction

import pytest

from yuejuan.artifacts.document.facts import Cell, DocumentFacts, Table
from yuejuan.graders.common.tables import Role, grids_of_document, read_by_headers
from yuejuan.graders.common.tables.formula import evaluate
from yuejuan.graders.testing import facts_from

ROLES = (
    Role("item", ("项目",)),
    Role("price", ("单价",)),
    Role("quantity", ("数量",)),
    Role("amount", ("金额", "合计"), needed=True),
)


def reading_of(rows: list[list[str]], spans: dict[tuple[int, int], tuple[int, int]] | None = None):
    spans = spans or {}
    covered = {
        (row + down, column + right)
        for (row, column), (height, width) in spans.items()
        for down in range(height)
        for right in range(width)
        if down or right
    }
    cells = tuple(
        Cell(path=f"body/t0/r{row}/c{column}", row=row, column=column, text=text, row_span=span[0], column_span=span[1])
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
        if (row, column) not in covered
        for span in [spans.get((row, column), (1, 1))]
    )
    table = Table(path="body/t0", rows=len(rows), columns=len(rows[0]), cells=cells)
    facts = facts_from(DocumentFacts, {})
    assert isinstance(facts, DocumentFacts)
    facts = type(facts)(**{**{name: getattr(facts, name) for name in facts.__struct_fields__}, "tables": (table,)})
    return read_by_headers(grids_of_document("a.docx", facts)[0], ROLES)


def records(reading) -> list[tuple[str, ...]]:
    return [tuple(record.words(role.name) for role in ROLES) for record in reading.of_kind("item")]


def test_columns_in_any_order():
    reading = reading_of([["金额（元）", "数量", "项目", "单价"], ["6", "2", "笔", "3"]])
    assert records(reading) == [("笔", "3", "2", "6")]
    assert reading.headers["amount"] == "金额（元）"


def test_transposed():
    reading = reading_of(
        [["项目", "笔", "纸", "合计"], ["单价", "3", "4", ""], ["数量", "2", "5", ""], ["金额", "6", "20", "26"]]
    )
    assert records(reading) == [("笔", "3", "2", "6"), ("纸", "4", "5", "20")]
    assert [record.words("amount") for record in reading.of_kind("total")] == ["26"]


def test_header_of_two_rows_with_merged_cells():
    reading = reading_of(
        [["项目", "明细", "", ""], ["", "单价", "数量", "金额（万元）"], ["笔", "3", "2", "6"]],
        {(0, 0): (2, 1), (0, 1): (1, 3)},
    )
    assert records(reading) == [("笔", "3", "2", "6")]
    assert reading.headers["amount"] == "明细 金额（万元）"


def test_evidence_points_at_the_cell_of_the_file_in_a_transposed_table():
    reading = reading_of([["项目", "笔"], ["金额", "6"]])
    (record,) = reading.of_kind("item")
    evidence = reading.grid.evidence(record.cells["amount"])
    assert (evidence.table, evidence.row, evidence.column, evidence.text) == ("body/t0", 1, 1, "6")


@pytest.mark.parametrize("label", ["合计", "合 计", "总计", "费用合计", "总费用", "共计：", "合计（元）"])
def test_total_rows(label: str):
    reading = reading_of([["项目", "金额"], ["笔", "6"], [label, "6"]])
    assert [record.kind for record in reading.records] == ["item", "total"]


@pytest.mark.parametrize("label", ["小计", "推广费小计", "线上合计"])
def test_subtotal_rows(label: str):
    reading = reading_of([["项目", "金额"], ["笔", "6"], [label, "6"]])
    assert [record.kind for record in reading.records] == ["item", "subtotal"]


def test_a_table_without_the_needed_header():
    assert reading_of([["项目", "时间"], ["笔", "周一"]]) is None


CELLS = {
    (0, 0): "2.5",
    (0, 1): "4",
    (0, 2): "=A1*B1",
    (1, 0): "名称",
    (2, 0): "=A3",
    (3, 0): "0",
    (4, 0): "1e999999999",
}
FORMULAS = {
    "A1*B1": "10",
    "=A1+B1*2": "21/2",
    "(A1+B1)*2": "13",
    "-A1": "-5/2",
    "SUM(A1:B1)": "13/2",
    "SUM(A1:A2,B1)": "13/2",
    "PRODUCT($A$1:B1)": "10",
    "C1*2": "20",
    "A9+1": "1",
    "1/3": "1/3",
    "A1/A4": None,
    "A2*2": None,
    "A3": None,
    "ROUND(A1,0)": "3",
    "ROUND(-A1,0)": "-3",
    "ROUNDUP(520/80,0)": "7",
    "ROUNDUP(1234,-2)": "1300",
    "rounddown(2.59,1)": "5/2",
    "CEILING(6.2,1)": "7",
    "_xlfn.CEILING.MATH(31,6)": "36",
    "FLOOR(7.9,2)": "6",
    "INT(8.05)+1": "9",
    "ROUNDUP(AVERAGE(7,8,6,6),0)": "7",
    "ROUNDUP(0.30000000000000004*10,0)": "3",
    "AVERAGE(A1:B1,A9)": "13/4",
    "MAX(A1:B1)-MIN(A1:B1)": "3/2",
    "18000*(1-40%)": "10800",
    "ROUNDUP(A1)": None,
    "ROUNDUP(A1,0.5)": None,
    "CEILING(-2.5,1)": None,
    "AVERAGE(A9)": None,
    "ROUNDUP(A1/A4,0)": None,
    "VLOOKUP(A1,A1:B1,2)": None,
    "IF(A1>1,2,3)": None,
    "Sheet2!A1": None,
    "A1*": None,
    "SUM(A1:ZZ9999999)": None,
    "A5": None,
    "9" * 5000: None,
}


@pytest.mark.parametrize(("formula", "expected"), FORMULAS.items())
def test_simple_formulas_exactly_and_others_not_at_all(formula: str, expected: str | None):
    value = evaluate(formula, CELLS.get)
    assert value == (Fraction(expected) if expected is not None else None)
