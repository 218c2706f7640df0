"""The check ``image.format``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from pydantic import Field

from yuejuan.graders.api import Ask, CheckParameters, Subject, check, earned, lost, unsettled
from yuejuan.graders.common.formats import FormatNames, is_one_of
from yuejuan.graders.finding import FileEvidence, Point, Reason
from yuejuan.graders.submission import HandedFile
from yuejuan.messages import say


class Parameters(CheckParameters):
    """The formats asked for."""

    formats: FormatNames = Field(description="Accepted formats, such as [jpg] or [png, gif]; any of them will do.")

    def points(self) -> tuple[Ask, ...]:
        """The format, and whether the extension tells the truth about it."""
        return (Ask("format", property="format"), Ask("extension"))


@check("image.format", self_check=("formats",))
def judge(subject: Subject, asked: Parameters) -> Iterator[Point]:
    """The picture really has the format asked for, and its extension says so.

    Earns: the format, read from the content of the file, is one of those asked for; the extension belongs to the
    format that the file really has. The two are judged apart, at equal weight. `jpg` and `jpeg` are one format; an
    animated PNG is a PNG.
    Loses: `format`, when the content is of another format, whatever the name says; `extension`, when the file was
    renamed instead of converted or has no extension. A JPEG named `logo.jpg` where a PNG was asked for loses only
    `format`.
    Open: the content is of no format that is known here, or the file is cut so short that it cannot be told.
    Evidence: the file, with the formats asked for and the format found.
    Review: nothing to look at in the picture; the first bytes of the file decide.
    Example: `banner.jpg` that holds a PNG, `formats: [jpg]`: both points lost.
    """
    file = subject.file
    if file.kind in {"unknown", "empty"} or file.role == "unreadable":
        evidence = FileEvidence(file=file.path, expected="/".join(asked.formats))
        message = say("check.image.format.unknown", file=file.path, bytes=file.bytes)
        for ask in asked.points():
            yield unsettled(ask.key, Reason.UNREADABLE, message, evidence)
        return
    yield _format(file, asked.formats)
    yield _extension(file)


def _format(file: HandedFile, formats: tuple[str, ...]) -> Point:
    expected = "/".join(formats)
    evidence = FileEvidence(file=file.path, expected=expected, measured=file.format)
    values = {"file": file.path, "expected": expected, "measured": file.format}
    if is_one_of(file.format, formats):
        return earned("format", say("check.image.format.right", **values), evidence)
    return lost("format", say("check.image.format.wrong", **values), evidence)


def _extension(file: HandedFile) -> Point:
    extension = PurePosixPath(file.path).suffix
    evidence = FileEvidence(file=file.path, expected=file.format, measured=extension or "—")
    values = {"file": file.path, "extension": extension, "measured": file.format}
    if not extension:
        return lost("extension", say("check.image.format.no_extension", **values), evidence)
    if file.extension_agrees is None:
        return unsettled("extension", Reason.UNCERTAIN, say("check.image.format.uncertain", **values), evidence)
    if file.extension_agrees:
        return earned("extension", say("check.image.format.extension_right", **values), evidence)
    return lost("extension", say("check.image.format.extension_wrong", **values), evidence)
