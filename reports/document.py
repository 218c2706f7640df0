"""``report.json``: the batch for other programs. Exact fractions as text, no names.

``schema/report.schema.json`` describes it.
"""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Any

import msgspec

from yuejuan.reports.atomic import replacing
from yuejuan.reports.batch import Batch, CriterionStatistics
from yuejuan.reports.marks import Interval
from yuejuan.reports.view import CandidateView, Classes, CriterionView, PartView, PointView

SCHEMA = "yuejuan.report/1"


def _classes(classes: Classes) -> dict[str, list[str]]:
    return {
        name: [str(pair.awarded), str(pair.available)]
        for name, pair in (
            ("determined", classes.determined),
            ("suggested", classes.suggested),
            ("open", classes.open),
        )
    }


def _interval(interval: Interval) -> dict[str, str]:
    return {"low": str(interval.low), "high": str(interval.high)}


def _point(point: PointView) -> dict[str, Any]:
    return {
        "key": point.point.key,
        "state": point.point.state,
        "class": point.point.certainty,
        "reason": point.reason,
        "turn": list(point.turns),
        "awarded": None if point.awarded is None else str(point.awarded),
        "available": str(point.available),
        "message": {"id": point.point.message.id, "text": point.text},
        "files": list(dict.fromkeys(item.file for item in point.evidence)),
    }


def _part(part: PartView) -> dict[str, Any]:
    return {
        "id": part.part.id,
        "points": str(part.available),
        "judge": part.part.judge,
        "check": part.part.check,
        "finding": [_point(point) for point in part.points],
    }


def _criterion(criterion: CriterionView) -> dict[str, Any]:
    return {
        "id": criterion.id,
        "clause": criterion.criterion.clause,
        "points": str(criterion.available),
        "tally": _classes(criterion.classes),
        **_interval(criterion.interval),
        "settled": criterion.settled,
        "rules": [
            {"id": rule.rule.id, "state": rule.rule.state, "change": rule.rule.change} for rule in criterion.rules
        ],
        "parts": [_part(part) for part in criterion.parts],
    }


def candidate_document(view: CandidateView) -> dict[str, Any]:
    """One candidate as an object of the document."""
    return {
        "candidate": view.candidate,
        "folder": view.result.folder,
        "paper": view.result.paper,
        "attempt": view.attempt,
        "attempts": view.attempts,
        "on_roster": view.on_roster,
        "settled": view.settled,
        "tally": _classes(view.classes),
        **_interval(view.interval),
        "rules": [{"id": rule.rule.id, "state": rule.rule.state, "change": rule.rule.change} for rule in view.rules],
        "criteria": [_criterion(criterion) for criterion in view.criteria],
        "digests": msgspec.to_builtins(view.result.digests),
    }


def _statistics(paper: str, item: CriterionStatistics) -> dict[str, Any]:
    return {
        "paper": paper,
        "id": item.id,
        "points": str(item.points),
        "candidates": item.candidates,
        "settled": item.settled,
        "tally": _classes(item.classes),
        "mean": _interval(item.mean),
        "open_by_reason": {str(reason): count for reason, count in sorted(item.open_reasons.items())},
        "open_by_turn": dict(sorted(item.open_points.items())),
    }


def _encode(value: Any) -> bytes:
    return msgspec.json.encode(value, order="sorted")


class JsonReport:
    """Writes ``report.json``, candidate by candidate. Use as a context manager."""

    def __init__(self, out: Path) -> None:
        self.paths = [out / "report.json"]
        self._file = replacing(self.paths[0])
        self._count = 0

    def __enter__(self) -> JsonReport:
        self._handle = self._file.__enter__()
        self._handle.write(b'{"schema":"' + SCHEMA.encode() + b'","candidates":[\n')
        return self

    def add(self, view: CandidateView) -> None:
        """Write one candidate."""
        self._handle.write((b",\n" if self._count else b"") + _encode(candidate_document(view)))
        self._count += 1

    def finish(self, batch: Batch) -> None:
        """Write what all candidates say together, and close the document."""
        summary = {
            "papers": [
                {"paper": layout.paper, "project": layout.project, "title": dict(layout.title), "step": layout.step}
                for layout in batch.papers.values()
            ],
            "counts": {
                "handed_in": batch.handed_in,
                "reported": batch.reported,
                "roster": batch.roster if batch.people else None,
            },
            "absent": [item.candidate for item in batch.absent],
            "not_on_roster": [row.candidate for row in batch.unmatched],
            "repeated": sorted({row.candidate for row in batch.repeated}),
            "bands": [
                {"low": low, "below": high, "certainly": certain, "possibly": possible}
                for low, high, certain, possible in batch.bands
            ],
            "criteria": [_statistics(paper, item) for (paper, _), item in batch.criteria.items()],
        }
        self._handle.write(b"\n]," + _encode(summary)[1:] + b"\n")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.__exit__(kind, error, trace)
