"""A written answer put together by hand: a plan with a table, a budget sheet, and the points that rest on them."""

from __future__ import annotations

import msgspec

from yuejuan.artifacts.document.facts import Cell, DocumentFacts, Paragraph, Table
from yuejuan.artifacts.facts import Facts
from yuejuan.artifacts.workbook.facts import Sheet, SheetCell, WorkbookFacts
from yuejuan.graders.finding import FileEvidence, Point, Reason, TableCell, TextSpan
from yuejuan.graders.result import CriterionResult, SubmissionResult, Tally
from yuejuan.graders.submission import HandedFile, Match
from yuejuan.messages import Message
from yuejuan.tests.reports.builders import judged, opened, part, result

PLAN, SHEET = "方案.docx", "预算.xlsx"
BACKGROUND = "岭上合作社现有蜂箱260箱，年产蜂蜜18吨。"


def document(*texts: str, tables: tuple[Table, ...] = (), inside: tuple[Paragraph, ...] = ()) -> DocumentFacts:
    paragraphs = tuple(Paragraph(path=f"body/p{n}", text=text) for n, text in enumerate(texts))
    return DocumentFacts(
        format="docx",
        word_count=None,
        word_count_range=None,
        characters=None,
        paragraphs=(*paragraphs, *inside),
        headings=(),
        tables=tables,
        pictures=(),
        fonts=None,
        title=None,
        author=None,
        bytes=1,
        sha256="0" * 64,
        blocks=(*(paragraph.path for paragraph in paragraphs), *(table.path for table in tables)),
    )


def table(*rows: tuple[str, ...], path: str = "body/t0") -> Table:
    cells = tuple(
        Cell(path=f"{path}/r{r}/c{c}", row=r, column=c, text=text)
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
    )
    return Table(path=path, rows=len(rows), columns=len(rows[0]), cells=cells)


def workbook(*rows: tuple[str, ...]) -> WorkbookFacts:
    cells = tuple(
        SheetCell(ref=f"{chr(65 + c)}{r + 1}", row=r + 1, column=c + 1, value=text)
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
        if text
    )
    sheet = Sheet(name="费用预算", rows=len(rows), columns=max(map(len, rows)), cells=cells)
    return WorkbookFacts(format="xlsx", sheets=(sheet,), bytes=1, sha256="0" * 64)


def span(quote: str, block: str = "body/p1", text: str = BACKGROUND, **more: str) -> TextSpan:
    start = text.index(quote)
    return TextSpan(file=PLAN, block=block, start=start, end=start + len(quote), quote=quote, sentence=text, **more)


def cell(row: int, column: int, text: str, expected: str | None = None) -> TableCell:
    measured = text if expected is not None else None
    return TableCell(
        file=SHEET, table="费用预算", row=row, column=column, text=text, expected=expected, measured=measured
    )


FACTS: dict[str, Facts] = {
    PLAN: document("一、背景", BACKGROUND, "二、目标", "提高知名度。"),
    SHEET: workbook(
        ("类别", "项目", "单价", "数量", "金额"),
        ("推广费", "短视频", "600", "8", "4800"),
        ("设计费", "海报", "300", "4", "1000"),
        ("合计", "", "", "", "5800"),
    ),
}


def carried(label: str, given: str, right: str, key: str, *evidence: TextSpan | TableCell) -> Point:
    """A value that follows from an earlier error, as the engine of named quantities says it."""
    values = {
        "label": label,
        "measured": given,
        "expected": key,
        "own": right,
        "unit": "人",
        "formula": "ceil(单量/90)",
    }
    point = judged(label, "沿用前面的数。", "1", *evidence)
    return msgspec.structs.replace(point, message=Message("check.quantities.carried", values, "沿用前面的数。"))


def points() -> tuple[Point, ...]:
    return (
        judged("bees", "写的蜂箱数与试题给的620箱不符。", "0", span("260箱")),
        judged("honey", "写到了产量。", "1", span("18吨"), suggested=True),
        judged("sentence", "有一句完整的话。", "1", span(BACKGROUND)),
        opened("goal", "看不出期限，请教师决定。", Reason.UNCERTAIN, span("知名度", "body/p3", "提高知名度。")),
        judged("rivals", "没有写竞争对手。", "0", FileEvidence(file=PLAN), suggested=True),
        judged("rows", "两行中有一行算对。", "1/2", cell(2, 4, "1000", "1200"), cell(1, 4, "4800", "4800")),
        carried("合计", "5800", "5800", "6000", cell(3, 4, "5800", "5800")),
    )


def answer(*given: Point, files: tuple[str, ...] = (PLAN, SHEET)) -> SubmissionResult:
    """A result of one criterion with one part; its figures are of no account here."""
    made = result()
    finding = given or points()
    criterion = CriterionResult(
        id="plan.all",
        clause="①",
        title={"zh_CN": "方案", "en": "Plan"},
        points="20",
        literacy=False,
        tally=Tally(determined=("0", "20"), suggested=("0", "0"), open=("0", "0")),
        low="0",
        high="20",
        parts=(part("content", "内容", "20", *finding, check="plan.content", asks="plan"),),
    )
    handed = tuple(
        HandedFile(
            path=path,
            asked_path=path,
            bytes=1,
            sha256=f"{n:064x}",
            kind="workbook" if path.endswith("xlsx") else "document",
            format=path.rpartition(".")[2],
        )
        for n, path in enumerate(files)
    )
    submission = msgspec.structs.replace(
        made.submission,
        files=handed,
        matches=tuple(Match(deliverable=f"d{n}", files=(path,)) for n, path in enumerate(files)),
        extras=(),
        notes=(),
    )
    return msgspec.structs.replace(made, criteria=(criterion,), submission=submission)


class FakeReadings:
    """Gives facts out of a dictionary and remembers what it was asked."""

    def __init__(self, facts: dict[str, Facts] | None = None) -> None:
        self.facts = FACTS if facts is None else facts
        self.asked: list[tuple[str, str, str]] = []

    def __call__(self, candidate: str, file: HandedFile, reader: str, source: str | None = None) -> Facts | None:
        self.asked.append((candidate, file.path, reader))
        return self.facts.get(file.path)
