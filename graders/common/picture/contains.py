"""The check ``picture.contains``."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from yuejuan.artifacts.placement.facts import PlacementFacts
from yuejuan.graders.api import Ask, CheckParameters, Need, Subject, check, earned, unsettled
from yuejuan.graders.common.unmeasured import not_measured
from yuejuan.graders.finding import PictureRegion, Point, Reason
from yuejuan.messages import say


class Parameters(CheckParameters):
    """Which picture should show which."""

    picture: str = Field(description="Id of the deliverable that should show the other one, such as the banner.")
    inside: str = Field(description="Id of the deliverable that should be found inside, such as the logo.")

    def points(self) -> tuple[Ask, ...]:
        """One point."""
        return (Ask("found"),)


_PLACEMENT = Need(
    PlacementFacts,
    deliverable=lambda asked: asked.picture,
    submitted=lambda asked: {"mark": asked.inside},
)


@check("picture.contains", needs=(_PLACEMENT,), scope="files")
def judge(subject: Subject, asked: Parameters) -> Iterator[Point]:
    """The picture shows another one that was handed in, such as the banner the logo, at any size.

    Earns: the other picture was found: its opaque pixels agree with a place in the picture more closely than chance
    does anywhere. Its size, brightness and contrast may differ; it must be upright.
    Loses: never, unless one of the two was not handed in. What was not found may be turned, recoloured, half covered
    or tiny.
    Open: not found, or the picture to look for is too plain to be recognised.
    Evidence: the place in the picture, and the picture that was looked for.
    Review: compare both: the logo in the banner should be the one that was handed in.
    Example: an 80×80 logo that stands in the banner at 60×60: earned.
    """
    file, mark = (subject.files_of(name)[0].path for name in (asked.picture, asked.inside))
    facts = subject.facts(PlacementFacts, file)
    if facts.correlation is None:
        message = say("check.picture.contains.not_found", file=file, mark=mark)
        yield not_measured("found", facts, "correlation", file, message)
    elif facts.found:
        place = PictureRegion(file=file, box=facts.box, measured=f"{facts.correlation:.2f}")
        message = say("check.picture.contains.found", file=file, mark=mark, scale=f"{facts.scale or 1:.2f}")
        yield earned("found", message, place, PictureRegion(file=mark))
    else:
        message = say("check.picture.contains.not_found", file=file, mark=mark)
        yield unsettled("found", Reason.UNCERTAIN, message, PictureRegion(file=file), PictureRegion(file=mark))
