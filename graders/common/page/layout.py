"""The check ``page.layout``."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from yuejuan.artifacts.page.facts import Layout, LayoutKind, PageFacts
from yuejuan.graders.api import Ask, CheckParameters, Subject, check, earned, lost, unsettled
from yuejuan.graders.common.page.known import MOST_EVIDENCE, Change, doubtful, element
from yuejuan.graders.finding import Evidence, FileEvidence, Point, Reason
from yuejuan.messages import Value, say

_LITTLE_TEXT = 50
# Their content stands in other pages, so the share of this page's words says nothing.
_FRAMES = {"frameset", "iframe"}
_STYLED: set[LayoutKind] = {"layer", "css_float", "css_flex", "css_grid"}
_TERMS = {"nested_table": "nested table", "css_float": "CSS float", "css_flex": "CSS flex", "css_grid": "CSS grid"}


class Parameters(CheckParameters):
    """Which techniques are asked for and how much of the page they must hold."""

    technique: tuple[LayoutKind, ...] = Field(min_length=1, description="Techniques of which one must be used.")
    min_count: int = Field(1, ge=1, description="Least elements that use it.")
    min_share: int | None = Field(
        None,
        ge=1,
        le=100,
        description="Percent of the visible text that must stand inside, if any.",
    )

    def points(self) -> tuple[Ask, ...]:
        """That the technique is there; and that it carries the layout, where a share is asked for."""
        return (Ask("used"), *([Ask("carries")] if self.min_share is not None else []))


@check("page.layout", needs=(PageFacts,))
def judge(subject: Subject, asked: Parameters) -> Iterator[Point]:
    """The layout technique asked for is there and carries the layout.

    Earns: `used`: enough elements lay out by the technique, with the values that take effect in the end (a table of
    data is no layout, a hidden element no CSS layout). `carries`: the asked share of the visible text stands inside
    them.
    Loses: `used`: no or too few elements. `carries` (suggested): less of the text stands inside.
    Open: a script or an unread style sheet may lay out the page; the page has hardly any words, or they stand in other
    pages, so that no share can be told.
    Evidence: the elements that use the technique, with the share that they hold; otherwise the techniques found.
    Review: look at the page in a narrow and a wide window. A share tells how much is inside, not how well it is done.
    Example: asked `technique: [table]`, `min_share: 60`; the table holds 52 % of the text: only `used` earned.
    """
    facts = subject.facts(PageFacts)
    file = subject.file.path
    found = [one for one in facts.layout if one.technique in asked.technique]
    count = sum(len(one.places) for one in found)
    values: dict[str, Value] = {
        "file": file,
        "technique": [_TERMS.get(one, one) for one in asked.technique],
        "count": count,
        "least": asked.min_count,
        "others": [_TERMS.get(one.technique, one.technique) for one in facts.layout if one not in found] or ["—"],
    }
    expected = "/".join(asked.technique)
    places = [
        element(file, facts, place, expected=expected, measured=one.technique) for one in found for place in one.places
    ]
    evidence: list[Evidence] = [*places[:MOST_EVIDENCE]] or [
        FileEvidence(file=file, expected=expected, measured=_techniques(facts))
    ]
    if count >= asked.min_count:
        yield earned("used", say("check.page.layout.used", **values), *evidence)
    else:
        name = "too_few" if count else "unused"
        missing = lost("used", say(f"check.page.layout.{name}", **values), *evidence)
        yield doubtful("used", facts, file, *_changes(asked)) or missing
    if asked.min_share is not None:
        yield _carries(facts, file, found, asked, evidence, values)


def _carries(
    facts: PageFacts,
    file: str,
    found: list[Layout],
    asked: Parameters,
    evidence: list[Evidence],
    values: dict[str, Value],
) -> Point:
    least = asked.min_share or 0
    best = max(found, key=lambda one: one.share, default=None)
    share = 100 * best.share if best is not None else 0.0
    told = {**values, "share": round(share, 1), "least": least}
    if any(one.technique == "frameset" for one in found) or share >= least:
        return earned("carries", say("check.page.layout.carries", **told), *evidence)
    little = sum(not character.isspace() for character in facts.text) < _LITTLE_TEXT
    if best is not None and (little or best.technique in _FRAMES):
        return unsettled("carries", Reason.UNCERTAIN, say("check.page.layout.no_words", **told), *evidence)
    short = say("check.page.layout.carries_not", **told)
    return doubtful("carries", facts, file, *_changes(asked)) or lost(
        "carries", short, *evidence, suggested=best is not None
    )


def _changes(asked: Parameters) -> tuple[Change, ...]:
    """What a script must be able to change to bring the technique in."""
    return ("content", "style", "rules") if _STYLED & set(asked.technique) else ("content",)


def _techniques(facts: PageFacts) -> str:
    return "/".join(one.technique for one in facts.layout) or "—"
