"""The check ``document.answer_length``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import Self

from pydantic import Field, model_validator

from yuejuan.artifacts.document.characters import words, words_bounds
from yuejuan.artifacts.workbook.facts import WorkbookFacts
from yuejuan.graders.api import Ask, CheckParameters, Need, Subject, check, earned, lost, unsettled
from yuejuan.graders.common.answers import WRITTEN, Answer, Line, Located, Place, locate, read_answer
from yuejuan.graders.common.document.places import span
from yuejuan.graders.finding import Evidence, Point, Reason
from yuejuan.messages import Value, say

_MOST = 3
_LABEL = re.compile(r"^\s*[^:：。]{1,20}[:：]")


class Parameters(CheckParameters):
    """The limits of 字数 of one answer. They are not named as those of a whole document, which a deliverable has."""

    place: Place = Field(
        Place(), description="Headings, question number and next headings of the answer; the whole work when left out."
    )
    least: int | None = Field(None, gt=0, description="Fewest 字数 of the answer, as Word counts; none when left out.")
    most: int | None = Field(None, gt=0, description="Most 字数 of the answer, as Word counts; none when left out.")
    tolerance: int = Field(0, ge=0, le=100, description="How far beyond a limit still counts, percent of the limit.")
    brief: str = Field("", description="The text of the task, so that copied sentences are not counted.")

    @model_validator(mode="after")
    def _has_a_limit(self) -> Self:
        if self.least is None and self.most is None:
            raise ValueError("least or most is needed")
        if self.least is not None and self.most is not None and self.least > self.most:
            raise ValueError("least is more than most")
        return self

    def points(self) -> tuple[Ask, ...]:
        """The length of the answer."""
        return (Ask("words"),)

    @property
    def low(self) -> int:
        """The fewest words after tolerance."""
        return ceil((self.least or 0) * Fraction(100 - self.tolerance, 100))

    @property
    def high(self) -> int | None:
        """The most words after tolerance; ``None`` without a limit."""
        return None if self.most is None else floor(self.most * Fraction(100 + self.tolerance, 100))


@dataclass(frozen=True)
class Length:
    """字数 of an answer: as Word shows it, the fewest and most by fair counts, and what was copied from the brief."""

    shown: int
    low: int
    high: int
    copied: int


@check(
    "document.answer_length",
    scope="files",
    needs=(*WRITTEN, Need(WorkbookFacts, of_kind="workbook")),
    any_deliverable=True,
)
def judge(subject: Subject, asked: Parameters) -> Iterator[Point]:
    """One answer has as many words (字数) as asked; what was copied from the brief is not counted.

    Earns: 字数 of the answer's lines, as Word shows it when they are selected, lies within the limits by every fair way
    to count (with and without the label in front of the answer, captions, text boxes and list numbers). Determined
    where the whole work is the answer; suggested where its beginning and end had to be found.
    Loses: it lies outside by every fair way to count.
    Open: the place of the answer was not found, or nothing of the candidate's own stands there (it may stand
    elsewhere); a limit lies between the fair counts; the answer is too short, and pictures or unread parts may hold
    more of it.
    Evidence: the first lines of the answer, with the limits.
    Review: whether the answer begins and ends where it was taken to.
    Example: 98 字 under `一、产品特色`, of which 30 are copied from the brief, `least: 80`: lost.
    """
    answer = read_answer(subject, asked.brief)
    located = locate(answer, asked.place)
    limits = f"{asked.least or 0}–{asked.most or '∞'}"
    written = any(line.own.strip() for line in located.lines)
    if not located.found or not written:
        message = say("check.document.answer_length.not_located", expected=limits)
        yield unsettled("words", Reason.NOT_LOCATED, message, *answer.evidence)
        return
    yield _judged(answer, located, _length_of(located.lines), asked, limits)


def _judged(answer: Answer, located: Located, length: Length, asked: Parameters, limits: str) -> Point:
    values: dict[str, Value] = {"measured": length.shown, "expected": limits, "low": length.low, "high": length.high}
    name = "few"
    if length.copied:
        name, values["copied"] = "few_copied", length.copied
    evidence = _evidence(answer, located, limits)
    guessed = asked.place != Place() or length.copied > 0
    if asked.high is not None and length.low > asked.high:
        return lost("words", say("check.document.answer_length.many", **values), *evidence, suggested=guessed)
    if length.high < asked.low:
        if answer.whole:
            return lost("words", say(f"check.document.answer_length.{name}", **values), *evidence, suggested=guessed)
        message = say("check.document.answer_length.unread", **values)
        return unsettled("words", Reason.NOT_LOCATED, message, *evidence)
    if length.low < asked.low or (asked.high is not None and length.high > asked.high):
        message = say("check.document.answer_length.uncertain", **values)
        return unsettled("words", Reason.UNCERTAIN, message, *evidence)
    suggested = guessed or not answer.whole
    return earned("words", say("check.document.answer_length.right", **values), *evidence, suggested=suggested)


def _length_of(lines: Sequence[Line]) -> Length:
    shown = low = high = copied = 0
    first = next((line for line in lines if line.own.strip()), None)
    for line in lines:
        few, many = words_bounds(line.own)
        shown += words(line.own)
        high += many + (words_bounds(line.paragraph.label)[1] if line.paragraph.label and line.own.strip() else 0)
        copied += words(line.paragraph.text) - words(line.own)
        if line is first and (label := _LABEL.match(line.own)):
            few -= words_bounds(label.group())[0]
        if not line.paragraph.caption and "/box" not in line.paragraph.path:
            low += few
    return Length(shown, min(low, shown), max(high, shown), copied)


def _evidence(answer: Answer, located: Located, limits: str) -> Sequence[Evidence]:
    own = [line for line in located.lines if line.own.strip()] or list(located.lines)
    return [span(line.file, line.paragraph, expected=limits) for line in own[:_MOST]] or list(answer.evidence)
