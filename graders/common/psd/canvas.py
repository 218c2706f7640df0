"""The check ``psd.canvas``."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from yuejuan.artifacts.psd.facts import PsdFacts
from yuejuan.graders.api import Ask, CheckParameters, Subject, check, earned, lost
from yuejuan.graders.finding import PictureRegion, Point
from yuejuan.messages import say


class Parameters(CheckParameters):
    """The canvas asked for."""

    width: int = Field(gt=0, description="Width of the canvas in pixels.")
    height: int = Field(gt=0, description="Height of the canvas in pixels.")

    def points(self) -> tuple[Ask, ...]:
        """One point."""
        return (Ask("size", property="size"),)


@check("psd.canvas", needs=(PsdFacts,), self_check=("width", "height"))
def judge(subject: Subject, asked: Parameters) -> Iterator[Point]:
    """The canvas of the PSD has the size that the paper asks for.

    Earns: width and height of the canvas in pixels are exactly as asked.
    Loses: one side is off by as little as one pixel. Layers may reach beyond the canvas; that costs nothing.
    Open: the file is no PSD that can be read.
    Evidence: the canvas, with the size asked and the size measured.
    Review: a candidate who worked at double size and exported at half may have had a reason; the paper decides.
    Example: 950×120 asked, canvas 1900×240: lost.
    """
    facts = subject.facts(PsdFacts)
    file, expected, measured = subject.file.path, f"{asked.width}×{asked.height}", f"{facts.width}×{facts.height}"
    values = {"file": file, "expected": expected, "measured": measured}
    evidence = PictureRegion(file=file, expected=expected, measured=measured)
    if (facts.width, facts.height) == (asked.width, asked.height):
        yield earned("size", say("check.psd.canvas.right", **values), evidence)
    else:
        yield lost("size", say("check.psd.canvas.wrong", **values), evidence)
