"""A whole procedure in little: every file is measured by the hostile reader and is worth one mark.

Imported by tests and, from a folder of its own, by the programs that the tests start and kill.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from yuejuan.artifacts.facts import Facts
from yuejuan.artifacts.measure.keys import Inputs
from yuejuan.artifacts.measure.measurer import Measurer
from yuejuan.artifacts.reader import ReaderEntry, Source
from yuejuan.artifacts.request import Failure, Outcome, Request
from yuejuan.exam.submission_grading import Procedure
from yuejuan.graders.finding import Certainty, FileEvidence, Point, Reason, State
from yuejuan.graders.result import SCHEMA, CriterionResult, Digests, PartResult, SubmissionResult, Tally
from yuejuan.graders.submission import HandedFile, Submission
from yuejuan.messages import Message

READER = ReaderEntry(
    name="hostile", module="hostile_reader", facts="yuejuan.artifacts.image.facts:ImageFacts", seconds=2.0
)


@dataclass(frozen=True)
class FakeEntry:
    candidate: str
    folder: str
    path: Path


@dataclass(frozen=True)
class FakeOpened:
    submission: Submission
    path: Path

    def measure(self, request: Request, measurer: Measurer) -> Outcome:
        return measurer.measure(
            request, Source(path=self.path / request.file, name=request.file), self._inputs(request)
        )

    def recall(self, request: Request, measurer: Measurer) -> Outcome | None:
        return measurer.recall(request, request.file, self._inputs(request))

    def _inputs(self, request: Request) -> Inputs:
        return Inputs(file=self.submission.file(request.file).sha256)


def entries(folder: Path) -> list[FakeEntry]:
    return [FakeEntry(path.name, path.name, path) for path in sorted(folder.iterdir())]


def open_fake(entry: FakeEntry, measurer: Measurer) -> FakeOpened:
    files = []
    for path in sorted(entry.path.glob("*.bin")):
        data = path.read_bytes()
        if data == b"open fails":
            raise RuntimeError("opening fails")
        digest = hashlib.sha256(data).hexdigest()
        files.append(
            HandedFile(path=path.name, asked_path=path.name, bytes=len(data), sha256=digest, kind="x", format="x")
        )
    submission = Submission(
        candidate=entry.candidate, folder=entry.folder, files=tuple(files), matches=(), extras=(), complete=True
    )
    return FakeOpened(submission, entry.path)


def plan_fake(submission: Submission) -> tuple[Request, ...]:
    return tuple(Request("hostile", file.path) for file in submission.files)


def judge_fake(worth: int, submission: Submission, outcomes: Mapping[Request, Outcome]) -> SubmissionResult:
    points = tuple(_point(file.path, outcomes.get(Request("hostile", file.path))) for file in submission.files)
    return _result(worth, submission, points)


def crash_fake(worth: int, submission: Submission, message: Message) -> SubmissionResult:
    point = Point(key="all", weight=1, state=State.OPEN, message=message, reason=Reason.CRASHED)
    return _result(worth, submission, (point,))


def _point(path: str, outcome: Outcome | None) -> Point:
    if isinstance(outcome, Facts):
        return Point(
            key=path,
            weight=1,
            state=State.JUDGED,
            message=Message("x.y", {"width": getattr(outcome, "width", 0)}, "{width}"),
            score="1",
            certainty=Certainty.DETERMINED,
            evidence=(FileEvidence(file=path),),
        )
    reason = Reason(outcome.reason.value) if isinstance(outcome, Failure) else Reason.CRASHED
    message = outcome.message if isinstance(outcome, Failure) else Message("x.y", {}, "not measured")
    return Point(key=path, weight=1, state=State.OPEN, message=message, reason=reason)


def _result(worth: int, submission: Submission, points: tuple[Point, ...]) -> SubmissionResult:
    settled = str(worth * sum(point.state is State.JUDGED for point in points))
    every = str(worth * len(points))
    tally = Tally(determined=(settled, settled), suggested=("0", "0"), open=("0", "0"))
    part = PartResult(id="part", title={}, points=every, judge="check", finding=points)
    criterion = CriterionResult(
        id="c", clause="", title={}, points=every, literacy=False, tally=tally, low=settled, high=every, parts=(part,)
    )
    digests = Digests(paper="p", rubric="r", checks="c", facts="f", files=())
    return SubmissionResult(
        schema=SCHEMA,
        paper="paper",
        paper_title={},
        project="shop_design",
        candidate=submission.candidate,
        folder=submission.folder,
        submission=submission,
        criteria=(criterion,),
        tally=tally,
        low=settled,
        high=every,
        digests=digests,
        generator="test",
        notes=submission.notes,
    )


def procedure(worth: int = 1, seconds: float = 2.0) -> Procedure:
    return Procedure(
        open=open_fake,
        plan=plan_fake,
        judge=partial(judge_fake, worth),
        crash=partial(crash_fake, worth),
        digest=f"worth {worth}",
        deliverables=(),
        readers={"hostile": replace(READER, seconds=seconds)},
    )


if __name__ == "__main__":
    from yuejuan.exam.batch import BatchError, grade_batch
    from yuejuan.messages import render

    try:
        grade_batch(entries(Path(sys.argv[1])), procedure(seconds=60.0), Path(sys.argv[2]), jobs=2)
    except BatchError as error:
        sys.exit(render(error.message))
