"""The check ``image.size``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field, model_validator

from yuejuan.artifacts.image.facts import ImageFacts
from yuejuan.graders.api import Ask, CheckParameters, Subject, check, earned, lost, unsettled
from yuejuan.graders.common.unmeasured import not_measured
from yuejuan.graders.finding import PictureRegion, Point, Reason
from yuejuan.messages import say

Pixels = Annotated[int, Field(gt=0)]


class Parameters(CheckParameters):
    """Exact sides, limits, or both; at least one."""

    width: Pixels | None = Field(None, description="Width in pixels.")
    height: Pixels | None = Field(None, description="Height in pixels.")
    min_width: Pixels | None = Field(None, description="Smallest width that is accepted.")
    max_width: Pixels | None = Field(None, description="Largest width that is accepted.")
    min_height: Pixels | None = Field(None, description="Smallest height that is accepted.")
    max_height: Pixels | None = Field(None, description="Largest height that is accepted.")
    size_tolerance: int = Field(0, ge=0, description="Pixels by which `width` and `height` may be missed.")

    @model_validator(mode="after")
    def _asks_something(self) -> Parameters:
        if not any((self.width, self.height, self.min_width, self.max_width, self.min_height, self.max_height)):
            raise ValueError("ask for at least one of width, height and their limits")
        return self

    def points(self) -> tuple[Ask, ...]:
        """One point."""
        return (Ask("size", property="size"),)

    def sides(self) -> tuple[str, str]:
        """What is asked of width and height, for people: ``950``, ``≥700``, ``700–800``, ``*`` for anything."""
        return (
            _range(self.width, self.min_width, self.max_width),
            _range(self.height, self.min_height, self.max_height),
        )

    def met_by(self, width: int, height: int) -> bool:
        """True when both sides are as asked; limits are inclusive."""
        return self._met(width, self.width, self.min_width, self.max_width) and self._met(
            height, self.height, self.min_height, self.max_height
        )

    def _met(self, side: int, exact: int | None, least: int | None, most: int | None) -> bool:
        return (
            (exact is None or abs(side - exact) <= self.size_tolerance)
            and (least is None or side >= least)
            and (most is None or side <= most)
        )


@check("image.size", needs=(ImageFacts,), self_check=set(Parameters.model_fields))
def judge(subject: Subject, asked: Parameters) -> Iterator[Point]:
    """The picture has the pixel size that the paper asks for.

    Earns: width and height in pixels are as asked; a limit itself is accepted, and so is a deviation of up to
    `size_tolerance` pixels where the paper allows one.
    Loses: everything, when one side is off. There is no half point: a shop refuses a picture of a wrong size.
    Open: the file stores its pixels lying down and a note (EXIF) turns them when shown, and only one of the two sizes
    is as asked; or the file has no pixel size (an SVG without one).
    Evidence: the whole picture, with the size asked and the size measured.
    Review: look at how the picture was turned; programs that heed EXIF show the displayed size.
    Example: 950×120 asked, 950×120 found: earned. 951×120 found: lost, earned with `size_tolerance: 1`.
    """
    facts = subject.facts(ImageFacts)
    file = subject.file.path
    if facts.width is None or facts.height is None:
        field = "width" if facts.width is None else "height"
        yield not_measured("size", facts, field, file, say("check.image.size.unknown", file=file))
        return
    stored = (facts.width, facts.height)
    shown = (facts.displayed_width or facts.width, facts.displayed_height or facts.height)
    expected = "×".join(asked.sides())
    evidence = PictureRegion(file=file, expected=expected, measured="{}×{}".format(*shown))
    values = {"file": file, "expected": expected, "measured": "{}×{}".format(*shown)}
    if asked.met_by(*stored) != asked.met_by(*shown):
        message = say("check.image.size.turned", stored="{}×{}".format(*stored), **values)
        yield unsettled("size", Reason.UNCERTAIN, message, evidence)
    elif asked.met_by(*shown):
        yield earned("size", say("check.image.size.right", **values), evidence)
    else:
        yield lost("size", say("check.image.size.wrong", **values), evidence)


def _range(exact: int | None, least: int | None, most: int | None) -> str:
    if exact is not None:
        return str(exact)
    if least is not None and most is not None:
        return f"{least}–{most}"
    if least is not None:
        return f"≥{least}"
    return f"≤{most}" if most is not None else "*"
