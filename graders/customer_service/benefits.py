"""The check ``customer_service.benefits``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, Field

from yuejuan.artifacts.workbook.facts import WorkbookFacts
from yuejuan.graders.api import Ask, CheckParameters, Need, Subject, check, earned, lost, unsettled
from yuejuan.graders.common.answers import (
    WRITTEN,
    Answer,
    Line,
    Located,
    Place,
    evidence_at,
    locate,
    read_answer,
    row_of,
    with_cells,
)
from yuejuan.graders.common.keypoints import KeyPoint, Match, matches
from yuejuan.graders.customer_service.nothing_own import has_nothing_own, nothing_own
from yuejuan.graders.finding import Evidence, Point, Reason
from yuejuan.messages import Value, say

_MOST = 3


class Pair(BaseModel):
    """A feature of the product, and what it does for the customer; of each list one phrase is enough."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    say: tuple[str, ...] = Field(min_length=1, description="Phrases that name the feature.")
    benefit: tuple[str, ...] = Field(min_length=1, description="Phrases that say what it does for the customer.")
    weight: int = Field(1, ge=1, description="Weight among the points.")


class Parameters(CheckParameters):
    """The customer's needs, the features with their benefits, and where the answer stands."""

    needs: dict[str, KeyPoint] = Field(
        default_factory=dict, description="Name of a need to the phrases that say it, as in a list of key points."
    )
    pairs: dict[str, Pair] = Field(
        min_length=1, description="Name of a feature to the phrases that say it and to those that say its benefit."
    )
    place: Place = Field(
        Place(), description="Headings, question number and next headings of the answer; the whole work when left out."
    )
    brief: str = Field("", description="The text of the task, so that copied sentences are not taken for answers.")

    def points(self) -> tuple[Ask, ...]:
        """One for each need and one for each pair."""
        asks = [Ask(f"need.{name}", weight=need.weight) for name, need in self.needs.items()]
        return (*asks, *(Ask(f"pair.{name}", weight=pair.weight) for name, pair in self.pairs.items()))


@dataclass(frozen=True)
class Work:
    """The answer that was read and where it was looked for."""

    answer: Answer
    located: Located

    @property
    def whole(self) -> bool:
        """Whether what is not found in it is absent."""
        own = any(line.own.strip() for line in self.located.lines)
        return self.located.found and self.answer.whole and own


@check(
    "customer_service.benefits",
    scope="files",
    needs=(*WRITTEN, Need(WorkbookFacts, of_kind="workbook")),
    any_deliverable=True,
)
def judge(subject: Subject, asked: Parameters) -> Iterator[Point]:
    """The recommendation names the customer's needs, and says of each feature what it does for the customer.

    Earns: `need.…`: a sentence says the need, found as a key point is (any order of words, synonyms, one wrong
    character, not taken back). `pair.…`: the feature is named, and its benefit is said of it: in the same sentence, in
    sentences of its paragraph or row of a table behind it (or before it) without another feature between them, or in a
    paragraph that names no feature at all. Always suggested.
    Loses: need or feature is not said in a work that was read whole, or only as keywords in a row without a sentence;
    a feature without its benefit, a benefit without its feature, or said of another feature; the whole work is
    blank or nothing but the copied brief.
    Open: the place of the answer was not found or holds nothing of the candidate's own (the answer may stand
    elsewhere); pictures or unread parts may hold what is missing.
    Evidence: the words of the need, of the feature and of the benefit.
    Review: does the benefit answer this customer, and is it convincing?
    Example: `杯壁是双层的，端着不烫手` makes a pair of 双层 and 不烫手; `杯壁是双层的` alone does not.
    """
    answer = with_cells(read_answer(subject, asked.brief), asked.brief)
    work = Work(answer, locate(answer, asked.place))
    lines = work.located.lines
    said = matches(lines, asked.needs)
    for name, need in asked.needs.items():
        yield _need_point(work, name, need, said[name])
    features = matches(lines, {name: KeyPoint(say=pair.say) for name, pair in asked.pairs.items()})
    benefits = matches(lines, {name: KeyPoint(say=pair.benefit) for name, pair in asked.pairs.items()})
    all_features = [one for told in features.values() for one in told if not one.listed]
    for name, pair in asked.pairs.items():
        yield _pair_point(work, name, pair, features[name], benefits[name], all_features)


