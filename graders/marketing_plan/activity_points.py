"""The scoring points of a list of activities."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from yuejuan.graders.api import earned, judged, lost, unsettled
from yuejuan.graders.common.dates import Window
from yuejuan.graders.finding import Point, Reason
from yuejuan.graders.marketing_plan.activity import Activity
from yuejuan.messages import Value, say


def complete_point(file: str, activities: Sequence[Activity], minimum: int) -> Point:
    """The share of activities with name, time and content."""
    good = [activity for activity in activities if activity.complete]
    lacking = [activity for activity in activities if not activity.complete]
    share = Fraction(len(good), max(len(activities), minimum))
    names = [activity.name or activity.time for activity in lacking]
    values: dict[str, Value] = {
        "file": file,
        "count": len(activities),
        "good": len(good),
        "minimum": minimum,
        "names": names,
    }
    message = say(f"check.marketing_plan.implementation.{'lacking' if lacking else 'complete'}", **values)
    evidence = [activity.evidence for activity in (lacking or good)[:10]]
    return judged("complete", share, message, *evidence, suggested=not all(a.exact for a in activities))


def inside_point(file: str, dated: Sequence[Activity], window: Window) -> Point:
    """The share of dated activities inside the campaign."""
    outside = [a for a in dated if not all(window.holds(period) for period in a.periods)]
    vague = [a for a in outside if not all(p.exact for p in a.periods) and any(window.touches(p) for p in a.periods)]
    campaign = f"{window.start:%Y-%m-%d}—{window.end:%Y-%m-%d}"
    values: dict[str, Value] = {"file": file, "campaign": campaign, "times": [a.time for a in (vague or outside)]}
    if vague:
        message = say("check.marketing_plan.implementation.vague", **values)
        return unsettled("inside", Reason.UNCERTAIN, message, *(a.evidence for a in vague[:10]))
    share = 1 - Fraction(len(outside), len(dated))
    message = say(f"check.marketing_plan.implementation.{'outside' if outside else 'inside'}", **values)
    evidence = [activity.evidence for activity in (outside or dated)[:10]]
    return judged("inside", share, message, *evidence, suggested=not all(a.exact for a in dated))


def order_point(file: str, dated: Sequence[Activity]) -> Point:
    """Whether the dated activities are listed by their first day."""
    wrong = [(a, b) for a, b in pairwise(dated) if b.periods[0].start < a.periods[0].start]
    backwards = [a for a in dated if any(period.reversed_ for period in a.periods)]
    suggested = not all(activity.exact for activity in dated)
    if wrong or backwards:
        pairs = [activity for pair in wrong for activity in pair] + backwards
        values: dict[str, Value] = {"file": file, "times": [activity.time for activity in pairs]}
        message = say("check.marketing_plan.implementation.disorder", **values)
        return lost("order", message, *(activity.evidence for activity in pairs[:10]), suggested=suggested)
    message = say("check.marketing_plan.implementation.order", file=file, count=len(dated))
    return earned("order", message, *(activity.evidence for activity in dated[:10]), suggested=suggested)
