"""The check ``document.pictures``."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from pydantic import Field

from yuejuan.artifacts.document.facts import DocumentFacts
from yuejuan.graders.api import Ask, CheckParameters, Subject, check, judged, unsettled
from yuejuan.graders.common.unmeasured import not_measured
from yuejuan.graders.finding import FileEvidence, Point, Reason
from yuejuan.messages import Value, say


class Parameters(CheckParameters):
    """How many pictures there must be."""

    min_pictures: int = Field(1, ge=1, description="Fewest different pictures embedded in the document.")

    def points(self) -> tuple[Ask, ...]:
        """Pictures."""
        return (Ask("pictures"),)


@check("document.pictures", needs=(DocumentFacts,), self_check=("min_pictures",))
def judge(subject: Subject, asked: Parameters) -> Iterator[Point]:
    """The document holds as many pictures as asked.

    Earns: the share of the pictures asked for; pictures, charts and diagrams count, the same picture twice counts once.
    Loses: the missing share.
    Open: too few are embedded, but pictures are only linked, drawn from shapes, or the file is damaged.
    Evidence: the file, with the number asked for and found.
    Review: look whether the pictures belong to the text.
    Example: one poster twice, `min_pictures: 2`: half.
    """
    file = subject.file.path
    facts = subject.facts(DocumentFacts)
    if facts.pictures is None:
        message = say("check.document.pictures.unknown", file=file)
        yield not_measured("pictures", facts, "pictures", file, message)
        return
    sure = [picture for picture in facts.pictures if not picture.external and picture.kind != "shape"]
    count = len({picture.sha256 or picture.path for picture in sure})
    doubtful = len(facts.pictures) - len(sure)
    values: dict[str, Value] = {"file": file, "count": count, "minimum": asked.min_pictures, "doubtful": doubtful}
    evidence = FileEvidence(file=file, expected=str(asked.min_pictures), measured=str(count))
    if count < asked.min_pictures and (doubtful or facts.damaged):
        reason = Reason.UNREADABLE if facts.damaged else Reason.UNCERTAIN
        yield unsettled("pictures", reason, say("check.document.pictures.doubtful", **values), evidence)
        return
    name = "enough" if count >= asked.min_pictures else "too_few"
    share = min(Fraction(count, asked.min_pictures), Fraction(1))
    yield judged("pictures", share, say(f"check.document.pictures.{name}", **values), evidence)
