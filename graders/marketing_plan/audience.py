"""The check ``marketing_plan.audience``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pydantic import Field

from yuejuan.artifacts.document.facts import DocumentFacts
from yuejuan.graders.api import Ask, CheckParameters, Subject, check, earned, lost, unsettled
from yuejuan.graders.common.document.phrases import find_phrases
from yuejuan.graders.common.document.sections import find_sections
from yuejuan.graders.finding import FileEvidence, Point, Reason
from yuejuan.graders.marketing_plan.vocabulary import AUDIENCE, DIMENSIONS
from yuejuan.messages import Value, say


class Parameters(CheckParameters):
    """By what the audience is to be described."""

    stands_under: ClassVar[str | None] = "words"

    dimensions: dict[str, tuple[str, ...]] = Field(
        DIMENSIONS, min_length=1, description="Name of a dimension to words that speak of it; any one will do."
    )
    words: tuple[str, ...] = Field(AUDIENCE, min_length=1, description="Names of the section.")

    def points(self) -> tuple[Ask, ...]:
        """One for each dimension."""
        return tuple(Ask(name) for name in self.dimensions)


@check("marketing_plan.audience", needs=(DocumentFacts,))
def judge(subject: Subject, asked: Parameters) -> Iterator[Point]:
    """The audience is described by the dimensions asked for (age, place, income, habits, needs).

    Earns: a sentence of the section speaks of the dimension and does not deny it. Always a suggestion.
    Loses: no sentence of the section speaks of it.
    Open: the section was not found or holds no text.
    Evidence: the words found, in their sentences.
    Review: whether the description is logical and fits the product.
    Example: `25—40岁的上班族，喜欢送礼`: age and habits.
    """
    file = subject.file.path
    sections = [section for section in find_sections(subject.facts(DocumentFacts), asked.words) if section.words]
    if not sections:
        message = say("check.marketing_plan.audience.not_located", file=file, words=list(asked.words[:6]))
        for name in asked.dimensions:
            yield unsettled(name, Reason.NOT_LOCATED, message, FileEvidence(file=file))
        return
    section = sections[0]
    paragraphs = (section.heading, *section.paragraphs) if section.lead else section.paragraphs
    for name, words in asked.dimensions.items():
        spans = find_phrases(file, paragraphs, words, most=3)
        values: dict[str, Value] = {"file": file, "name": words[0], "words": list(words[:6])}
        if spans:
            message = say("check.marketing_plan.audience.found", **values)
            yield earned(name, message, *spans, suggested=True)
        else:
            message = say("check.marketing_plan.audience.missing", **values)
            yield lost(name, message, FileEvidence(file=file), suggested=True)
