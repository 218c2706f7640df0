"""CSV: one row per candidate, and one row per scoring point. UTF-8 with BOM, so that Excel sees Chinese."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from yuejuan.graders.finding import Evidence, FrameStrip, LayerPath, PageElement, PictureRegion, TableCell, TextSpan
from yuejuan.messages.message import Language
from yuejuan.reports.atomic import replacing
from yuejuan.reports.batch import Absent, Batch
from yuejuan.reports.marks import decimal
from yuejuan.reports.shown import csv_text
from yuejuan.reports.spool import PaperLayout
from yuejuan.reports.view import CandidateView, CriterionView, PartView, PointView, words
from yuejuan.reports.words import Words, words_in

BOM = b"\xef\xbb\xbf"
FINDING_COLUMNS = (
    "seat",
    "candidate",
    "name",
    "table.criterion_id",
    "table.criterion",
    "table.part",
    "table.point",
    "table.state",
    "table.class",
    "table.reason",
    "table.turn",
    "table.awarded",
    "table.available",
    "table.message",
    "file",
    "place",
    "expected",
    "measured",
)


@dataclass(frozen=True)
class FindingRow:
    """One scoring point as a row: texts, two marks as decimals (empty: not awarded yet), texts after them."""

    texts: tuple[str, ...]
    awarded: str
    available: str
    rest: tuple[str, ...]


def place(evidence: Evidence, text: Words) -> str:
    """Where the evidence points, in words."""
    match evidence:
        case PictureRegion(box=box) if box is not None:
            return text("where.region", box=f"{box.left}, {box.top}, {box.right}, {box.bottom}")
        case PictureRegion():
            return text("where.whole_picture")
        case TextSpan():
            return text("where.block", block=evidence.block, start=evidence.start, end=evidence.end)
        case TableCell():
            return text("where.cell", table=evidence.table, row=evidence.row + 1, column=evidence.column + 1)
        case LayerPath():
            return " › ".join(evidence.names)
        case PageElement() | FrameStrip():
            return evidence.selector
        case _:
            return ""


def finding_row(
    view: CandidateView, criterion: CriterionView, part: PartView, point: PointView, text: Words
) -> FindingRow:
    """The row of one scoring point; the place is that of its first evidence. Who has no name is told by the folder."""
    first = point.evidence[0] if point.evidence else None
    certainty = point.point.certainty
    return FindingRow(
        texts=(
            view.seat,
            view.candidate,
            view.name or view.result.folder,
            criterion.id,
            criterion.title,
            part.title,
            point.point.key,
            text(f"outcome.{point.outcome}"),
            text(certainty) if certainty is not None and point.outcome != "open" else "",
            text(f"reason.{point.reason}") if point.reason is not None else "",
            " · ".join(text(f"turn.{turn}") for turn in point.turns),
        ),
        awarded="" if point.awarded is None else decimal(point.awarded, 4),
        available=decimal(point.available, 4),
        rest=(
            point.text,
            first.file if first else "",
            place(first, text) if first else "",
            (first.expected or "") if first else "",
            (first.measured or "") if first else "",
        ),
    )


def _classes(item: CandidateView | CriterionView) -> tuple[str, ...]:
    found = item.classes
    pairs = (found.determined, found.suggested, found.open)
    low_high = (decimal(item.interval.low), decimal(item.interval.high))
    return (*(decimal(mark, 4) for pair in pairs for mark in (pair.awarded, pair.available)), *low_high)


def _heads(title: str, text: Words) -> Iterator[str]:
    for name in ("determined", "suggested", "open"):
        yield f"{title} {text(name)} {text('table.awarded')}"
        yield f"{title} {text(name)} {text('table.available')}"
    yield f"{title} {text('table.low')}"
    yield f"{title} {text('table.high')}"


class CsvTables:
    """Writes ``marks.csv`` and ``findings.csv``, candidate by candidate. Use as a context manager."""

    def __init__(self, out: Path, papers: Sequence[PaperLayout], language: Language) -> None:
        self.paths = [out / "marks.csv", out / "findings.csv"]
        self._text = words_in(language)
        self._columns = [(layout.paper, column) for layout in papers for column in layout.columns]
        self._language = language
        self._files = [replacing(path) for path in self.paths]

    def __enter__(self) -> CsvTables:
        self._marks, self._findings = (file.__enter__() for file in self._files)
        for file in (self._marks, self._findings):
            file.write(BOM)
        text = self._text
        heads = [text("seat"), text("candidate"), text("name"), text("paper"), text("folder"), text("table.remark")]
        heads.extend(_heads(text("table.sum"), text))
        for _, column in self._columns:
            heads.extend(_heads(words(dict(column.title), self._language), text))
        _write(self._marks, heads)
        _write(self._findings, [text(name) for name in FINDING_COLUMNS])
        return self

    def add(self, view: CandidateView) -> None:
        """Write one candidate."""
        found = {criterion.id: criterion for criterion in view.criteria}
        row = [view.seat, view.candidate, view.name, view.result.paper, view.result.folder, self._remark(view)]
        row.extend(_classes(view))
        for paper, column in self._columns:
            criterion = found.get(column.id) if paper == view.result.paper else None
            row.extend(_classes(criterion) if criterion else [""] * 8)
        _write(self._marks, row)
        for point in view.points:
            item = finding_row(view, *point, self._text)
            _write(self._findings, [*item.texts, item.awarded, item.available, *item.rest])

    def finish(self, batch: Batch) -> None:
        """Write the people who handed nothing in: their marks stay empty, the remark says absent."""
        for item in batch.absent:
            _write(self._marks, self._absent(item))

    def _absent(self, item: Absent) -> list[str]:
        texts = [item.person.seat, item.candidate, item.person.name, "", "", self._text("table.absent")]
        return texts + [""] * (8 * (1 + len(self._columns)))

    def _remark(self, view: CandidateView) -> str:
        return remark(view, self._text)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for file in self._files:
            file.__exit__(kind, error, trace)


def remark(view: CandidateView, text: Words) -> str:
    """What a clerk must know about this row."""
    remarks = []
    if view.on_roster is False:
        remarks.append(text("chip.unmatched"))
    if view.attempts > 1:
        remarks.append(text("index.attempt", attempt=view.attempt, attempts=view.attempts))
    if not view.settled:
        remarks.append(text("table.unfinished"))
    return " · ".join(remarks)


def _write(file: BinaryIO, row: Sequence[str]) -> None:
    buffer = io.StringIO()
    csv.writer(buffer).writerow([csv_text(cell) for cell in row])
    file.write(buffer.getvalue().encode("utf-8"))
