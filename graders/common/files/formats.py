"""The check ``files.formats``."""

from __future__ import annotations

from collections.abc import Iterator

from yuejuan.graders.api import Subject, check, earned, lost, unsettled
from yuejuan.graders.common.files.per_deliverable import NoParameters, absent, required
from yuejuan.graders.common.formats import is_one_of
from yuejuan.graders.finding import FileEvidence, Point, Reason
from yuejuan.graders.submission import HandedFile
from yuejuan.messages import Value, say
from yuejuan.rubrics.paper import Deliverable


@check("files.formats", scope="submission", self_check=())
def judge(subject: Subject, asked: NoParameters) -> Iterator[Point]:
    """Every file is of the kind and format that the paper asks for.

    Earns: one point for each deliverable whose content is of one of the asked formats; where the paper names no
    format, of the asked kind (picture, PSD, page, document, workbook …). The extension does not matter here.
    Loses: another format or kind, whatever the name says.
    Open: the content is of no known format; or several files may be meant and they differ.
    Evidence: the file, with the format asked and the format found.
    Review: only suggested for a file that was recognised by its format, because it could not have come out otherwise.
    Example: a PSD renamed to `banner.jpg` where a JPEG is asked for: lost.
    """
    for deliverable in required(subject.deliverables):
        yield absent(subject, deliverable) or _formatted(subject, deliverable)


def _formatted(subject: Subject, deliverable: Deliverable) -> Point:
    match = subject.submission.match(deliverable.id)
    files = [subject.submission.file(path) for path in match.paths]
    expected = "/".join(deliverable.specification.formats or (deliverable.kind,))
    evidence = [FileEvidence(file=file.path, expected=expected, measured=file.format) for file in files]
    values: dict[str, Value] = {
        "title": deliverable.title.message,
        "expected": expected,
        "files": [file.path for file in files],
        "measured": [file.format for file in files],
    }
    known = [file for file in files if file.kind not in {"unknown", "empty"} and file.role != "unreadable"]
    right = [file for file in known if _as_asked(file, deliverable)]
    if len(known) < len(files):
        message = say("check.files.formats.unknown", **values)
        return unsettled(deliverable.id, Reason.UNREADABLE, message, *evidence)
    if match.possible and 0 < len(right) < len(files):
        message = say("check.files.formats.several", **values)
        return unsettled(deliverable.id, Reason.AMBIGUOUS_MATCH, message, *evidence)
    if len(right) < len(files):
        return lost(deliverable.id, say("check.files.formats.wrong", **values), *evidence)
    used = {"format"} if deliverable.specification.formats else {"format", "kind"}
    circular = not used.isdisjoint(match.matched_by)
    return earned(deliverable.id, say("check.files.formats.right", **values), *evidence, suggested=circular)


def _as_asked(file: HandedFile, deliverable: Deliverable) -> bool:
    if deliverable.specification.formats:
        return is_one_of(file.format, deliverable.specification.formats)
    return deliverable.kind in {"any", file.kind}
