"""The check ``psd.size_agrees``."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from yuejuan.artifacts.image.facts import ImageFacts
from yuejuan.artifacts.psd.facts import PsdFacts
from yuejuan.graders.api import Ask, CheckParameters, Need, Subject, check, earned, lost, unsettled
from yuejuan.graders.common.unmeasured import not_measured
from yuejuan.graders.finding import FileEvidence, PictureRegion, Point, Reason
from yuejuan.graders.submission import HandedFile
from yuejuan.messages import say


class Parameters(CheckParameters):
    """Which deliverable is the source and which the picture exported from it."""

    psd: str = Field(description="Id of the deliverable that is the PSD.")
    picture: str = Field(description="Id of the deliverable that is the picture.")

    def points(self) -> tuple[Ask, ...]:
        """One point."""
        return (Ask("size"),)


@check(
    "psd.size_agrees",
    needs=(Need(PsdFacts, of_kind="psd"), Need(ImageFacts, of_kind="image")),
    scope="files",
    self_check=("psd", "picture"),
)
def judge(subject: Subject, asked: Parameters) -> Iterator[Point]:
    """The PSD has the same size as the picture that was exported from it.

    Earns: the canvas of the PSD and the picture have the same width and height.
    Loses: they differ: the picture was scaled or cropped afterwards, or comes from another document.
    Open: one of the two is not of its kind or cannot be measured.
    Evidence: both, each with its size.
    Review: compare what the two show; equal sizes do not prove that one was made from the other.
    Example: banner.psd 950×120 beside banner.jpg 950×150: lost.
    """
    source = _file_of(subject, asked.psd, "psd")
    picture = _file_of(subject, asked.picture, "image")
    if source is None or picture is None:
        missing = asked.psd if source is None else asked.picture
        files = tuple(FileEvidence(file=file.path, measured=file.format) for file in subject.files)
        message = say("check.psd.size_agrees.wrong_kind", deliverable=missing)
        yield unsettled("size", Reason.UNREADABLE, message, *files)
        return
    canvas, facts = subject.facts(PsdFacts, source.path), subject.facts(ImageFacts, picture.path)
    if facts.width is None or facts.height is None:
        message = say("check.psd.size_agrees.unknown", file=picture.path)
        yield not_measured("size", facts, "width", picture.path, message)
        return
    shown = f"{facts.displayed_width or facts.width}×{facts.displayed_height or facts.height}"
    layout = f"{canvas.width}×{canvas.height}"
    evidence = (
        PictureRegion(file=source.path, measured=layout),
        PictureRegion(file=picture.path, expected=layout, measured=shown),
    )
    outcome = "same" if shown == layout else "different"
    message = say(f"check.psd.size_agrees.{outcome}", psd=source.path, canvas=layout, picture=picture.path, size=shown)
    yield (earned if shown == layout else lost)("size", message, *evidence)


def _file_of(subject: Subject, deliverable: str, kind: str) -> HandedFile | None:
    return next((file for file in subject.files_of(deliverable) if file.kind == kind), None)
