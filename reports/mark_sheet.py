"""The mark sheet of one paper: one row per candidate, one column per criterion, formulas for the totals.

To the right, folded away, stand the blocks behind the marks: determined, suggested and open for each criterion, and the
lowest and highest possible mark, each with its sum.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from openpyxl.cell import WriteOnlyCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from yuejuan.messages.message import Language
from yuejuan.reports.cells import Cells
from yuejuan.reports.marks import places_of
from yuejuan.reports.spool import PaperLayout
from yuejuan.reports.tables import remark
from yuejuan.reports.view import CandidateView, CriterionView, Person, words
from yuejuan.reports.words import words_in

FIRST_ROW = 4
_PEOPLE = ("seat", "candidate", "name")
_TOTALS = ("total", "left", "entered", "low", "high", "remark")
_BLOCKS: tuple[tuple[str, Callable[[CriterionView], Fraction]], ...] = (
    ("determined", lambda item: item.classes.determined.awarded),
    ("determined_of", lambda item: item.classes.determined.available),
    ("suggested", lambda item: item.classes.suggested.awarded),
    ("suggested_of", lambda item: item.classes.suggested.available),
    ("open", lambda item: item.classes.open.available),
    ("low", lambda item: item.interval.low),
    ("high", lambda item: item.interval.high),
)


class MarkSheet:
    """Writes the sheet of one paper row by row."""

    def __init__(self, sheet: Worksheet, layout: PaperLayout, language: Language) -> None:
        self._sheet, self._layout, self._language = sheet, layout, language
        self._text = words_in(language)
        self._cells = Cells(sheet)
        self._count = len(layout.columns)
        places = places_of(Fraction(layout.step))
        self._format = "0." + "0" * places if places else "0"
        self._row = FIRST_ROW - 1
        self._first_mark = len(_PEOPLE) + 1
        self._first_total = self._first_mark + self._count
        self._first_block = self._first_total + len(_TOTALS)
        self._set_up()
        self._heads()

    def marks_of(self, criterion: str) -> str:
        """The range that holds the final marks of ``criterion``, for formulas on other sheets."""
        place = [column.id for column in self._layout.columns].index(criterion)
        letter = get_column_letter(self._first_mark + place)
        name = self._sheet.title.replace("'", "''")
        return f"'{name}'!${letter}${FIRST_ROW}:${letter}${max(self._row, FIRST_ROW)}"

    def add(self, view: CandidateView) -> None:
        """Write one candidate."""
        self._row += 1
        cells, found = self._cells, {item.id: item for item in view.criteria}
        items = [found[column.id] for column in self._layout.columns]
        row = [cells.text(text, wrap=False) for text in (view.seat, view.candidate, view.name or view.result.folder)]
        row += [
            cells.number(item.interval.low, self._format) if item.settled else cells.empty(self._format)
            for item in items
        ]
        row += self._totals()
        row.append(cells.text(remark(view, self._text), wrap=False))
        for _, value in _BLOCKS:
            row += [cells.number(value(item), "0.00") for item in items]
            row.append(cells.formula(f"SUM({self._before(len(row))})", "0.00"))
        self._sheet.append(row)

    def add_absent(self, candidate: str, person: Person) -> None:
        """Write someone who handed nothing in: no number anywhere."""
        self._row += 1
        absent = self._text("table.absent")
        row: list[WriteOnlyCell | None] = [
            self._cells.text(text, wrap=False) for text in (person.seat, candidate, person.name)
        ]
        row += [None] * self._count
        row += [self._cells.text(absent, wrap=False), None, None, None, None, self._cells.text(absent, wrap=False)]
        self._sheet.append(row)

    def finish(self) -> None:
        """Set what needs the number of rows: filter, print area, and the limits of what may be entered."""
        last = max(self._row, FIRST_ROW)
        remark_column = get_column_letter(self._first_block - 1)
        self._sheet.auto_filter.ref = f"A{FIRST_ROW - 1}:{remark_column}{last}"
        self._sheet.print_area = f"A1:{remark_column}{last}"
        for place in range(self._count):
            letter = get_column_letter(self._first_mark + place)
            limit = DataValidation(
                type="decimal", operator="between", formula1="0", formula2=f"{letter}${FIRST_ROW - 2}", allow_blank=True
            )
            limit.error, limit.errorTitle = self._text("table.mark_error"), self._text("table.mark_title")
            limit.add(f"{letter}{FIRST_ROW}:{letter}{last}")
            self._sheet.data_validations.append(limit)

    def _set_up(self) -> None:
        sheet = self._sheet
        sheet.freeze_panes = f"D{FIRST_ROW}"
        sheet.print_title_rows = f"1:{FIRST_ROW - 1}"
        sheet.print_title_cols = "A:C"
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = 9
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.sheet_properties.outlinePr.summaryRight = False
        widths = [7.0, 17.0, 12.0] + [9.0] * self._count + [10.0, 9.0, 9.0, 9.0, 9.0, 24.0]
        for number, width in enumerate(widths, 1):
            sheet.column_dimensions[get_column_letter(number)].width = width
        size = (self._count + 1) * len(_BLOCKS)
        for number in range(self._first_block, self._first_block + size):
            dimension = sheet.column_dimensions[get_column_letter(number)]
            dimension.width, dimension.outlineLevel, dimension.hidden = 9.0, 1, True
        sheet.row_dimensions[1].height = 32
        sheet.row_dimensions[FIRST_ROW - 1].height = 62

    def _heads(self) -> None:
        cells, columns = self._cells, self._layout.columns
        titles = [words(dict(column.title), self._language) for column in columns]
        title = words(dict(self._layout.title), self._language)
        top = [cells.head(title), *(cells.head("") for _ in range(2))]
        top += [cells.head(self._text("table.block_mark"))] + [cells.head("")] * (self._count - 1)
        top += [cells.head("") for _ in _TOTALS]
        full = [cells.head(self._text("table.full")), cells.head(""), cells.head("")]
        full += [cells.number(Fraction(column.points), "0.##;-0.##;0") for column in columns]
        full += [cells.formula(f"SUM({self._range(self._first_mark, self._count, 2)})", "0.##;-0.##;0")]
        full += [cells.head("") for _ in _TOTALS[1:]]
        heads = [self._text(name) for name in _PEOPLE] + titles + [self._text(f"table.{name}") for name in _TOTALS]
        for name, _ in _BLOCKS:
            top += [cells.head(self._text(f"table.block_{name}"))] + [cells.head("") for _ in columns]
            full += [cells.head("") for _ in range(self._count + 1)]
            heads += [*titles, self._text("table.sum")]
        self._merge()
        for row in (top, full, [cells.head(head) for head in heads]):
            self._sheet.append(row)

    def _merge(self) -> None:
        merged = self._sheet.merged_cells
        merged.add("A1:C1")
        merged.add("A2:C2")
        if self._count > 1:
            merged.add(self._range(self._first_mark, self._count, 1))
        for number in range(len(_BLOCKS)):
            merged.add(self._range(self._first_block + number * (self._count + 1), self._count + 1, 1))

    def _totals(self) -> Iterator[WriteOnlyCell]:
        """The formulas of one row: total once all is entered, what is left, the sum so far, the possible marks."""
        marks = self._range(self._first_mark, self._count, self._row)
        unfinished = self._text("table.unfinished")
        cells = self._cells
        yield cells.formula(f'IF(COUNT({marks})={self._count},SUM({marks}),"{unfinished}")', self._format, bold=True)
        yield cells.formula(f"{self._count}-COUNT({marks})", "0")
        yield cells.formula(f"SUM({marks})", self._format)
        size = self._count + 1
        for block in ("low", "high"):
            place = [name for name, _ in _BLOCKS].index(block)
            first = self._first_block + place * size
            yield cells.formula(f"SUM({self._range(first, self._count, self._row)})", self._format)

    def _before(self, filled: int) -> str:
        """The cells of one block, which ends where the row has got to."""
        return self._range(filled - self._count + 1, self._count, self._row)

    @staticmethod
    def _range(first: int, count: int, row: int) -> str:
        return f"{get_column_letter(first)}{row}:{get_column_letter(first + count - 1)}{row}"
