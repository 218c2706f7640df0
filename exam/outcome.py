"""What a batch came to, as a table for a terminal and as plain data."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import msgspec

from yuejuan.exam.folder import People
from yuejuan.exam.submission_grading import Summary
from yuejuan.exam.what_if import Change, PointChange
from yuejuan.graders.finding import TURN, Reason
from yuejuan.messages import Message, render, say
from yuejuan.messages.message import Language, Value


def _text(message_id: str, language: Language, **values: Value) -> str:
    return render(say("exam.table." + message_id, **values), language)


def shown(marks: str) -> str:
    """An exact fraction as people write marks: at most two decimals, no trailing zeros."""
    return f"{float(Fraction(marks)):.2f}".rstrip("0").rstrip(".")


@dataclass(frozen=True)
class TurnCount:
    """How many open points wait for whom."""

    reasons: dict[str, int]

    @staticmethod
    def of(summaries: Iterable[Summary]) -> TurnCount:
        """Add up the open points of all submissions by reason."""
        counter: Counter[str] = Counter()
        for summary in summaries:
            counter.update(summary.open)
        return TurnCount(dict(sorted(counter.items())))

    def turns(self) -> dict[str, int]:
        """Open points by whose turn it is; a point that waits for two counts for both."""
        counter: Counter[str] = Counter()
        for reason, count in self.reasons.items():
            for turn in TURN[Reason(reason)]:
                counter[turn] += count
        return dict(counter)


@dataclass(frozen=True)
class Graded:
    """A graded batch: a line for each submission, who was absent, what stays open and for whom."""

    summaries: tuple[Summary, ...]
    people: People
    notes: tuple[Message, ...]
    open: TurnCount
    out: Path

    def any_below(self, marks: float) -> bool:
        """True if some submission cannot reach ``marks`` any more."""
        return any(summary.high and Fraction(summary.high) < Fraction(str(marks)) for summary in self.summaries)

    def table(self, language: Language) -> str:
        """The table that ``grade`` prints: candidate, name (or folder), settled, suggested, open, possible total."""
        names = {candidate: person.name for candidate, person in self.people.by_candidate().items()}
        header = [_text(name, language) for name in ("candidate", "name", "determined", "suggested", "open", "total")]
        rows = [_row(summary, names.get(summary.candidate) or summary.folder, language) for summary in self.summaries]
        absent = [
            [person.number, person.name, _text("absent", language), "", "", ""] for person in self.people.absent()
        ]
        lines = table_lines([header, *rows, *absent])
        lines += ["", _text("count", language, handed=len(self.summaries), shown=len(rows), absent=len(absent))]
        turns = self.open.turns()
        for turn in ("teacher", "candidate", "operator"):
            if turns.get(turn):
                lines.append(_text("turn_" + turn, language, count=turns[turn]))
        return "\n".join(lines)

    def plain(self, reports: Sequence[Path]) -> dict[str, Any]:
        """The same as plain data, as ``docs/schema/grade.schema.json`` describes it."""
        return {
            "schema": "yuejuan.grade/1",
            "folder": str(self.out),
            "handed_in": len(self.summaries),
            "absent": [person.number for person in self.people.absent()],
            "open": self.open.reasons,
            "submissions": [msgspec.to_builtins(summary) for summary in self.summaries],
            "reports": [str(path) for path in reports],
        }


def _row(summary: Summary, name: str, language: Language) -> list[str]:
    if summary.tally is None:
        failed = render(summary.failed, language) if summary.failed is not None else ""
        return [summary.candidate, name, failed, "", "", ""]
    pairs = (summary.tally.determined, summary.tally.suggested, summary.tally.open)
    cells = [f"{shown(awarded)}/{shown(available)}" for awarded, available in pairs]
    return [summary.candidate, name, *cells, f"{shown(summary.low)}–{shown(summary.high)}"]


def table_lines(rows: Sequence[Sequence[str]]) -> list[str]:
    """Columns lined up; a Han character is two cells of a terminal wide."""
    widths = [max(_cells(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = []
    for row in rows:
        cells = [cell + " " * (width - _cells(cell)) for cell, width in zip(row, widths, strict=True)]
        lines.append("  ".join(cells).rstrip())
    return lines


def _cells(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


@dataclass(frozen=True)
class Changes:
    """What another paper would change, for all submissions."""

    changes: tuple[Change, ...]
    graded: int

    def table(self, language: Language) -> str:
        """Whose mark would change, by how much, and at which points."""
        lines: list[str] = []
        for change in self.changes:
            before = "–".join(shown(end) for end in change.before) if change.before is not None else "—"
            after = "–".join(shown(end) for end in change.after)
            lines.append(_text("changed", language, candidate=change.candidate, before=before, after=after))
            lines += [f"    {_point(point, language)}" for point in change.points]
            if change.unmeasured:
                lines.append(f"    {_text('unmeasured', language, count=len(change.unmeasured))}")
        lines.append(_text("changes", language, changed=len(self.changes), graded=self.graded))
        return "\n".join(lines)

    def plain(self) -> dict[str, Any]:
        """The same as plain data."""
        return {"schema": "yuejuan.what-if/1", "graded": self.graded, "changes": msgspec.to_builtins(self.changes)}


def _point(change: PointChange, language: Language) -> str:
    place = f"{change.criterion}/{change.part}/{change.key}"
    outcomes = [
        render(point.message, language) if point is not None else "—" for point in (change.before, change.after)
    ]
    return f"{place}: {outcomes[0]} → {outcomes[1]}"
