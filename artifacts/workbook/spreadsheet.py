"""xlsx by openpyxl (formulas and stored results both), xls and ods by calamine (results only)."""

from __future__ import annotations

import io
import warnings
import zipfile
import zlib
from typing import Any

import openpyxl
import python_calamine
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula

from yuejuan.artifacts.workbook.facts import Sheet, SheetCell
from yuejuan.artifacts.workbook.values import shown, stored

MAX_CELLS = 200_000
MAX_XML_BYTES = 80 * 1024 * 1024
MAX_PARTS = 5_000
_HEAD = 4_096
# What openpyxl raises on files that break their own format.
BROKEN = (
    zipfile.BadZipFile, ValueError, KeyError, TypeError, AttributeError, IndexError, OSError, EOFError, SyntaxError,
    AssertionError, NotImplementedError, RecursionError, OverflowError, UnicodeError, zipfile.LargeZipFile, MemoryError,
)  # fmt: skip


class BrokenWorkbook(Exception):
    """The file cannot be read as a workbook; ``reason`` is ``unreadable``, ``too_large`` or ``entities``."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def check_zip(data: bytes) -> None:
    """Refuse zips that grow too large or whose XML declares entities, before any library unpacks them."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            xml = [entry for entry in entries if entry.filename.endswith((".xml", ".rels", ".vml"))]
            if len(entries) > MAX_PARTS or sum(entry.file_size for entry in xml) > MAX_XML_BYTES:
                raise BrokenWorkbook("too_large")
            for entry in xml:
                with archive.open(entry) as part:
                    if b"<!DOCTYPE" in part.read(_HEAD):
                        raise BrokenWorkbook("entities")
    except (*BROKEN, zlib.error):
        raise BrokenWorkbook("unreadable") from None


def read_xlsx(data: bytes) -> tuple[list[Sheet], tuple[str, ...], str | None, bool]:
    """Sheets, addresses of external links, author, and whether the limit of cells cut something off."""
    check_zip(data)
    with warnings.catch_warnings():
        # openpyxl warns about features that it drops when saving; nothing is saved here.
        warnings.simplefilter("ignore")
        try:
            formulas = openpyxl.load_workbook(io.BytesIO(data), keep_links=True)
            results = openpyxl.load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
            links = tuple(_target(link) for link in formulas._external_links)
            author = formulas.properties.creator
            sheets, left, cut = [], MAX_CELLS, False
            for sheet in formulas.worksheets:
                read, used, cut_here = _sheet(sheet, results[sheet.title], left)
                sheets.append(read)
                left, cut = left - used, cut or cut_here
        except BROKEN:
            raise BrokenWorkbook("unreadable") from None
    return sheets, links, author if author not in (None, "", "openpyxl") else None, cut


def _target(link: Any) -> str:
    return str(getattr(getattr(link, "file_link", None), "Target", "") or "")


def _sheet(sheet: Any, results: Any, left: int) -> tuple[Sheet, int, bool]:
    spans = {(one.min_row, one.min_col): (one.max_row, one.max_col) for one in sheet.merged_cells.ranges}
    cells: list[SheetCell] = []
    # The mapping of stored cells: iterating rows would walk the whole used rectangle, which a hostile file makes huge.
    for place in sorted(sheet._cells):
        cell = sheet._cells[place]
        if cell.value is None:
            continue
        if len(cells) >= left:
            return _finished(sheet, cells), len(cells), True
        cells.append(_cell(cell, results._cells.get(place), spans.get(place)))
    return _finished(sheet, cells), len(cells), False


def _finished(sheet: Any, cells: list[SheetCell]) -> Sheet:
    return Sheet(
        name=sheet.title,
        rows=max((cell.row + cell.row_span - 1 for cell in cells), default=0),
        columns=max((cell.column + cell.column_span - 1 for cell in cells), default=0),
        cells=tuple(cells),
        hidden=sheet.sheet_state != "visible",
    )


def _cell(cell: Any, result: Any, span: tuple[int, int] | None) -> SheetCell:
    formula: str | None = None
    value = cell.value
    if isinstance(value, ArrayFormula | DataTableFormula) or cell.data_type == "f":
        written = getattr(value, "text", None) or (value if isinstance(value, str) else "")
        formula = written.removeprefix("=")
        value = result.value if result is not None else None
    text, kind = stored(value)
    if isinstance(value, str) and (result.data_type if result is not None else cell.data_type) == "e":
        kind = "error"
    return SheetCell(
        ref=cell.coordinate,
        row=cell.row,
        column=cell.column,
        value=text,
        type=kind,
        formula=formula,
        shown=shown(value, cell.number_format) or text,
        row_span=span[0] - cell.row + 1 if span else 1,
        column_span=span[1] - cell.column + 1 if span else 1,
    )


def read_other(data: bytes) -> tuple[list[Sheet], bool]:
    """Sheets of an xls or ods, and whether the limit of cells cut something off."""
    try:
        workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets: list[Sheet] = []
        left, cut = MAX_CELLS, False
        for facts in workbook.sheets_metadata:
            if facts.typ != python_calamine.SheetTypeEnum.WorkSheet:
                continue
            read = _other_sheet(workbook.get_sheet_by_name(facts.name), facts, left)
            sheets.append(read)
            left -= len(read.cells)
            cut = cut or left <= 0
    except (python_calamine.CalamineError, *BROKEN):
        raise BrokenWorkbook("unreadable") from None
    except BaseException as error:
        # A panic of the Rust library is no Exception and its class cannot be imported.
        if type(error).__name__ != "PanicException":
            raise
        raise BrokenWorkbook("unreadable") from None
    return sheets, cut


def _other_sheet(sheet: Any, facts: Any, left: int) -> Sheet:
    cells: list[SheetCell] = []
    spans = dict(sheet.merged_cell_ranges or ())
    for row, values in enumerate(sheet.iter_rows()):
        for column, value in enumerate(values):
            if value == "" or value is None:
                continue
            if len(cells) >= left:
                break
            text, kind = stored(value)
            bottom, right = spans.get((row, column), (row, column))
            cells.append(
                SheetCell(
                    ref=f"{get_column_letter(column + 1)}{row + 1}",
                    row=row + 1,
                    column=column + 1,
                    value=text,
                    type=kind,
                    shown=text,
                    row_span=bottom - row + 1,
                    column_span=right - column + 1,
                )
            )
    return Sheet(
        name=facts.name,
        rows=max((cell.row + cell.row_span - 1 for cell in cells), default=0),
        columns=max((cell.column + cell.column_span - 1 for cell in cells), default=0),
        cells=tuple(cells),
        hidden=facts.visible != python_calamine.SheetVisibleEnum.Visible,
    )
