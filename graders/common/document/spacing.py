"""The check ``document.spacing``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction

from yuejuan.artifacts.document.facts import DocumentFacts, Paragraph
from yuejuan.graders.api import Ask, CheckParameters, Subject, check, judged, unsettled
from yuejuan.graders.common.document.places import span
from yuejuan.graders.common.unmeasured import not_measured
from yuejuan.graders.finding import Evidence, FileEvidence, Point, Reason
from yuejuan.messages import say

_BODY_LENGTH = 30
_FEWEST = 3
_INDENT = "\u3000"


class Parameters(CheckParameters):
    """No parameters: the body is to be spaced and indented alike."""

    def points(self) -> tuple[Ask, ...]:
        """Consistent spacing."""
        return (Ask("spacing"),)


@check("document.spacing", needs=(DocumentFacts,), self_check=())
def judge(subject: Subject, asked: Parameters) -> Iterator[Point]:
    """Body paragraphs have one line spacing, one space around them and one first-line indent.

    Earns: the share of body paragraphs (30 characters and more, no headings, captions, tables or list items) that are
    set like most of them. An indent of two typed full-width blanks counts as an indent.
    Loses: paragraphs that are set in another way, in proportion.
    Open: fewer than three body paragraphs, or a format without paragraph settings.
    Evidence: the paragraphs that differ, else the file.
    Review: a suggestion: look at the pages as a whole.
    Example: eight paragraphs at 1.5 lines and two single: four fifths.
    """
    file = subject.file.path
    facts = subject.facts(DocumentFacts)
    if facts.paragraphs is None:
        message = say("check.document.spacing.unknown", file=file)
        yield not_measured("spacing", facts, "paragraphs", file, message)
        return
    body = [paragraph for paragraph in facts.paragraphs if _is_body(paragraph)]
    if facts.format in {"txt", "md", "pdf"} or len(body) < _FEWEST:
        message = say("check.document.spacing.too_few", file=file, count=len(body))
        yield unsettled("spacing", Reason.UNCERTAIN, message, FileEvidence(file=file))
        return
    settings = Counter(_setting(paragraph) for paragraph in body)
    usual, count = settings.most_common(1)[0]
    other = [paragraph for paragraph in body if _setting(paragraph) != usual]
    message = say("check.document.spacing.share", file=file, count=len(body), other=len(other))
    evidence: list[Evidence] = [span(file, paragraph) for paragraph in other[:5]]
    evidence = evidence or [FileEvidence(file=file)]
    share = Fraction(count, len(body)) if count > 1 else Fraction(0)
    yield judged("spacing", share, message, *evidence, suggested=True)


def _is_body(paragraph: Paragraph) -> bool:
    plain = paragraph.level is None and not paragraph.caption and paragraph.list_level is None
    return plain and "/t" not in paragraph.path and len(paragraph.text.strip()) >= _BODY_LENGTH


def _setting(paragraph: Paragraph) -> tuple[float | None, float, float, bool]:
    indented = bool(paragraph.first_line_indent) or paragraph.text.startswith(_INDENT)
    spacing = round(paragraph.line_spacing, 2) if paragraph.line_spacing is not None else None
    return spacing, paragraph.space_before or 0.0, paragraph.space_after or 0.0, indented
