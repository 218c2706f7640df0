"""The check ``psd.looks_agree``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pydantic import Field

from yuejuan.artifacts.comparison.facts import ChangedRegion, ComparisonFacts
from yuejuan.graders.api import Ask, CheckParameters, Need, Subject, check, earned, lost, unsettled
from yuejuan.graders.finding import FileEvidence, PictureRegion, Point, Reason
from yuejuan.messages import Value, say

_SAME_SHARE = 0.01
_OTHER_SHARE = 0.05
_SEEN = 30.0
"""Levels by which a place must differ on the average: two programs draw the same words up to 25 apart."""
_MOST_REGIONS = 6


class Parameters(CheckParameters):
    """Which deliverable is the source and which the picture exported from it."""

    psd: str = Field(description="Id of the deliverable that is the PSD.")
    picture: str = Field(description="Id of the deliverable that is the picture.")

    def points(self) -> tuple[Ask, ...]:
        """One point."""
        return (Ask("looks"),)


_COMPARISON = Need(
    ComparisonFacts,
    deliverable=lambda asked: asked.picture,
    submitted=lambda asked: {"source": asked.psd},
)


@check("psd.looks_agree", needs=(_COMPARISON,), scope="files")
def judge(subject: Subject, asked: Parameters) -> Iterator[Point]:
    """The picture looks like the PSD that it was exported from.

    Earns: the merged picture in the PSD and the exported one differ in nothing but size, the losses of saving and the
    edges of words, which programs draw each in their own way, or in less than a hundredth of their area.
    Loses: more than a twentieth of the area differs, although both can be laid one on the other: the PSD was changed
    after the export, or the picture afterwards.
    Open: something lies between; the whole picture was turned, mirrored, cropped or given other light or colours; or
    both cannot be laid one on the other: perhaps the PSD belongs to another picture. A PSD that was saved without its
    merged picture cannot be compared.
    Evidence: the places of the picture that differ.
    Review: always a suggestion; compare both, layers that were hidden for the export included.
    Example: the price was changed in the picture alone: the place of the price is marked.
    """
    file, psd = (subject.files_of(name)[0].path for name in (asked.picture, asked.psd))
    facts = subject.facts(ComparisonFacts, file)
    regions = [region for region in facts.regions or () if region.difference >= _SEEN]
    share = _share(facts, regions)
    values: dict[str, Value] = {"picture": file, "psd": psd, "share": f"{share or 0:.0%}"}
    places = [PictureRegion(file=file, box=region.box) for region in regions[:_MOST_REGIONS]]
    if share is None:
        message = say("check.psd.looks_agree.not_compared", **values)
        yield unsettled("looks", Reason.UNCERTAIN, message, FileEvidence(file=file), FileEvidence(file=psd))
    elif share < _OTHER_SHARE and _changed_as_a_whole(facts):
        message = say("check.psd.looks_agree.changed_as_a_whole", **values)
        yield unsettled("looks", Reason.UNCERTAIN, message, PictureRegion(file=file), FileEvidence(file=psd))
    elif share <= _SAME_SHARE:
        yield earned("looks", say("check.psd.looks_agree.same", **values), PictureRegion(file=file), suggested=True)
    elif share >= _OTHER_SHARE:
        yield lost("looks", say("check.psd.looks_agree.different", **values), *places, suggested=True)
    else:
        yield unsettled("looks", Reason.UNCERTAIN, say("check.psd.looks_agree.unclear", **values), *places)


def _share(facts: ComparisonFacts, regions: Sequence[ChangedRegion]) -> float | None:
    """How much of the picture looks other; ``None`` where it could not be compared."""
    if _only_saved_again(facts):
        return 0.0
    if facts.regions_share is None:
        return None
    unlisted = facts.regions_share - sum(region.share for region in facts.regions or ())
    return max(0.0, unlisted) + sum(region.share for region in regions)


def _only_saved_again(facts: ComparisonFacts) -> bool:
    return bool(facts.identical_pixels) or facts.resaved_only is True


def _changed_as_a_whole(facts: ComparisonFacts) -> bool:
    """True for changes that move or recolour everything alike, so that no place differs from what they explain."""
    if _only_saved_again(facts):
        return False
    figures = (facts.rotation, facts.brightness, facts.contrast, facts.saturation, facts.hue)
    moved = facts.flipped not in {None, "none"} or facts.cropped is True
    return moved or any(figure is not None and figure.changed is True for figure in figures)
