"""Cells of a workbook: text that stays text, numbers, formulas of our own, headings."""

from __future__ import annotations

from copy import copy
from fractions import Fraction

from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

from yuejuan.reports.shown import cell_text, looks_like_formula

_THIN = Side(style="thin", color="BBBBBB")
GRID = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
HEAD = PatternFill("solid", fgColor="E7E5E0")
TO_DO = PatternFill("solid", fgColor="FFF2B3")
_BOLD = Font(bold=True)
_WRAPPED = Alignment(wrap_text=True, vertical="center", horizontal="center")
_ONE_LINE = Alignment(shrink_to_fit=True)
_TOP = Alignment(wrap_text=True, vertical="top")


class Cells:
    """Makes the cells of one sheet that is written row by row."""

    def __init__(self, sheet: Worksheet) -> None:
        self._sheet = sheet
        self._looks: dict[tuple[bool, bool], WriteOnlyCell] = {}

    def text(self, value: str, *, wrap: bool = True) -> WriteOnlyCell:
        """A text cell, whatever ``value`` begins with; what looks like a formula carries Excel's mark for text, too."""
        look = self._look(wrap, looks_like_formula(value))
        cell = WriteOnlyCell(self._sheet)
        cell._style = copy(look._style)
        cell._value = cell_text(value)
        cell.data_type = "s"
        return cell

    def _look(self, wrap: bool, quoted: bool) -> WriteOnlyCell:
        """A cell with the style of a text. Each assignment of a style is hashed, so it is done once for all cells."""
        if (wrap, quoted) not in self._looks:
            cell = WriteOnlyCell(self._sheet)
            cell.number_format = "@"
            cell.alignment = _TOP if wrap else _ONE_LINE
            cell.border = GRID
            if quoted:
                cell.quotePrefix = True
            self._looks[wrap, quoted] = cell
        return self._looks[wrap, quoted]

    def head(self, value: str) -> WriteOnlyCell:
        """A heading: bold, grey, wrapped."""
        cell = self.text(value)
        cell.font, cell.fill, cell.alignment, cell.border = _BOLD, HEAD, _WRAPPED, GRID
        return cell

    def number(self, value: Fraction, number_format: str) -> WriteOnlyCell:
        """A number; a fraction without end is as exact as a spreadsheet can hold."""
        cell = WriteOnlyCell(self._sheet, value.numerator if value.denominator == 1 else float(value))
        cell.number_format = number_format
        cell.border = GRID
        return cell

    def empty(self, number_format: str) -> WriteOnlyCell:
        """A cell for a number that a teacher has to enter."""
        cell = WriteOnlyCell(self._sheet)
        cell.number_format = number_format
        cell.border, cell.fill = GRID, TO_DO
        return cell

    def formula(self, formula: str, number_format: str, *, bold: bool = False) -> WriteOnlyCell:
        """A formula of our own, without the equals sign."""
        cell = WriteOnlyCell(self._sheet, f"={formula}")
        cell.number_format = number_format
        cell.border = GRID
        if bold:
            cell.font = _BOLD
        return cell
