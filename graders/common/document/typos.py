"""The check ``document.typos``."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from pydantic import Field

from yuejuan.artifacts.document.facts import DocumentFacts
from yuejuan.graders.api import Ask, CheckParameters, Subject, check, judged
from yuejuan.graders.common.document.places import span
from yuejuan.graders.common.document.typo_patterns import slips
from yuejuan.graders.common.unmeasured import not_measured
from yuejuan.graders.finding import Evidence, FileEvidence, Point, TextSpan
from yuejuan.messages import say


class Parameters(CheckParameters):
    """How many slips are overlooked."""

    max_per_thousand: int = Field(1, ge=0, description="Slips per thousand characters that cost nothing.")

    def points(self) -> tuple[Ask, ...]:
        """Freedom from slips."""
        return (Ask("typos"),)


@check("document.typos", needs=(DocumentFacts,))
def judge(subject: Subject, asked: Parameters) -> Iterator[Point]:
    """The text is free of wrong characters and doubled or missing punctuation.

    Earns: no more slips than allowed for the length; each further one takes a quarter.
    Loses: words of a short list of forms that are never right, marks or particles typed twice, a long paragraph that
    ends in a comma. What the list does not hold is not found: no slips found does not mean that there are none.
    Open: the text could not be read.
    Evidence: each slip in its sentence, with the right form where there is one.
    Review: always a suggestion; read the sentences shown.
    Example: `消售` and `，，` in 600 characters, `max_per_thousand: 0`: half.
    """
    file = subject.file.path
    facts = subject.facts(DocumentFacts)
    if facts.paragraphs is None:
        yield not_measured("typos", facts, "paragraphs", file, say("check.document.typos.unknown", file=file))
        return
    found: list[TextSpan] = [
        span(file, paragraph, start, end, right or None)
        for paragraph in facts.paragraphs
        for start, end, right in slips(paragraph.text)
    ]
    thousands = -(-sum(len(paragraph.text) for paragraph in facts.paragraphs) // 1000)
    allowed = asked.max_per_thousand * max(1, thousands)
    over = max(0, len(found) - allowed)
    share = max(Fraction(0), 1 - Fraction(over, 4))
    name = "some" if found else "none"
    quotes = [item.quote for item in found[:10]]
    message = say(f"check.document.typos.{name}", file=file, count=len(found), allowed=allowed, quotes=quotes)
    evidence: list[Evidence] = [*found[:10]] or [FileEvidence(file=file)]
    yield judged("typos", share, message, *evidence, suggested=True)
