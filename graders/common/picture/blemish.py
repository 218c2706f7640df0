"""The check ``picture.blemish``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from pydantic import Field, model_validator

from yuejuan.artifacts.comparison.facts import ChangedRegion, ComparisonFacts
from yuejuan.artifacts.facts import Box
from yuejuan.graders.api import Ask, Subject, check, earned, judged, lost, unsettled
from yuejuan.graders.common.picture.sources import (
    SourceParameters,
    compared_with_source,
    not_registered,
    not_told,
    registered,
    sure,
    untouched,
)
from yuejuan.graders.finding import PictureRegion, Point, Reason
from yuejuan.messages import Value, say


class Parameters(SourceParameters):
    """Where the blemish is, and how much of the rest may change."""

    blemish: tuple[int, int, int, int] = Field(
        description="Left, top, right, bottom of the blemish in pixels of the source, a little wider than it is."
    )
    elsewhere: Decimal = Field(
        Decimal(2), ge=0, le=100, description="Percent of the picture that may have changed elsewhere."
    )

    @model_validator(mode="after")
    def _some_area(self) -> Parameters:
        left, top, right, bottom = self.blemish
        if not (0 <= left < right and 0 <= top < bottom):
            raise ValueError("left must be below right and top below bottom")
        return self

    def points(self) -> tuple[Ask, ...]:
        """The blemish, and the rest of the picture."""
        return (Ask("removed", weight=2), Ask("kept"))


def _box(asked: Parameters) -> Mapping[str, Any]:
    return {"blemish": ",".join(str(side) for side in asked.blemish)}


@check("picture.blemish", needs=(compared_with_source(_box),))
def judge(subject: Subject, asked: Parameters) -> Iterator[Point]:
    """The blemish of the source picture was removed, and the rest was left as it is.

    Earns: `removed`, when the place of the blemish looks like what is round it; `kept` (suggested), when beside that
    place no more than `elsewhere` percent of the picture changed, apart from a common change of light and colour.
    Loses: `removed`, when the blemish is still there: the source was handed in as it is, or that place did not change;
    half when a part of it is left or its place is smeared (suggested). `kept` (suggested), when more changed.
    Open: both pictures could not be laid one on the other; the place of the blemish was cropped away; the figures lie
    between removed and not, or the place was covered by something that stands out: a patch, a mosaic, a sticker.
    Evidence: the place of the blemish, and the places that changed.
    Review: enlarge the place: does the texture run on?
    Example: a cloned patch over a stain, everything else as it was: both points earn.
    """
    file = subject.file.path
    facts = subject.facts(ComparisonFacts)
    if not registered(facts) and not untouched(facts):
        for ask in asked.points():
            yield not_registered(ask.key, facts, file, asked.source_name)
        return
    yield _removed(facts, file, asked)
    yield _kept(facts, file, asked)


def _removed(facts: ComparisonFacts, file: str, asked: Parameters) -> Point:
    values: dict[str, Value] = {"file": file, "source": asked.source_name}
    if untouched(facts):
        region = PictureRegion(file=file, box=Box(*asked.blemish))
        return lost("removed", say("check.picture.blemish.untouched", **values), region)
    blemish = facts.blemish
    if blemish is None:
        return not_told("removed", facts, "blemish", file, asked.source_name)
    # A smoother patch than what is round it measures a little below nothing.
    remaining = f"{max(blemish.remaining, 0.0):.0%}"
    region = PictureRegion(file=file, box=blemish.box, measured=remaining)
    values["remaining"] = remaining
    if blemish.outcome is None:
        return unsettled("removed", Reason.UNCERTAIN, say("check.picture.blemish.unclear", **values), region)
    message = say(f"check.picture.blemish.{blemish.outcome}", **values)
    if blemish.outcome in {"partly", "smeared"}:
        return judged("removed", Fraction(1, 2), message, region, suggested=True)
    verdict = earned if blemish.outcome == "removed" else lost
    return verdict("removed", message, region, suggested=not sure(facts))


def _kept(facts: ComparisonFacts, file: str, asked: Parameters) -> Point:
    values: dict[str, Value] = {"file": file, "source": asked.source_name}
    if untouched(facts):
        message = say("check.picture.blemish.nothing_done", **values)
        return lost("kept", message, PictureRegion(file=file), suggested=True)
    if facts.regions is None:
        return not_told("kept", facts, "regions", file, asked.source_name)
    others = [region for region in facts.regions if not _overlaps(region, asked.blemish)]
    share = sum(region.share for region in others)
    regions = [PictureRegion(file=file, box=region.box, measured=f"{region.share:.1%}") for region in others[:5]]
    values["share"] = f"{share:.1%}"
    if share * 100 <= float(asked.elsewhere) and not facts.overlay:
        message = say("check.picture.blemish.rest_kept", **values)
        return earned("kept", message, *(regions or [PictureRegion(file=file)]), suggested=True)
    message = say("check.picture.blemish.rest_changed", **values)
    return lost("kept", message, *(regions or [PictureRegion(file=file)]), suggested=True)


def _overlaps(region: ChangedRegion, blemish: tuple[int, int, int, int]) -> bool:
    left, top, right, bottom = blemish
    box = region.source_box
    return box.left < right and box.right > left and box.top < bottom and box.bottom > top
