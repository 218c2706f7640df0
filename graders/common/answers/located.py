"""Where the answer to one question stands: under its heading or label, behind its number, or in its answer cell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, Field

from yuejuan.graders.common.answers.source import Answer, Line
from yuejuan.graders.common.document.sections import named

_CHINESE = "零一二三四五六七八九十"
_NUMBER = re.compile(
    r"^\s*(?:(?P<word>第\s*(?P<nth>[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九]|\d{1,2})\s*[题问])|(?P<circle>[①-⑳])|"
    r"(?P<open>[(（])?\s*(?P<digits>[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九]|\d{1,2})\s*(?:(?P<close>[)）])|[、.．:：](?!\d)|$))"
)
_LONGEST_HEADING = 40
_CELL = re.compile(r"(?P<row>.*/r\d+)/c(?P<column>\d+)/")
_LABEL = re.compile(r"^\s*[^:：]{2,20}[:：]")


class Place(BaseModel):
    """How the answer to a question is found. Without anything the whole of the work is the answer."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    headings: tuple[str, ...] = Field((), description="Words of the heading or of the question.")
    number: str | None = Field(
        None, description="The number of the question as the paper writes it, such as 二 or （3）."
    )
    others: tuple[str, ...] = Field((), description="Words of the headings of other answers, where this one ends.")


@dataclass(frozen=True)
class Located:
    """The lines of an answer. ``found`` is False where it was asked for a place and none was found: then it is all."""

    lines: tuple[Line, ...]
    found: bool


def locate(answer: Answer, place: Place) -> Located:
    """The lines that answer one question."""
    if not place.headings and place.number is None:
        return Located(answer.lines, True)
    lines = answer.lines
    start = _by_heading(lines, place.headings) if place.headings else None
    only_heading = start is not None and _heading_of(lines[start]) == lines[start].paragraph.text
    if start is None and place.number is not None:
        start = _by_number(lines, place.number)
    if start is None:
        return Located(lines, False)
    beside = _answer_cell(lines, start)
    if beside:
        return Located(beside, True)
    end = _end(lines, start, place)
    return Located(lines[start + (only_heading or _is_bare_number(lines[start])) : end], True)


def _is_bare_number(line: Line) -> bool:
    """``第2题`` alone in its line is no part of the answer."""
    match = _NUMBER.match(line.paragraph.text)
    return match is not None and not line.paragraph.text[match.end() :].strip(" \u3000:：、.．")


def _by_heading(lines: Sequence[Line], headings: Sequence[str]) -> int | None:
    """The first line that is the heading alone, else the first short one that names it."""
    named_by: int | None = None
    for index, line in enumerate(lines):
        head = _heading_of(line)
        whole = named(head, headings) if head else None
        if whole:
            return index
        if whole is not None and named_by is None:
            named_by = index
    return named_by


def _heading_of(line: Line) -> str:
    """What can be a heading in a line: all of a short line, the question that was copied, or a label before a colon."""
    text = line.paragraph.text
    if len(text) <= _LONGEST_HEADING or not line.own.strip():
        label = _LABEL.match(text)
        return label.group() if label and line.own.strip() else text
    label = _LABEL.match(text)
    return label.group() if label else ""


def _number_of(line: Line) -> tuple[str, int] | None:
    """Style and value of the number at the start of a line, typed or automatic."""
    match = _NUMBER.match((line.paragraph.label or "") + line.paragraph.text)
    return _read(match) if match is not None else None


def _read(match: re.Match[str]) -> tuple[str, int]:
    if match["circle"]:
        return "circle", ord(match["circle"]) - ord("①") + 1
    digits = match["nth"] or match["digits"]
    style = "word" if match["word"] else "bracket" if match["open"] or match["close"] else "plain"
    return f"{style}{'d' if digits.isdigit() else 'c'}", _value(digits)


def _value(digits: str) -> int:
    if digits.isdigit():
        return int(digits)
    tens, ten, ones = digits.partition("十")
    if not ten:
        return _CHINESE.index(digits) if len(digits) == 1 else 0
    return (_CHINESE.index(tens) if tens else 1) * 10 + (_CHINESE.index(ones) if ones else 0)


def _by_number(lines: Sequence[Line], number: str) -> int | None:
    """The line with that number; one that comes twice in its style is none.

    ``第2题`` can only be a question, whatever else is numbered. A bracketed or circled number counts before others
    where the paper writes it so; bare numbers are those of lists as well.
    """
    asked = _NUMBER.match(number) or _NUMBER.match(f"{number}、")
    if asked is None:
        return None
    style, value = _read(asked)
    by_style: dict[str, list[int]] = {}
    for index, line in enumerate(lines):
        told = _number_of(line)
        if told is not None and told[1] == value:
            by_style.setdefault(told[0], []).append(index)
    alone = {told: places[0] for told, places in by_style.items() if len(places) == 1}
    questions = [place for told, place in alone.items() if told.startswith("word")]
    as_asked = [place for told, place in alone.items() if told == style and not told.startswith("plain")]
    likely = next((places for places in (questions, as_asked) if len(places) == 1), list(alone.values()))
    return likely[0] if len(likely) == 1 else None


def _answer_cell(lines: Sequence[Line], start: int) -> tuple[Line, ...]:
    """The cells right of the question in its row, else the others: the answer sheet's own place."""
    at = _CELL.match(lines[start].paragraph.path)
    if at is None:
        return ()
    row, column = f"{at['row']}/c", int(at["column"])
    cells = [
        (int(one.paragraph.path.removeprefix(row).partition("/")[0]), one)
        for one in lines
        if one.file == lines[start].file and one.paragraph.path.startswith(row) and one.own.strip()
    ]
    right = [one for place, one in cells if place > column]
    return tuple(right or [one for place, one in cells if place != column])


def _end(lines: Sequence[Line], start: int, place: Place) -> int:
    """Where the next answer begins: another heading, the next number of the same style, another file."""
    level, next_question = lines[start].paragraph.level, _next_question(lines, start)
    for index in range(start + 1, len(lines)):
        line = lines[index]
        if line.file != lines[start].file or index == next_question:
            return index
        head = _heading_of(line)
        if place.others and head and named(head, place.others) is not None:
            return index
        if level is not None and line.paragraph.level is not None and line.paragraph.level <= level:
            return index
    return len(lines)


def _next_question(lines: Sequence[Line], start: int) -> int | None:
    """The line with the next number of the same style, where it is not an item of a list inside the answer.

    Where questions are headings, only a heading is one. An item that goes on a list is none when the number comes again
    before another list begins: after ``1. 2. 3. 4. 5.`` the second ``4.`` is the next question.
    """
    own = _number_of(lines[start])
    if own is None:
        return None
    style, value = own
    told = [
        (index, number[1])
        for index, line in enumerate(lines)
        if line.file == lines[start].file and (number := _number_of(line)) is not None and number[0] == style
    ]
    places = [index for index, number in told if number == value + 1]
    headings = [index for index in places if lines[index].paragraph.level is not None]
    if lines[start].paragraph.level is not None and headings:
        places = headings
    after = [index for index in places if index > start]
    if len(after) > 1:
        before = [number for index, number in told if start < index < after[0]]
        between = [number for index, number in told if after[0] < index < after[1]]
        if before and before[-1] == value and all(number > value for number in between):
            return after[1]
    return after[0] if after else None
