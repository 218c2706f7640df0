"""The check ``document.fonts``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction

from pydantic import Field

from yuejuan.artifacts.document.characters import asian
from yuejuan.artifacts.document.facts import DocumentFacts, Paragraph
from yuejuan.graders.api import Ask, CheckParameters, Subject, check, earned, lost, unsettled
from yuejuan.graders.common.document.places import span
from yuejuan.graders.common.unmeasured import not_measured
from yuejuan.graders.finding import FileEvidence, Point, Reason
from yuejuan.messages import Value, say

_NEGLIGIBLE = Fraction(2, 100)


class Parameters(CheckParameters):
    """How many fonts the body may have."""

    max_body_fonts: int = Field(1, ge=1, description="Most fonts of Chinese text in the body.")

    def points(self) -> tuple[Ask, ...]:
        """The body's font."""
        return (Ask("body_font"),)


@check("document.fonts", needs=(DocumentFacts,), self_check=("max_body_fonts",))
def judge(subject: Subject, asked: Parameters) -> Iterator[Point]:
    """The body text is set in one font (or as many as the paper allows).

    Earns: the Chinese text of the body, without headings, captions, tables and list labels, is set in no more fonts
    than allowed; a font with less than two percent of the characters does not count. The font is the one in force,
    whether by style, theme or directly.
    Loses: more fonts; each with its share, and a place of the rarer ones.
    Open: the document does not tell its fonts (a plain text), or for more than half of the text none is known.
    Evidence: a place in each font beyond those allowed.
    Review: look whether the other font marks a quotation or a slogan on purpose.
    Example: nine paragraphs in 宋体 and one in 楷体 with a tenth of the text, `max_body_fonts: 1`: lost.
    """
    file = subject.file.path
    facts = subject.facts(DocumentFacts)
    if facts.paragraphs is None or facts.fonts is None:
        yield not_measured("body_font", facts, "fonts", file, say("check.document.fonts.unknown", file=file))
        return
    counts: Counter[str] = Counter()
    unknown = 0
    first: dict[str, tuple[Paragraph, int, int]] = {}
    for paragraph in facts.paragraphs:
        if not _is_body(paragraph):
            continue
        for run in paragraph.runs:
            characters = asian(paragraph.text[run.start : run.end])
            if run.font is None:
                unknown += characters
            elif characters:
                counts[run.font] += characters
                first.setdefault(run.font, (paragraph, run.start, run.end))
    total = counts.total()
    if not total or unknown > total:
        message = say("check.document.fonts.unknown", file=file)
        yield unsettled("body_font", Reason.UNCERTAIN, message, FileEvidence(file=file))
        return
    fonts = [(font, count) for font, count in counts.most_common() if Fraction(count, total) >= _NEGLIGIBLE]
    shown = [f"{font} {count * 100 // total}%" for font, count in fonts]
    values: dict[str, Value] = {"file": file, "fonts": shown, "count": len(fonts), "limit": asked.max_body_fonts}
    if len(fonts) <= asked.max_body_fonts:
        evidence = FileEvidence(file=file, expected=str(asked.max_body_fonts), measured="、".join(shown))
        yield earned("body_font", say("check.document.fonts.right", **values), evidence, suggested=unknown > 0)
        return
    spans = [span(file, *first[font]) for font, _ in fonts[asked.max_body_fonts :]]
    yield lost("body_font", say("check.document.fonts.many", **values), *spans, suggested=True)


def _is_body(paragraph: Paragraph) -> bool:
    in_table = "/t" in paragraph.path
    return (
        paragraph.level is None and not paragraph.caption and not in_table and paragraph.style not in {"Title", "标题"}
    )
