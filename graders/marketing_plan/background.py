"""The check ``marketing_plan.background``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from pydantic import Field

from yuejuan.artifacts.document.facts import DocumentFacts, Paragraph
from yuejuan.graders.api import Ask, CheckParameters, Subject, check, earned, lost, unsettled
from yuejuan.graders.common.answers.copies import is_copied
from yuejuan.graders.common.document.phrases import find_phrases
from yuejuan.graders.common.document.places import read_whole
from yuejuan.graders.common.document.sections import find_sections
from yuejuan.graders.common.unmeasured import not_measured
from yuejuan.graders.finding import FileEvidence, Point, Reason, TextSpan
from yuejuan.graders.marketing_plan.brief_facts import Fact, Places, places_of_value
from yuejuan.graders.marketing_plan.vocabulary import BACKGROUND
from yuejuan.messages import Value, say

_MOST_SOUGHT = 20
_MOST_SHOWN = 3


class Parameters(CheckParameters):
    """The facts of the brief that the background must use."""

    stands_under: ClassVar[str | None] = "words"

    facts: dict[str, Fact] = Field(
        min_length=1, description="Name of a fact to its words and, for a number, its value."
    )
    words: tuple[str, ...] = Field(BACKGROUND, min_length=1, description="Names of the section.")
    brief: str = Field("", description="The text of the task, so that a copy of it does not count.")

    def points(self) -> tuple[Ask, ...]:
        """One for each fact."""
        return tuple(Ask(name) for name in self.facts)


@check("marketing_plan.background", needs=(DocumentFacts,))
def judge(subject: Subject, asked: Parameters) -> Iterator[Point]:
    """The background uses the facts of the brief and contradicts none of them.

    Earns: the fact is named; for a fact with a value, the same value (30%, 三成 and 0.3 are the same, 86人 and 86名). A
    value counts for the fact that its clause speaks of. Facts are looked for in all sections about background, and in
    the whole document where there is none; another value said of the fact is named beside. Always a suggestion.
    Loses: the fact is missing, or what is said about it has another value in the same unit: both are shown.
    Open: it stands in paragraphs copied from the brief only; or not found, and pictures or unread parts may hold it.
    Evidence: the words or the number in their sentence, with the value of the brief.
    Review: whether the facts are used for an analysis and not only repeated.
    Example: value `1200亩`, text `种植基地1500亩`: lost, expected 1200亩.
    """
    file = subject.file.path
    facts = subject.facts(DocumentFacts)
    if facts.paragraphs is None:
        for name in asked.facts:
            message = say("check.marketing_plan.background.unknown", file=file)
            yield not_measured(name, facts, "paragraphs", file, message)
        return
    sections = [section for section in find_sections(facts, asked.words) if section.words]
    # A plan may describe the company and the market under headings of their own: both are background.
    inside = {p.path: p for section in sections for p in (section.heading, *section.paragraphs)}
    paragraphs = tuple(inside.values()) or facts.paragraphs
    for name in asked.facts:
        yield _judge_fact(file, name, asked, paragraphs, certain=bool(sections) or read_whole(facts))


def _judge_fact(file: str, name: str, asked: Parameters, paragraphs: Sequence[Paragraph], certain: bool) -> Point:
    facts, fact = asked.facts, asked.facts[name]
    values: dict[str, Value] = {"file": file, "name": name, "value": fact.value or ""}
    if fact.value is None:
        places = Places(same=list(find_phrases(file, paragraphs, fact.words, most=_MOST_SOUGHT)))
    else:
        places = places_of_value(file, name, facts, paragraphs)
    values["said"] = [span.quote for span in places.other]
    own = _own(places.same, paragraphs, asked.brief)
    if own:
        message = say(f"check.marketing_plan.background.{'found_and_other' if places.other else 'found'}", **values)
        return earned(name, message, *own[:_MOST_SHOWN], *places.other, suggested=True)
    if places.other:
        message = say("check.marketing_plan.background.contradicted", **values)
        return lost(name, message, *places.other, suggested=True)
    if places.same:
        message = say("check.marketing_plan.background.copied", **values)
        return unsettled(name, Reason.UNCERTAIN, message, *places.same[:_MOST_SHOWN])
    if certain:
        message = say("check.marketing_plan.background.missing", **values)
        return lost(name, message, FileEvidence(file=file), suggested=True)
    message = say("check.marketing_plan.background.not_located", **values)
    return unsettled(name, Reason.NOT_LOCATED, message, FileEvidence(file=file))


def _own(spans: Sequence[TextSpan], paragraphs: Sequence[Paragraph], brief: str) -> list[TextSpan]:
    """The spans in paragraphs that hold something of the candidate's own: a fact told again among it is used."""
    named = {span.block for span in spans}
    copied = {p.path for p in paragraphs if p.path in named and is_copied(p.text, brief)}
    return [span for span in spans if span.block not in copied]
