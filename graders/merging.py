"""Making one finding out of what a check said: about one file, several files, or several files that may be meant."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

import msgspec

from yuejuan.graders.api import Ask
from yuejuan.graders.finding import Certainty, Evidence, FileEvidence, Finding, Point, Reason, State
from yuejuan.messages import Message, say
from yuejuan.rubrics.paper import Deliverable

Runs = Sequence[tuple[str, Finding]]


def open_all(asks: Iterable[Ask], reason: Reason | None, message: Message, files: Iterable[str]) -> Finding:
    """Every asked point open for ``reason``; with no reason, not handed in."""
    evidence = tuple(FileEvidence(file=file) for file in files)
    state = State.NOT_HANDED_IN if reason is None else State.OPEN
    return tuple(
        Point(key=ask.key, weight=ask.weight, state=state, reason=reason, message=message, evidence=evidence)
        for ask in asks
    )


def without_losses(finding: Finding, unknown: Finding) -> Finding:
    """A finding over some of the files where others could not be read: what was not earned may stand in those."""
    return tuple(
        other if point.state is State.JUDGED and point.share != 1 else point
        for point, other in zip(finding, unknown, strict=True)
    )


def settle(check_id: str, asks: Sequence[Ask], points: Sequence[Point], matched_by: set[str]) -> Finding:
    """The points that were asked for, in that order and with the asked weights.

    A point that the check did not give is open (the check is at fault, not the candidate). A point about a property
    that the file was recognised by is only suggested when it is earned: it could not have come out otherwise.
    """
    given: dict[str, Point] = {point.key: point for point in points}
    finding: list[Point] = []
    for ask in asks:
        point = given.get(ask.key)
        if point is None:
            message = say("engine.check_incomplete", check=check_id, key=ask.key)
            finding.extend(open_all([ask], Reason.CRASHED, message, []))
            continue
        point = msgspec.structs.replace(point, weight=ask.weight)
        circular = ask.property in matched_by and point.certainty is Certainty.DETERMINED and point.share != 0
        if circular:
            message = say("engine.matched_by_property", outcome=point.message)
            point = msgspec.structs.replace(point, certainty=Certainty.SUGGESTED, message=message)
        finding.append(point)
    return tuple(finding)


def all_files(asks: Sequence[Ask], runs: Runs) -> Finding:
    """Several files of one deliverable that allows several: a point is the mean over the files, open if one is open."""
    if len(runs) == 1:
        return runs[0][1]
    return tuple(_mean(ask, [finding[i] for _, finding in runs]) for i, ask in enumerate(asks))


def _mean(ask: Ask, points: list[Point]) -> Point:
    for point in points:
        if point.state is not State.JUDGED:
            return point
    shares = [point.share or Fraction(0) for point in points]
    certain = all(point.certainty is Certainty.DETERMINED for point in points)
    return Point(
        key=ask.key,
        weight=ask.weight,
        state=State.JUDGED,
        message=say("engine.many_files", count=len(points), earned=sum(share == 1 for share in shares)),
        score=str(sum(shares, Fraction(0)) / len(shares)),
        certainty=Certainty.DETERMINED if certain else Certainty.SUGGESTED,
        evidence=_together(points),
    )


def possible_files(asks: Sequence[Ask], runs: Runs, deliverable: Deliverable) -> Finding:
    """Several files may be meant: a point on which all agree stands; the others are open and show each outcome."""
    finding = []
    for i, ask in enumerate(asks):
        points = [run[i] for _, run in runs]
        outcomes = {(point.state, point.score, point.reason) for point in points}
        if len(outcomes) == 1:
            finding.append(_agreed(points, [file for file, _ in runs]))
            continue
        message = say(
            "engine.candidates_differ",
            count=len(runs),
            title=deliverable.title.message,
            files=[file for file, _ in runs],
        )
        finding.append(
            Point(
                key=ask.key,
                weight=ask.weight,
                state=State.OPEN,
                reason=Reason.AMBIGUOUS_MATCH,
                message=message,
                evidence=_together(points),
                candidates=tuple((file, run[i].message) for file, run in runs),
            )
        )
    return tuple(finding)


def _agreed(points: list[Point], files: list[str]) -> Point:
    first = points[0]
    certain = all(point.certainty is Certainty.DETERMINED for point in points)
    certainty = first.certainty if certain or first.certainty is None else Certainty.SUGGESTED
    message = say("engine.candidates_agree", count=len(points), files=files, outcome=first.message)
    return msgspec.structs.replace(first, certainty=certainty, message=message, evidence=_together(points))


def _together(points: Iterable[Point]) -> tuple[Evidence, ...]:
    return tuple(evidence for point in points for evidence in point.evidence)
