"""Facts of the brief, and where a text gives them rightly or contradicts them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from pydantic import BaseModel, ConfigDict, Field, model_validator

from yuejuan.artifacts.document.facts import Paragraph
from yuejuan.graders.common.document.phrases import alternatives
from yuejuan.graders.common.document.places import sentences, span
from yuejuan.graders.common.numbers import Quantity, find_quantities
from yuejuan.graders.common.numbers.units import UNIT_PATTERN
from yuejuan.graders.finding import TextSpan

_CLAUSE_END = re.compile(r"[，,、；;。！？](?!(?<=\d[，,])\d{3}(?!\d))")
_UNIT_BEHIND = re.compile(rf"\s*[多余来]\s*(?P<unit>{UNIT_PATTERN})")
_GRAMS = {"吨": 1_000_000, "公斤": 1000, "千克": 1000, "kg": 1000, "斤": 500, "克": 1, "g": 1}
_MEASURE_WORDS = frozenset("人名位个口户家项件条台盒箱袋瓶包单款种份张篇次场支只套群本")


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


@dataclass
class Places:
    """Where a text gives a fact's value, and where it says another value of it."""

    same: list[TextSpan] = field(default_factory=list)
    other: list[TextSpan] = field(default_factory=list)


def places_of_value(file: str, name: str, facts: Mapping[str, Fact], paragraphs: Sequence[Paragraph]) -> Places:
    """Places with the value of the fact ``name``, and places that say another value of it.

    A number belongs to the fact whose words stand in its clause: of two rates that are exchanged both are wrong. One in
    a clause that speaks of no fact is right where it is equal, and another value where only its sentence speaks of the
    fact.
    """
    fact = facts[name]
    right = find_quantities(fact.value or "")[0]
    about = alternatives(fact.words)
    others = [alternatives(one.words) for key, one in facts.items() if key != name and one.value is not None]
    found = Places()
    for paragraph in paragraphs:
        for start, end in sentences(paragraph.text):
            sentence = paragraph.text[start:end]
            for clause, said in _numbers(sentence):
                own = about.search(clause) is not None
                equal = _equal(said, right, own)
                if equal is None or (not own and any(other.search(clause) for other in others)):
                    continue
                place = span(file, paragraph, start + said.start, start + said.end, expected=fact.value)
                if equal:
                    found.same.append(place)
                elif own or about.search(sentence):
                    found.other.append(place)
    return found


def _numbers(sentence: str) -> Iterator[tuple[str, Quantity]]:
    """Every number with its clause."""
    edges = [0, *(match.end() for match in _CLAUSE_END.finditer(sentence)), len(sentence)]
    for said in find_quantities(sentence):
        begin = max(edge for edge in edges if edge <= said.start)
        behind = _UNIT_BEHIND.match(sentence, said.end) if said.unit is None else None
        clause = sentence[begin : min((edge for edge in edges if edge >= said.end), default=len(sentence))]
        yield clause, replace(said, unit=behind["unit"]) if behind else said


def _equal(said: Quantity, right: Quantity, own: bool) -> bool | None:
    """Whether two values are the same; ``None`` when they cannot be compared.

    Only in a clause that speaks of the fact (``own``), 0.96 is 96 %, 180万 may be money, and measure words
    (``86名工人``) may differ.
    """
    if said.unit == right.unit:
        return said.value == right.value
    if said.yuan is not None and right.yuan is not None:
        return said.yuan == right.yuan
    if said.ratio is not None and right.ratio is not None:
        return said.ratio == right.ratio
    if said.unit in _GRAMS and right.unit in _GRAMS:
        return said.value * _GRAMS[said.unit] == right.value * _GRAMS[right.unit]
    if not own:
        return None
    if said.unit is None and right.ratio is not None and said.decimals and said.value < 1:
        return said.value == right.ratio
    if said.unit is None and right.yuan is not None and said.value >= Fraction(1000):
        return said.value == right.yuan
    alike = said.unit in _MEASURE_WORDS and right.unit in _MEASURE_WORDS and said.value == right.value
    return True if alike else None
