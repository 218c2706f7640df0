"""What another paper or rubric would change: stored facts are judged again, and nothing is measured or written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from yuejuan.artifacts.measure.measurer import Measurer
from yuejuan.artifacts.request import Outcome, Request
from yuejuan.exam.submission_grading import Handed, Procedure
from yuejuan.gradebook.store import Gradebook, ResultError
from yuejuan.graders.finding import Point
from yuejuan.graders.result import SubmissionResult


@dataclass(frozen=True)
class PointChange:
    """A scoring point that would stand otherwise. ``before`` or ``after`` is ``None`` where only one sheet has it."""

    criterion: str
    part: str
    key: str
    before: Point | None
    after: Point | None


@dataclass(frozen=True)
class Change:
    """What would become of one submission.

    ``before`` and ``after`` are intervals, exact fractions as text; ``before`` is ``None`` where there is no result.
    ``unmeasured``: measurements that the new sheet needs and nobody has made; the points that need them are open in
    ``after`` and in ``points``, and only grading would tell more.
    """

    candidate: str
    folder: str
    before: tuple[str, str] | None
    after: tuple[str, str]
    points: tuple[PointChange, ...]
    unmeasured: tuple[Request, ...]

    @property
    def mark_changes(self) -> bool:
        """True when the interval of the possible mark would be another."""
        return self.before != self.after


def what_if(
    submissions: Iterable[Handed], book: Gradebook, procedure: Procedure, measurer: Measurer
) -> Iterator[Change]:
    """The submissions whose mark or points would change under ``procedure``, one after the other.

    Files are matched anew, because the new paper may ask for others. The stored results stay as they are.
    """
    for handed in submissions:
        opened = procedure.open(handed, measurer)
        outcomes: dict[Request, Outcome] = {}
        unmeasured: list[Request] = []
        for request in procedure.plan(opened.submission):
            outcome = opened.recall(request, measurer)
            if outcome is None:
                unmeasured.append(request)
            else:
                outcomes[request] = outcome
        change = _compared(_stored(book, handed), procedure.judge(opened.submission, outcomes), tuple(unmeasured))
        if change.mark_changes or change.points:
            yield change


def _stored(book: Gradebook, handed: Handed) -> SubmissionResult | None:
    try:
        return book.read(handed.candidate)
    except ResultError:
        # Nothing that could be trusted: everything about this submission is new, and ``before`` says so.
        return None


def _compared(old: SubmissionResult | None, new: SubmissionResult, unmeasured: tuple[Request, ...]) -> Change:
    before = dict(_points(old)) if old is not None else {}
    after = dict(_points(new))
    return Change(
        candidate=new.candidate,
        folder=new.folder,
        before=(old.low, old.high) if old is not None else None,
        after=(new.low, new.high),
        points=tuple(
            PointChange(*place, before.get(place), after.get(place))
            for place in dict.fromkeys([*before, *after])
            if _standing(before.get(place)) != _standing(after.get(place))
        ),
        unmeasured=unmeasured,
    )


def _points(result: SubmissionResult) -> Iterator[tuple[tuple[str, str, str], Point]]:
    for criterion in result.criteria:
        for part in criterion.parts:
            for point in part.finding:
                yield (criterion.id, part.id, point.key), point


def _standing(point: Point | None) -> object:
    """What counts as a change of a point: not its words, but where it stands."""
    return None if point is None else (point.state, point.score, point.certainty, point.reason)
