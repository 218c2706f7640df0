"""The main job: a folder of submissions and a paper in, results and reports out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from yuejuan.artifacts.doctor import TOOLS
from yuejuan.artifacts.measure.measurer import Measurer
from yuejuan.exam.batch import PRIVATE, grade_batch
from yuejuan.exam.corrections import FILENAME as CORRECTIONS
from yuejuan.exam.corrections import load_corrections
from yuejuan.exam.entries import Entry, find_entries, roster_beside
from yuejuan.exam.folder import FolderError, People, read_exam, read_people, write_exam, write_people
from yuejuan.exam.opening import LastOpened
from yuejuan.exam.outcome import Changes, Graded, TurnCount
from yuejuan.exam.prepare import Materials
from yuejuan.exam.previews import Previews
from yuejuan.exam.procedure import sheet_procedure
from yuejuan.exam.progress import ProgressBar
from yuejuan.exam.readings import Readings
from yuejuan.exam.roster import Roster, load_roster
from yuejuan.exam.what_if import what_if as compare
from yuejuan.gradebook.store import ResultStore
from yuejuan.graders.binding import BoundSheet, bind
from yuejuan.graders.registry import installed, with_own_checks
from yuejuan.graders.result import SubmissionResult
from yuejuan.messages import Message, say
from yuejuan.messages.message import Language
from yuejuan.rubrics.loader import load_paper

OWN_CHECKS = "checks"
REPORT = "report"


@dataclass(frozen=True)
class Task:
    """What is to be graded with what, and where the results go. ``notes`` are for the operator, before it starts."""

    submissions: Path
    paper: Path
    out: Path
    roster_path: Path | None
    roster: Roster
    entries: tuple[Entry, ...]
    bound: BoundSheet
    notes: tuple[Message, ...] = ()


def task_of(
    submissions: Path | None,
    paper: Path | None,
    exam: Path | None,
    out: Path | None,
    roster: Path | None,
    *,
    allow_checks: bool = False,
) -> Task:
    """Put a task together from the command line. ``exam`` is an examination folder that names the rest.

    Raises :class:`FolderError`, ``SubmissionsError``, ``RosterError``, ``RubricError`` or ``BindingError``.
    """
    if exam is not None:
        known = read_exam(exam)
        submissions, paper = submissions or Path(known.submissions), paper or Path(known.paper)
        roster = roster or (Path(known.roster) if known.roster is not None else None)
        out = out or exam
    if submissions is None or paper is None:
        raise FolderError(say("exam.nothing_to_grade"))
    out = out or submissions.parent / f"{submissions.resolve().name}-阅卷"
    roster = roster or (roster_beside(submissions) if submissions.is_dir() else None)
    people = load_roster(roster) if roster is not None else Roster(())
    corrections = load_corrections(out / CORRECTIONS)
    entries = find_entries(submissions, people, corrections.owners(), corrections.chosen_attempts())
    bound, notes = _bound(paper, allow_checks=allow_checks)
    notes += _missing_tools(bound)
    candidates, folders = {entry.candidate for entry in entries}, {entry.folder for entry in entries}
    asked = [deliverable.id for deliverable in bound.sheet.deliverables]
    for note in corrections.without_effect(candidates, folders, asked):
        if note not in notes:
            notes.append(note)
    return Task(submissions, paper, out, roster, people, tuple(entries), bound, tuple(notes))


def task_of_exam(exam: Path) -> Task:
    """The task of an examination folder that was graded before."""
    return task_of(None, None, exam, None, None)


def _bound(paper: Path, *, allow_checks: bool) -> tuple[BoundSheet, list[Message]]:
    registry = installed()
    digests: dict[str, str] = {}
    own = paper / OWN_CHECKS
    notes: list[Message] = []
    if allow_checks and own.is_dir():
        registry, digests = with_own_checks(registry, own)
        notes = [say("exam.own_check", check=name, digest=digest[:16]) for name, digest in digests.items()]
    return bind(load_paper(paper), registry, digests), notes


def _missing_tools(bound: BoundSheet) -> list[Message]:
    """How many points of this sheet stay open where a missing tool is needed."""
    notes = []
    for tool in TOOLS:
        if tool.present:
            continue
        points = sum(
            len(part.asks)
            for criterion in bound.criteria
            for part in criterion.parts
            if part.check is not None and tool.concerns(need.facts.__name__ for need in part.check.needs)
        )
        if points and tool.formats:
            notes.append(say("exam.tool_missing", tool=tool.name, formats=list(tool.formats), points=points))
        elif points:
            notes.append(say("exam.tool_missing_always", tool=tool.name, points=points))
    return notes


def grade(task: Task, *, jobs: int | None, retry: bool, language: Language) -> Graded:
    """Grade everything of ``task`` into its folder, continuing where an earlier run stopped."""
    task.out.mkdir(parents=True, exist_ok=True)
    write_exam(task.out, task.submissions, task.paper, task.roster_path)
    people = write_people(task.out, task.roster, task.entries)
    procedure = sheet_procedure(task.bound, load_corrections(task.out / CORRECTIONS))
    with ProgressBar(language) as progress:
        outcome = grade_batch(task.entries, procedure, task.out, jobs=jobs, retry=retry, progress=progress)
    return Graded(outcome.summaries, people, outcome.notes, TurnCount.of(outcome.summaries), task.out)


def what_if(task: Task, paper: Path) -> Changes:
    """Whose mark would change with another paper, and why; nothing is written."""
    bound, _ = _bound(paper, allow_checks=False)
    procedure = sheet_procedure(bound, load_corrections(task.out / CORRECTIONS))
    with Measurer(task.out / PRIVATE) as measurer:
        changes = tuple(compare(task.entries, ResultStore(task.out), procedure, measurer))
    return Changes(changes, len(task.entries))


def write_report(task: Task, formats: Iterable[str], language: Language) -> list[Path]:
    """Write the reports of what is stored for ``task``; the paths of the files that people open."""
    from yuejuan.reports.write import write_reports

    people = read_people(task.out)
    results = StoredResults(ResultStore(task.out), tuple(entry.candidate for entry in task.entries))
    with Measurer(task.out / PRIVATE) as measurer:
        materials = Materials.of(task.bound.sheet)
        opened = LastOpened(task.entries, measurer)
        previews = Previews(opened, measurer, task.out / "evidence", materials)
        return write_reports(
            task.out / REPORT,
            tuple(formats),
            results,
            people=_people(people),
            previews=previews,
            language=language,
            handed_in=len(task.entries),
            readings=Readings(opened, measurer, materials),
        )


def _people(people: People) -> dict[str, Any]:
    by_id: dict[str, Any] = dict(people.by_candidate())
    by_id.update({person.number: person for person in people.absent()})
    return by_id


class StoredResults(Iterable[SubmissionResult]):
    """The stored results of a batch, read one at a time, as often as asked: 500 are never in memory together."""

    def __init__(self, store: ResultStore, candidates: tuple[str, ...]) -> None:
        self._store = store
        self._candidates = candidates

    def __iter__(self) -> Iterator[SubmissionResult]:
        return (self._store.read(candidate) for candidate in self._candidates)
