"""The check ``customer_service.benefits``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

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
from yuejuan.graders.common.answers.plain import plain, tight
from yuejuan.graders.common.document.struck import standing
from yuejuan.graders.common.keypoints import KeyPoint, Match, matches
from yuejuan.graders.common.keypoints.wording import find_phrase
from yuejuan.graders.customer_service.nothing_own import has_nothing_own, nothing_own
from yuejuan.graders.customer_service.unexplained import Clause, unexplained
from yuejuan.graders.finding import Evidence, Point, Reason
from yuejuan.messages import Value, say

_MOST = 3
_SHORT_COPY = 24
"""Longest part of a sentence of the brief, in characters, that may stand in an answer as its own."""
_SENTENCE = re.compile(r"[^。！？!?；;\n]+[。！？!?；;]?")


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

    def phrases(self) -> list[str]:
        """All phrases of the key."""
        needs = (phrase for need in self.needs.values() for phrase in need.say)
        return [*needs, *(phrase for pair in self.pairs.values() for phrase in (*pair.say, *pair.benefit))]

    def points(self) -> tuple[Ask, ...]:
        """One for each need and one for each pair."""
        asks = [Ask(f"need.{name}", weight=need.weight) for name, need in self.needs.items()]
        return (*asks, *(Ask(f"pair.{name}", weight=pair.weight) for name, pair in self.pairs.items()))


@dataclass(frozen=True)
class Work:
    """The answer that was read and where it was looked for; ``lines`` are those of that place."""

    answer: Answer
    located: Located
    lines: tuple[Line, ...]

    @property
    def whole(self) -> bool:
        """Whether what is not found in it is absent."""
        own = any(line.own.strip() for line in self.located.lines)
        return self.located.found and self.answer.whole and own


@dataclass(frozen=True)
class Told:
    """What was found of a pair, the features of all pairs, and the clauses that nothing explains."""

    features: Sequence[Match]
    benefits: Sequence[Match]
    all_features: Sequence[Match]
    free: Sequence[Clause]


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
    blank or nothing but the copied brief. Only where all the rest of the answer is accounted for: other points, facts
    of the brief, praise that fits any product.
    Open: clauses that nothing explains stand where the need or benefit would (`楼下来敲门` for 怕吵); the need is only
    part of a feature's name (`防滑` in `防滑橡胶底`); the place of the
    answer was not found or holds nothing of the candidate's own (the answer may stand elsewhere); pictures or unread
    parts may hold what is missing.
    Evidence: the words of the need, of the feature and of the benefit.
    Review: does the benefit answer this customer, and is it convincing?
    Example: `杯壁是双层的，端着不烫手` makes a pair of 双层 and 不烫手; `杯壁是双层的` alone does not.
    """
    work = read_work(subject, asked)
    lines = work.lines
    needs = matches(lines, asked.needs)
    features = matches(lines, {name: KeyPoint(say=pair.say) for name, pair in asked.pairs.items()})
    benefits = find_benefits(lines, asked.pairs, [one for told in needs.values() for one in told])
    found = [one for part in (needs, features, benefits) for told in part.values() for one in told]
    all_features = [one for told in features.values() for one in told if not one.listed]
    product = [*all_features, *(one for told in benefits.values() for one in told)]
    free = list(unexplained(lines, found, product, asked.phrases(), asked.brief))
    for name, need in asked.needs.items():
        told = [one for one in needs[name] if not _is_part_of(one, all_features)]
        free_of = [*_beside_features(free, all_features), *(_as_clause(one) for one in needs[name] if one not in told)]
        yield _need_point(work, name, need, told, free_of)
    for name, pair in asked.pairs.items():
        yield _pair_point(work, name, pair, Told(features[name], benefits[name], all_features, free))


def read_work(subject: Subject, asked: Parameters) -> Work:
    """The answer. Short parts of the brief's sentences stay: a list of features can hardly name them otherwise."""
    answer = with_cells(read_answer(subject, asked.brief), asked.brief)
    located = locate(answer, asked.place)
    if not any(line.own.strip() for line in located.lines):
        return Work(answer, located, located.lines)
    sentences = frozenset(map(tight, _SENTENCE.findall(asked.brief)))
    return Work(answer, located, tuple(_with_short_copies(line, sentences) for line in located.lines))


def _with_short_copies(line: Line, sentences: frozenset[str]) -> Line:
    text, kept = standing(line.paragraph), line.own
    if len(text) != len(kept):
        return line
    for match in _SENTENCE.finditer(text):
        start, end = match.span()
        part = end - start <= _SHORT_COPY and tight(match.group()) not in sentences
        if part and not kept[start:end].strip():
            kept = f"{kept[:start]}{text[start:end]}{kept[end:]}"
    return line if kept == line.own else replace(line, own=kept)


def find_benefits(lines: Sequence[Line], pairs: Mapping[str, Pair], needs: Sequence[Match]) -> dict[str, list[Match]]:
    """Where the benefits are said, in other words than those of the feature (防摔 in 硅胶防摔垫) or of a need."""
    found = matches(lines, {name: KeyPoint(say=pair.benefit) for name, pair in pairs.items()})
    kept: dict[str, list[Match]] = {}
    for name, pair in pairs.items():
        good = [one for one in found[name] if not _is_feature(one, pair) and not _is_part_of(one, needs)]
        if len(good) < len(found[name]):
            # One phrase of a sentence was no benefit; another one may be.
            places = {(id(one.line), one.sentence) for one in good}
            for phrase in pair.benefit:
                more = matches(lines, {name: KeyPoint(say=(phrase,))})[name]
                more = [one for one in more if not _is_feature(one, pair) and not _is_part_of(one, needs)]
                good += [one for one in more if (id(one.line), one.sentence) not in places]
        kept[name] = good
    return kept


