"""A candidate's own check before handing in: which requirements of the brief are met, and how to mend the others.

It runs on a bundle built by allow-list (:mod:`yuejuan.rubrics.bundle`), also when it is given the whole paper:
nothing that tells an answer or a mark comes near it.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from yuejuan.artifacts.measure.measurer import Measurer
from yuejuan.artifacts.reader import READERS, FailureReason
from yuejuan.artifacts.request import Failure, Request
from yuejuan.exam.entries import SubmissionsError, single_entry
from yuejuan.exam.papers import allowed_of
from yuejuan.exam.prepare import Materials, prepare
from yuejuan.graders.binding import BoundSheet, bind
from yuejuan.graders.engine import Outcomes, judge, plan
from yuejuan.graders.finding import Point, State
from yuejuan.graders.registry import installed
from yuejuan.graders.result import SubmissionResult
from yuejuan.graders.submission import Submission
from yuejuan.messages import Message, render, say
from yuejuan.messages.message import Language
from yuejuan.rubrics.bundle import candidate_sheet, is_bundle, load_bundle
from yuejuan.rubrics.loader import load_paper

_POLL_SECONDS = 0.4


@dataclass(frozen=True)
class Requirement:
    """One requirement: met, not met, or not to be told by a machine."""

    title: dict[str, str]
    state: Literal["met", "unmet", "unclear"]
    message: Message
    files: tuple[str, ...]


@dataclass(frozen=True)
class Outcome:
    """All requirements of one look at the folder. It is a part of the marking only, and says so."""

    requirements: tuple[Requirement, ...]
    notes: tuple[Message, ...]

    @property
    def met(self) -> int:
        """How many requirements are met."""
        return sum(requirement.state == "met" for requirement in self.requirements)

    def text(self, language: Language) -> str:
        """What is off first, then what is unclear, then the count."""
        lines = [render(note, language) for note in self.notes]
        seen: set[str] = set()
        for state, mark in (("unmet", "✗"), ("unclear", "?")):
            for requirement in self.requirements:
                text = render(requirement.message, language)
                if requirement.state == state and text not in seen:
                    seen.add(text)
                    lines.append(f"{mark} {requirement.title[language]}：{text}")
        count = say("exam.self_check_count", met=self.met, all=len(self.requirements))
        return "\n".join([*lines, render(count, language), render(say("exam.self_check_partial"), language)])

    def plain(self, language: Language) -> dict[str, Any]:
        """The same as plain data."""
        return {
            "schema": "yuejuan.check/1",
            "met": self.met,
            "requirements": [
                {
                    "title": requirement.title[language],
                    "state": requirement.state,
                    "message": render(requirement.message, language),
                    "files": list(requirement.files),
                }
                for requirement in self.requirements
            ],
            "notes": [render(note, language) for note in self.notes],
        }


def run(folder: Path, paper: Path, *, watch: bool = False) -> Iterator[Outcome]:
    """Check ``folder`` once, or again after every change until the person stops it."""
    if not folder.exists():
        raise SubmissionsError(say("exam.submissions_missing", path=str(folder)))
    with tempfile.TemporaryDirectory(prefix="yuejuan-") as store, Measurer(Path(store)) as measurer:
        if folder.is_dir():
            measurer.start()
        bound = bound_for_candidates(paper)
        materials = Materials.of(bound.sheet)
        state = _state_of(folder)
        yield look(folder, bound, materials, measurer)
        while watch:
            time.sleep(_POLL_SECONDS)
            now = _state_of(folder)
            if now != state:
                state = now
                yield look(folder, bound, materials, measurer)


def bound_for_candidates(paper: Path) -> BoundSheet:
    """The sheet of a bundle, or of a whole paper cut down to what a bundle would hold."""
    if is_bundle(paper):
        sheet = load_bundle(paper)
    else:
        whole = load_paper(paper)
        sheet = candidate_sheet(whole, allowed_of(whole))
    return bind(sheet, installed())


def look(folder: Path, bound: BoundSheet, materials: Materials, measurer: Measurer) -> Outcome:
    """One look at the folder."""
    prepared = prepare(single_entry(folder), bound.sheet, materials, measurer)
    requests = plan(bound, prepared.submission)
    outcomes = {request: prepared.measure(request, measurer) for request in requests}
    for request in _to_open(prepared.submission):
        outcomes.setdefault(request, prepared.measure(request, measurer))
    result = judge(bound, prepared.submission, outcomes)
    notes = tuple(
        say("exam.self_check_damaged", **note.values) if note.id == "engine.damaged" else note for note in result.notes
    )
    told = [*_requirements(result), *_unreadable(prepared.submission, outcomes)]
    return Outcome(tuple(told), notes)


def _to_open(submission: Submission) -> Iterator[Request]:
    """One look into each file that is a deliverable: what no check of the bundle reads must open all the same."""
    for match in submission.matches:
        for path in match.files:
            kind = submission.file(path).kind
            if kind in READERS:
                yield Request(reader=kind, file=path)


def _unreadable(submission: Submission, outcomes: Outcomes) -> Iterator[Requirement]:
    titles = {path: match.title for match in submission.matches for path in match.files}
    for request, outcome in outcomes.items():
        if isinstance(outcome, Failure) and outcome.reason is FailureReason.UNREADABLE and request.file in titles:
            yield Requirement(dict(titles[request.file]), "unmet", outcome.message, (request.file,))


def _requirements(result: SubmissionResult) -> Iterator[Requirement]:
    for criterion in result.criteria:
        for part in criterion.parts:
            for point in part.finding:
                files = tuple(dict.fromkeys(evidence.file for evidence in point.evidence))
                yield Requirement(part.title, _met(point), point.message, files)


def _met(point: Point) -> Literal["met", "unmet", "unclear"]:
    if point.state is State.OPEN:
        return "unclear"
    return "met" if point.share == 1 else "unmet"


def _state_of(folder: Path) -> list[tuple[str, int, int]]:
    """Names, lengths and times of everything below ``folder``, to see that something changed."""
    found = []
    for place, _, names in os.walk(folder):
        for name in names:
            path = Path(place, name)
            try:
                status = path.lstat()
            except FileNotFoundError:
                # Gone between listing and looking: the next look tells.
                found.append((str(path), -1, -1))
                continue
            found.append((str(path), status.st_size, status.st_mtime_ns))
    return sorted(found)
