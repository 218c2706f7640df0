"""The check ``customer_service.legal_knowledge``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from pydantic import BaseModel, ConfigDict, Field, model_validator

from yuejuan.graders.api import Ask, CheckParameters, Subject, check, earned, judged, lost, unsettled
from yuejuan.graders.common.answers import WRITTEN, Answer, Place, locate, read_answer
from yuejuan.graders.common.laws import Citation, Mention, MentionKind, Reading, law_named, laws, read_laws
from yuejuan.graders.finding import Evidence, Point, Reason
from yuejuan.messages import Value, say

NAMED = "named"
ARTICLES = "articles"
_MOST = 5
_SAME_LAW = re.compile(r"(?:同一?部?法律?|[该本]法|[该这]部法律?|上述法律?)(?:的|中的?|里的?)?\s*$")


class Basis(BaseModel):
    """A legal basis that the key needs: a law, and articles of which one is to be cited (none: the law is enough)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    law: str
    articles: tuple[int, ...] = ()

    @model_validator(mode="after")
    def _is_in_the_table(self) -> Basis:
        law = law_named(self.law)
        if law is None:
            raise ValueError(f"{self.law} is not in the table of laws: {[law.called for law in laws()]}")
        wrong = [number for number in self.articles if law.has_article(number) is False]
        if wrong:
            raise ValueError(f"{law.called} has {law.articles} articles, none numbered {wrong}")
        return self


class Parameters(CheckParameters):
    """What the answer is to cite."""

    named: bool = Field(True, description="Whether the laws named must exist, by their right names.")
    articles: bool = Field(True, description="Whether articles must be cited, and exist in their laws.")
    needed: dict[str, Basis] = Field(
        {}, description="Name of a legal basis to its law and the articles of which one is to be cited."
    )
    place: Place = Field(
        Place(), description="Headings, question number and next headings of the answer; the whole work when left out."
    )
    brief: str = Field("", description="The text of the task, so that copied sentences are not taken for answers.")

    @model_validator(mode="after")
    def _something_is_asked(self) -> Parameters:
        if self.needed.keys() & {NAMED, ARTICLES}:
            raise ValueError(f"a legal basis must not be called {NAMED} or {ARTICLES}")
        if not self.points():
            raise ValueError("ask for named, articles or needed")
        return self

    def points(self) -> tuple[Ask, ...]:
        """Laws that exist, articles that exist, and each legal basis of the key."""
        keys = [NAMED] * self.named + [ARTICLES] * self.articles + list(self.needed)
        return tuple(Ask(key) for key in keys)


@check(
    "customer_service.legal_knowledge",
    scope="files",
    needs=WRITTEN,
    any_deliverable=True,
)
def judge(subject: Subject, asked: Parameters) -> Iterator[Point]:
    """The laws and articles that the answer cites exist, and those that the key needs are cited.

    Earns: `named`: every law named is in the table of laws by its full or short name. `articles`: every article cited
    right behind the name of its law exists. A basis of `needed`: one of its articles is cited right behind its law's
    name. Those are determined; an article that stands further from the name (`同法第十七条`), or a wrong name that can
    only mean that law, is suggested. The right law without any article earns half of its basis (suggested).
    Loses: an article number beyond the last one of its law; no law, no article, or not the basis needed in a work that
    was read whole; in proportion, a wrong name or a law that is no longer in force (suggested).
    Open: a law that the table does not hold (it is never said not to exist); an article without a law; a law that may
    have got more articles since the table was checked; pictures or unread parts that may hold it.
    Evidence: the name or the article in its sentence, with the full name and the number of the last article.
    Review: whether the law applies to the case, and whether the advice follows from it.
    Example: `《消费者权益保护法》第七十五条`: `named` is earned, `articles` lost, since that law has 63 articles.
    """
    answer = read_answer(subject, asked.brief)
    located = locate(answer, asked.place)
    view = _View(answer, read_laws(located.lines), located.found, ", ".join(answer.files))
    if asked.named:
        yield _named(view)
    if asked.articles:
        yield _articles(view)
    for name, basis in asked.needed.items():
        yield _needed(view, name, basis)


@dataclass(frozen=True)
class _View:
    answer: Answer
    reading: Reading
    found: bool
    files: str

    def absent(self, key: str, kind: str, certain: bool = True, **values: Value) -> Point:
        """The point for what was not found: lost where everything was searched, else open."""
        values = {"file": self.files, "name": key, **values}
        if self.found and self.answer.whole:
            message = say(f"check.customer_service.legal_knowledge.{kind}_missing", **values)
            return lost(key, message, *self.answer.evidence, suggested=not certain)
        message = say(f"check.customer_service.legal_knowledge.{kind}_not_located", **values)
        return unsettled(key, Reason.NOT_LOCATED, message, *self.answer.evidence)


