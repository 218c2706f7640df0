"""Spreadsheets: formulas that agree, text that stays text, absent people who are not 0."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from yuejuan.reports.write import write_reports
from yuejuan.tests.reports.builders import HOSTILE, Someone, result, settled

PEOPLE = {"2023001": Someone("张三", "7"), "2023002": Someone("李四", "8"), "2023003": Someone("王五", "9")}


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("tables")
    people = {**PEOPLE, "2023005": Someone(HOSTILE[1], HOSTILE[3])}
    results = [result("2023001"), result("2023003", "三"), result("2023005", HOSTILE[2], HOSTILE[1])]
    write_reports(out, ("xlsx", "csv"), results, people)
    return out


@pytest.fixture(scope="module")
def marks(out: Path) -> Worksheet:
    return load_workbook(out / "marks.xlsx").worksheets[0]


def test_marks_are_filled_only_where_nothing_is_open(marks: Worksheet) -> None:
    heads = [cell.value for cell in marks[3]]
    assert heads[:7] == ["座位号", "考号", "姓名", "店标", "海报与详情页", "职业素养", "总分"]
    assert [cell.value for cell in marks[2]][3:6] == [10, 70, 20]
    first = [cell.value for cell in marks[4]]
    assert first[:6] == ["7", "2023001", "张三", None, None, 15]


def test_the_absent_stand_in_their_place_and_have_no_marks(marks: Worksheet) -> None:
    row = [cell.value for cell in marks[5]]
    assert row[:3] == ["8", "2023002", "李四"]
    assert row[6] == "缺考"
    assert not [value for value in row[3:] if isinstance(value, int | float)]


def test_the_sheet_prints_and_scrolls_as_teachers_expect(marks: Worksheet) -> None:
    assert marks.freeze_panes == "D4"
    assert marks.print_title_rows == "$1:$3"
    assert marks.column_dimensions["M"].hidden and marks.column_dimensions["M"].outlineLevel == 1
    assert marks["F4"].number_format == "0.0"
    assert len(marks.data_validations.dataValidation) == 3


def test_candidates_text_is_never_a_formula(out: Path) -> None:
    book = load_workbook(out / "marks.xlsx")
    texts = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value is not None]
    formulas = {str(cell.value).split("(")[0] for cell in texts if cell.data_type == "f"}
    assert formulas == {"=IF", "=SUM", "=3-COUNT", "=COUNT"}
    hostile = [cell for cell in texts if str(cell.value) in (HOSTILE[1], HOSTILE[3])]
    assert hostile
    assert all(cell.data_type == "s" and cell.quotePrefix for cell in hostile)


def test_csv_is_read_as_text(out: Path) -> None:
    for name in ("marks.csv", "findings.csv"):
        data = (out / name).read_bytes()
        assert data.startswith(b"\xef\xbb\xbf")
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
        assert len({len(row) for row in rows}) == 1
        assert "'" + HOSTILE[1] in [cell for row in rows for cell in row]
        numbers = {"-2.5"}
        assert not [cell for row in rows for cell in row if cell[:1] in "=+-@\t" and cell and cell not in numbers]


def test_csv_has_one_row_per_candidate_and_per_point(out: Path) -> None:
    rows = list(csv.reader(io.StringIO((out / "marks.csv").read_text("utf-8-sig"))))
    assert [row[1] for row in rows[1:]] == ["2023001", "2023003", "2023005", "2023002"]
    assert rows[1][6:14] == ["40", "56", "6.5", "11", "0", "33", "20", "81.5"]
    assert rows[4][5] == "缺考" and not any(rows[4][6:])
    findings = list(csv.DictReader(io.StringIO((out / "findings.csv").read_text("utf-8-sig"))))
    assert len(findings) == 3 * 23
    lost = next(row for row in findings if row["得分点"] == "height")
    assert (lost["情况"], lost["类别"], lost["得分"], lost["满分"]) == ("失分", "确定", "0", "1")
    assert lost["位置"].startswith("区域 10, 20, 90, 80")
    assert (lost["要求"], lost["实测"]) == ("100 像素", "90 像素")


def test_several_papers_have_a_sheet_each_and_the_absent_one_of_their_own(tmp_path: Path) -> None:
    write_reports(tmp_path, ("xlsx",), [result(), settled()], PEOPLE)
    book = load_workbook(tmp_path / "marks.xlsx")
    assert book.sheetnames == ["登分表 shop-01", "登分表 small", "缺考", "得分点明细", "统计"]
    assert [row[1].value for row in book["缺考"].iter_rows(min_row=2)] == ["2023002", "2023003"]


def test_formulas_in_libreoffice_agree(out: Path, tmp_path: Path) -> None:
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("needs LibreOffice to work out the formulas")
    book = load_workbook(out / "marks.xlsx")
    book.worksheets[0]["D4"], book.worksheets[0]["E4"] = 8.5, 40
    book.save(tmp_path / "finished.xlsx")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [soffice, profile, "--headless", "--convert-to", "ods:calc8", "--outdir", str(tmp_path / "out")]
    subprocess.run([*command, str(tmp_path / "finished.xlsx")], check=True, capture_output=True, timeout=120)
    back = [soffice, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(tmp_path / "back")]
    subprocess.run([*back, str(tmp_path / "out" / "finished.ods")], check=True, capture_output=True, timeout=120)
    sheets = load_workbook(tmp_path / "back" / "finished.xlsx", data_only=True).worksheets
    rows = {row[1].value: [cell.value for cell in row] for row in sheets[0].iter_rows(min_row=4)}
    assert rows["2023001"][6:11] == [63.5, 0, 63.5, 20, 81.5]
    assert rows["2023003"][6:11] == ["未评完", 2, 15, 20, 81.5]
    assert rows["2023001"][15] == 40
    assert sheets[0]["G2"].value == 100
    assert [cell.value for cell in sheets[2][2]][1:4] == [10, 1, 8.5]


def test_a_folder_that_nobody_is_known_for_stands_in_the_place_of_the_name(tmp_path: Path) -> None:
    """Without a roster its candidate may be told by nothing else than a digest."""
    write_reports(tmp_path, ("xlsx", "csv"), [result("x0123456789", "12座丁香")], {})
    book = load_workbook(tmp_path / "marks.xlsx")
    assert [book.worksheets[0].cell(4, column).value for column in (2, 3)] == ["x0123456789", "12座丁香"]
    with (tmp_path / "findings.csv").open(encoding="utf-8-sig", newline="") as lines:
        assert {row["姓名"] for row in csv.DictReader(lines)} == {"12座丁香"}


def test_who_has_no_number_stands_after_the_others_in_the_order_of_the_folders(tmp_path: Path) -> None:
    results = [result("x0000000002", "9座"), result("x0000000001", "10座"), result("x0000000003", "2座"), result("77")]
    write_reports(tmp_path, ("csv",), results, {})
    with (tmp_path / "marks.csv").open(encoding="utf-8-sig", newline="") as lines:
        found = [row["考号"] for row in csv.DictReader(lines)]
    assert found == ["77", "x0000000003", "x0000000002", "x0000000001"]
