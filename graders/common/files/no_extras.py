"""The check ``files.no_extras``."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase

from pydantic import Field

from yuejuan.graders.api import Ask, CheckParameters, Subject, check, earned, lost, unsettled
from yuejuan.graders.finding import FileEvidence, Point, Reason, State
from yuejuan.graders.submission import Extra
from yuejuan.messages import say

MOST_EVIDENCE = 20

# What an operating system or an office program leaves behind, what only wraps, and what a page uses, nobody handed in.
_FREE = frozenset({"system", "container", "resource"})


class Parameters(CheckParameters):
    """Which further files are tolerated."""

    allow: tuple[str, ...] = Field((), description="Patterns of further files that cost nothing, such as 素材/*.")

    def points(self) -> tuple[Ask, ...]:
        """One point."""
        return (Ask("extras"),)


@check("files.no_extras", scope="submission", self_check=("allow",))
def judge(subject: Subject, asked: Parameters) -> Iterator[Point]:
    """Nothing was handed in that nobody asked for.

    Earns: besides the deliverables there are only files that cost nothing: litter of the system (Thumbs.db,
    .DS_Store, lock files), an archive that only wraps the work, pictures and styles that a handed-in page uses, and
    what `allow` names.
    Loses: the point, with the first copy of a material, duplicate, earlier version or stray file; and when nothing was
    handed in at all.
    Open: something could not be opened, so that there may be more in it.
    Evidence: each extra file, with what it is.
    Review: only suggested while a deliverable is missing or not clear, because an extra file may be the one.
    Example: `banner - 副本.jpg` beside `banner.jpg`: lost. `Thumbs.db`: earned.
    """
    costly = [extra for extra in subject.submission.extras if extra.kind not in _FREE and not _allowed(extra, asked)]
    if costly:
        evidence = [FileEvidence(file=extra.path, measured=extra.kind) for extra in costly[:MOST_EVIDENCE]]
        unclear = any(not match.files for match in subject.submission.matches)
        names = [extra.path for extra in costly[:MOST_EVIDENCE]]
        message = say("check.files.no_extras.some", count=len(costly), files=names)
        yield lost("extras", message, *evidence, suggested=unclear)
    elif not subject.submission.complete:
        evidence = [FileEvidence(file=file.path) for file in subject.submission.files if file.role == "unreadable"]
        yield unsettled("extras", Reason.UNREADABLE, say("check.files.no_extras.incomplete"), *evidence)
    elif not any(match.paths for match in subject.submission.matches):
        message = say("check.files.no_extras.nothing")
        yield Point(key="extras", weight=1, state=State.NOT_HANDED_IN, message=message, evidence=(_folder("—"),))
    else:
        yield earned("extras", say("check.files.no_extras.none"), _folder("0"))


def _folder(measured: str) -> FileEvidence:
    return FileEvidence(file=".", expected="0", measured=measured)


def _allowed(extra: Extra, asked: Parameters) -> bool:
    name = extra.path.rpartition("!/")[2]
    return any(fnmatchcase(name, pattern) for pattern in asked.allow)
