"""The check ``picture.near_copy``."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from yuejuan.artifacts.comparison.facts import ComparisonFacts
from yuejuan.graders.api import Ask, Subject, check, earned, lost, unsettled
from yuejuan.graders.common.picture.sources import SourceParameters, compared_with_source, registered, sure, untouched
from yuejuan.graders.finding import PictureRegion, Point, Reason
from yuejuan.messages import Value, say


class Parameters(SourceParameters):
    """The material that must not simply be handed in."""

    least_change: float = Field(
        0.1, gt=0, le=1, description="Share of the picture that has to differ from the material at least."
    )

    def points(self) -> tuple[Ask, ...]:
        """One point."""
        return (Ask("own"),)


@check("picture.near_copy", needs=(compared_with_source(),))
def judge(subject: Subject, asked: Parameters) -> Iterator[Point]:
    """The picture is no near copy of a material.

    Earns: at least `least_change` of the picture is no part of the material or differs from it (suggested).
    Loses: the material as it is, saved again, scaled, cropped or turned, with less than that changed or added
    (suggested).
    Open: the material was not recognised in the picture: another picture, or one that is worked on so much that
    nothing can be compared; or both agree only roughly.
    Evidence: the place of the material in the picture.
    Review: look at both; whether the idea is the candidate's own is for the eye.
    Example: the given icon scaled to the size of a logo: lost.
    """
    file = subject.file.path
    facts = subject.facts(ComparisonFacts)
    values: dict[str, Value] = {"file": file, "source": asked.source_name}
    region = PictureRegion(file=file, box=facts.placed)
    if untouched(facts):
        yield lost("own", say("check.picture.near_copy.copy", **values), region, suggested=True)
    elif not registered(facts):
        message = say("check.picture.near_copy.not_recognised", **values)
        yield unsettled("own", Reason.UNCERTAIN, message, region)
    elif not sure(facts) or facts.regions_share is None:
        yield unsettled("own", Reason.UNCERTAIN, say("check.picture.near_copy.roughly", **values), region)
    else:
        outside = facts.margins.share if facts.margins is not None else 0.0
        share = outside + (1 - outside) * facts.regions_share
        values["share"] = f"{share:.0%}"
        region = PictureRegion(
            file=file, box=facts.placed, expected=f"≥{asked.least_change:.0%}", measured=f"{share:.0%}"
        )
        if share >= asked.least_change:
            yield earned("own", say("check.picture.near_copy.worked_on", **values), region, suggested=True)
        else:
            yield lost("own", say("check.picture.near_copy.near", **values), region, suggested=True)
