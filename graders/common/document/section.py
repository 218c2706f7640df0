"""The check ``document.section``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from pydantic import Field

from yuejuan.artifacts.document.facts import DocumentFacts
from yuejuan.graders.api import Ask, CheckParameters, Subject, check, earned, lost, unsettled
from yuejuan.graders.common.answers.fillers import is_filler
from yuejuan.graders.common.document.phrases import alternatives
from yuejuan.graders.common.document.places import read_whole, span
from yuejuan.graders.common.document.sections import Section, find_sections
from yuejuan.graders.finding import FileEvidence, Point, Reason
from yuejuan.messages import Value, say

_ITEM = re.compile(r"^\s*[（(]?\d{1,2}[)）.．、]*")


class Parameters(CheckParameters):
    """The section asked for. ``min_words`` of a deliverable is about the whole document and does not come here."""

    stands_under: ClassVar[str | None] = "words"

    words: tuple[str, ...] = Field(min_length=1, description="Names of the section: any of them in a heading will do.")
    without: tuple[str, ...] = Field((), description="A heading with one of these words names another section.")
    section_min_words: int | None = Field(None, gt=0, description="Fewest 字数 of the section; none when left out.")

    def points(self) -> tuple[Ask, ...]:
        """The section."""
        return (Ask("section"),)


@check("document.section", needs=(DocumentFacts,), self_check=("words", "without", "section_min_words"))
def judge(subject: Subject, asked: Parameters) -> Iterator[Point]:
    """The document has the section asked for, and something stands in it.

    Earns: a heading (by style, outline level, typed number or bold line), a typed label (`背景：…`) or a label cell of
    a table names the section, and text follows. A name that is part of a longer heading earns as a suggestion.
    Loses: the heading stands there and nothing under it, or only 略 or 待补 (a suggestion); or no heading, label, cell
    or sentence of a document that was read whole has any of the names (a suggestion: a candidate may have used another
    word).
    Open: the names occur only in running text; or nothing was found and pictures may hold the text.
    Evidence: the heading, else the file.
    Review: look for the content under another name before taking the marks.
    Example: `三、目标人群` with one sentence under it, `words: [目标人群, 受众]`: earned.
    """
    file = subject.file.path
    facts = subject.facts(DocumentFacts)
    sections = find_sections(facts, asked.words, asked.without)
    if sections:
        yield _found(file, sections[0], asked)
        return
    values: dict[str, Value] = {"file": file, "words": list(asked.words)}
    pattern = alternatives(asked.words)
    mentions = [(p, m) for p in facts.paragraphs or () if (m := pattern.search(p.text))]
    if mentions:
        evidence = tuple(span(file, paragraph, *match.span()) for paragraph, match in mentions[:3])
        yield unsettled("section", Reason.NOT_LOCATED, say("check.document.section.mentioned", **values), *evidence)
    elif read_whole(facts):
        message = say("check.document.section.absent", **values)
        yield lost("section", message, FileEvidence(file=file, expected="/".join(asked.words)), suggested=True)
    else:
        message = say("check.document.section.not_located", **values)
        yield unsettled("section", Reason.NOT_LOCATED, message, FileEvidence(file=file))


def _found(file: str, section: Section, asked: Parameters) -> Point:
    evidence = span(file, section.heading)
    values: dict[str, Value] = {"file": file, "heading": section.title, "count": section.words}
    if not section.words:
        if section.pictures:
            return unsettled(
                "section", Reason.UNCERTAIN, say("check.document.section.pictures_only", **values), evidence
            )
        return lost("section", say("check.document.section.empty", **values), evidence, suggested=not section.whole)
    if all(is_filler(_ITEM.sub("", line)) for line in section.text.split("\n")):
        return lost("section", say("check.document.section.filler", **values), evidence, suggested=True)
    if asked.section_min_words is not None and section.words < asked.section_min_words:
        message = say("check.document.section.short", **values, minimum=asked.section_min_words)
        return lost("section", message, evidence, suggested=True)
    message = say("check.document.section.there", **values)
    return earned("section", message, evidence, suggested=not section.whole)
