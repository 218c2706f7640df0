"""``marks.xlsx``: the mark sheet that a teacher finishes, all findings, and statistics.

A mark cell is filled only where nothing of that criterion is open or suggested; an empty cell is not 0, and the
total says "unfinished" until every cell is filled. Written row by row; text of candidates is stored as
text, never as a formula.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from types import TracebackType

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from yuejuan.messages.message import Language
from yuejuan.reports.archive_bytes import save_reproducibly
from yuejuan.reports.atomic import replacing
from yuejuan.reports.batch import Batch
from yuejuan.reports.cells import Cells
from yuejuan.reports.mark_sheet import MarkSheet
from yuejuan.reports.shown import cell_text
from yuejuan.reports.spool import PaperLayout, natural_key
from yuejuan.reports.tables import FINDING_COLUMNS, finding_row
from yuejuan.reports.view import CandidateView, Person
from yuejuan.reports.words import words_in

_FINDING_WIDTHS = (8, 18, 12, 26, 18, 22, 16, 10, 8, 16, 12, 8, 8, 60, 34, 34, 26, 26)


class MarkWorkbook:
    """Writes ``marks.xlsx``, candidate by candidate. Use as a context manager.

    ``absent`` are people without a submission; with one paper they stand in its list, else on a sheet of their own.
    """

    def __init__(
        self, out: Path, papers: Sequence[PaperLayout], absent: Mapping[str, Person], language: Language
    ) -> None:
        self.paths = [out / "marks.xlsx"]
        self._text = words_in(language)
        self._book = Workbook(write_only=True)
        self._book.properties.creator = "yuejuan"
        self._book.calculation.fullCalcOnLoad = True
        self._absent = sorted(absent.items(), key=lambda item: natural_key(item[0]))
        self._sheets: dict[str, MarkSheet] = {}
        for layout in papers:
            name = self._text("table.sheet_marks") + (f" {layout.paper}" if len(papers) > 1 else "")
            self._sheets[layout.paper] = MarkSheet(self._book.create_sheet(_sheet_name(name)), layout, language)
        if len(self._sheets) != 1:
            self._absent_list()
        self._findings = self._finding_sheet()

    def __enter__(self) -> MarkWorkbook:
        return self

    def add(self, view: CandidateView) -> None:
        """Write one candidate's row and findings."""
        sheet = self._sheets[view.result.paper]
        if len(self._sheets) == 1:
            self._absent_before(view.candidate, sheet)
        sheet.add(view)
        cells = Cells(self._findings)
        for point in view.points:
            row = finding_row(view, *point, self._text)
            marks = [cells.number(Fraction(mark), "0.00") if mark else None for mark in (row.awarded, row.available)]
            self._findings.append([*map(cells.text, row.texts), *marks, *map(cells.text, row.rest)])

    def _absent_before(self, candidate: str | None, sheet: MarkSheet) -> None:
        """Write the absent whose number comes before ``candidate``; all that are left for ``None``."""
        while self._absent and (candidate is None or natural_key(self._absent[0][0]) < natural_key(candidate)):
            name, person = self._absent.pop(0)
            sheet.add_absent(name, person)

    def finish(self, batch: Batch) -> None:
        """Write who is left of the absent, the statistics, and the file."""
        for sheet in self._sheets.values():
            if len(self._sheets) == 1:
                self._absent_before(None, sheet)
            sheet.finish()
        self._statistics(batch)
        with replacing(self.paths[0]) as file:
            save_reproducibly(self._book, file)

    def _finding_sheet(self) -> Worksheet:
        sheet = self._book.create_sheet(_sheet_name(self._text("table.sheet_findings")))
        sheet.freeze_panes = "D2"
        sheet.print_title_rows = "1:1"
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = 9
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        for number, width in enumerate(_FINDING_WIDTHS, 1):
            sheet.column_dimensions[get_column_letter(number)].width = width
        cells = Cells(sheet)
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(FINDING_COLUMNS))}1"
        sheet.append([cells.head(self._text(name)) for name in FINDING_COLUMNS])
        return sheet

    def _absent_list(self) -> None:
        sheet = self._book.create_sheet(_sheet_name(self._text("table.sheet_absent")))
        cells = Cells(sheet)
        for letter, width in (("A", 8), ("B", 18), ("C", 14), ("D", 10)):
            sheet.column_dimensions[letter].width = width
        heads = (self._text(name) for name in ("seat", "candidate", "name", "table.remark"))
        sheet.append([cells.head(head) for head in heads])
        for name, person in self._absent:
            texts = (person.seat, name, person.name, self._text("table.absent"))
            sheet.append([cells.text(text) for text in texts])

    def _statistics(self, batch: Batch) -> None:
        sheet = self._book.create_sheet(_sheet_name(self._text("table.sheet_statistics")))
        cells = Cells(sheet)
        names = ("criterion", "full", "filled", "mean", "rate")
        heads = [self._text(f"table.{name}") for name in names]
        heads += [
            self._text("determined"),
            self._text("suggested"),
            self._text("open"),
            self._text("index.open_points"),
        ]
        for number, width in enumerate((36, 8, 10, 12, 16, 14, 14, 14, 12), 1):
            sheet.column_dimensions[get_column_letter(number)].width = width
        sheet.freeze_panes = "A2"
        sheet.append([cells.head(head) for head in heads])
        for (paper, criterion), item in batch.criteria.items():
            marks = self._sheets[paper].marks_of(criterion)
            share = item.classes.determined.share
            sheet.append(
                [
                    cells.text(item.title),
                    cells.number(item.points, "0.##;-0.##;0"),
                    cells.formula(f"COUNT({marks})", "0"),
                    cells.formula(f'IF(COUNT({marks})=0,"",AVERAGE({marks}))', "0.00"),
                    cells.text("") if share is None else cells.number(share, "0%"),
                    cells.text(str(item.classes.determined)),
                    cells.text(str(item.classes.suggested)),
                    cells.text(str(item.classes.open)),
                    cells.number(Fraction(item.open_reasons.total()), "0"),
                ]
            )

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for sheet in self._book.worksheets if kind is not None else ():
            sheet.close()


def _sheet_name(name: str) -> str:
    """``name`` as Excel takes it: at most 31 characters and none of ``[]:*?/\\``."""
    return cell_text(name).translate({ord(char): "_" for char in "[]:*?/\\'"})[:31]
