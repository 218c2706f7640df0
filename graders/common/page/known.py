"""What the files of a page settle, and evidence that points into them.

A value that is there is there. That something is *not* there is settled only when the page was read undamaged, all its
style sheets could be read, and no script may have written it.
"""

from __future__ import annotations

from typing import Literal

from yuejuan.artifacts.page.facts import PageFacts, Place
from yuejuan.graders.api import unsettled
from yuejuan.graders.finding import FileEvidence, PageElement, Point, Reason
from yuejuan.messages import Message, say

MOST_EVIDENCE = 12
"""As many elements as one point shows; messages name the number of all."""

Change = Literal["content", "style", "rules", "head"]


def handed_path(file: str, facts: PageFacts, place: Place) -> str:
    """The path of the file that ``place`` lies in as the submission names it (``work.zip!/css/main.css``)."""
    return file if place.file == facts.path else in_submission(file, facts, place.file)


def in_submission(file: str, facts: PageFacts, path: str) -> str:
    """A path that a page's facts tell, as the submission names it: the page's own tells what stands before."""
    return file.removesuffix(facts.path) + path if facts.path and file.endswith(facts.path) else path


def element(
    file: str,
    facts: PageFacts,
    place: Place,
    *,
    selector: str | None = None,
    expected: str | None = None,
    measured: str | None = None,
) -> PageElement:
    """Evidence that points at an element, or at a style rule by its ``selector``."""
    return PageElement(
        file=handed_path(file, facts, place),
        selector=selector or place.selector or "html",
        line=place.line,
        expected=expected,
        measured=measured,
    )


def scripts_may(facts: PageFacts, *changes: Change) -> bool:
    """True when a script may change one of these, or one that was not read may change anything."""
    return not {*changes, "unknown"}.isdisjoint(facts.scripted)


def styles_known(facts: PageFacts) -> bool:
    """True when every style sheet of the page was read."""
    unmeasured = {entry.field for entry in facts.not_measured}
    foreign = [
        sheet
        for sheet in facts.stylesheets
        if sheet.reference is not None and sheet.reference.state in ("external", "inline")
    ]
    return unmeasured.isdisjoint({"stylesheets", "stylesheets.rules.matches"}) and not foreign


def doubt(facts: PageFacts, file: str, *changes: Change) -> tuple[Reason, Message] | None:
    """Why something that was not found may be there all the same; ``None`` when it is settled that it is not."""
    if facts.damaged:
        return Reason.UNREADABLE, say("check.page.damaged", file=file)
    if not {"style", "rules"}.isdisjoint(changes) and not styles_known(facts):
        return Reason.UNCERTAIN, say("check.page.styles_unknown", file=file)
    if scripts_may(facts, *changes):
        return Reason.UNCERTAIN, say("check.page.scripted", file=file)
    return None


def doubtful(key: str, facts: PageFacts, file: str, *changes: Change, weight: int = 1) -> Point | None:
    """The open point for something that was not found and may be there; ``None`` when it surely is not."""
    reason = doubt(facts, file, *changes)
    return None if reason is None else unsettled(key, *reason, FileEvidence(file=file), weight=weight)
