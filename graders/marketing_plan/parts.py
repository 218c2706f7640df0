"""The parts of a plan: where one stands, and whether it is plainly not there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from yuejuan.artifacts.document.facts import DocumentFacts, Paragraph
from yuejuan.graders.common.document.places import read_whole
from yuejuan.graders.common.document.sections import Section, find_sections, named
from yuejuan.graders.marketing_plan.vocabulary import (
    AUDIENCE,
    BACKGROUND,
    COPYWRITING,
    GOALS,
    IMPLEMENTATION,
    STRATEGY,
)

_PARTS = (
    BACKGROUND,
    GOALS,
    AUDIENCE,
    STRATEGY,
    COPYWRITING,
    IMPLEMENTATION,
    ("预算", "费用", "经费"),
    ("总结", "附录"),
)
_OTHERS_AT_LEAST = 3


@dataclass(frozen=True)
class Part:
    """The best section with text, ``None`` without one; ``missing`` when the plan plainly has none or an empty one."""

    section: Section | None
    missing: bool = False


def find_part(facts: DocumentFacts, words: Sequence[str], without: Sequence[str] = ()) -> Part:
    """The section that is named by one of ``words``.

    It is missing when the document was read whole and its heading is followed at once by that of another part, or when
    the plan is divided into at least three other parts by headings that are all known and none of them is this one.
    """
    found = find_sections(facts, words, without)
    section = next((section for section in found if section.words), None)
    if section is not None:
        return Part(section)
    if not read_whole(facts):
        return Part(None)
    if found:
        return Part(None, all(_is_empty(facts, section) for section in found))
    return Part(None, _divided_into_others(facts))


def sections_without_name(facts: DocumentFacts) -> Iterator[Section]:
    """The sections whose headings name no part of a plan (``先看看这些人``), each up to the next heading."""
    paragraphs = facts.paragraphs or ()
    headings = [index for index, paragraph in enumerate(paragraphs) if paragraph.level is not None]
    for start, end in pairwise([*headings, len(paragraphs)]):
        heading, body = paragraphs[start], tuple(paragraphs[start + 1 : end])
        if body and _known(heading.text) is None:
            tables = tuple(
                table
                for table in facts.tables or ()
                if any(paragraph.path.startswith(table.path + "/") for paragraph in body)
            )
            yield Section(heading, heading.text.strip(), False, "content", body, tables)


def _is_empty(facts: DocumentFacts, section: Section) -> bool:
    """Whether nothing follows the heading but the end or the heading of another part."""
    if section.by != "heading":
        return False
    paragraphs = facts.paragraphs or ()
    at = next((i for i, p in enumerate(paragraphs) if p.path == section.heading.path), len(paragraphs))
    after = next((p for p in paragraphs[at + 1 :] if p.text.strip()), None)
    return after is None or _part_of(after) is not None


def _divided_into_others(facts: DocumentFacts) -> bool:
    headings = list(facts.headings or ())
    if not headings:
        return False
    highest = min(heading.level for heading in headings)
    if sum(heading.level == highest for heading in headings) == 1:
        # The first heading is the title of the whole.
        headings = [heading for heading in headings if heading.level != highest]
        highest = min((heading.level for heading in headings), default=0)
    parts = [_known(heading.text) for heading in headings if heading.level == highest]
    return None not in parts and len(set(parts)) >= _OTHERS_AT_LEAST


def _part_of(paragraph: Paragraph) -> int | None:
    return _known(paragraph.text) if paragraph.level is not None else None


def _known(text: str) -> int | None:
    """Which part a heading names, the first of those it may name."""
    return next((number for number, words in enumerate(_PARTS) if named(text, words) is not None), None)
