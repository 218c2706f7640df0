"""The check ``document.word_count``."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import ceil, floor

from pydantic import Field

from yuejuan.artifacts.document.characters import words
from yuejuan.artifacts.document.facts import DocumentFacts
from yuejuan.graders.api import Ask, CheckParameters, Subject, check, earned, lost, unsettled
from yuejuan.graders.common.answers.copies import without_copies
from yuejuan.graders.common.unmeasured import not_measured
from yuejuan.graders.finding import FileEvidence, Point, Reason
from yuejuan.messages import Value, say

_LEAST_COPIED = 0.1
"""Share of the document from which on copied sentences are a copy of the brief."""

_HARDLY_ANY = 3
"""A document with pictures and less than one part in so many of the words may hold its answer in the pictures."""


class Parameters(CheckParameters):
    """The limits of 字数, as Word shows it."""

    min_words: int | None = Field(None, ge=0, description="Fewest 字数, as Word counts; none when left out.")
    max_words: int | None = Field(None, gt=0, description="Most 字数, as Word counts; none when left out.")
    words_tolerance: int = Field(
        0, ge=0, le=100, description="How far beyond a limit still counts, percent of the limit."
    )
    brief: str = Field("", description="The text of the task, so that a copy of it does not count.")

    def points(self) -> tuple[Ask, ...]:
        """The length."""
        return (Ask("words"),)

    @property
    def low(self) -> int:
        """The fewest words after tolerance."""
        return ceil((self.min_words or 0) * Fraction(100 - self.words_tolerance, 100))

    @property
    def high(self) -> int | None:
        """The most words after tolerance; ``None`` without a limit."""
        return None if self.max_words is None else floor(self.max_words * Fraction(100 + self.words_tolerance, 100))


@check("document.word_count", needs=(DocumentFacts,), self_check=("min_words", "max_words", "words_tolerance"))
def judge(subject: Subject, asked: Parameters) -> Iterator[Point]:
    """The document has as many words (字数) as asked.

    Earns: 字数 as Word shows it lies within the limits, by every fair way to count (with and without text boxes, list
    labels, contents lists, sentences copied from the brief where they are a tenth of the document or more).
    Loses: it lies outside by every fair way to count.
    Open: a limit lies between the fair counts, or the document could not be counted whole; it has pictures and less
    than a third of the words, so that the text may stand in the pictures.
    Evidence: the file, with the limits and the count.
    Review: open the file in Word and look at Review, Word Count (审阅—字数统计).
    Example: 1,003 字, between 995 and 1,010 by the way of counting, `min_words: 1000`: open.
    """
    file = subject.file.path
    facts = subject.facts(DocumentFacts)
    if facts.word_count is None or facts.word_count_range is None:
        yield not_measured("words", facts, "word_count", file, say("check.document.word_count.unknown", file=file))
        return
    low, high = facts.word_count_range
    copied = _copied(facts, asked.brief)
    low = max(0, low - copied)
    limits = f"{asked.min_words if asked.min_words is not None else 0}–{asked.max_words or '∞'}"
    evidence = FileEvidence(file=file, expected=limits, measured=str(facts.word_count))
    values: dict[str, Value] = {"file": file, "measured": facts.word_count, "expected": limits}
    values |= {"low": low, "high": high}
    inside = [asked.low <= count and (asked.high is None or count <= asked.high) for count in (low, high)]
    too_few, too_many = high < asked.low, asked.high is not None and low > asked.high
    if facts.damaged and not too_many:
        yield unsettled("words", Reason.UNREADABLE, say("check.document.word_count.damaged", **values), evidence)
    elif all(inside):
        yield earned("words", say("check.document.word_count.right", **values), evidence)
    elif too_few and facts.pictures and high * _HARDLY_ANY < asked.low:
        yield unsettled("words", Reason.UNCERTAIN, say("check.document.word_count.pictures", **values), evidence)
    elif too_few or too_many:
        name = "few" if too_few else "many"
        yield lost("words", say(f"check.document.word_count.{name}", **values), evidence)
    else:
        name = "copied" if copied else "uncertain"
        message = say(f"check.document.word_count.{name}", copied=copied, **values)
        yield unsettled("words", Reason.UNCERTAIN, message, evidence)


def _copied(facts: DocumentFacts, brief: str) -> int:
    """字数 of the sentences copied from the brief; none where they are too few to be more than facts told again."""
    if not brief or not facts.word_count:
        return 0
    own = [(p.text, without_copies(p.text, brief)) for p in facts.paragraphs or ()]
    copied = sum(words(text) - words(rest) for text, rest in own if rest != text)
    return copied if copied >= _LEAST_COPIED * facts.word_count else 0
