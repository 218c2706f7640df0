"""The check ``customer_service.service_language``."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from pydantic import Field, model_validator

from yuejuan.graders.api import Ask, CheckParameters, Subject, check, earned, judged, lost, unsettled
from yuejuan.graders.common.answers import WRITTEN, Answer, Place, locate, read_answer
from yuejuan.graders.common.speech import (
    PhraseKind,
    Side,
    Utterance,
    find_phrases_said,
    is_heading,
    utterances,
)
from yuejuan.graders.finding import Evidence, Point, Reason
from yuejuan.messages import Value, say

_MOST = 5


class Parameters(CheckParameters):
    """What the words of the shop are judged by."""

    asked: tuple[PhraseKind, ...] = Field(
        ("courtesy", "forbidden"),
        min_length=1,
        description="What is judged: courtesy and empathy are wanted, forbidden phrases and blaming are not.",
    )
    polite_forms: int = Field(
        3,
        ge=1,
        le=6,
        description="How many kinds earn all of courtesy: greeting, please, thanks, apology, parting, 您.",
    )
    more_polite: tuple[str, ...] = Field((), description="Further polite words that the paper accepts.")
    more_forbidden: tuple[str, ...] = Field((), description="Further phrases that the paper forbids.")
    place: Place = Field(
        Place(), description="Headings, question number and next headings of the answer; the whole work when left out."
    )
    brief: str = Field("", description="The text of the task, so that copied sentences are not taken for answers.")

    @model_validator(mode="after")
    def _each_once(self) -> Parameters:
        if len(set(self.asked)) < len(self.asked):
            raise ValueError("name each of courtesy, empathy, forbidden and blaming once")
        return self

    def points(self) -> tuple[Ask, ...]:
        """One for each thing asked."""
        return tuple(Ask(kind) for kind in self.asked)


@check(
    "customer_service.service_language",
    scope="files",
    needs=WRITTEN,
    any_deliverable=True,
)
def judge(subject: Subject, asked: Parameters) -> Iterator[Point]:
    """The shop's side speaks politely and caringly, and says nothing that service must not say.

    Earns: `courtesy`: the share of the kinds of polite forms asked for that are said. `empathy`: one phrase that shows
    understanding. `forbidden`, `blaming`: no such phrase in a text that was read whole. Always a suggestion.
    Loses: none or too few polite forms; a phrase such as 不知道, 这不归我管, 爱买不买, or 是您自己弄坏的, said by the
    shop's side. What customers say, what is quoted as theirs or as a bad example (不能说“不知道”), and what is polite
    in its sentence (不知道您喜欢哪一款) does not count.
    Open: no words of the shop's side were found; pictures or unread parts may hold more.
    Evidence: each phrase in its sentence.
    Review: the tone of the whole: phrases of a list say little about sincerity.
    Example: `客户：随便吧。客服：请您稍等。`: `forbidden` is earned, 随便 being the customer's.
    """
    answer = read_answer(subject, asked.brief)
    located = locate(answer, asked.place)
    said = utterances(located.lines)
    whole = located.found and answer.whole
    for kind in asked.asked:
        if kind in ("courtesy", "empathy"):
            yield _wanted(answer, said, kind, asked, whole)
        else:
            yield _unwanted(answer, said, kind, asked, whole)


def _wanted(answer: Answer, said: tuple[Utterance, ...], kind: PhraseKind, asked: Parameters, whole: bool) -> Point:
    hits = find_phrases_said(said, kind, asked.more_polite if kind == "courtesy" else ())
    groups = {hit.group: hit for hit in hits}
    enough = asked.polite_forms if kind == "courtesy" else 1
    values: dict[str, Value] = {"file": ", ".join(answer.files), "count": len(groups), "enough": enough}
    share = min(Fraction(1), Fraction(len(groups), enough))
    if share == 1 or (hits and whole):
        values["quotes"] = [hit.place.quote for hit in groups.values()]
        places: list[Evidence] = [hit.place for hit in groups.values()]
        message = say(f"check.customer_service.service_language.{kind}", **values)
        return judged(kind, share, message, *places, suggested=True)
    return _nothing(answer, said, kind, whole, values)


def _unwanted(answer: Answer, said: tuple[Utterance, ...], kind: PhraseKind, asked: Parameters, whole: bool) -> Point:
    hits = find_phrases_said(said, kind, asked.more_forbidden if kind == "forbidden" else ())
    values: dict[str, Value] = {"file": ", ".join(answer.files), "count": len(hits)}
    if hits:
        values["quotes"] = [hit.place.quote for hit in hits[:_MOST]]
        places: list[Evidence] = [hit.place for hit in hits[:_MOST]]
        message = say(f"check.customer_service.service_language.{kind}", **values)
        return lost(kind, message, *places, suggested=True)
    return _nothing(answer, said, kind, whole, values)


def _nothing(
    answer: Answer, said: tuple[Utterance, ...], kind: PhraseKind, whole: bool, values: dict[str, Value]
) -> Point:
    """The point where no phrase of the kind was found: good or bad by its kind, open where the text is not known."""
    if not whole or not any(one.side is Side.SHOP and (one.spoken or not is_heading(one.text)) for one in said):
        message = say("check.customer_service.service_language.not_located", **values)
        return unsettled(kind, Reason.NOT_LOCATED, message, *answer.evidence)
    message = say(f"check.customer_service.service_language.no_{kind}", **values)
    if kind in ("courtesy", "empathy"):
        return lost(kind, message, *answer.evidence, suggested=True)
    return earned(kind, message, *answer.evidence, suggested=True)
