"""Trying the checks of a criterion on one answer: what they find in it, without an examination around it.

The answer is taken to stand at its question: checks look for no heading or number of it.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from yuejuan.artifacts.document.facts import DocumentFacts, Heading, Paragraph
from yuejuan.artifacts.mail.facts import MailFacts
from yuejuan.artifacts.measure.measurer import Measurer
from yuejuan.artifacts.request import Outcome, Request
from yuejuan.artifacts.workbook.facts import WorkbookFacts
from yuejuan.exam.entries import SubmissionsError, single_entry
from yuejuan.exam.looked_for import LookedFor, key_point, looked_for
from yuejuan.exam.prepare import Materials, Prepared, prepare
from yuejuan.graders.api import CheckParameters
from yuejuan.graders.binding import BoundCriterion, BoundPart, BoundSheet, bind
from yuejuan.graders.common.answers import Line, Place
from yuejuan.graders.common.keypoints import KeyPoint, matches
from yuejuan.graders.engine import judge, plan
from yuejuan.graders.finding import FileEvidence, Finding, Point, TableCell, TextSpan
from yuejuan.graders.registry import installed
from yuejuan.graders.submission import HandedFile, Match
from yuejuan.messages import say
from yuejuan.rubrics.errors import Problem, RubricError, nearest_of
from yuejuan.rubrics.loader import load_paper

MOST_PASTED = 2 * 1024 * 1024
"""Bytes of a pasted answer; more is no answer to a question."""

_PASTED = "answer.txt"
_TEXT_FACTS = (DocumentFacts, WorkbookFacts, MailFacts)
_SUBHEADING_FROM = 2
_DEEPEST_HEADING = 9

Span = tuple[int, int]


@dataclass(frozen=True)
class Found:
    """A sentence or cell of the answer, and the stretches of it that the check points at."""

    text: str
    marked: tuple[Span, ...]


@dataclass(frozen=True)
class TriedPoint:
    """One scoring point: its marks, what the check says, what it found and what it looked for."""

    available: str
    point: Point
    found: tuple[Found, ...]
    looked_for: LookedFor


@dataclass(frozen=True)
class TriedPart:
    """One part. ``points`` is empty where its check looks at something that is no text."""

    part: BoundPart
    points: tuple[TriedPoint, ...]


@dataclass(frozen=True)
class Tryout:
    """What the checks of one criterion make of one answer."""

    paper: str
    criterion: BoundCriterion
    parts: tuple[TriedPart, ...]


def try_answer(paper: Path, criterion: str, answer: Path | bytes) -> Tryout:
    """Run the checks of ``criterion`` (its id, or ``criterion/part``) of a paper on one file or pasted text.

    Raises ``RubricError`` for a faulty paper or an unknown criterion, ``SubmissionsError`` for an answer that is no
    single file.
    """
    sheet = load_paper(paper)
    bound = bind(replace(sheet, rules=()), installed())
    chosen = _criterion(bound, criterion)
    with tempfile.TemporaryDirectory(prefix="yuejuan-") as place, Measurer(Path(place) / "facts") as measurer:
        folder = Path(place) / "answer"
        folder.mkdir()
        _put(answer, folder)
        prepared = _as_every_deliverable(prepare(single_entry(folder), sheet, Materials.of(sheet), measurer), bound)
        parts = tuple(TriedPart(part, tuple(_tried(part, bound, prepared, measurer))) for part in chosen.parts)
    return Tryout(sheet.paper_id, chosen, parts)


def _criterion(bound: BoundSheet, name: str) -> BoundCriterion:
    whole, _, part = name.partition("/")
    for found in bound.criteria:
        if whole in (found.criterion.id, found.criterion.id.partition(".")[2]):
            parts = tuple(one for one in found.parts if part in ("", one.part.id))
            if parts:
                return replace(found, parts=parts)
    ids = [found.criterion.id for found in bound.criteria]
    wholes = [f"{found.criterion.id}/{one.part.id}" for found in bound.criteria for one in found.parts]
    known = [*ids, *wholes, *(one.partition(".")[2] for one in ids)]
    raise RubricError(
        (
            Problem(
                file=(bound.sheet.folder / "paper.yaml").as_posix(),
                message=say("exam.try.no_criterion", name=name),
                expected=say("rubric.value.choices", names=ids),
                nearest=nearest_of(name, known),
            ),
        )
    )


def _put(answer: Path | bytes, folder: Path) -> None:
    if isinstance(answer, bytes):
        if len(answer) > MOST_PASTED:
            raise SubmissionsError(say("exam.try.too_long", megabytes=MOST_PASTED // 1024 // 1024))
        (folder / _PASTED).write_bytes(answer)
    elif not answer.is_file():
        raise SubmissionsError(say("exam.try.missing", path=str(answer)))
    else:
        shutil.copyfile(answer, folder / answer.name)


def _as_every_deliverable(prepared: Prepared, bound: BoundSheet) -> Prepared:
    """The one file stands for whatever is to be handed in; a text file is a document, whatever its words look like."""
    files = tuple(map(_as_text, prepared.submission.files))
    if len(files) != 1:
        raise SubmissionsError(say("exam.try.one_file", count=len(files)))
    matched = tuple(
        Match(deliverable=one.id, files=(files[0].path,), named_as_asked=True, title=one.title.model_dump())
        for one in bound.sheet.deliverables
    )
    submission = msgspec.structs.replace(prepared.submission, files=files, matches=matched, extras=())
    return replace(prepared, submission=submission)


def _as_text(file: HandedFile) -> HandedFile:
    is_text = Path(file.path).suffix.lower() in (".txt", ".text")
    if not is_text or file.kind in ("mail", "document", "unknown"):
        return file
    return msgspec.structs.replace(file, kind="document", format="txt")


def _tried(part: BoundPart, bound: BoundSheet, prepared: Prepared, measurer: Measurer) -> Iterator[TriedPoint]:
    if part.check is not None and not any(issubclass(need.facts, _TEXT_FACTS) for need in part.check.needs):
        return
    placed = replace(part, parameters=_placed(part.parameters))
    finding = _judged(placed, bound, prepared, measurer)
    weights = sum(point.weight for point in finding)
    for point in finding:
        available = str(part.part.points * point.weight / weights)
        words = key_point(part.parameters, point.key)
        yield TriedPoint(available, point, tuple(_found(point, words)), looked_for(part.parameters, point.key))


def _placed(parameters: CheckParameters | None) -> CheckParameters | None:
    """The parameters without the place of the answer in a larger work."""
    if parameters is None:
        return None
    places = [name for name in type(parameters).model_fields if isinstance(getattr(parameters, name), Place)]
    return parameters.model_copy(update=dict.fromkeys(places, Place()))


def _judged(part: BoundPart, bound: BoundSheet, prepared: Prepared, measurer: Measurer) -> Finding:
    criterion = next(one.criterion for one in bound.criteria if any(other.part is part.part for other in one.parts))
    alone = replace(bound, criteria=(BoundCriterion(criterion, (part,)),))
    outcomes: dict[Request, Outcome] = {
        request: _under_its_heading(prepared.measure(request, measurer), part.parameters)
        for request in plan(alone, prepared.submission)
    }
    return judge(alone, prepared.submission, outcomes).criteria[0].parts[0].finding


def _under_its_heading(outcome: Outcome, parameters: CheckParameters | None) -> Outcome:
    """The document with the heading in front that the check looks under, and its own headings one level below."""
    words = getattr(parameters, parameters.stands_under) if parameters and parameters.stands_under else ()
    if not words or not isinstance(outcome, DocumentFacts) or outcome.paragraphs is None:
        return outcome
    path = "question/p0"
    heading = Paragraph(path=path, text=words[0], level=1, heading_by="style")
    own = tuple(
        msgspec.structs.replace(one, level=_below(one.level)) if one.level is not None else one
        for one in outcome.paragraphs
    )
    headings = tuple(msgspec.structs.replace(one, level=_below(one.level)) for one in outcome.headings or ())
    return msgspec.structs.replace(
        outcome,
        paragraphs=(heading, *own),
        headings=(Heading(level=1, text=words[0], path=path, by="style"), *headings),
        blocks=(path, *outcome.blocks),
    )


def _below(level: int) -> int:
    return min(max(level + 1, _SUBHEADING_FROM), _DEEPEST_HEADING)


def _found(point: Point, words: KeyPoint | None) -> Iterator[Found]:
    """What the evidence of a point shows, each sentence once with all its marks."""
    marks: dict[str, set[Span]] = {}
    for evidence in point.evidence:
        if isinstance(evidence, TextSpan):
            at = evidence.sentence.find(evidence.quote)
            text = evidence.sentence if at >= 0 else evidence.quote
            span = (max(at, 0), max(at, 0) + len(evidence.quote))
            marks.setdefault(text, set()).update({span} if words is None else _words(text, words, evidence.file))
        elif isinstance(evidence, TableCell):
            marks.setdefault(evidence.text, set()).add((0, len(evidence.text)))
        elif isinstance(evidence, FileEvidence) and evidence.measured:
            marks.setdefault(evidence.measured, set())
    for text, spans in marks.items():
        if text.strip():
            yield Found(text, tuple(_joined(spans)))


def _words(text: str, point: KeyPoint, file: str) -> set[Span]:
    """The single words that make a key point in a sentence; none where it does not make it."""
    line = Line(file, Paragraph(path="", text=text), text)
    return {span for match in matches((line,), {"": point})[""] for span in match.words}


def _joined(spans: set[Span]) -> list[Span]:
    """Spans in order, those that touch or overlap as one."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
