"""The check ``marketing_plan.strategy``."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import ClassVar

from pydantic import Field

from yuejuan.artifacts.document.facts import DocumentFacts
from yuejuan.graders.api import Ask, CheckParameters, Subject, check, judged, lost, unsettled
from yuejuan.graders.finding import Evidence, FileEvidence, Point, Reason
from yuejuan.graders.marketing_plan.parts import find_part
from yuejuan.graders.marketing_plan.strategy_places import Strategies
from yuejuan.graders.marketing_plan.vocabulary import STRATEGIES, STRATEGY, STRATEGY_WITHOUT
from yuejuan.messages import Value, say

_MOST = 6


class Parameters(CheckParameters):
    """Which strategies or channels count, and how many there must be."""

    stands_under: ClassVar[str | None] = "words"

    strategies: dict[str, tuple[str, ...]] = Field(
        STRATEGIES, min_length=1, description="Name of a strategy or channel to its words; any one will do."
    )
    min_strategies: int = Field(2, ge=1, description="How many different ones there must be.")
    words: tuple[str, ...] = Field(STRATEGY, min_length=1, description="Names of the section.")
    brief: str = Field("", description="The text of the task, so that copied sentences are not taken for answers.")

    def points(self) -> tuple[Ask, ...]:
        """Strategies named, and reasons given for them."""
        return (Ask("named"), Ask("reasoned"))


@check("marketing_plan.strategy", needs=(DocumentFacts,))
def judge(subject: Subject, asked: Parameters) -> Iterator[Point]:
    """Strategies or channels are named, and why they were chosen.

    Earns: `named`: the share of the strategies asked for that the section names and does not refuse. Words that stand
    together (`达人直播`) name one; with the usual strategies, others that are called so (`情怀营销`) count too.
    `reasoned`: the share with a reason in their own item or sentences: a conjunction (因为, 适合, 便于 …), or what is
    so about buyers, rivals, costs or the effect (`顾客怕买到假货`). Always a suggestion.
    Loses: the missing share; what is refused (`直播太贵，我们不做`); names in sentences copied from the brief; the plan
    plainly has no such section, or an empty one.
    Open: too few are named, and other sentences say something to be done (`认养一箱蜂`), which may be a strategy under
    another name; too few have a reason that was recognised, and more is said of others than their names, how much and
    how often; the section was not found.
    Evidence: each strategy in its sentence.
    Review: whether the strategy fits the company and the reason holds.
    Example: `以短视频和社群为主`, `min_strategies: 2`: named in full, no reason.
    """
    file = subject.file.path
    part = find_part(subject.facts(DocumentFacts), asked.words, STRATEGY_WITHOUT)
    if part.section is None:
        kind = "absent" if part.missing else "not_located"
        message = say(f"check.marketing_plan.strategy.{kind}", file=file, words=list(asked.words[:6]))
        for ask in asked.points():
            if part.missing:
                yield lost(ask.key, message, FileEvidence(file=file), suggested=True)
            else:
                yield unsettled(ask.key, Reason.NOT_LOCATED, message, FileEvidence(file=file))
        return
    strategies = Strategies(part.section, asked.strategies, asked.brief)
    named, reasoned = strategies.named(file), strategies.reasoned(file)
    others = strategies.perhaps_others(file) if len(named) < asked.min_strategies else []
    doubtful = others + (strategies.perhaps_reasoned(file) if len(reasoned) < asked.min_strategies else [])
    for key, spans, doubts in (("named", named, others), ("reasoned", reasoned, doubtful)):
        if doubts:
            message = say(f"check.marketing_plan.strategy.{key}_unclear", file=file, count=len(spans))
            yield unsettled(key, Reason.UNCERTAIN, message, *[*spans, *doubts][:_MOST])
            continue
        values: dict[str, Value] = {
            "file": file,
            "count": len(spans),
            "minimum": asked.min_strategies,
            "names": [span.quote for span in spans],
        }
        share = min(Fraction(len(spans), asked.min_strategies), Fraction(1))
        message = say(f"check.marketing_plan.strategy.{key}", **values)
        evidence: list[Evidence] = [*(spans or named)] or [FileEvidence(file=file)]
        yield judged(key, share, message, *evidence, suggested=True)
