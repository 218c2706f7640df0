"""The check ``marketing_plan.audience``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pydantic import Field

from yuejuan.artifacts.document.facts import DocumentFacts
from yuejuan.graders.api import Ask, CheckParameters, Subject, check, earned, lost, unsettled
from yuejuan.graders.finding import FileEvidence, Point, Reason
from yuejuan.graders.marketing_plan.audience_places import audience_section, places_of_dimension
from yuejuan.graders.marketing_plan.vocabulary import AUDIENCE, DIMENSIONS
from yuejuan.messages import Value, say


class Parameters(CheckParameters):
    """By what the audience is to be described."""

    stands_under: ClassVar[str | None] = "words"

    dimensions: dict[str, tuple[str, ...]] = Field(
        DIMENSIONS,
        min_length=1,
        description="Name of a dimension to words that speak of it; any one will do. For age, place, income, habits "
        "and needs (年龄, 地域, 收入, 习惯, 需求) usual ways of saying them count as well (`四十来岁`, `省城`).",
    )
    words: tuple[str, ...] = Field(AUDIENCE, min_length=1, description="Names of the section.")

    def points(self) -> tuple[Ask, ...]:
        """One for each dimension."""
        return tuple(Ask(name) for name in self.dimensions)


@check("marketing_plan.audience", needs=(DocumentFacts,))
def judge(subject: Subject, asked: Parameters) -> Iterator[Point]:
    """The audience is described by the dimensions asked for (age, place, income, habits, needs).

    Earns: a sentence or cell of the section says something of the dimension: its name with what holds (`年龄：56`), or
    a usual way of saying it (`四十来岁`, `住在县城`, `退休金4300元`). A section under another name counts when only
    it describes buyers by at least three dimensions. Always a suggestion.
    Loses: nothing in the section speaks of it; names of dimensions in a row without any description; what is denied,
    not known, or true of everybody (`男女老少都是顾客`); the plan plainly has no such section or an empty one.
    Open: the section was not found.
    Evidence: the words found, in their sentences.
    Review: whether the description is logical and fits the product.
    Example: `25—40岁的上班族，喜欢送礼`: age and habits.
    """
    file = subject.file.path
    part = audience_section(subject.facts(DocumentFacts), asked.words, asked.dimensions)
    if part.section is None:
        kind = "absent" if part.missing else "not_located"
        message = say(f"check.marketing_plan.audience.{kind}", file=file, words=list(asked.words[:6]))
        for name in asked.dimensions:
            if part.missing:
                yield lost(name, message, FileEvidence(file=file), suggested=True)
            else:
                yield unsettled(name, Reason.NOT_LOCATED, message, FileEvidence(file=file))
        return
    for name, words in asked.dimensions.items():
        spans = places_of_dimension(file, part.section, name, words, most=3)
        # The names of the standard's dimensions are ids; a paper's own ones are for people.
        title = words[0] if name.isascii() else name
        values: dict[str, Value] = {"file": file, "name": title, "words": list(words[:6])}
        if spans:
            message = say("check.marketing_plan.audience.found", **values)
            yield earned(name, message, *spans, suggested=True)
        else:
            message = say("check.marketing_plan.audience.missing", **values)
            yield lost(name, message, FileEvidence(file=file), suggested=True)
