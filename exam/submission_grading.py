"""Grading one submission: open it, measure what the sheet needs, judge, and store the result at once.

:func:`grade_submission` takes plain data and leaves its outcome in the store, so it runs in a thread, a process or on
another machine alike.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeAlias

import msgspec

from yuejuan.artifacts.measure.keys import reader_identity, source_digest
from yuejuan.artifacts.measure.measurer import Measurer
from yuejuan.artifacts.measure.process import Interrupted
from yuejuan.artifacts.reader import READERS, FailureReason, ReaderEntry
from yuejuan.artifacts.request import Failure, Outcome, Request
from yuejuan.gradebook.store import Gradebook
from yuejuan.graders.result import SubmissionResult, Tally
from yuejuan.graders.submission import Match, Submission
from yuejuan.messages import Message, say


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


class OpenedSubmission(Protocol):
    """A submission opened and matched, which knows where its files lie."""

    @property
    def submission(self) -> Submission:
        """What graders see."""
        ...

    def measure(self, request: Request, measurer: Measurer) -> Outcome:
        """One measurement, from the cache or made now."""
        ...

    def recall(self, request: Request, measurer: Measurer) -> Outcome | None:
        """What is known without measuring; ``None`` when it would have to be measured."""
        ...


OpenFunction: TypeAlias = Callable[[Any, Measurer], OpenedSubmission]
PlanFunction: TypeAlias = Callable[[Submission], tuple[Request, ...]]
JudgeFunction: TypeAlias = Callable[[Submission, Mapping[Request, Outcome]], SubmissionResult]
CrashFunction: TypeAlias = Callable[[Submission, Message], SubmissionResult]


@dataclass(frozen=True, kw_only=True)
class Procedure:
    """What grading with one bound sheet means. For other processes than this one, all functions have to be picklable.

    ``crash`` gives the result of a submission that could not be processed: every point of a check open, ``crashed``.
    ``digest`` covers everything besides the submission that a result is a function of: paper, rubric, checks;
    ``decisions`` gives the digest of what teachers decided about one candidate. ``witness`` tells, without reading any
    file, a digest that stands for a submission as it lies there. ``deliverables`` are the ids of the
    paper's deliverables, ``readers`` the table of readers that is measured with.
    """

    open: OpenFunction
    plan: PlanFunction
    judge: JudgeFunction
    crash: CrashFunction
    digest: str
    deliverables: tuple[str, ...]
    decisions: Callable[[str], str | None] | None = None
    witness: Callable[[Any], str | None] | None = None
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


class Untouched(msgspec.Struct, frozen=True, kw_only=True):
    """What is remembered of a submission under its witness: the result's key, its readers, and its summary."""

    key: str
    readers: tuple[tuple[str, str], ...]
    summary: Summary


_UNTOUCHED = msgspec.json.Decoder(Untouched)


def _grade(handed: Handed, procedure: Procedure, store: Gradebook, measurer: Measurer, retry: bool) -> Summary:
    witness = _witness_key(handed, procedure)
    known = _untouched(witness, handed, procedure, store, measurer) if witness is not None and not retry else None
    if known is not None:
        return known
    summary, key, readers = _grade_opened(handed, procedure, store, measurer, retry)
    if witness is not None:
        identities = tuple((name, _identity(procedure, name)) for name in sorted(readers))
        remembered = msgspec.structs.replace(summary, new=False)
        measurer.keep(witness, msgspec.json.encode(Untouched(key=key, readers=identities, summary=remembered)))
    return summary


def _witness_key(handed: Handed, procedure: Procedure) -> bytes | None:
    witness = procedure.witness(handed) if procedure.witness is not None else None
    if witness is None:
        return None
    inputs = [
        "untouched",
        witness,
        procedure.digest,
        procedure.decisions(handed.candidate) if procedure.decisions is not None else None,
        source_digest("yuejuan.graders.engine"),
        source_digest("yuejuan.exam.prepare"),
        handed.candidate,
        handed.folder,
    ]
    return hashlib.sha256(msgspec.json.encode(inputs)).digest()


def _untouched(
    witness: bytes, handed: Handed, procedure: Procedure, store: Gradebook, measurer: Measurer
) -> Summary | None:
    """The summary of the stored result, if that is still the one made from these very files with these readers."""
    body = measurer.kept(witness)
    if body is None:
        return None
    try:
        untouched = _UNTOUCHED.decode(body)
    except msgspec.DecodeError:
        return None
    record = store.record(handed.candidate)
    if record is None or record.key != untouched.key:
        return None
    if any(_identity(procedure, name) != identity for name, identity in untouched.readers):
        return None
    return untouched.summary


def _identity(procedure: Procedure, name: str) -> str:
    return hashlib.sha256(msgspec.json.encode(reader_identity(procedure.readers[name]))).hexdigest()


_OF_MATCHING = frozenset({"archive", "image", "psd", "page"})
"""Readers that opening and matching may have used, whatever the sheet asks for."""


def _grade_opened(
    handed: Handed, procedure: Procedure, store: Gradebook, measurer: Measurer, retry: bool
) -> tuple[Summary, str, frozenset[str]]:
    """The summary, the key of the result, and the readers that it depends on."""
    opened = procedure.open(handed, measurer)
    submission = opened.submission
    requests = procedure.plan(submission)
    key = _result_key(procedure, submission, requests)
    record = store.record(submission.candidate)
    readers = frozenset(request.reader for request in requests) | (_OF_MATCHING & procedure.readers.keys())
    if record is not None and record.key == key and not (retry and record.retry):
        return summary_of(store.read(submission.candidate), new=False), key, readers
    outcomes = {request: opened.measure(request, measurer) for request in requests}
    result = procedure.judge(submission, outcomes)
    store.write(result, key=key, retry=any(_may_succeed(outcome) for outcome in outcomes.values()))
    return summary_of(result, new=True), key, readers


def _result_key(procedure: Procedure, submission: Submission, requests: tuple[Request, ...]) -> str:
    """The digest of all that the result is a function of: files, matches, sheet, checks, readers and their tools."""
    readers = sorted({request.reader for request in requests})
    inputs = [
        procedure.digest,
        procedure.decisions(submission.candidate) if procedure.decisions is not None else None,
        source_digest("yuejuan.graders.engine"),
        [[name, reader_identity(procedure.readers[name])] for name in readers],
        submission,
    ]
    return hashlib.sha256(msgspec.json.encode(inputs, order="sorted")).hexdigest()


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
    return procedure.crash(submission, message)
