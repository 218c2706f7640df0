"""The check ``files.handed_in``."""

from __future__ import annotations

from collections.abc import Iterator

from yuejuan.graders.api import Subject, check, earned, lost
from yuejuan.graders.common.files.per_deliverable import NoParameters, absent, found_by_name, required
from yuejuan.graders.finding import FileEvidence, Point
from yuejuan.messages import Value, say
from yuejuan.rubrics.paper import Deliverable


@check("files.handed_in", scope="submission", self_check=())
def judge(subject: Subject, asked: NoParameters) -> Iterator[Point]:
    """Everything that the paper asks for was handed in.

    Earns: one point for each deliverable that is there. A misnamed file that is clearly meant counts as handed in,
    but only as a suggestion, because the program concluded it and the candidate did not say it.
    Loses: a deliverable that is not there (not handed in), or that is a file of 0 bytes.
    Open: a container or file could not be opened, and the deliverable may be in it.
    Evidence: the file, or the name that was looked for.
    Review: confirm misnamed files by opening them.
    Example: ten of eleven deliverables: ten elevenths of the part.
    """
    for deliverable in required(subject.deliverables):
        yield absent(subject, deliverable) or _present(subject, deliverable)


def _present(subject: Subject, deliverable: Deliverable) -> Point:
    match = subject.submission.match(deliverable.id)
    files = [subject.submission.file(path) for path in match.paths]
    evidence = [FileEvidence(file=file.path, expected=deliverable.name, measured=f"{file.bytes} B") for file in files]
    values: dict[str, Value] = {
        "title": deliverable.title.message,
        "name": deliverable.name,
        "files": [file.path for file in files],
    }
    suggested = bool(match.possible) or not found_by_name(match)
    if all(file.bytes == 0 for file in files):
        return lost(deliverable.id, say("check.files.handed_in.empty", **values), *evidence, suggested=suggested)
    outcome = "several" if match.possible else "concluded" if suggested else "there"
    return earned(deliverable.id, say(f"check.files.handed_in.{outcome}", **values), *evidence, suggested=suggested)