def _named(view: _View) -> Point:
    mentions = view.reading.mentions
    if not mentions:
        return view.absent(NAMED, "law", certain=not view.reading.vague)
    unknown = [one for one in mentions if one.kind is MentionKind.UNKNOWN]
    wrong = [one for one in mentions if one.kind is MentionKind.MISNAMED]
    old = [one for one in mentions if one.kind is MentionKind.EXACT and one.law and one.law.repealed]
    values: dict[str, Value] = {"file": view.files}
    if unknown:
        values["names"] = _names(unknown)
        message = say("check.customer_service.legal_knowledge.law_unknown", **values)
        return unsettled(NAMED, Reason.UNCERTAIN, message, *_places(unknown))
    if wrong or old:
        right = len(mentions) - len(wrong) - len(old)
        values |= {"wrong": _names(wrong) or ["—"], "old": _names(old) or ["—"]}
        values["right"] = list(dict.fromkeys(one.law.called for one in wrong if one.law)) or ["—"]
        message = say("check.customer_service.legal_knowledge.law_wrong", **values)
        return judged(NAMED, Fraction(right, len(mentions)), message, *_places([*wrong, *old]), suggested=True)
    values["names"] = _names(mentions)
    return earned(NAMED, say("check.customer_service.legal_knowledge.law_right", **values), *_places(mentions))


def _articles(view: _View) -> Point:
    citations = view.reading.citations
    if not citations:
        return view.absent(ARTICLES, "article", certain=not view.reading.loose_articles)
    standing = [(one, _exists(one)) for one in citations]
    beyond = [one for one, exists in standing if exists is False]
    unsure = [one for one, exists in standing if exists is None]
    values: dict[str, Value] = {"file": view.files}
    if beyond:
        share = Fraction(sum(exists is True for _, exists in standing), len(standing))
        of = [one.mention.law for one in beyond if one.mention is not None and one.mention.law is not None]
        values["quotes"] = [one.place.quote for one in beyond[:_MOST]]
        values["limits"] = list(dict.fromkeys(f"《{law.called}》1–{law.articles}" for law in of))
        message = say("check.customer_service.legal_knowledge.article_beyond", **values)
        return judged(ARTICLES, share, message, *_cited(beyond), suggested=bool(unsure))
    likely = all(_exists(one) or (one.mention and one.mention.law and _has(one)) for one in citations)
    if unsure and likely:
        values["quotes"] = [one.place.quote for one in unsure[:_MOST]]
        message = say("check.customer_service.legal_knowledge.article_likely", **values)
        return earned(ARTICLES, message, *_cited(citations), suggested=True)
    if unsure:
        values["quotes"] = [one.place.quote for one in unsure[:_MOST]]
        message = say("check.customer_service.legal_knowledge.article_unsure", **values)
        return unsettled(ARTICLES, Reason.UNCERTAIN, message, *_cited(unsure))
    values["count"] = len(citations)
    message = say("check.customer_service.legal_knowledge.article_right", **values)
    return earned(ARTICLES, message, *_cited(citations))


def _exists(one: Citation) -> bool | None:
    """Whether the article exists; ``None`` where its law is not sure or the table does not tell."""
    if not one.exact or one.mention is None or one.mention.law is None or one.mention.kind is not MentionKind.EXACT:
        return None
    return one.mention.law.has_article(one.number)


def _has(one: Citation) -> bool:
    """Whether an article is cited as one of the law before (``同法``, ``该法``), rightly named there, which has it."""
    mention = one.mention
    exact = mention is not None and mention.law is not None and mention.kind is MentionKind.EXACT
    said_so = _SAME_LAW.search(one.place.sentence.partition(one.place.quote)[0]) is not None
    return bool(said_so and exact and mention and mention.law and mention.law.has_article(one.number))


def _needed(view: _View, name: str, basis: Basis) -> Point:
    law = law_named(basis.law)
    assert law is not None
    wanted = "、".join(f"第{number}条" for number in basis.articles)
    values: dict[str, Value] = {"file": view.files, "name": name, "basis": f"《{law.called}》{wanted}"}
    named = [one for one in view.reading.mentions if one.law == law and not one.denied]
    cited = [one for one in view.reading.citations if one.mention in named and one.number in basis.articles]
    sure = [one for one in cited if one.exact and one.mention and one.mention.kind is MentionKind.EXACT]
    exactly = [one for one in named if one.kind is MentionKind.EXACT]
    found = _places(exactly) if not basis.articles else _cited(sure)
    likely = _places(named) if not basis.articles else _cited(cited)
    if found or likely:
        message = say("check.customer_service.legal_knowledge.basis_cited", **values)
        return earned(name, message, *(found or likely), suggested=not found)
    without = exactly and not any(one.mention in named or one.mention is None for one in view.reading.citations)
    if without and view.found and view.answer.whole:
        message = say("check.customer_service.legal_knowledge.basis_without_article", **values)
        return judged(name, Fraction(1, 2), message, *_places(exactly), suggested=True)
    stray = any(
        one.number in basis.articles and (one.mention is None or one.mention.law is None)
        for one in view.reading.citations
    )
    vague = any(one.law is None or one.kind is MentionKind.MISNAMED for one in view.reading.mentions)
    return view.absent(name, "basis", certain=not (stray or vague or named), **values)


def _names(mentions: list[Mention] | tuple[Mention, ...]) -> list[str]:
    return list(dict.fromkeys(one.name for one in mentions))[:_MOST]


def _places(mentions: list[Mention] | tuple[Mention, ...]) -> list[Evidence]:
    return [one.place for one in mentions[:_MOST]]


def _cited(citations: list[Citation] | tuple[Citation, ...]) -> list[Evidence]:
    return [one.place for one in citations[:_MOST]]
