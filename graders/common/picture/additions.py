"""The check ``picture.additions``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from yuejuan.artifacts.comparison.facts import ChangedRegion, ComparisonFacts
from yuejuan.graders.api import Ask, Subject, check, earned, lost, unsettled
from yuejuan.graders.common.picture.sources import (
    SourceParameters,
    compared_with_source,
    not_registered,
    registered,
    untouched,
)
from yuejuan.graders.finding import PictureRegion, Point, Reason
from yuejuan.messages import Value, say

Addition = Literal["mark", "border"]
_MORE_DETAIL = 1.5
_AT_EDGE = 0.02
_OUTSIDE = 0.005


class Parameters(SourceParameters):
    """What was to be put on the source."""

    added: tuple[Addition, ...] = Field(
        min_length=1, description="mark: words, a watermark or a sticker on the picture; border: a frame round it."
    )

    def points(self) -> tuple[Ask, ...]:
        """One for each kind of addition."""
        return tuple(Ask(name) for name in dict.fromkeys(self.added))


@check("picture.additions", needs=(compared_with_source(),))
def judge(subject: Subject, asked: Parameters) -> Iterator[Point]:
    """Words, a watermark or a border were put on the source picture.

    Earns: `mark`, when the picture holds more fine detail than its source somewhere, or a change runs over all of it;
    `border`, when the source lies inside a margin on all four sides, or a change runs along all four edges. Always a
    suggestion.
    Loses: the source was handed in as it is or only saved again.
    Open: both pictures could not be laid one on the other, or no such difference was found: a faint watermark stays
    below what can be told from the losses of saving.
    Evidence: the places that differ from the source.
    Review: which words or which border it is must be seen; words asked for are a matter of `picture.text`.
    Example: a shop name written over the source: `mark` earned, `border` open.
    """
    file = subject.file.path
    facts = subject.facts(ComparisonFacts)
    values: dict[str, Value] = {"file": file, "source": asked.source_name}
    for ask in asked.points():
        if untouched(facts):
            yield lost(ask.key, say("check.picture.additions.untouched", **values), PictureRegion(file=file))
        elif not registered(facts):
            yield not_registered(ask.key, facts, file, asked.source_name)
        else:
            places = _marks(facts, file) if ask.key == "mark" else _border(facts, file)
            if places:
                message = say(f"check.picture.additions.{ask.key}", **values)
                yield earned(ask.key, message, *places[:5], suggested=True)
            else:
                message = say(f"check.picture.additions.no_{ask.key}", **values)
                yield unsettled(ask.key, Reason.UNCERTAIN, message, PictureRegion(file=file))


def _marks(facts: ComparisonFacts, file: str) -> list[PictureRegion]:
    regions = facts.regions or ()
    if facts.sharpness is not None and facts.sharpness.changed is True and facts.sharpness.value > 1:
        # Sharpening gives every edge more detail, so that nothing follows from a place that has it.
        return []
    if facts.overlay:
        return [PictureRegion(file=file, measured=f"{facts.regions_share or 0:.1%}")]
    return [_region(file, region) for region in regions if region.detail >= _MORE_DETAIL and not _frames(region, facts)]


def _border(facts: ComparisonFacts, file: str) -> list[PictureRegion]:
    margins = facts.margins
    if margins is not None and min(margins.left, margins.top, margins.right, margins.bottom) > 0:
        return [PictureRegion(file=file, measured=f"{margins.left}/{margins.top}/{margins.right}/{margins.bottom}")]
    return [_region(file, region) for region in facts.regions or () if _frames(region, facts)]


def _frames(region: ChangedRegion, facts: ComparisonFacts) -> bool:
    """Whether a change reaches all four edges and leaves the middle alone."""
    across, down = _AT_EDGE * facts.width, _AT_EDGE * facts.height
    box = region.box
    starts = box.left <= across and box.top <= down
    ends = box.right >= facts.width - across and box.bottom >= facts.height - down
    return starts and ends and _OUTSIDE < region.share < 0.5


def _region(file: str, region: ChangedRegion) -> PictureRegion:
    return PictureRegion(file=file, box=region.box, measured=f"{region.share:.1%}")
