"""Rules across points: when they fire, when they are pending, and what they do to a criterion's marks.

A rule fires only on a settled condition. While a suggested or open point may still fulfil it, it is pending: the lower
end of the interval takes it into account, the upper end does not. Every kind can only lower a mark, so both ends hold.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from fractions import Fraction
from typing import Literal

from yuejuan.graders.finding import Certainty, Finding, Point, State
from yuejuan.graders.result import RuleLine
from yuejuan.messages import say
from yuejuan.rubrics.model import Rule

_ORDER = {"factor": 0, "deduction": 1, "cap": 2, "gate": 3}


@dataclass(frozen=True)
class Standing:
    """How a rule stands: how many points fulfil its condition for certain, and how many more may."""

    rule: Rule
    certain: int
    possible: int
    names: tuple[str, ...]

    @property
    def state(self) -> Literal["fired", "pending"] | None:
        """``None`` when the condition cannot be fulfilled any more."""
        if self.rule.when.human is not None:
            return "pending"
        if self.certain >= self.rule.when.at_least:
            return "fired"
        return "pending" if self.certain + self.possible >= self.rule.when.at_least else None

    def acts_on(self, criterion: str) -> bool:
        """True if the rule changes this criterion's marks."""
        return not self.rule.criteria or criterion in self.rule.criteria


def standing_of(rule: Rule, findings: Mapping[tuple[str, str], Finding]) -> Standing:
    """Count the points that fulfil the rule's condition; points are named ``criterion/part/key``."""
    certain: list[str] = []
    possible: list[str] = []
    for (criterion, part), finding in findings.items():
        for point in finding:
            name = f"{criterion}/{part}/{point.key}"
            if any(fnmatchcase(name, pattern) for pattern in rule.when.points):
                fulfils = _fulfils(point, Fraction(rule.when.below))
                if fulfils is None:
                    possible.append(name)
                elif fulfils:
                    certain.append(name)
    return Standing(rule, len(certain), len(possible), tuple(sorted(certain)) or tuple(sorted(possible)))


def _fulfils(point: Point, below: Fraction) -> bool | None:
    if point.state is State.NOT_HANDED_IN:
        return True
    if point.state is State.JUDGED and point.certainty is Certainty.DETERMINED:
        return (point.share or Fraction(0)) < below
    return None


def apply_rules(
    standings: list[Standing], low: Fraction, high: Fraction
) -> tuple[Fraction, Fraction, tuple[RuleLine, ...]]:
    """Apply rules to both ends of one criterion's interval, in the order factor, deduction, cap, gate."""
    lines: list[RuleLine] = []
    for standing in sorted(standings, key=lambda standing: _ORDER[standing.rule.kind]):
        state = standing.state
        if state is None:
            continue
        low_after = _applied(standing.rule, low, standing.certain + standing.possible)
        high_after = _applied(standing.rule, high, standing.certain) if state == "fired" else high
        lines.append(_line(standing, state, high_after - high if state == "fired" else low_after - low))
        low, high = low_after, high_after
    return low, high, tuple(lines)


def _applied(rule: Rule, marks: Fraction, count: int) -> Fraction:
    amount = Fraction(rule.by) if rule.by is not None else Fraction(0)
    if rule.kind == "factor":
        return marks * amount
    if rule.kind == "cap":
        return min(marks, amount)
    if rule.kind == "gate":
        return Fraction(0)
    taken = amount * max(count, 1) if rule.each else amount
    if rule.at_most is not None:
        taken = min(taken, Fraction(rule.at_most))
    return max(Fraction(0), marks - taken)


def _line(standing: Standing, state: Literal["fired", "pending"], change: Fraction) -> RuleLine:
    rule = standing.rule
    if rule.when.human is not None:
        message = say("engine.rule_human", condition=rule.when.human.message)
    else:
        message = say(f"engine.rule_{state}", points=list(standing.names))
    title = {"zh_CN": rule.title.zh_CN, "en": rule.title.en}
    return RuleLine(id=rule.id, title=title, kind=rule.kind, state=state, message=message, change=str(change))
