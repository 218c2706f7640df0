"""The check ``marketing_plan.strategy``."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import ClassVar

from pydantic import Field

from yuejuan.artifacts.document.facts import DocumentFacts
from yuejuan.graders.api import Ask, CheckParameters, Subject, check, judged, unsettled
from yuejuan.graders.common.document.phrases import alternatives, find_phrases
from yuejuan.graders.common.document.sections import Section, find_sections
from yuejuan.graders.finding import Evidence, FileEvidence, Point, Reason, TextSpan
from yuejuan.graders.marketing_plan.vocabulary import REASONS, STRATEGIES, STRATEGY, STRATEGY_WITHOUT
from yuejuan.messages import Value, say


class Parameters(CheckParameters):
    """Which strategies or channels count, and how many there must be."""

    stands_under: ClassVar[str | None] = "words"

    strategies: dict[str, tuple[str, ...]] = Field(
        STRATEGIES, min_length=1, description="Name of a strategy or channel to its words; any one will do."
    )
    min_strategies: int = Field(2, ge=1, description="How many different ones there must be.")
    words: tuple[str, ...] = Field(STRATEGY, min_length=1, description="Names of the section.")

    def points(self) -> tuple[Ask, ...]:
        """Strategies named, and reasons given for them."""
        return (Ask("named"), Ask("reasoned"))


@check("marketing_plan.strategy", needs=(DocumentFacts,))
def judge(subject: Subject, asked: Parameters) -> Iterator[Point]:
    """Strategies or channels are named, and why they were chosen.

    Earns: `named`: the share of the strategies asked for that the section names and does not refuse. `reasoned`: the
    share that stand in a paragraph with a reason (因为, 适合, 便于, 能够 …). Always a suggestion.
    Loses: the missing share.
    Open: the section was not found or holds no text.
    Evidence: each strategy in its sentence.
    Review: whether the strategy fits the company and the reason holds.
    Example: `以短视频和社群为主`, `min_strategies: 2`: named in full, no reason.
    """
    file = subject.file.path
    facts = subject.facts(DocumentFacts)
    sections = [section for section in find_sections(facts, asked.words, STRATEGY_WITHOUT) if section.words]
    if not sections:
        message = say("check.marketing_plan.strategy.not_located", file=file, words=list(asked.words))
        for ask in asked.points():
            yield unsettled(ask.key, Reason.NOT_LOCATED, message, FileEvidence(file=file))
        return
    named = _named(file, sections[0], asked)
    reason = alternatives(REASONS)
    texts = {paragraph.path: paragraph.text for paragraph in (sections[0].heading, *sections[0].paragraphs)}
    reasoned = [span for span in named if reason.search(texts[span.block])]
    for key, spans in (("named", named), ("reasoned", reasoned)):
        values: dict[str, Value] = {
            "file": file,
            "count": len(spans),
            "minimum": asked.min_strategies,
            "names": [span.quote for span in spans],
        }
        share = min(Fraction(len(spans), asked.min_strategies), Fraction(1))
        message = say(f"check.marketing_plan.strategy.{key}", **values)
        evidence: list[Evidence] = [*(spans or named)] or [FileEvidence(file=file)]
        yield judged(key, share, message, *evidence, suggested=True)


def _named(file: str, section: Section, asked: Parameters) -> list[TextSpan]:
    paragraphs = (section.heading, *section.paragraphs) if section.lead else section.paragraphs
    found = [find_phrases(file, paragraphs, words, most=1) for words in asked.strategies.values()]
    return [spans[0] for spans in found if spans]
