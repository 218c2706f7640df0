"""The check ``document.key_words``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pydantic import Field

from yuejuan.artifacts.document.facts import DocumentFacts
from yuejuan.graders.api import Ask, CheckParameters, Subject, check, earned, lost, unsettled
from yuejuan.graders.common.document.phrases import find_phrases
from yuejuan.graders.common.document.places import read_whole
from yuejuan.graders.common.document.sections import find_sections
from yuejuan.graders.common.unmeasured import not_measured
from yuejuan.graders.finding import FileEvidence, Point, Reason
from yuejuan.messages import Value, say


class Parameters(CheckParameters):
    """What is to be said, in any of several ways."""

    stands_under: ClassVar[str | None] = "section"

    groups: dict[str, tuple[str, ...]] = Field(
        min_length=1, description="Name of a point to its words; any one will do."
    )
    needed: int | None = Field(None, ge=1, description="How many of the groups are enough; all when left out.")
    section: tuple[str, ...] = Field(
        (), description="Names of the section to look in; the whole document when left out."
    )

    def points(self) -> tuple[Ask, ...]:
        """One for each group."""
        return tuple(Ask(name) for name in self.groups)


@check("document.key_words", needs=(DocumentFacts,))
def judge(subject: Subject, asked: Parameters) -> Iterator[Point]:
    """What the paper asks for is mentioned, in any of the words the key accepts.

    Earns: one of a group's words stands in the text (or in the section named) and its clause does not take it back (不,
    没有, 避免). When as many groups as needed are found, the others earn too. Always a suggestion.
    Loses: none of the words, in a text that was read whole.
    Open: none of the words, and pictures or unread parts may hold them; the section was not found.
    Evidence: up to five places for each group.
    Review: read the sentences: a word is not yet an answer.
    Example: groups 年龄 and 地域, only `25—40岁` in the text: the first earns.
    """
    file = subject.file.path
    facts = subject.facts(DocumentFacts)
    if facts.paragraphs is None:
        for name in asked.groups:
            message = say("check.document.key_words.unknown", file=file)
            yield not_measured(name, facts, "paragraphs", file, message)
        return
    sections = find_sections(facts, asked.section) if asked.section else ()
    if asked.section and not sections:
        for name in asked.groups:
            message = say("check.document.key_words.no_section", file=file, words=list(asked.section))
            yield unsettled(name, Reason.NOT_LOCATED, message, FileEvidence(file=file))
        return
    paragraphs = sections[0].paragraphs if sections else facts.paragraphs
    found = {name: find_phrases(file, paragraphs, words) for name, words in asked.groups.items()}
    everywhere = [span for spans in found.values() for span in spans]
    enough = asked.needed is not None and sum(map(bool, found.values())) >= asked.needed
    for name, spans in found.items():
        values: dict[str, Value] = {"file": file, "name": name, "words": list(asked.groups[name])}
        if spans:
            yield earned(name, say("check.document.key_words.found", **values), *spans, suggested=True)
        elif enough:
            yield earned(name, say("check.document.key_words.enough", **values), *everywhere[:5], suggested=True)
        elif read_whole(facts) or sections:
            yield lost(name, say("check.document.key_words.missing", **values), FileEvidence(file=file), suggested=True)
        else:
            message = say("check.document.key_words.not_located", **values)
            yield unsettled(name, Reason.NOT_LOCATED, message, FileEvidence(file=file))
