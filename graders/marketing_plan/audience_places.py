"""Where a plan describes its buyers, and by what dimensions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from yuejuan.artifacts.document.facts import DocumentFacts, Paragraph, Table
from yuejuan.graders.common.document.phrases import alternatives, negated
from yuejuan.graders.common.document.places import span
from yuejuan.graders.common.document.sections import Section
from yuejuan.graders.finding import TextSpan
from yuejuan.graders.marketing_plan.audience_language import (
    ALIASES,
    NAMES,
    SAID,
    has_value,
    is_name,
    says_something,
    speaks_of_nobody,
)
from yuejuan.graders.marketing_plan.parts import Part, find_part, sections_without_name
from yuejuan.graders.marketing_plan.vocabulary import AUDIENCE_WITHOUT

_ALL_NAMES = frozenset(name for names in NAMES.values() for name in names)
_DIMENSIONS_AT_LEAST = 3


def audience_section(facts: DocumentFacts, words: Sequence[str], dimensions: Mapping[str, Sequence[str]]) -> Part:
    """The section by its name; else the only one without a usual name that describes buyers by three dimensions."""
    part = find_part(facts, words, AUDIENCE_WITHOUT)
    if part.section is not None or len(dimensions) < _DIMENSIONS_AT_LEAST:
        return part
    described = [
        section
        for section in sections_without_name(facts)
        if sum(bool(places_of_dimension("", section, name, said, 1)) for name, said in dimensions.items())
        >= _DIMENSIONS_AT_LEAST
    ]
    return Part(described[0]) if len(described) == 1 else part


def places_of_dimension(
    file: str, section: Section, name: str, words: Sequence[str], most: int
) -> tuple[TextSpan, ...]:
    """The first places that say something of the dimension ``name`` (of ours, or described by ``words`` alone)."""
    ours = ALIASES.get(name, name)
    paragraphs = (section.heading, *section.paragraphs) if section.lead else section.paragraphs
    found: list[TextSpan] = []
    for index, paragraph in enumerate(paragraphs):
        for start, end in _places(paragraph.text, ours, words):
            if negated(paragraph.text, start) or speaks_of_nobody(ours, paragraph.text, start, end):
                continue
            said = paragraph.text[start:end]
            if said in _ALL_NAMES and not (
                says_something(paragraph.text, start, end) or _described_beside(section, paragraphs, index)
            ):
                continue
            found.append(span(file, paragraph, start, end))
            if len(found) >= most:
                return tuple(found)
    return tuple(found)


def _places(text: str, name: str, words: Sequence[str]) -> Iterator[tuple[int, int]]:
    patterns = [alternatives((*words, *NAMES.get(name, ())))]
    patterns += [SAID[name]] if name in SAID else []
    until = 0
    for start, end in sorted({m.span() for pattern in patterns for m in pattern.finditer(text)}, key=_longest_first):
        if start >= until:
            yield start, end
            until = end


def _longest_first(place: tuple[int, int]) -> tuple[int, int]:
    return place[0], -place[1]


def _described_beside(section: Section, paragraphs: Sequence[Paragraph], index: int) -> bool:
    """Whether a line or cell that is only the name of a dimension has its description in the next line or cell."""
    paragraph = paragraphs[index]
    if not is_name(paragraph.text):
        return False
    table = next((table for table in section.own_tables if paragraph.path.startswith(table.path + "/")), None)
    if table is not None:
        return _cell_beside(table, paragraph)
    after = next((p.text for p in paragraphs[index + 1 :] if p.text.strip()), "")
    return "、" not in paragraph.text and bool(after) and not is_name(after)


def _cell_beside(table: Table, paragraph: Paragraph) -> bool:
    own = next((cell for cell in table.cells if paragraph.path.startswith(cell.path + "/")), None)
    if own is None:
        return False
    right = next((c for c in table.cells if c.row == own.row and c.column == own.column + own.column_span), None)
    below = next((c for c in table.cells if c.column == own.column and c.row == own.row + own.row_span), None)
    return any(cell is not None and has_value(cell.text) and not is_name(cell.text) for cell in (right, below))
