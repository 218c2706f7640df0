"""The check ``page.unused``."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import PurePosixPath

from pydantic import Field

from yuejuan.artifacts.page.facts import PageFacts
from yuejuan.graders.api import Ask, CheckParameters, Need, Subject, check, earned, lost, unsettled
from yuejuan.graders.common.page.known import in_submission
from yuejuan.graders.finding import FileEvidence, Point, Reason, State
from yuejuan.graders.submission import HandedFile
from yuejuan.messages import Value, say

MOST_EVIDENCE = 20


class Parameters(CheckParameters):
    """What may lie about."""

    allow: tuple[str, ...] = Field((), description="Patterns of files that no page has to use, such as 源文件/*.")
    max_unused: int = Field(0, ge=0, description="Unused files that cost nothing.")

    def points(self) -> tuple[Ask, ...]:
        """One point."""
        return (Ask("unused"),)


@check("page.unused", needs=(Need(PageFacts, of_kind="page"),), scope="submission", self_check=("allow", "max_unused"))
def judge(subject: Subject, asked: Parameters) -> Iterator[Point]:
    """Every file in the folder is used by a page or is asked for.

    Earns: each file is a deliverable, or a handed-in page needs it: directly, through a style sheet, a script, a frame
    or another page that it links to. Litter of the system costs nothing.
    Loses: more files than allowed that nothing needs.
    Open: scripts put file names of that type together, so that the file may be used; a page could not be followed to
    its end; something could not be opened.
    Evidence: each file that nothing needs.
    Review: only suggested while a deliverable is missing or not clear.
    Example: `images/old.jpg` that no page, style sheet or script names: lost.
    """
    pages = [file for file in subject.files if file.kind == "page"]
    if not pages:
        message = say("check.page.unused.no_page")
        folder = FileEvidence(file=".", expected="html")
        yield Point(key="unused", weight=1, state=State.NOT_HANDED_IN, message=message, evidence=(folder,))
        return
    facts = [(file.path, subject.facts(PageFacts, file.path)) for file in pages]
    unused = _unused(subject, facts, asked.allow)
    computed = {extension for _, one in facts for extension in one.computed_names}
    perhaps = [file for file in unused if PurePosixPath(file.path).suffix.lower() in computed]
    surely = [file for file in unused if file not in perhaps]
    values: dict[str, Value] = {
        "count": len(surely),
        "limit": asked.max_unused,
        "files": [file.path for file in (surely or perhaps)[:MOST_EVIDENCE]] or ["—"],
    }
    evidence = [FileEvidence(file=file.path, measured="0") for file in (surely or perhaps)[:MOST_EVIDENCE]]
    total = FileEvidence(file=".", expected=f"≤{asked.max_unused}", measured=str(len(unused)))
    whole = all(one.uses_complete and not one.damaged for _, one in facts)
    unclear = any(not match.files for match in subject.submission.matches)
    if len(unused) <= asked.max_unused and subject.submission.complete:
        yield earned("unused", say("check.page.unused.none", **values), total, *evidence, suggested=unclear)
    elif len(unused) <= asked.max_unused:
        yield unsettled("unused", Reason.UNREADABLE, say("check.page.unused.unopened"), total)
    elif not whole:
        yield unsettled("unused", Reason.UNCERTAIN, say("check.page.unused.not_followed", **values), *evidence)
    elif len(surely) <= asked.max_unused:
        yield unsettled("unused", Reason.UNCERTAIN, say("check.page.unused.computed", **values), *evidence)
    else:
        yield lost("unused", say("check.page.unused.some", **values), total, *evidence, suggested=unclear)


def _unused(subject: Subject, facts: list[tuple[str, PageFacts]], allow: tuple[str, ...]) -> list[HandedFile]:
    needed = {in_submission(file, one, path) for file, one in facts for path in one.uses}
    for match in subject.submission.matches:
        needed.update(match.files, match.possible)
    return [
        file
        for file in subject.submission.files
        if file.role not in ("system", "container")
        and file.path not in needed
        and not any(fnmatchcase(file.asked_path, pattern) for pattern in allow)
    ]
