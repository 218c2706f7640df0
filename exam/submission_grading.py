"""Grading one submission: open it, measure what the sheet needs, judge, and store the result at once.

:func:`grade_submission` takes plain data and leaves its outcome in the store, so it runs in a thread, a process or on
another machine alike.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Protocol, TypeAlias

import msgspec

from yuejuan.artifacts.measure.keys import Inputs, facts_key, manifest_digest, source_digest
from yuejuan.artifacts.measure.measurer import Measurer
from yuejuan.artifacts.measure.process import Interrupted
from yuejuan.artifacts.reader import READERS, FailureReason, ReaderEntry, Source
from yuejuan.artifacts.request import Failure, Outcome, Request
from yuejuan.gradebook.store import Gradebook
from yuejuan.graders.finding import Reason, State
from yuejuan.graders.result import PartResult, SubmissionResult, Tally
from yuejuan.graders.submission import Match, Submission
from yuejuan.messages import Message, say

MATERIAL = "material:"
"""What a path of ``Request.others`` begins with when it is a file of the paper's materials."""

_RETRIED = frozenset({Reason.TIMEOUT, Reason.CRASHED, Reason.TOOL_MISSING})


class Handed(Protocol):
    """How a submission is known before it is opened: its id in reports, and the name of its folder."""

    @property
    def candidate(self) -> str:
        """The examination number, or what stands for it."""
        ...

    @property
    def folder(self) -> str:
        """The name of the folder or archive as handed in."""
        ...


@dataclass(frozen=True)
class OpenedSubmission:
    """A submission with the places of its files on disk. ``root`` is where its pages find their neighbours."""

    submission: Submission
    places: Mapping[str, Path]
    root: Path


OpenFunction: TypeAlias = Callable[[Handed, Measurer], OpenedSubmission]
PlanFunction: TypeAlias = Callable[[Submission], tuple[Request, ...]]
JudgeFunction: TypeAlias = Callable[[Submission, Mapping[Request, Outcome]], SubmissionResult]


@dataclass(frozen=True, kw_only=True)
class Procedure:
    """What grading with one bound sheet means. For other processes than this one, all functions have to be picklable.

    ``digest`` covers everything besides the submission that a result is a function of: paper, rubric, checks,
    corrections. ``deliverables`` are the ids that ``judge`` looks up in a submission's matches. ``materials`` is the
    paper's folder of them.
    """

    open: OpenFunction
    plan: PlanFunction
    judge: JudgeFunction
    digest: str
    deliverables: tuple[str, ...]
    materials: Path | None = None
    readers: Mapping[str, ReaderEntry] = field(default_factory=lambda: READERS)


