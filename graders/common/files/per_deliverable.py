"""What the checks of whole submissions share: a point for each deliverable that must be handed in."""

from __future__ import annotations

from yuejuan.graders.api import Ask, CheckParameters, Subject, unsettled
from yuejuan.graders.finding import FileEvidence, Point, Reason, State
from yuejuan.graders.submission import Match
from yuejuan.messages import Value, say
from yuejuan.rubrics.paper import Deliverable


class NoParameters(CheckParameters):
    """Nothing to set: names and formats come from the paper's deliverables."""

    def points_for(self, deliverables: tuple[Deliverable, ...]) -> tuple[Ask, ...]:
        """One point for each deliverable that must be handed in, under its id."""
        return tuple(Ask(deliverable.id) for deliverable in required(deliverables))


def required(deliverables: tuple[Deliverable, ...]) -> tuple[Deliverable, ...]:
    """The deliverables that must be handed in; what is voluntary costs nothing."""
    return tuple(deliverable for deliverable in deliverables if deliverable.required)


def absent(subject: Subject, deliverable: Deliverable) -> Point | None:
    """The point of a deliverable without any file; ``None`` when there is one, or several that may be it.

    Absence is settled only when every container and every unknown file was opened.
    """
    match = subject.submission.match(deliverable.id)
    if match.paths:
        return None
    values: dict[str, Value] = {"title": deliverable.title.message, "name": deliverable.name}
    evidence = FileEvidence(file=deliverable.name, expected=deliverable.name)
    if not (match.absence_proved and subject.submission.complete):
        return unsettled(deliverable.id, Reason.UNREADABLE, say("check.files.perhaps_absent", **values), evidence)
    message = say("check.files.absent", **values)
    return Point(key=deliverable.id, weight=1, state=State.NOT_HANDED_IN, message=message, evidence=(evidence,))


def found_by_name(match: Match) -> bool:
    """True when name alone, or a teacher, tells that these are the files."""
    return match.named_as_asked or not set(match.matched_by).isdisjoint({"name", "alias", "correction"})
