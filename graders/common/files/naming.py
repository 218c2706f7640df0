"""The check ``files.naming``."""

from __future__ import annotations

from collections.abc import Iterator

from yuejuan.graders.api import Subject, check, earned, lost, unsettled
from yuejuan.graders.common.files.per_deliverable import NoParameters, absent, required
from yuejuan.graders.finding import FileEvidence, Point, Reason
from yuejuan.messages import Value, say
from yuejuan.rubrics.paper import Deliverable


@check("files.naming", scope="submission", self_check=())
def judge(subject: Subject, asked: NoParameters) -> Iterator[Point]:
    """The files have the names, and lie in the places, that the paper asks for.

    Earns: one point for each deliverable whose file has exactly the asked name, or another that the paper accepts, at
    the asked place. Upper and lower case count, because a web server makes a difference between them. An archive, or a
    folder with the candidate's number or name around everything, does not change the place.
    Loses: a file that is clearly the deliverable but has another name or lies elsewhere. Nothing else is lost for
    that.
    Open: several files may be meant and one of them is named as asked; or something could not be opened.
    Evidence: the file found, with the name asked and the name found.
    Review: with several files for one deliverable, the teacher's choice (corrections.yaml) settles the point.
    Example: `Logo.PNG` for `logo.png`: lost. `zuopin.zip` that holds `logo.png`: earned.
    """
    for deliverable in required(subject.deliverables):
        yield absent(subject, deliverable) or _named(subject, deliverable)


def _named(subject: Subject, deliverable: Deliverable) -> Point:
    match = subject.submission.match(deliverable.id)
    files = [subject.submission.file(path) for path in match.paths]
    evidence = [FileEvidence(file=f.path, expected=deliverable.name, measured=f.asked_path) for f in files]
    values: dict[str, Value] = {
        "title": deliverable.title.message,
        "name": deliverable.name,
        "files": [file.asked_path for file in files],
    }
    names = {deliverable.name, *deliverable.also}
    if match.possible and (match.named_as_asked or any(file.asked_path in names for file in files)):
        message = say("check.files.naming.several", **values)
        return unsettled(deliverable.id, Reason.AMBIGUOUS_MATCH, message, *evidence)
    accepted = [file for file in files if file.asked_path in deliverable.also]
    if match.named_as_asked or (len(accepted) == len(files) == 1):
        return earned(deliverable.id, say("check.files.naming.right", **values), *evidence)
    if not match.absence_proved:
        message = say("check.files.naming.perhaps", **values)
        return unsettled(deliverable.id, Reason.UNREADABLE, message, *evidence)
    return lost(deliverable.id, say("check.files.naming.wrong", **values), *evidence)
