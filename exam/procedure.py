"""The procedure of grading with one bound sheet, put together from the engine's pure functions."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from functools import partial

import msgspec

from yuejuan.artifacts.measure.measurer import Measurer
from yuejuan.artifacts.request import Outcome, Request
from yuejuan.exam.corrections import NO_CORRECTIONS, Corrections
from yuejuan.exam.entries import Entry
from yuejuan.exam.prepare import Materials, Prepared, prepare
from yuejuan.exam.submission_grading import Procedure
from yuejuan.exam.witness import witness_of
from yuejuan.graders.binding import BoundPart, BoundSheet
from yuejuan.graders.engine import judge, plan, to_be_seen
from yuejuan.graders.finding import Reason
from yuejuan.graders.result import SubmissionResult
from yuejuan.graders.submission import Submission
from yuejuan.messages import Message
from yuejuan.rubrics.sheet import Sheet


def sheet_procedure(bound: BoundSheet, corrections: Corrections = NO_CORRECTIONS) -> Procedure:
    """How submissions to one paper are graded, with what a teacher decided where the machine would have to guess."""
    sheet = bound.sheet
    inputs = [sheet.paper_digest, sheet.rubric_digest, bound.checks_digest, sorted(bound.untrusted_checks.items())]
    return Procedure(
        open=partial(_open, sheet, Materials.of(sheet), corrections),
        plan=partial(_plan, bound),
        judge=partial(_judge, bound, corrections),
        crash=partial(all_crashed, bound),
        digest=hashlib.sha256(msgspec.json.encode(inputs)).hexdigest(),
        deliverables=tuple(deliverable.id for deliverable in sheet.deliverables),
        decisions=corrections.digest_for,
        witness=_witness,
    )


def _plan(bound: BoundSheet, submission: Submission) -> tuple[Request, ...]:
    """What the checks need, and what the teachers will want to see."""
    return tuple(sorted({*plan(bound, submission), *to_be_seen(bound, submission)}))


def _witness(entry: Entry) -> str | None:
    seen = witness_of(entry.path)
    if seen is None:
        return None
    known_as = [seen, str(entry.path), entry.form, entry.attempt_of, repr(entry.identity), repr(entry.notes)]
    return hashlib.sha256(msgspec.json.encode(known_as)).hexdigest()


def _open(sheet: Sheet, materials: Materials, corrections: Corrections, entry: Entry, measurer: Measurer) -> Prepared:
    return prepare(entry, sheet, materials, measurer, corrections)


def _judge(
    bound: BoundSheet, corrections: Corrections, submission: Submission, outcomes: Mapping[Request, Outcome]
) -> SubmissionResult:
    result = judge(bound, submission, outcomes)
    digest = corrections.digest_for(submission.candidate)
    return msgspec.structs.replace(result, digests=msgspec.structs.replace(result.digests, corrections=digest))


def all_crashed(bound: BoundSheet, submission: Submission, message: Message) -> SubmissionResult:
    """The result of a submission that could not be processed: every point of a check is open, ``crashed``."""
    criteria = tuple(
        replace(criterion, parts=tuple(_crashed(part, message) for part in criterion.parts))
        for criterion in bound.criteria
    )
    return judge(replace(bound, criteria=criteria), submission, {})


def _crashed(part: BoundPart, message: Message) -> BoundPart:
    return part if part.check is None else replace(part, check=None, reason=Reason.CRASHED, message=message)
