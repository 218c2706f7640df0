"""The check ``picture.subject``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TypeAlias

from pydantic import Field, model_validator

from yuejuan.artifacts.comparison.facts import ComparisonFacts
from yuejuan.graders.api import Ask, Subject, check, earned, lost, unsettled
from yuejuan.graders.common.picture.sources import (
    SourceParameters,
    compared_with_source,
    not_registered,
    not_told,
    sure,
)
from yuejuan.graders.finding import PictureRegion, Point, Reason
from yuejuan.messages import Value, say

Corner: TypeAlias = tuple[float, float]


class Parameters(SourceParameters):
    """Where the product is in the source, and how large it has to be."""

    product: tuple[int, int, int, int] = Field(
        description="Left, top, right, bottom of the product in pixels of the source."
    )
    min_share: Decimal = Field(
        Decimal(40), gt=0, le=100, description="Percent of the picture that the product's box has to fill."
    )
    max_enlargement: Decimal = Field(
        Decimal("1.2"), ge=1, description="Enlargement of the source from which on it looks blurred."
    )

    @model_validator(mode="after")
    def _some_area(self) -> Parameters:
        left, top, right, bottom = self.product
        if not (0 <= left < right and 0 <= top < bottom):
            raise ValueError("left must be below right and top below bottom")
        return self

    def points(self) -> tuple[Ask, ...]:
        """Large, and sharp."""
        return (Ask("large"), Ask("sharp"))


@check("picture.subject", needs=(compared_with_source(),))
def judge(subject: Subject, asked: Parameters) -> Iterator[Point]:
    """The product is large in the picture and not blurred by enlarging.

    Earns: `large`, when the box of the product, as it lies in the source, fills at least `min_share` percent of the
    picture; `sharp`, when the source was enlarged by no more than `max_enlargement`. Always a suggestion.
    Loses: the product fills less, or the source was enlarged more.
    Open: the source was not recognised in the picture: another photograph, or one that was cut out and worked on so
    much that nothing can be compared.
    Evidence: the place of the source in the picture, with the figures.
    Review: look at it at the size of a list on a phone.
    Example: the product fills 55 % of a picture that is a quarter smaller than its source: both earn.
    """
    file = subject.file.path
    facts = subject.facts(ComparisonFacts)
    values: dict[str, Value] = {"file": file, "source": asked.source_name}
    if facts.visible is None or len(facts.visible) != 4:
        for ask in asked.points():
            yield not_registered(ask.key, facts, file, asked.source_name)
        return
    if not sure(facts):
        for ask in asked.points():
            message = say("check.picture.subject.roughly", **values)
            yield unsettled(ask.key, Reason.UNCERTAIN, message, PictureRegion(file=file, box=facts.placed))
        return
    share = 100 * share_of(asked.product, facts.visible)
    region = PictureRegion(file=file, box=facts.placed, expected=f"≥{asked.min_share}%", measured=f"{share:.0f}%")
    large = share >= float(asked.min_share)
    message = say(f"check.picture.subject.{'large' if large else 'small'}", share=f"{share:.0f}%", **values)
    yield (earned if large else lost)("large", message, region, suggested=True)
    yield _sharp(facts, file, asked, values)


def _sharp(facts: ComparisonFacts, file: str, asked: Parameters, values: dict[str, Value]) -> Point:
    if facts.scale_x is None or facts.scale_y is None:
        return not_told("sharp", facts, "scale_x", file, asked.source_name)
    scale = max(facts.scale_x.value, facts.scale_y.value)
    limit = asked.max_enlargement
    region = PictureRegion(file=file, box=facts.placed, expected=f"≤{limit}", measured=f"{scale:.2f}")
    sharp = scale <= float(limit)
    message = say(f"check.picture.subject.{'sharp' if sharp else 'enlarged'}", scale=f"{scale:.2f}", **values)
    return (earned if sharp else lost)("sharp", message, region, suggested=True)


def share_of(box: tuple[int, int, int, int], canvas: Sequence[Corner]) -> float:
    """The share of the convex ``canvas`` that ``box`` covers, both in one frame (Sutherland and Hodgman 1974)."""
    left, top, right, bottom = box
    kept: list[Corner] = list(canvas)
    for axis, limit, below in ((0, left, False), (1, top, False), (0, right, True), (1, bottom, True)):
        kept = _clipped(kept, axis, limit, below)
    whole = _area(canvas)
    return _area(kept) / whole if whole > 0 else 0.0


def _clipped(corners: Sequence[Corner], axis: int, limit: float, below: bool) -> list[Corner]:
    """The part of a convex polygon on one side of a line across ``axis``."""
    kept: list[Corner] = []
    for number, corner in enumerate(corners):
        before = corners[number - 1]
        inside, came_from_inside = ((one[axis] <= limit) if below else (one[axis] >= limit) for one in (corner, before))
        if inside != came_from_inside:
            share = (limit - before[axis]) / (corner[axis] - before[axis])
            kept.append((before[0] + share * (corner[0] - before[0]), before[1] + share * (corner[1] - before[1])))
        if inside:
            kept.append(corner)
    return kept


def _area(corners: Sequence[Corner]) -> float:
    pairs = zip(corners, [*corners[1:], *corners[:1]], strict=True)
    return abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairs)) / 2
