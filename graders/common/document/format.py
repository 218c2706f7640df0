"""The check ``document.format``."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from yuejuan.graders.api import Ask, CheckParameters, Subject, check, earned, lost, unsettled
from yuejuan.graders.common.formats import FormatNames, is_one_of
from yuejuan.graders.finding import FileEvidence, Point, Reason
from yuejuan.messages import say


class Parameters(CheckParameters):
    """The formats asked for."""

    formats: FormatNames = Field(description="Accepted formats, such as [docx] or [doc, docx].")

    def points(self) -> tuple[Ask, ...]:
        """The format."""
        return (Ask("format", property="format"),)


@check("document.format", self_check=("formats",))
def judge(subject: Subject, asked: Parameters) -> Iterator[Point]:
    """The document really has the format asked for.

    Earns: the format, read from the content of the file, is one of those asked for.
    Loses: the content is of another format, whatever the name says: a web page, a text or a PDF named `.docx`.
    Open: the content is of no known format.
    Evidence: the file, with the formats asked for and the format found.
    Review: nothing to look at in the text; the content of the file decides.
    Example: `营销方案.docx` that holds a web page, `formats: [docx]`: lost.
    """
    file = subject.file
    expected = "/".join(asked.formats)
    values = {"file": file.path, "expected": expected, "measured": file.format}
    evidence = FileEvidence(file=file.path, expected=expected, measured=file.format)
    if file.kind in {"unknown", "empty"} or file.role == "unreadable":
        yield unsettled("format", Reason.UNREADABLE, say("check.document.format.unknown", **values), evidence)
    elif is_one_of(file.format, asked.formats):
        yield earned("format", say("check.document.format.right", **values), evidence)
    else:
        yield lost("format", say("check.document.format.wrong", **values), evidence)
