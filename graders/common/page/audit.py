"""The check ``page.audit``."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from pydantic import Field

from yuejuan.artifacts.audit.facts import AuditFacts, BrokenRule, Impact
from yuejuan.graders.api import Ask, CheckParameters, Subject, check, judged, unsettled
from yuejuan.graders.common.page.known import MOST_EVIDENCE
from yuejuan.graders.finding import Evidence, FileEvidence, PageElement, Point, Reason
from yuejuan.messages import Value, say

VIEWPORT = 1280
"""Width of the window that the page was audited in, CSS pixels."""


class Parameters(CheckParameters):
    """Which broken rules count, and how many cost everything."""

    impacts: tuple[Impact, ...] = Field(
        ("serious", "critical"), min_length=1, description="How badly a broken rule must hinder people to count."
    )
    ignore: tuple[str, ...] = Field(
        ("marquee", "blink"),
        description="Ids of rules of axe-core that do not count: an examination may ask for scrolling text.",
    )
    all_lost: int = Field(4, ge=1, description="Number of broken rules that cost the whole point.")

    def points(self) -> tuple[Ask, ...]:
        """The rules."""
        return (Ask("rules"),)


@check("page.audit", needs=(AuditFacts,))
def judge(subject: Subject, asked: Parameters) -> Iterator[Point]:
    """People with a disability can use the page, as far as the rules of WCAG 2 A and AA can be tried by axe-core.

    Earns: no rule is broken of those that count; each broken one costs its share of `all_lost`, however many elements
    break it.
    Loses: rules such as `image-alt`, `label`, `link-name`, `color-contrast` or `html-has-lang` are broken.
    Open: the page did not finish in the browser. Without axe-core or a browser the point is open.
    Evidence: the elements that break each rule, with the success criterion.
    Review: always a suggestion; axe-core tries about a third of what WCAG demands.
    Example: two pictures without `alt` and one faint text: two rules of four, half of the point.
    """
    facts = subject.facts(AuditFacts)
    file = subject.file.path
    if facts.broken is None:
        yield unsettled("rules", Reason.UNCERTAIN, say("check.page.audit.unseen", file=file), FileEvidence(file=file))
        return
    broken = [rule for rule in facts.broken if rule.impact in asked.impacts and rule.rule not in asked.ignore]
    share = max(Fraction(0), 1 - Fraction(len(broken), asked.all_lost))
    values: dict[str, Value] = {
        "file": file,
        "count": len(broken),
        "rules": [f"{rule.rule} ×{rule.count}" for rule in broken],
        "passed": facts.passed,
        "engine": facts.engine,
    }
    message = say(f"check.page.audit.{'some' if broken else 'none'}", **values)
    elements: list[Evidence] = [place for rule in broken for place in _places(file, rule)]
    yield judged("rules", share, message, *(elements[:MOST_EVIDENCE] or [FileEvidence(file=file)]), suggested=True)


def _places(file: str, rule: BrokenRule) -> Iterator[PageElement]:
    criterion = f"WCAG {', '.join(rule.wcag)}" if rule.wcag else None
    for element in rule.elements[:3]:
        yield PageElement(
            file=file,
            selector=element.selector,
            box=element.box,
            viewport=VIEWPORT,
            expected=criterion,
            measured=f"{rule.rule}: {rule.help}",
        )
