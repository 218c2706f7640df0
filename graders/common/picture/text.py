"""The check ``picture.text``."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from yuejuan.artifacts.ocr.facts import OcrFacts
from yuejuan.graders.api import Ask, CheckParameters, Subject, check, earned, unsettled
from yuejuan.graders.common.picture.phrases import Seen, find_phrase
from yuejuan.graders.common.picture.readings import all_that_was_read
from yuejuan.graders.finding import PictureRegion, Point, Reason
from yuejuan.messages import Value, say


class Parameters(CheckParameters):
    """What is to be read in the picture, each in any of several wordings."""

    groups: dict[str, tuple[str, ...]] = Field(
        min_length=1, description="Name of what is asked for (shop name, slogan …) to its wordings; any one will do."
    )
    needed: int | None = Field(None, ge=1, description="How many of the groups are enough; all when left out.")

    def points(self) -> tuple[Ask, ...]:
        """One for each group."""
        return tuple(Ask(name, property="content") for name in self.groups)


@check("picture.text", needs=(OcrFacts,))
def judge(subject: Subject, asked: Parameters) -> Iterator[Point]:
    """The words asked for can be read in the picture.

    Earns: one of a group's wordings was read exactly, in one line or over up to three neighbouring lines. Width of
    characters, blanks, punctuation, letter case and traditional forms do not matter; figures must agree to the digit.
    With `needed`, the other groups earn too once enough are found. Only suggested when the engine is not confident,
    or read slips that it may have made itself.
    Loses: never. What was not read may be there all the same.
    Open: nothing like it was read (artistic lettering, too small, too faint); or something similar was read with
    confidence, so that it may be misspelt.
    Evidence: the line with its box, and what was read.
    Review: look whether the words are there, and compare each character.
    Example: `{shop: [麦垛小屋]}`: 麦垛小屋 earns; 麦跺小屋, read with confidence, stays open.
    """
    file = subject.file.path
    facts = subject.facts(OcrFacts)
    seen = {name: find_phrase(facts.lines, wordings) for name, wordings in asked.groups.items()}
    there = [one for one in seen.values() if one is not None and one.how != "otherwise"]
    enough = asked.needed is not None and len(there) >= asked.needed
    for name, one in seen.items():
        values: dict[str, Value] = {"file": file, "words": list(asked.groups[name])}
        if one is not None and one.how != "otherwise":
            yield _found(name, one, file)
        elif enough:
            regions = [PictureRegion(file=file, box=other.box, measured=other.read) for other in there]
            certain = all(other.how == "exact" for other in there)
            message = say("check.picture.text.enough", count=len(there), **values)
            yield earned(name, message, *regions, suggested=not certain)
        elif one is not None:
            region = PictureRegion(file=file, box=one.box, expected=one.phrase, measured=one.read)
            message = say("check.picture.text.otherwise", read=one.read, **values)
            yield unsettled(name, Reason.UNCERTAIN, message, region)
        else:
            region = PictureRegion(
                file=file, expected="/".join(asked.groups[name]), measured=all_that_was_read(facts.lines)
            )
            yield unsettled(name, Reason.UNCERTAIN, say("check.picture.text.not_read", **values), region)


def _found(name: str, seen: Seen, file: str) -> Point:
    region = PictureRegion(file=file, box=seen.box, expected=seen.phrase, measured=seen.read)
    message = say(f"check.picture.text.{seen.how}", file=file, phrase=seen.phrase, read=seen.read)
    return earned(name, message, region, suggested=seen.how != "exact")
