"""The check ``image.proportion``."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from pydantic import Field

from yuejuan.artifacts.image.facts import ImageFacts
from yuejuan.graders.api import Ask, CheckParameters, Subject, check, earned, lost, unsettled
from yuejuan.graders.common.unmeasured import not_measured
from yuejuan.graders.finding import PictureRegion, Point, Reason
from yuejuan.messages import say


class Parameters(CheckParameters):
    """The source picture and what may be done to it."""

    source: str = Field(description="Name of the source picture in the paper's materials, for the message.")
    source_width: int = Field(gt=0, description="Width of the source picture in pixels, as shown.")
    source_height: int = Field(gt=0, description="Height of the source picture in pixels, as shown.")
    tolerance: Decimal = Field(Decimal(1), ge=0, le=50, description="Percent by which the proportion may be missed.")
    may_crop: bool = Field(True, description="False only when the brief asks to scale the whole picture, uncropped.")
    only_source: bool = Field(False, description="True when no other material can be what the picture was made of.")

    def points(self) -> tuple[Ask, ...]:
        """One point."""
        return (Ask("proportion"),)


@check("image.proportion", needs=(ImageFacts,), self_check=set(Parameters.model_fields))
def judge(subject: Subject, asked: Parameters) -> Iterator[Point]:
    """The picture was scaled without being stretched or squeezed.

    Earns: width to height are as in the source picture, within `tolerance` percent or the one pixel that rounding
    costs. This is suggested, and determined only with `only_source: true` and `may_crop: false`: equal proportions
    prove little about a picture that may come from elsewhere or was cropped first.
    Loses: with `may_crop: false`, other proportions (suggested unless `only_source`).
    Open: with `may_crop: true`, other proportions: cropped or distorted, which only comparing the contents can tell.
    Evidence: the whole picture, with its size, and the proportion of the source.
    Review: circles and faces show distortion at once.
    Example: source 1200×800, `may_crop: false`: 750×500 earned, 800×800 lost.
    """
    facts = subject.facts(ImageFacts)
    file = subject.file.path
    width, height = facts.displayed_width or facts.width, facts.displayed_height or facts.height
    if width is None or height is None:
        yield not_measured("proportion", facts, "width", file, say("check.image.size.unknown", file=file))
        return
    expected = f"{asked.source_width}:{asked.source_height}"
    evidence = PictureRegion(file=file, expected=expected, measured=f"{width}×{height}")
    values = {"file": file, "source": asked.source, "expected": expected, "measured": f"{width}×{height}"}
    suggested = not asked.only_source or asked.may_crop
    if _kept(width, height, asked):
        yield earned("proportion", say("check.image.proportion.kept", **values), evidence, suggested=suggested)
    elif asked.may_crop:
        yield unsettled("proportion", Reason.UNCERTAIN, say("check.image.proportion.cropped", **values), evidence)
    else:
        yield lost("proportion", say("check.image.proportion.changed", **values), evidence, suggested=suggested)


def _kept(width: int, height: int, asked: Parameters) -> bool:
    ratio = Fraction(asked.source_height, asked.source_width)
    allowed = Fraction(asked.tolerance) / 100
    pixel = Fraction(1)
    off_down = abs(height - width * ratio)
    off_across = abs(width - height / ratio)
    return off_down <= max(pixel, allowed * width * ratio) or off_across <= max(pixel, allowed * height / ratio)
