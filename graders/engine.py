"""Judging one submission: which measurements are needed, and what the checks make of their outcomes.

Both functions are pure. ``plan`` says what to measure; somebody else measures, in processes that can be killed;
``judge`` turns the outcomes into the result document. A failed measurement opens the points that need it and no others.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from math import prod

import msgspec

from yuejuan.artifacts.facts import Facts, Unreadable
from yuejuan.artifacts.reader import READERS
from yuejuan.artifacts.request import Failure, Outcome, Request
from yuejuan.graders.api import F, Need, Subject
from yuejuan.graders.binding import BoundPart, BoundSheet
from yuejuan.graders.finding import Finding, Reason, State
from yuejuan.graders.merging import all_files, open_all, possible_files, settle, without_losses
from yuejuan.graders.result import SCHEMA, Digests, FileDigest, SubmissionResult
from yuejuan.graders.scoring import score_sheet
from yuejuan.graders.submission import HandedFile, Submission
from yuejuan.messages import Message, Value, say
from yuejuan.rubrics.paper import Deliverable

Outcomes = Mapping[Request, Outcome]

_MOST_COMBINATIONS = 16
"""Possible files of several deliverables multiply; beyond this a teacher has to choose first."""

_READER_OF = {entry.facts: entry.name for entry in READERS.values()}


def plan(bound: BoundSheet, submission: Submission) -> tuple[Request, ...]:
    """Every measurement that the sheet's checks need on this submission, each once, in a stable order."""
    requests = {
        request
        for criterion in bound.criteria
        for bound_part in criterion.parts
        if bound_part.check is not None
        for files in [tuple(_all_candidates(bound_part, submission))]
        for need in bound_part.check.needs
        for file in files
        if concerns(need, bound_part, submission, file)
        for request in requests_for(need, bound_part, submission, file.path, files)
    }
    return tuple(sorted(requests))


def to_be_seen(bound: BoundSheet, submission: Submission) -> tuple[Request, ...]:
    """Pictures of the pages that a person judges and that no check has to watch running."""
    watched = {request.file for request in plan(bound, submission) if request.reader == "running_page"}
    pages = {
        file.path
        for criterion in bound.criteria
        for bound_part in criterion.parts
        if bound_part.check is None
        for file in _all_candidates(bound_part, submission)
        if file.kind == "page"
    }
    return tuple(Request(reader="screenshot", file=path) for path in sorted(pages - watched))


def concerns(need: Need, bound_part: BoundPart, submission: Submission, file: HandedFile) -> bool:
    """Whether ``file`` is to be measured for ``need`` at all."""
    if need.of_kind not in (None, file.kind):
        return False
    if need.deliverable is None:
        return True
    match = submission.match(need.deliverable(bound_part.parameters))
    return file.path in match.paths


def requests_for(
    need: Need, bound_part: BoundPart, submission: Submission, path: str, files: Iterable[HandedFile]
) -> list[Request]:
    """The measurements that ``need`` means for the file at ``path``: one for each way to choose its others.

    They are chosen among ``files``; without others of the same submission there is exactly one measurement.
    """
    if need.submitted is None:
        return [request_for(need, bound_part, path)]
    among = {file.path for file in files}
    choices: list[list[tuple[str, str]]] = []
    for role, deliverable in sorted(need.submitted(bound_part.parameters).items()):
        match = submission.match(deliverable)
        choices.append([(role, other) for other in match.paths if other in among])
    return [request_for(need, bound_part, path, dict(chosen)) for chosen in product(*choices)]


def request_for(need: Need, bound_part: BoundPart, path: str, submitted: Mapping[str, str] | None = None) -> Request:
    """The measurement that ``need`` means for the file at ``path``, with ``submitted`` files of the same submission."""
    parameters = dict(need.parameters(bound_part.parameters)) if need.parameters is not None else {}
    others = dict(need.materials(bound_part.parameters)) if need.materials is not None else {}
    others.update(submitted or {})
    return Request(
        reader=need.reader or _READER_OF[f"{need.facts.__module__}:{need.facts.__qualname__}"],
        file=path,
        parameters=tuple(sorted(parameters.items())),
        others=tuple(sorted(others.items())),
    )


