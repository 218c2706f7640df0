"""The check ``document.captions``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from yuejuan.artifacts.document.facts import DocumentFacts, Picture, Table
from yuejuan.graders.api import Ask, CheckParameters, Subject, check, judged, unsettled
from yuejuan.graders.common.document.places import span
from yuejuan.graders.common.unmeasured import not_measured
from yuejuan.graders.finding import Evidence, FileEvidence, Point, Reason
from yuejuan.messages import Value, say

_FIGURE = re.compile(
    r"^\s*(?:图|图片|图表|Figure|Fig\.?)\s*(?P<number>[\d一二三四五六七八九十]+(?:[-.－—]\d+)?)", re.IGNORECASE
)
_TABLE = re.compile(r"^\s*(?:表|表格|Table)\s*(?P<number>[\d一二三四五六七八九十]+(?:[-.－—]\d+)?)", re.IGNORECASE)
_SMALL = 48


class Parameters(CheckParameters):
    """No parameters: every figure and every table is to be captioned and numbered."""

    def points(self) -> tuple[Ask, ...]:
        """Captions of figures and of tables."""
        return (Ask("figures"), Ask("tables"))


@check("document.captions", needs=(DocumentFacts,), self_check=())
def judge(subject: Subject, asked: Parameters) -> Iterator[Point]:
    """Every figure and every table has a caption with a number, and no number comes twice.

    Earns: the share of figures, and of tables, with a caption line beside them that begins with 图 or 表 and a number,
    typed or by a field. Icons below 48 pixels and tables that only lay out the page are not counted.
    Loses: a figure or table without a caption, with a caption without number, or with a number used before.
    Open: there is no figure or no table at all (nothing to judge: whether one was needed is another point); captions
    may stand where the reader cannot tell to what they belong (more captions than found beside figures).
    Evidence: the captions, or the places without one.
    Review: look at the figures that are named as having no caption.
    Example: two figures, 图1 and one without caption: half of `figures`.
    """
    file = subject.file.path
    facts = subject.facts(DocumentFacts)
    figures = None if facts.pictures is None else [p for p in facts.pictures if _counts(p)]
    tables = None if facts.tables is None else [table for table in facts.tables if _holds_data(table)]
    yield _share("figures", file, facts, figures, _FIGURE)
    yield _share("tables", file, facts, tables, _TABLE)


def _counts(picture: Picture) -> bool:
    return picture.kind != "shape" and not (
        picture.width is not None and picture.height is not None and max(picture.width, picture.height) < _SMALL
    )


def _holds_data(table: Table) -> bool:
    """A table of one row or column, or with long running text in its cells, lays out the page; nested ones too."""
    longest = max((len(cell.text) for cell in table.cells), default=0)
    return table.rows > 1 and table.columns > 1 and longest < 400 and table.path.count("/t") <= 1


def _share(
    key: str, file: str, facts: DocumentFacts, things: Sequence[Picture | Table] | None, pattern: re.Pattern[str]
) -> Point:
    if things is None or facts.paragraphs is None:
        message = say("check.document.captions.unknown", file=file)
        return not_measured(key, facts, "pictures" if key == "figures" else "tables", file, message)
    lines = [(p, m["number"]) for p in facts.paragraphs if len(p.text) < 60 and (m := pattern.match(p.text))]
    evidence: list[Evidence] = [span(file, paragraph) for paragraph, _ in lines[:10]]
    values: dict[str, Value] = {"file": file, "count": len(things), "captions": len(lines)}
    if not things:
        message = say(f"check.document.captions.no_{key}", **values)
        return unsettled(key, Reason.HUMAN, message, *(evidence or [FileEvidence(file=file)]))
    numbers = [match["number"] for thing in things if (match := pattern.match(thing.caption or ""))]
    good = len(set(numbers))
    values["good"] = good
    bare = [
        FileEvidence(file=file, expected="caption", measured=t.path)
        for t in things
        if not pattern.match(t.caption or "")
    ]
    if good < len(things) and len(lines) > len(numbers):
        message = say(f"check.document.captions.unplaced_{key}", **values)
        return unsettled(key, Reason.UNCERTAIN, message, *evidence)
    message = say(f"check.document.captions.{key}", **values)
    return judged(key, Fraction(good, len(things)), message, *(evidence + bare[:10]), suggested=facts.format == "pdf")
