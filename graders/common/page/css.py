"""The check ``page.css``."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from pydantic import Field

from yuejuan.artifacts.page.facts import CssRule, PageFacts, Stylesheet
from yuejuan.graders.api import Ask, CheckParameters, Subject, check, judged, lost, unsettled
from yuejuan.graders.common.page.known import MOST_EVIDENCE, doubt, doubtful, element, handed_path
from yuejuan.graders.finding import FileEvidence, PageElement, Point
from yuejuan.messages import Value, say

_LIBRARY_RULES = 400
"""A sheet with more rules, or a minified one, is a library: nobody uses all of it."""


class Parameters(CheckParameters):
    """How many rules must apply, and how many may be without effect."""

    min_rules: int = Field(3, ge=1, description="Least style rules that apply to elements of the page.")
    external: bool = Field(False, description="True when only rules in files of their own count.")
    max_dead_percent: int | None = Field(
        20, ge=0, le=100, description="Percent of the rules that may match nothing; null leaves this point out."
    )
    max_old_percent: int | None = Field(
        20, ge=0, le=100, description="Percent of the styling that old attributes may do; null leaves this point out."
    )

    def points(self) -> tuple[Ask, ...]:
        """Rules that apply; no dead selectors; styling by rules and not by old attributes."""
        dead = [Ask("selectors")] if self.max_dead_percent is not None else []
        old = [Ask("attributes")] if self.max_old_percent is not None else []
        return (Ask("rules"), *dead, *old)


@check("page.css", needs=(PageFacts,), self_check=("min_rules", "external", "max_dead_percent", "max_old_percent"))
def judge(subject: Subject, asked: Parameters) -> Iterator[Point]:
    """Style sheets, external or embedded, really style the page.

    Earns: `rules`: enough rules match elements of the page, otherwise the share of the number asked for. `selectors`:
    hardly any rule is without effect. `attributes`: style declarations do the styling, hardly any old attribute or
    element (`bgcolor`, `font`, `align` …). Above a limit the share that is in order is earned.
    Loses: no rule applies; all are dead; only old attributes.
    Open: style sheets could not be read, or a script may bring in the elements that rules wait for.
    Evidence: the rules that match, or the dead ones, each with its line.
    Review: a dead rule of a sheet that several pages use is only suggested; another page may need it. Libraries are
    left out of `selectors`.
    Example: ten rules, three of which match nothing, `max_dead_percent: 20`: seven tenths of `selectors`.
    """
    facts = subject.facts(PageFacts)
    file = subject.file.path
    yield _rules(facts, file, asked)
    if asked.max_dead_percent is not None:
        yield _selectors(facts, file, asked.max_dead_percent)
    if asked.max_old_percent is not None:
        yield _attributes(facts, file, asked.max_old_percent)


def _rules(facts: PageFacts, file: str, asked: Parameters) -> Point:
    sheets = [sheet for sheet in facts.stylesheets if not (asked.external and sheet.origin == "embedded")]
    applied = [rule for sheet in sheets for rule in sheet.rules if rule.matches and rule.declarations]
    values: dict[str, Value] = {"file": file, "count": len(applied), "least": asked.min_rules}
    if len(applied) < asked.min_rules and (open_point := doubtful("rules", facts, file, "rules", "content")):
        return open_point
    total = FileEvidence(file=file, expected=f"≥{asked.min_rules}", measured=str(len(applied)))
    if not applied:
        name = "only_embedded" if asked.external and any(sheet.rules for sheet in facts.stylesheets) else "no_rules"
        return lost("rules", say(f"check.page.css.{name}", **values), total)
    share = min(Fraction(1), Fraction(len(applied), asked.min_rules))
    name = "rules" if share == 1 else "few_rules"
    return judged("rules", share, say(f"check.page.css.{name}", **values), total, *_shown(facts, file, applied))


def _selectors(facts: PageFacts, file: str, limit: int) -> Point:
    own = [sheet for sheet in facts.stylesheets if not _is_library(sheet, file, facts)]
    told = [rule for sheet in own for rule in sheet.rules if rule.matches is not None]
    dead = [rule for rule in told if rule.matches == 0]
    values: dict[str, Value] = {
        "file": file,
        "dead": len(dead),
        "count": len(told),
        "limit": limit,
        "selectors": [rule.selector for rule in dead[:MOST_EVIDENCE]] or ["—"],
    }
    if not told:
        no_rules = lost("selectors", say("check.page.css.no_rules", **values), FileEvidence(file=file, measured="0"))
        return doubtful("selectors", facts, file, "rules", "content") or no_rules
    total = FileEvidence(file=file, expected=f"≤{limit}%", measured=f"{len(dead)}/{len(told)}")
    if 100 * len(dead) <= limit * len(told):
        message = say("check.page.css.selectors_right", **values)
        return judged("selectors", 1, message, total, *_shown(facts, file, dead))
    if (reason := doubt(facts, file, "rules", "content")) is not None:
        return unsettled("selectors", *reason, total, *_shown(facts, file, dead))
    share = Fraction(len(told) - len(dead), len(told))
    message = say("check.page.css.selectors_dead", **values)
    shared = any(rule.place.file != facts.path for rule in dead) and _uses_other_pages(facts)
    return judged("selectors", share, message, total, *_shown(facts, file, dead), suggested=shared)


def _attributes(facts: PageFacts, file: str, limit: int) -> Point:
    old = facts.presentational_attributes
    declarations = sum(len(rule.declarations) for sheet in facts.stylesheets for rule in sheet.rules if rule.matches)
    styling = old + declarations
    values: dict[str, Value] = {"file": file, "old": old, "declarations": declarations, "limit": limit}
    evidence = FileEvidence(file=file, expected=f"≤{limit}%", measured=f"{old}/{styling}")
    if styling == 0:
        message = say("check.page.css.no_rules", count=0, least=1, **values)
        return doubtful("attributes", facts, file, "rules", "content") or lost("attributes", message, evidence)
    if 100 * old <= limit * styling:
        return judged("attributes", 1, say("check.page.css.attributes_right", **values), evidence)
    if (reason := doubt(facts, file, "rules")) is not None:
        return unsettled("attributes", *reason, evidence)
    share = Fraction(declarations, styling)
    return judged("attributes", share, say("check.page.css.attributes_old", **values), evidence)


def _is_library(sheet: Stylesheet, file: str, facts: PageFacts) -> bool:
    return len(sheet.rules) > _LIBRARY_RULES or ".min." in handed_path(file, facts, sheet.place).lower()


def _uses_other_pages(facts: PageFacts) -> bool:
    return any(path.lower().endswith((".html", ".htm")) and path != facts.path for path in facts.uses)


def _shown(facts: PageFacts, file: str, rules: list[CssRule]) -> list[PageElement]:
    return [
        element(file, facts, rule.place, selector=rule.selector, measured=str(rule.matches))
        for rule in rules[:MOST_EVIDENCE]
    ]