def judge(bound: BoundSheet, submission: Submission, outcomes: Outcomes) -> SubmissionResult:
    """The result document of one submission from the outcomes of :func:`plan`."""
    findings = {
        (criterion.criterion.id, bound_part.part.id): _finding(bound_part, submission, outcomes)
        for criterion in bound.criteria
        for bound_part in criterion.parts
    }
    notes = (*submission.notes, *_damaged(outcomes))
    return _result(bound, submission, findings, facts_digest(outcomes), notes)


def _damaged(outcomes: Outcomes) -> Iterator[Message]:
    """A remark for each file that was judged by what could be read of it: full marks must not hide the damage."""
    files = {request.file for request, outcome in outcomes.items() if isinstance(outcome, Facts) and outcome.damaged}
    return (say("engine.damaged", file=file) for file in sorted(files))


def _result(
    bound: BoundSheet,
    submission: Submission,
    findings: dict[tuple[str, str], Finding],
    facts: str,
    notes: tuple[Message, ...],
) -> SubmissionResult:
    sheet = bound.sheet
    scored = score_sheet(bound, findings)
    return SubmissionResult(
        schema=SCHEMA,
        paper=sheet.paper_id,
        paper_title={"zh_CN": sheet.title.zh_CN, "en": sheet.title.en},
        project=sheet.project,
        candidate=submission.candidate,
        folder=submission.folder,
        submission=submission,
        criteria=scored.criteria,
        tally=scored.tally,
        low=scored.low,
        high=scored.high,
        digests=Digests(
            paper=sheet.paper_digest,
            rubric=sheet.rubric_digest,
            checks=bound.checks_digest,
            facts=facts,
            files=tuple(FileDigest(file.path, file.sha256) for file in submission.files),
            untrusted_checks=dict(bound.untrusted_checks),
        ),
        generator=_generator(),
        step=str(sheet.step),
        notes=notes,
    )


def facts_digest(outcomes: Outcomes) -> str:
    """sha256 over all outcomes in the order of their requests."""
    digest = hashlib.sha256()
    for request in sorted(outcomes):
        digest.update(msgspec.json.encode(request))
        digest.update(msgspec.json.encode(outcomes[request], order="deterministic"))
    return digest.hexdigest()


def _generator() -> str:
    from yuejuan import __version__

    return f"yuejuan {__version__}"


def _finding(bound_part: BoundPart, submission: Submission, outcomes: Outcomes) -> Finding:
    if bound_part.check is None:
        unfound = [_absent(bound_part, submission, deliverable) for deliverable in bound_part.deliverables]
        if unfound and all(absent is not None and absent[0].reason is None for absent in unfound):
            return unfound[0] or ()
        files = [file.path for file in _all_candidates(bound_part, submission)]
        return open_all(bound_part.asks, bound_part.reason or Reason.HUMAN, _message_of(bound_part), files)
    if bound_part.check.scope == "submission":
        files_of = tuple(_all_candidates(bound_part, submission))
        return _run(bound_part, submission, outcomes, bound_part.deliverables, files_of)
    missing = [_absent(bound_part, submission, deliverable) for deliverable in bound_part.deliverables]
    absences = [absent for absent in missing if absent is not None]
    if absences and (not bound_part.check.any_deliverable or len(absences) == len(missing)):
        return absences[0]
    if bound_part.check.scope == "file":
        return _judge_file_by_file(bound_part, submission, outcomes)
    finding = _judge_together(bound_part, submission, outcomes)
    unknown = next((absent for absent in absences if absent[0].state is State.OPEN), None)
    return finding if unknown is None else without_losses(finding, unknown)


def _judge_file_by_file(bound_part: BoundPart, submission: Submission, outcomes: Outcomes) -> Finding:
    """A check that looks at one file: all files of the deliverable, or every file that may be meant."""
    deliverable = bound_part.deliverables[0]
    match = submission.match(deliverable.id)
    paths = match.paths
    runs = [
        (path, _run(bound_part, submission, outcomes, bound_part.deliverables, (submission.file(path),)))
        for path in paths
    ]
    if match.possible:
        return possible_files(bound_part.asks, runs, deliverable)
    return all_files(bound_part.asks, runs)


