"""The check ``customer_service.closed_answer``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Self

from pydantic import Field, model_validator

from yuejuan.artifacts.workbook.facts import WorkbookFacts
from yuejuan.graders.api import CheckParameters, Need, Subject, check, earned, lost, unsettled
from yuejuan.graders.common.answers import WRITTEN, Answer, Line, Located, Place, locate, read_answer
from yuejuan.graders.common.answers.plain import bare, plain
from yuejuan.graders.common.document.phrases import alternatives, negated
from yuejuan.graders.common.document.places import span
from yuejuan.graders.customer_service.closed_marks import letter_chosen, letters_of, ticked
from yuejuan.graders.customer_service.closed_standing import Standing, standing_of
from yuejuan.graders.finding import Evidence, Point, Reason
from yuejuan.messages import Value, say

_MOST = 5
_FEW = 2
_SIDE_BY_SIDE = re.compile(r"[ \u3000、，,和与及或/|.．]*")
_LABEL = re.compile(r"^[^：:]{1,12}[：:]\s*$")
_KIND = re.compile(r"(.{2,})(异议|投诉)$")
_JOINTS = ("类", "类的", "型", "上的", "方面", "方面的", "的")
_TICKED = {True: Standing.FIRST, False: Standing.OUT}
_ANSWER = re.compile(r"^[^，。；！？,;!?]{0,20}?(?:答案?|类型|类别|属于|产品|为|是|选择?)\s*[:：]?\s*")


class Parameters(CheckParameters):
    """The choices, the right ones among them, and where the answer stands."""

    choices: dict[str, tuple[str, ...]] = Field(
        min_length=2, description="Each choice to other words for it; its name counts too."
    )
    right: tuple[str, ...] = Field(min_length=1, description="The choices that are right; any of them will do.")
    place: Place = Field(
        Place(), description="Headings, question number and next headings of the answer; the whole work when left out."
    )
    brief: str = Field("", description="The text of the task, so that copied sentences are not taken for answers.")

    @model_validator(mode="after")
    def _right_are_choices(self) -> Self:
        if unknown := set(self.right) - self.choices.keys():
            raise ValueError(f"no choice is called {sorted(unknown)}")
        return self


@dataclass(frozen=True)
class Chosen:
    """A choice as it stands in the answer. ``alone``: the line says it and nothing else, a label apart."""

    choice: str
    line: Line
    start: int
    end: int
    alone: bool
    standing: Standing


@check(
    "customer_service.closed_answer",
    scope="files",
    needs=(*WRITTEN, Need(WorkbookFacts, of_kind="workbook")),
    any_deliverable=True,
)
def judge(subject: Subject, asked: Parameters) -> Iterator[Point]:
    """The answer chooses the right one out of a closed list (type of objection or complaint, product to recommend).

    Earns: the only choice named in the answer, by its name or another word for it, is right. A line or cell of its own,
    a label apart (`类型：价格异议`), is determined; a choice named in a sentence is suggested.
    Where several are named and all but one are ruled out, or one is put first (`最适合`, `剩下的只有`), ticked (`☑`) or
    chosen by its letter (`答案：B`), that one counts (suggested).
    Loses: the only choice named is another one; all choices of the paper are listed and none is put first, or labels
    stand with nothing behind them (both suggested).
    Open: two different choices are named (a teacher decides, whatever stands first); none is; the place of the answer
    was not found.
    Evidence: the words that name the choices.
    Review: a choice described and not named; one that is only mentioned.
    Example: `该异议属于价格异议，不是质量异议` with `right: [价格异议]`: earned, as a suggestion.
    """
    answer = read_answer(subject, asked.brief)
    located = locate(answer, asked.place)
    chosen = _chosen(located.lines, asked)
    names = list(dict.fromkeys(one.choice for one in chosen))
    values: dict[str, Value] = {"right": "/".join(asked.right), "chosen": "、".join(names)}
    evidence = [_span(one) for one in chosen[:_MOST]]
    meant = _meant(chosen)
    if len(names) > 1 and meant is not None:
        good = meant in asked.right
        message = say("check.customer_service.closed_answer.meant", meant=meant, **values)
        yield (earned if good else lost)("all", message, *evidence, suggested=True)
    elif len(names) == len(asked.choices) > _FEW and _only_listed(chosen):
        message = say("check.customer_service.closed_answer.listed", **values)
        yield lost("all", message, *evidence, suggested=True)
    elif not names and _is_blank(answer, located):
        message = say("check.customer_service.closed_answer.blank", **values)
        yield lost("all", message, *answer.evidence, suggested=True)
    elif len(names) > 1:
        message = say("check.customer_service.closed_answer.several", **values)
        yield unsettled("all", Reason.CONFLICT, message, *evidence)
    elif not names or all(one.standing is Standing.OUT for one in chosen):
        yield _none(answer, located, asked, values)
    else:
        proved = located.found and any(one.alone for one in chosen)
        good = names[0] in asked.right
        message = say(f"check.customer_service.closed_answer.{'right' if good else 'wrong'}", **values)
        yield (earned if good else lost)("all", message, *evidence, suggested=not proved)


def _meant(chosen: Sequence[Chosen]) -> str | None:
    """The one choice that is put first, or that is left when the others are ruled out; ``None`` without just one."""
    out = {one.choice for one in chosen if one.standing is Standing.OUT}
    first = {one.choice for one in chosen if one.standing is Standing.FIRST} - out
    left = first or {one.choice for one in chosen} - out
    return left.pop() if len(left) == 1 else None


def _only_listed(chosen: Sequence[Chosen]) -> bool:
    """Whether the choices stand side by side in one line, and nowhere else (``有甲、乙、丙``)."""
    between = [
        plain(left.line.own)[left.end : right.start] if left.line is right.line else "\n"
        for left, right in pairwise(chosen)
    ]
    return all(_SIDE_BY_SIDE.fullmatch(words) for words in between)


def _is_blank(answer: Answer, located: Located) -> bool:
    """Whether lines with labels (``类型：``) are all that stands where the answer should be."""
    own = [line.own.strip() for line in located.lines if line.own.strip()]
    only_lines = {grid.file for grid in answer.grids} <= {line.file for line in answer.lines}
    read = located.found and answer.whole and only_lines
    return read and bool(own) and all(_LABEL.fullmatch(said) for said in own)


def _none(answer: Answer, located: Located, asked: Parameters, values: dict[str, Value]) -> Point:
    values = {**values, "choices": list(asked.choices)}
    message = say("check.customer_service.closed_answer.not_located", **values)
    own = [span(line.file, line.paragraph) for line in located.lines if line.own.strip()] if located.found else []
    return unsettled("all", Reason.NOT_LOCATED, message, *(own[:_MOST] or answer.evidence))


def _chosen(lines: Sequence[Line], asked: Parameters) -> list[Chosen]:
    """Every choice that is named and not taken back; a longer name goes before one inside it."""
    named = {plain(word): choice for choice, words in asked.choices.items() for word in (choice, *words)}
    owner = {form: choice for word, choice in named.items() for form in _forms(word)} | named
    stems = {stem: choice for word, choice in named.items() for stem in _stems(word) if stem not in owner}
    pattern = alternatives(list(owner))
    letters = letters_of([plain(asked.brief), *(plain(line.own) for line in lines)], owner)
    found = []
    for line in lines:
        said = plain(line.own)
        named_here = list(pattern.finditer(said))
        for match in named_here:
            if negated(said, match.start()):
                continue
            choice = owner[re.sub(r"\s+", "", match.group())]
            tick = ticked(said, match.span(), named_here[0].start())
            alone = tick is None and _is_alone(said, match.group())
            standing = standing_of(said, match.start(), match.end()) if tick is None else _TICKED[tick]
            found.append(Chosen(choice, line, match.start(), match.end(), alone, standing))
        if (short := stems.get(bare(_ANSWER.sub("", said)))) is not None:
            found.append(Chosen(short, line, 0, len(said), False, Standing.NAMED))
        elif (letter := letter_chosen(said)) is not None and letter in letters:
            found.append(Chosen(letters[letter], line, 0, len(said), False, Standing.FIRST))
    return found


def _stems(word: str) -> list[str]:
    """``价格类`` is 价格异议 where nothing else stands in the line or cell."""
    match = _KIND.match(word)
    return [f"{match[1]}{joint}" for joint in ("类", "类型", "方面")] if match is not None else []


def _forms(word: str) -> list[str]:
    """``价格异议`` is written 价格上的异议 and 价格方面的异议, too; so are complaints."""
    match = _KIND.match(word)
    return [f"{match[1]}{joint}{match[2]}" for joint in _JOINTS] if match is not None else []


def _is_alone(said: str, word: str) -> bool:
    return bare(_ANSWER.sub("", said)) == bare(word) or bare(said) == bare(word)


def _span(one: Chosen) -> Evidence:
    return span(one.line.file, one.line.paragraph, one.start, one.end)