class Summary(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a run keeps in memory of one submission. ``open`` counts points by the reason why they are open.

    ``failed`` says why there is no result at all. ``new`` tells that it was judged in this run.
    """

    candidate: str
    folder: str
    low: str = ""
    high: str = ""
    tally: Tally | None = None
    open: dict[str, int] = {}
    new: bool = False
    failed: Message | None = None


def grade_submission(
    handed: Handed, procedure: Procedure, store: Gradebook, measurer: Measurer, *, retry: bool = False
) -> Summary:
    """Grade one submission unless a result made from the same inputs is there; store it; return its summary.

    ``retry``: grade again when a measurement of the stored result failed for want of time, tool or luck. An exception
    of any step gives a result whose machine points are all open. Raises :class:`Interrupted` only.
    """
    try:
        return _grade(handed, procedure, store, measurer, retry)
    except Interrupted:
        raise
    except Exception as error:  # noqa: BLE001 - one submission must never end the batch; the reason is in its result
        message = say("exam.batch.submission_crashed", folder=handed.folder, error=type(error).__name__)
        measurer.note_exception(error)
    try:
        result = _crashed_result(handed, procedure, message)
        store.write(result, key="", retry=True)
    except Exception as error:  # noqa: BLE001 - told in the summary, and the batch goes on
        measurer.note_exception(error)
        return Summary(candidate=handed.candidate, folder=handed.folder, failed=message)
    return summary_of(result, new=True)


def _grade(handed: Handed, procedure: Procedure, store: Gradebook, measurer: Measurer, retry: bool) -> Summary:
    opened = procedure.open(handed, measurer)
    submission = opened.submission
    jobs = measurements(submission, procedure, opened)
    key = _result_key(procedure, submission, jobs)
    record = store.record(submission.candidate)
    if record is not None and record.key == key and not (retry and record.retry):
        return summary_of(store.read(submission.candidate), new=False)
    outcomes = measurer.measure_all(jobs)
    result = procedure.judge(submission, outcomes)
    store.write(result, key=key, retry=any(_may_succeed(outcome) for outcome in outcomes.values()))
    return summary_of(result, new=True)


def measurements(
    submission: Submission, procedure: Procedure, opened: OpenedSubmission | None = None
) -> list[tuple[Request, Source, Inputs]]:
    """All that the procedure needs to know about a submission, with the places and the digests of the inputs.

    Without ``opened`` the sources have no real places: enough to ask the cache.
    """
    digests = {file.path: file.sha256 for file in submission.files}
    folder = manifest_digest(digests.items())
    jobs = []
    for request in procedure.plan(submission):
        others = {role: _other(path, procedure, opened, digests) for role, path in request.others}
        source = Source(
            path=opened.places[request.file] if opened is not None else Path(request.file),
            name=request.file,
            root=opened.root if opened is not None else None,
            parameters=dict(request.parameters),
            others={role: path for role, (path, _) in others.items()},
        )
        inputs = Inputs(
            file=digests[request.file],
            others=tuple(sorted((role, digest) for role, (_, digest) in others.items())),
            folder=folder,
        )
        jobs.append((request, source, inputs))
    return jobs


def _other(
    path: str, procedure: Procedure, opened: OpenedSubmission | None, digests: Mapping[str, str]
) -> tuple[Path, str]:
    if not path.startswith(MATERIAL):
        return (opened.places[path] if opened is not None else Path(path)), digests[path]
    if procedure.materials is None:
        raise FileNotFoundError(path)
    place = procedure.materials / path.removeprefix(MATERIAL)
    return place, _material_digest(place)


@cache
def _material_digest(place: Path) -> str:
    return hashlib.sha256(place.read_bytes()).hexdigest()


def _result_key(procedure: Procedure, submission: Submission, jobs: list[tuple[Request, Source, Inputs]]) -> str:
    """The digest of all that the result will be a function of; the facts stand in it by their own keys."""
    digest = hashlib.sha256(procedure.digest.encode())
    digest.update(source_digest("yuejuan.graders.engine").encode())
    digest.update(msgspec.json.encode(submission, order="sorted"))
    for request, source, inputs in jobs:
        digest.update(msgspec.json.encode(request))
        digest.update(facts_key(procedure.readers[request.reader], source.name, inputs, source.parameters))
    return digest.hexdigest()


def _may_succeed(outcome: Outcome) -> bool:
    return isinstance(outcome, Failure) and outcome.reason is not FailureReason.UNREADABLE


def summary_of(result: SubmissionResult, *, new: bool) -> Summary:
    """The few figures of a result that a run keeps."""
    reasons: dict[str, int] = {}
    for criterion in result.criteria:
        for part in criterion.parts:
            for point in part.finding:
                if point.reason is not None:
                    reasons[point.reason.value] = reasons.get(point.reason.value, 0) + 1
    return Summary(
        candidate=result.candidate,
        folder=result.folder,
        low=result.low,
        high=result.high,
        tally=result.tally,
        open=dict(sorted(reasons.items())),
        new=new,
    )


def needs_retry(summary: Summary) -> bool:
    """True when ``--retry`` may settle points of this submission."""
    return summary.failed is not None or any(reason.value in summary.open for reason in _RETRIED)


def _crashed_result(handed: Handed, procedure: Procedure, message: Message) -> SubmissionResult:
    """A result in which nothing is judged: what the machine would have judged is open, ``crashed``."""
    submission = Submission(
        candidate=handed.candidate,
        folder=handed.folder,
        files=(),
        matches=tuple(Match(deliverable=name, absence_proved=False, note=message) for name in procedure.deliverables),
        extras=(),
        complete=False,
        notes=(message,),
    )
    result = procedure.judge(submission, {})
    criteria = tuple(
        msgspec.structs.replace(criterion, parts=tuple(_crashed_part(part, message) for part in criterion.parts))
        for criterion in result.criteria
    )
    return msgspec.structs.replace(result, criteria=criteria)


def _crashed_part(part: PartResult, message: Message) -> PartResult:
    if part.judge == "human":
        return part
    finding = tuple(
        msgspec.structs.replace(point, reason=Reason.CRASHED, message=message)
        if point.state is State.OPEN and point.reason in (Reason.NOT_LOCATED, Reason.UNREADABLE)
        else point
        for point in part.finding
    )
    return msgspec.structs.replace(part, finding=finding)


def interval(summary: Summary) -> tuple[Fraction, Fraction]:
    """The possible total of a summary as exact numbers."""
    return Fraction(summary.low), Fraction(summary.high)
