"""The check ``document.headings``."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from pydantic import Field

from yuejuan.artifacts.document.facts import DocumentFacts, Heading
from yuejuan.graders.api import Ask, CheckParameters, Subject, check, judged, lost, unsettled
from yuejuan.graders.common.document.places import read_whole
from yuejuan.graders.common.unmeasured import not_measured
from yuejuan.graders.finding import Evidence, FileEvidence, Point, Reason, TextSpan
from yuejuan.messages import Value, say

_CERTAIN = ("style", "outline")


class Parameters(CheckParameters):
    """What the headings must be like."""

    min_headings: int = Field(1, ge=1, description="Fewest headings.")
    levels: int = Field(1, ge=1, le=9, description="How many levels of headings there must be at least.")
    max_length: int = Field(20, gt=0, description="A heading longer than this many characters is too long.")

    def points(self) -> tuple[Ask, ...]:
        """Levels and number of headings; their length."""
        return (Ask("levels", weight=2), Ask("length"))


@check("document.headings", needs=(DocumentFacts,), self_check=("min_headings", "levels", "max_length"))
def judge(subject: Subject, asked: Parameters) -> Iterator[Point]:
    """The document is divided by headings of as many levels as asked, and they are short.

    Earns: `levels`: the share of the headings and of the levels asked for, the smaller of the two. Headings are those
    by style or outline level, with a typed number (一、 1. （一）) or as a bold line of their own; typed ones earn as a
    suggestion. `length`: the share of headings within the length, always a suggestion.
    Loses: too few headings or levels, in a document that was read whole; long headings.
    Open: fewer than asked were found and pictures or unread parts may hold more.
    Evidence: the headings, with the number asked for.
    Review: look whether lines without number or bold type serve as headings.
    Example: seven numbered headings of one level, `levels: 2`: half.
    """
    file = subject.file.path
    facts = subject.facts(DocumentFacts)
    if facts.headings is None:
        for ask in asked.points():
            message = say("check.document.headings.unknown", file=file)
            yield not_measured(ask.key, facts, "headings", file, message)
        return
    yield _levels(file, facts, facts.headings, asked)
    yield _length(file, facts, facts.headings, asked)


def _levels(file: str, facts: DocumentFacts, headings: tuple[Heading, ...], asked: Parameters) -> Point:
    levels = len({heading.level for heading in headings})
    share = min(Fraction(len(headings), asked.min_headings), Fraction(levels, asked.levels), Fraction(1))
    values: dict[str, Value] = {
        "file": file,
        "count": len(headings),
        "levels": levels,
        "min_headings": asked.min_headings,
        "min_levels": asked.levels,
    }
    evidence: list[Evidence] = [_span(file, heading) for heading in headings[:10]]
    evidence = evidence or [FileEvidence(file=file)]
    if share == 1:
        certain = [heading for heading in headings if heading.by in _CERTAIN]
        proved = len(certain) >= asked.min_headings and len({heading.level for heading in certain}) >= asked.levels
        return judged("levels", 1, say("check.document.headings.enough", **values), *evidence, suggested=not proved)
    if not read_whole(facts) and not headings:
        return unsettled("levels", Reason.NOT_LOCATED, say("check.document.headings.none", **values), *evidence)
    return judged("levels", share, say("check.document.headings.too_few", **values), *evidence, suggested=True)


def _length(file: str, facts: DocumentFacts, headings: tuple[Heading, ...], asked: Parameters) -> Point:
    if not headings and not read_whole(facts):
        message = say("check.document.headings.none", file=file)
        return unsettled("length", Reason.NOT_LOCATED, message, FileEvidence(file=file))
    if not headings:
        message = say("check.document.headings.no_length", file=file)
        return lost("length", message, FileEvidence(file=file), suggested=True)
    long = [heading for heading in headings if len(heading.text.strip()) > asked.max_length]
    share = 1 - Fraction(len(long), len(headings))
    name = "long" if long else "short"
    message = say(f"check.document.headings.{name}", file=file, count=len(long), limit=asked.max_length)
    return judged("length", share, message, *(_span(file, h) for h in (long or headings)[:10]), suggested=True)


def _span(file: str, heading: Heading) -> TextSpan:
    return TextSpan(file=file, block=heading.path, start=0, end=len(heading.text), quote=heading.text)
