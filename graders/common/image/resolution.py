"""The check ``image.resolution``."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from yuejuan.artifacts.image.facts import ImageFacts
from yuejuan.graders.api import Ask, CheckParameters, Subject, check, earned, lost
from yuejuan.graders.common.unmeasured import not_measured
from yuejuan.graders.finding import PictureRegion, Point
from yuejuan.messages import say

ROUNDING = 0.5
"""PNG stores whole pixels per metre, so that 72 dpi comes back as 72.009; papers ask for whole numbers."""


class Parameters(CheckParameters):
    """The resolution asked for."""

    dpi: int = Field(gt=0, description="Pixels per inch, in both directions.")

    def points(self) -> tuple[Ask, ...]:
        """One point."""
        return (Ask("dpi"),)


@check("image.resolution", needs=(ImageFacts,), self_check=("dpi",))
def judge(subject: Subject, asked: Parameters) -> Iterator[Point]:
    """The picture states the resolution (dpi) that the paper asks for.

    Earns: the file states the resolution asked for in both directions; half a dpi is allowed for the rounding of
    formats that count per metre.
    Loses: another resolution is stated, such as 300 where 72 was asked for.
    Open: the file states none. Photoshop's "save for web" leaves it out, GIF cannot hold it, and programs then show
    their own default (72 or 96), so that nothing can be concluded.
    Evidence: the whole picture, with the resolution asked for and the one stated.
    Review: with none stated, open the file in the program that the candidates used, or award the point to all.
    Example: a PNG with 2,835 pixels per metre and `dpi: 72`: earned (72.009).
    """
    facts = subject.facts(ImageFacts)
    file = subject.file.path
    if facts.dpi is None:
        yield not_measured("dpi", facts, "dpi", file, say("check.image.resolution.unknown", file=file))
        return
    across, down = facts.dpi
    measured = f"{across:.4g}" if abs(across - down) < ROUNDING else f"{across:.4g}×{down:.4g}"
    evidence = PictureRegion(file=file, expected=f"{asked.dpi} dpi", measured=f"{measured} dpi")
    right = abs(across - asked.dpi) <= ROUNDING and abs(down - asked.dpi) <= ROUNDING
    outcome = "right" if right else "wrong"
    message = say(f"check.image.resolution.{outcome}", file=file, expected=asked.dpi, measured=measured)
    yield (earned if right else lost)("dpi", message, evidence)