def _judge_together(bound_part: BoundPart, submission: Submission, outcomes: Outcomes) -> Finding:
    """A check that looks at the files of its deliverables together; ambiguous ones are tried in every combination."""
    matches = [submission.match(deliverable.id) for deliverable in bound_part.deliverables]
    choices: list[list[tuple[str, ...]]] = [[(path,) for path in match.possible] or [match.files] for match in matches]
    combinations = prod(len(choice) for choice in choices)
    if combinations > _MOST_COMBINATIONS:
        message = say("engine.too_many_candidates", count=combinations)
        return open_all(bound_part.asks, Reason.AMBIGUOUS_MATCH, message, [p for m in matches for p in m.possible])
    runs = []
    for chosen in product(*choices):
        paths = [path for group in chosen for path in group]
        files = tuple(submission.file(path) for path in paths)
        runs.append((" + ".join(paths), _run(bound_part, submission, outcomes, bound_part.deliverables, files)))
    if len(runs) == 1:
        return runs[0][1]
    ambiguous = next(d for d, match in zip(bound_part.deliverables, matches, strict=True) if match.possible)
    return possible_files(bound_part.asks, runs, ambiguous)


def _run(
    bound_part: BoundPart,
    submission: Submission,
    outcomes: Outcomes,
    deliverables: tuple[Deliverable, ...],
    files: tuple[HandedFile, ...],
) -> Finding:
    """One call of the check, guarded: a missing measurement, an exception, or a wrong set of points opens points."""
    assert bound_part.check is not None
    lookup: dict[tuple[str, type[Facts]], Facts] = {}
    for need in bound_part.check.needs:
        for file in files:
            if not concerns(need, bound_part, submission, file):
                continue
            requests = requests_for(need, bound_part, submission, file.path, files)
            if len(requests) != 1:
                message = say("engine.several_others", file=file.path, count=len(requests))
                return open_all(bound_part.asks, Reason.AMBIGUOUS_MATCH, message, [file.path])
            outcome = outcomes.get(requests[0])
            failure = _failure(outcome, file)
            if failure is not None:
                return open_all(bound_part.asks, *failure, [file.path])
            assert isinstance(outcome, Facts)
            lookup[file.path, need.facts] = outcome
    subject = Subject(submission, deliverables, files, _Lookup(lookup))
    try:
        points = tuple(bound_part.check.judge(subject, bound_part.parameters))
    except Exception as error:  # noqa: BLE001 - a plugin may raise anything, and its crash must cost nobody a mark
        named = ", ".join(file.path for file in files)
        message = say("engine.check_crashed", check=bound_part.check.id, file=named, error=type(error).__name__)
        return open_all(bound_part.asks, Reason.CRASHED, message, [file.path for file in files])
    matched_by: set[str] = {by for deliverable in deliverables for by in submission.match(deliverable.id).matched_by}
    return settle(bound_part.check.id, bound_part.asks, points, matched_by)


class _Lookup:
    """Facts by path and class, as :class:`~yuejuan.graders.api.FactsOf` asks."""

    def __init__(self, facts: Mapping[tuple[str, type[Facts]], Facts]) -> None:
        self._facts = facts

    def __call__(self, path: str, facts: type[F]) -> F:
        found = self._facts[path, facts]
        assert isinstance(found, facts)
        return found


def _failure(outcome: Outcome | None, file: HandedFile) -> tuple[Reason, Message] | None:
    if isinstance(outcome, Failure):
        return Reason(outcome.reason.value), outcome.message
    if isinstance(outcome, Unreadable):
        return Reason.UNREADABLE, outcome.error
    if outcome is None:
        return Reason.CRASHED, say("engine.not_measured", file=file.path)
    return None


def _absent(bound_part: BoundPart, submission: Submission, deliverable: Deliverable) -> Finding | None:
    """Not handed in is a settled fact only where every file and container was opened."""
    match = submission.match(deliverable.id)
    if match.paths:
        return None
    names: dict[str, Value] = {"title": deliverable.title.message, "name": deliverable.name}
    if match.absence_proved:
        return open_all(bound_part.asks, None, say("engine.not_handed_in", **names), [deliverable.name])
    if match.note is not None:
        return open_all(bound_part.asks, Reason.NOT_LOCATED, match.note, [])
    return open_all(bound_part.asks, Reason.UNREADABLE, say("engine.absence_unproved", **names), [])


def _all_candidates(bound_part: BoundPart, submission: Submission) -> Iterator[HandedFile]:
    seen: set[str] = set()
    for deliverable in bound_part.deliverables:
        match = submission.match(deliverable.id)
        for path in match.paths:
            if path not in seen:
                seen.add(path)
                yield submission.file(path)


def _message_of(bound_part: BoundPart) -> Message:
    return bound_part.message if bound_part.message is not None else say("engine.human")
