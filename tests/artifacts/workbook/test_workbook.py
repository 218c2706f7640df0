"""Workbooks made with openpyxl (LibreOffice-free) and hand-written delimited text; expectations by hand."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from yuejuan.artifacts.reader import Source, UnreadableSource
from yuejuan.artifacts.workbook import reader, reading
from yuejuan.artifacts.workbook.facts import WorkbookFacts
from yuejuan.artifacts.workbook.values import shown, stored


def read(folder: Path, name: str, data: bytes) -> WorkbookFacts:
    path = folder / name
    path.write_bytes(data)
    return reader.read(Source(path=path, name=name))


def xlsx(fill: Callable[[openpyxl.Workbook], None]) -> bytes:
    workbook = openpyxl.Workbook()
    fill(workbook)
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def budget(workbook: openpyxl.Workbook) -> None:
    sheet = workbook.active
    sheet.title = "预算"
    sheet["A1"] = "费用预算表"
    sheet.merge_cells("A1:C1")
    sheet["A2"], sheet["B2"], sheet["C2"] = "推广费", 1234.5, "=B2*2"
    sheet["B2"].number_format = "#,##0.00"
    sheet["A3"], sheet["B3"] = "0001", 0.125
    sheet["B3"].number_format = "0.0%"
    workbook.create_sheet("草稿").sheet_state = "hidden"


def test_values_formulas_spans_and_hidden_sheets(tmp_path: Path) -> None:
    facts = read(tmp_path, "预算表.xlsx", xlsx(budget))
    first, second = facts.sheets
    cells = {cell.ref: cell for cell in first.cells}
    assert (first.name, first.rows, first.columns, second.hidden) == ("预算", 3, 3, True)
    assert (cells["A1"].row_span, cells["A1"].column_span) == (1, 3)
    assert (cells["B2"].value, cells["B2"].shown, cells["B2"].type) == ("1234.5", "1,234.50", "number")
    assert (cells["C2"].formula, cells["C2"].value) == ("B2*2", None)
    assert (cells["A3"].value, cells["A3"].type) == ("0001", "text")
    assert (cells["B3"].value, cells["B3"].shown) == ("0.125", "12.5%")


def test_stored_result_of_a_formula(tmp_path: Path) -> None:
    data = xlsx(budget)
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, content.replace(b"<f>B2*2</f><v />", b"<f>B2*2</f><v>2469</v>").replace(
                b"<f>B2*2</f><v></v>", b"<f>B2*2</f><v>2469</v>"))  # fmt: skip
    cells = {cell.ref: cell for cell in read(tmp_path, "a.xlsx", file.getvalue()).sheets[0].cells}
    assert (cells["C2"].formula, cells["C2"].value) == ("B2*2", "2469")


@pytest.mark.parametrize(
    ("value", "number_format", "expected"),
    [
        (0.345, "0%", "35%"),
        (1234567, "#,##0", "1,234,567"),
        (2.5, "0", "3"),
        (0.28499999999999992, "0%", "29%"),
        (-2.5, "0", "-3"),
        (12, "¥#,##0.00", "¥12.00"),
        (12, '0"元"', "12元"),
        (12, "General", None),
        (12, "yyyy-mm-dd", None),
        (True, "0", None),
    ],
)
def test_simple_number_formats(value: float, number_format: str, expected: str | None) -> None:
    assert shown(value, number_format) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (2900 / 50000 * 100, "5.8"),
        (0.1 * 3, "0.3"),
        (0.3 * 600, "180"),
        (640 / 90, "7.11111111111111"),
        (5.0, "5"),
        (1e-7, "1e-07"),
        (123456789012345678, "123456789012345678"),
    ],
)
def test_numbers_have_the_digits_that_spreadsheets_show(value: float, expected: str) -> None:
    assert stored(value) == (expected, "number")


@pytest.mark.parametrize(
    ("name", "data", "encoding", "delimiter", "rows"),
    [
        ("a.csv", "学号,姓名\n0001,=1+1\n".encode("gbk"), "gb18030", ",", [["学号", "姓名"], ["0001", "=1+1"]]),
        ("a.csv", "项目;金额\n推广;1,5\n".encode(), "utf-8", ";", [["项目", "金额"], ["推广", "1,5"]]),
        (
            "a.csv",
            '项目,说明\n"推,广","两\n行"\n'.encode("utf-8-sig"),
            "utf-8",
            ",",
            [["项目", "说明"], ["推,广", "两\n行"]],
        ),
        ("a.tsv", "项目\t金额\n推广\t5\n".encode("utf-16"), "utf-16-le", "\t", [["项目", "金额"], ["推广", "5"]]),
    ],
)
def test_delimited_text(
    tmp_path: Path, name: str, data: bytes, encoding: str, delimiter: str, rows: list[list[str]]
) -> None:
    facts = read(tmp_path, name, data)
    assert (facts.encoding, facts.delimiter) == (encoding, delimiter)
    sheet = facts.sheets[0]
    assert [[c.value for c in sheet.cells if c.row == row + 1] for row in range(sheet.rows)] == rows
    assert all(cell.formula is None for cell in sheet.cells)


def test_too_many_cells_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_CELLS", 3)
    facts = read(tmp_path, "a.csv", b"1,2\n3,4\n")
    assert [one.field for one in facts.not_measured] == ["sheets"]
    assert len(facts.sheets[0].cells) == 3


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.xlsx", b"", "workbook.empty"),
        ("~$a.xlsx", b"owner", "workbook.lock_file"),
        ("a.xlsx", b"PK\x03\x04 cut", "workbook.unreadable"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "workbook.unreadable"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "workbook.encrypted"),
    ],
)
def test_what_cannot_be_read_says_so(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    with pytest.raises(UnreadableSource) as raised:
        read(tmp_path, name, data)
    assert raised.value.message.id == message


def test_entities_are_refused(tmp_path: Path) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("xl/workbook.xml", '<!DOCTYPE x [<!ENTITY a "b">]><workbook/>')
    with pytest.raises(UnreadableSource, match=r"workbook\.entities"):
        read(tmp_path, "a.xlsx", file.getvalue())
