"""The check ``image.mode``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from yuejuan.artifacts.image.facts import ImageFacts
from yuejuan.graders.api import Ask, CheckParameters, Subject, check, earned, lost, unsettled
from yuejuan.graders.common.unmeasured import not_measured
from yuejuan.graders.finding import PictureRegion, Point, Reason
from yuejuan.messages import say

ModeName = Literal["RGB", "CMYK", "Grayscale", "Indexed", "Bitmap", "Lab"]

# Left: Photoshop's names (Image > Mode), which papers use. Right: Pillow's pixel layouts, which readers report.
_LAYOUTS: dict[ModeName, frozenset[str]] = {
    "RGB": frozenset({"RGB", "RGBA", "RGBX", "RGBa", "YCbCr"}),
    "CMYK": frozenset({"CMYK"}),
    "Grayscale": frozenset({"L", "LA", "La", "I", "F", "I;16", "I;16B", "I;16L", "I;16N"}),
    "Indexed": frozenset({"P", "PA"}),
    "Bitmap": frozenset({"1"}),
    "Lab": frozenset({"LAB"}),
}


class Parameters(CheckParameters):
    """The colour mode asked for."""

    mode: ModeName = Field(description="Colour mode as Photoshop names it.")

    def points(self) -> tuple[Ask, ...]:
        """One point."""
        return (Ask("mode"),)


@check("image.mode", needs=(ImageFacts,), self_check=("mode",))
def judge(subject: Subject, asked: Parameters) -> Iterator[Point]:
    """The picture has the colour mode that the paper asks for.

    Earns: the mode stored in the file is the one asked for; an alpha channel beside it changes nothing.
    Loses: another mode, such as CMYK (meant for print) where RGB was asked for.
    Open: RGB was asked for and the file holds indexed colours (every GIF does, and a PNG-8): its palette is RGB, and
    whether that will do is for the teacher; or the mode is one without a name here.
    Evidence: the whole picture, with the mode asked for and the pixel layout found.
    Review: a paper that asks for a GIF should not ask for RGB too.
    Example: a JPEG saved for print with `mode: RGB`: lost, measured CMYK.
    """
    facts = subject.facts(ImageFacts)
    file = subject.file.path
    if facts.mode is None:
        yield not_measured("mode", facts, "mode", file, say("check.image.mode.unknown", file=file))
        return
    found = next((name for name, layouts in _LAYOUTS.items() if facts.mode in layouts), None)
    measured = found or facts.mode
    evidence = PictureRegion(file=file, expected=asked.mode, measured=measured)
    values = {"file": file, "expected": asked.mode, "measured": measured}
    if found == asked.mode:
        yield earned("mode", say("check.image.mode.right", **values), evidence)
    elif found is None or (asked.mode == "RGB" and found == "Indexed"):
        yield unsettled("mode", Reason.UNCERTAIN, say("check.image.mode.uncertain", **values), evidence)
    else:
        yield lost("mode", say("check.image.mode.wrong", **values), evidence)