def _need_point(work: Work, name: str, need: KeyPoint, found: Sequence[Match]) -> Point:
    values: dict[str, Value] = {"name": name, "phrases": list(need.say)}
    told = [one for one in found if not one.listed]
    if told:
        message = say("check.customer_service.benefits.need", **values)
        return earned(f"need.{name}", message, *map(_span, told[:_MOST]), weight=need.weight, suggested=True)
    return _not_said(work, f"need.{name}", "need", found, need.weight, values)


def _pair_point(
    work: Work,
    name: str,
    pair: Pair,
    features: Sequence[Match],
    benefits: Sequence[Match],
    all_features: Sequence[Match],
) -> Point:
    key = f"pair.{name}"
    values: dict[str, Value] = {"name": name, "phrases": list(pair.say), "benefits": list(pair.benefit)}
    told = [one for one in features if not one.listed]
    good = [one for one in benefits if not one.listed]
    owners = [(one, other) for other in good for one in said_of(other, all_features, work.located.lines)]
    joined = next(((one, other) for one, other in owners if one.point == name and not _same_words(one, other)), None)
    if joined:
        message = say("check.customer_service.benefits.pair", **values)
        return earned(key, message, *map(_span, joined), weight=pair.weight, suggested=True)
    if told and not work.answer.whole:
        message = say("check.customer_service.benefits.feature_unread", **values)
        return unsettled(key, Reason.UNCERTAIN, message, *map(_span, told[:_MOST]), weight=pair.weight)
    if told:
        message = say("check.customer_service.benefits.feature", **values)
        return lost(key, message, *map(_span, (*told, *good)[:_MOST]), weight=pair.weight, suggested=True)
    if good and not features and work.whole:
        message = say("check.customer_service.benefits.benefit", **values)
        return lost(key, message, *map(_span, good[:_MOST]), weight=pair.weight, suggested=True)
    return _not_said(work, key, "pair", features, pair.weight, values)


def said_of(benefit: Match, features: Sequence[Match], lines: Sequence[Line]) -> Sequence[Match]:
    """The features that a benefit is said of.

    In a paragraph (or row of a table) with features: those of its own sentence, else of the nearest sentence in front
    of it that has any, else of the first one behind it. In a paragraph without any, as where features and benefits are
    listed apart: every feature of the answer.
    """
    beside = [one for one in features if _place(one.line) == _place(benefit.line)]
    if not beside:
        return features
    at = {_sentence(one, lines) for one in beside}
    here = _sentence(benefit, lines)
    meant = max((place for place in at if place <= here), default=min(at))
    return [one for one in beside if _sentence(one, lines) == meant]


def _same_words(feature: Match, benefit: Match) -> bool:
    """Whether the benefit is nothing but the name of the feature: 防滑底 does not say 不打滑 besides."""
    inside = [start >= one[0] and end <= one[1] for one in feature.words for start, end in benefit.words]
    return feature.line == benefit.line and sum(inside) == len(benefit.words)


def _sentence(one: Match, lines: Sequence[Line]) -> tuple[int, int]:
    """Where a sentence stands in the answer: number of the line, and its start there."""
    return lines.index(one.line), one.sentence[0]


def _place(line: Line) -> tuple[str, str]:
    """The row of a table or sheet that a line stands in, else the line itself."""
    return row_of(line) or (line.file, line.paragraph.path)


def _not_said(work: Work, key: str, kind: str, listed: Sequence[Match], weight: int, values: dict[str, Value]) -> Point:
    if listed:
        message = say("check.customer_service.benefits.only_listed", **values)
        return lost(key, message, *map(_span, listed[:_MOST]), weight=weight, suggested=True)
    if work.whole:
        own = [line for line in work.located.lines if line.own.strip()]
        message = say(f"check.customer_service.benefits.no_{kind}", **values)
        return lost(key, message, *map(evidence_at, own[:_MOST]), weight=weight, suggested=True)
    if has_nothing_own(work.answer):
        return nothing_own(work.answer, key, str(values["name"]), weight)
    name = "pictures" if work.answer.pictures or work.answer.unread else "not_located"
    message = say(f"check.customer_service.benefits.{name}", **values)
    return unsettled(key, Reason.NOT_LOCATED, message, *work.answer.evidence, weight=weight)


def _span(one: Match) -> Evidence:
    return evidence_at(one.line, *one.span)
