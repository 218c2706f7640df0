"""Facts of the brief, and where a text gives them rightly or contradicts them."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict, Field, model_validator

from yuejuan.artifacts.document.facts import Paragraph
from yuejuan.graders.common.document.phrases import alternatives
from yuejuan.graders.common.document.places import sentences, span
from yuejuan.graders.common.numbers import find_quantities
from yuejuan.graders.finding import TextSpan


class Fact(BaseModel):
    """A fact of the brief: words that speak of it, and its value where it is a number (``1200亩``)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    words: tuple[str, ...] = Field(min_length=1)
    value: str | None = None

    @model_validator(mode="after")
    def _value_is_a_number(self) -> Fact:
        if self.value is not None and len(find_quantities(self.value)) != 1:
            raise ValueError(f"the value must be one number with its unit, not {self.value}")
        return self


def places_of_value(
    file: str, fact: Fact, value: str, paragraphs: Sequence[Paragraph]
) -> tuple[list[TextSpan], list[TextSpan]]:
    """Places with the fact's value, and places that speak of the fact with another value in its unit."""
    right = find_quantities(value)[0]
    about = alternatives(fact.words)
    same: list[TextSpan] = []
    other: list[TextSpan] = []
    for paragraph in paragraphs:
        for start, end in sentences(paragraph.text):
            sentence = paragraph.text[start:end]
            for said in find_quantities(sentence):
                comparable = said.unit == right.unit or (said.yuan is not None and right.yuan is not None)
                place = span(file, paragraph, start + said.start, start + said.end, expected=value)
                equal = said.value == right.value if said.unit == right.unit else said.yuan == right.yuan
                if comparable and equal:
                    same.append(place)
                elif comparable and about.search(sentence):
                    other.append(place)
    return same, other
