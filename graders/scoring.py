"""From findings to marks: exact fractions, rules across points, one rounding per criterion, an interval of totals.

This is the only place that adds marks up.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from yuejuan.graders.binding import BoundCriterion, BoundPart, BoundSheet
from yuejuan.graders.finding import Certainty, Finding, State
from yuejuan.graders.result import CriterionResult, PartResult, RuleLine, Tally
from yuejuan.graders.rules import Standing, apply_rules, standing_of
from yuejuan.rubrics.model import Text

Findings = Mapping[tuple[str, str], Finding]


@dataclass(frozen=True)
class Sums:
    """Marks awarded and available by class, before rules."""

    determined_awarded: Fraction = Fraction(0)
    determined: Fraction = Fraction(0)
    suggested_awarded: Fraction = Fraction(0)
    suggested: Fraction = Fraction(0)
    open: Fraction = Fraction(0)

    def __add__(self, other: Sums) -> Sums:
        return Sums(*map(_plus, self.values, other.values))

    @property
    def values(self) -> tuple[Fraction, ...]:
        """The five sums in the order of the fields."""
        return (self.determined_awarded, self.determined, self.suggested_awarded, self.suggested, self.open)

    @property
    def low(self) -> Fraction:
        """The least the marks can become: what is settled."""
        return self.determined_awarded

    @property
    def high(self) -> Fraction:
        """The most the marks can become: every suggestion and every open point won."""
        return self.determined_awarded + self.suggested + self.open

    def tally(self) -> Tally:
        """The sums as the result document holds them."""
        return Tally(
            determined=(str(self.determined_awarded), str(self.determined)),
            suggested=(str(self.suggested_awarded), str(self.suggested)),
            open=("0", str(self.open)),
        )


def _plus(one: Fraction, other: Fraction) -> Fraction:
    """Their sum; most summands are zero, and adding fractions is slow."""
    if not other:
        return one
    return one + other if one else other


@dataclass(frozen=True)
class ScoredSheet:
    """The marks of one submission."""

    criteria: tuple[CriterionResult, ...]
    tally: Tally
    low: str
    high: str


def round_to_step(marks: Fraction, step: Fraction) -> Fraction:
    """``marks`` to the nearest multiple of ``step``, halves up."""
    return floor(marks / step + Fraction(1, 2)) * step


def sums_of(points: Finding, marks: Fraction) -> Sums:
    """Share ``marks`` out over the points of one part by weight and add them up by class."""
    weights: dict[str, int | Fraction] = {}

    def add(kind: str, weight: int | Fraction) -> None:
        weights[kind] = weights.get(kind, 0) + weight

    for point in points:
        if point.state is State.OPEN:
            add("open", point.weight)
            continue
        kind = "suggested" if point.state is State.JUDGED and point.certainty is Certainty.SUGGESTED else "determined"
        add(kind, point.weight)
        share = point.share if point.state is State.JUDGED else None
        if share:
            add(f"{kind}_awarded", point.weight if share == 1 else share * point.weight)
    total = sum(point.weight for point in points)
    # Divided before it is multiplied, because adding and dividing fractions is slow: most of a part is one class.
    return Sums(
        **{kind: marks if weight == total else marks * Fraction(weight, total) for kind, weight in weights.items()}
    )


def score_sheet(bound: BoundSheet, findings: Findings) -> ScoredSheet:
    """All criteria with their tallies, rule lines and intervals; totals sum the rounded criteria."""
    standings = [standing_of(rule, findings) for rule in bound.sheet.rules]
    scored = [_criterion(criterion, findings, standings, bound.sheet.step) for criterion in bound.criteria]
    total = sum((sums for sums, _ in scored), Sums())
    results = tuple(result for _, result in scored)
    return ScoredSheet(
        criteria=results,
        tally=total.tally(),
        low=str(sum((Fraction(result.low) for result in results), Fraction(0))),
        high=str(sum((Fraction(result.high) for result in results), Fraction(0))),
    )


def _criterion(
    bound: BoundCriterion, findings: Findings, standings: list[Standing], step: Fraction
) -> tuple[Sums, CriterionResult]:
    criterion = bound.criterion
    sums = sum((sums_of(findings[criterion.id, p.part.id], p.part.points) for p in bound.parts), Sums())
    acting = [standing for standing in standings if standing.acts_on(criterion.id)]
    low, high, lines = apply_rules(acting, sums.low, sums.high)
    result = CriterionResult(
        id=criterion.id,
        clause=criterion.clause,
        title=_texts(criterion.title),
        points=str(criterion.points),
        literacy=criterion.literacy,
        tally=sums.tally(),
        low=str(round_to_step(low, step)),
        high=str(round_to_step(high, step)),
        parts=tuple(_part(part, findings[criterion.id, part.part.id]) for part in bound.parts),
        rules=lines,
    )
    return sums, result


def _part(bound_part: BoundPart, finding: Finding) -> PartResult:
    part = bound_part.part
    human = part.human
    return PartResult(
        id=part.id,
        title=_texts(part.title),
        points=str(part.points),
        judge="human" if human is not None else "check",
        check=part.check,
        deliverables=part.deliverables,
        finding=finding,
        prompt=_texts(human.prompt) if human is not None else {},
        levels=tuple((str(Fraction(level.share)), _texts(level.text)) for level in human.levels) if human else (),
    )


def _texts(text: Text) -> dict[str, str]:
    return {"zh_CN": text.zh_CN, "en": text.en}


__all__ = ["RuleLine", "ScoredSheet", "Sums", "round_to_step", "score_sheet", "sums_of"]