def _is_feature(benefit: Match, pair: Pair) -> bool:
    """Whether the words of a benefit are those that name the feature."""
    start, end = benefit.sentence
    said = plain(benefit.line.own[start:end])
    spans = [place for phrase in pair.say for place in find_phrase(said, plain(phrase))]
    return all(any(a <= first - start and last - start <= b for a, b in spans) for first, last in benefit.words)


def _is_part_of(one: Match, others: Sequence[Match]) -> bool:
    """Whether the words found are part of those found for others in the sentence.

    The benefit 热水 in 想让孩子喝热水 is the need; the need 防滑 in 防滑底 the feature.
    """
    same = [other for other in others if other.line is one.line and other.sentence == one.sentence]
    spans = [word for other in same for word in other.words]
    return bool(spans) and all(any(a <= first and last <= b for a, b in spans) for first, last in one.words)


def _as_clause(one: Match) -> Clause:
    return Clause(one.line, one.sentence, one.span)


def _beside_features(free: Sequence[Clause], features: Sequence[Match]) -> list[Clause]:
    """The clauses of sentences without any feature: the customer may be spoken of there."""
    taken = {(id(one.line), one.sentence[0]) for one in features}
    return [one for one in free if (id(one.line), one.sentence[0]) not in taken]


def _need_point(work: Work, name: str, need: KeyPoint, found: Sequence[Match], free: Sequence[Clause]) -> Point:
    values: dict[str, Value] = {"name": name, "phrases": list(need.say)}
    told = [one for one in found if not one.listed]
    if told:
        message = say("check.customer_service.benefits.need", **values)
        return earned(f"need.{name}", message, *map(_span, told[:_MOST]), weight=need.weight, suggested=True)
    if free and not found and work.whole:
        message = say("check.customer_service.benefits.need_unclear", **values)
        return unsettled(f"need.{name}", Reason.UNCERTAIN, message, *map(_clause, free[:_MOST]), weight=need.weight)
    return _not_said(work, f"need.{name}", "need", found, need.weight, values)


def _pair_point(
    work: Work,
    name: str,
    pair: Pair,
    said: Told,
) -> Point:
    features, lines = said.features, work.lines
    key = f"pair.{name}"
    values: dict[str, Value] = {"name": name, "phrases": list(pair.say), "benefits": list(pair.benefit)}
    told = [one for one in features if not one.listed]
    good = [one for one in said.benefits if not one.listed]
    owners = [(one, other) for other in good for one in said_of(other, said.all_features, lines)]
    joined = next(((one, other) for one, other in owners if one.point == name and not _same_words(one, other)), None)
    if joined:
        message = say("check.customer_service.benefits.pair", **values)
        return earned(key, message, *map(_span, joined), weight=pair.weight, suggested=True)
    if told and not work.answer.whole:
        message = say("check.customer_service.benefits.feature_unread", **values)
        return unsettled(key, Reason.UNCERTAIN, message, *map(_span, told[:_MOST]), weight=pair.weight)
    unclear = _perhaps_of(name, told, good, said, lines) if work.whole and (told or not features) else []
    if unclear:
        message = say("check.customer_service.benefits.pair_unclear", **values)
        evidence = [*map(_span, (*told, *good)[:1]), *map(_clause, unclear[:_MOST])]
        return unsettled(key, Reason.UNCERTAIN, message, *evidence, weight=pair.weight)
    if told:
        message = say("check.customer_service.benefits.feature", **values)
        return lost(key, message, *map(_span, (*told, *good)[:_MOST]), weight=pair.weight, suggested=True)
    if good and not features and work.whole:
        message = say("check.customer_service.benefits.benefit", **values)
        return lost(key, message, *map(_span, good[:_MOST]), weight=pair.weight, suggested=True)
    return _not_said(work, key, "pair", features, pair.weight, values)


def _perhaps_of(
    name: str, told: Sequence[Match], good: Sequence[Match], said: Told, lines: Sequence[Line]
) -> list[Clause]:
    """The unexplained clauses that may say what is wanting of a pair.

    Of a feature that is named: those said of it. Of a benefit without its feature: those of its sentence. Of neither:
    those of sentences that name no feature.
    """
    if told:
        order = {id(line): at for at, line in enumerate(lines)}
        first = min(order[id(one.line)] for one in told)
        after = [one for one in said.free if order[id(one.line)] >= first]
        owned = (one for one in after if name in {of.point for of in said_of(one.as_match(), said.all_features, lines)})
        return list(islice(owned, _MOST))
    free = _beside_features(said.free, said.all_features)
    if good:
        places = {(id(one.line), one.sentence[0]) for one in good}
        return [one for one in free if (id(one.line), one.sentence[0]) in places]
    return free


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
    return next(at for at, line in enumerate(lines) if line is one.line), one.sentence[0]


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


def _clause(one: Clause) -> Evidence:
    return evidence_at(one.line, *one.span)
