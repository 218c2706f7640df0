"""The check ``page.references``."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Literal

from pydantic import Field

from yuejuan.artifacts.page.facts import PageFacts, Reference
from yuejuan.graders.api import Ask, CheckParameters, Subject, check, earned, judged, lost, unsettled
from yuejuan.graders.common.page.known import MOST_EVIDENCE, doubtful, element
from yuejuan.graders.common.unmeasured import not_measured
from yuejuan.graders.finding import FileEvidence, PageElement, Point, Reason
from yuejuan.messages import Value, say

_BROKEN = ("missing", "outside", "case")


class Parameters(CheckParameters):
    """How many faults cost everything, and whether files of other sites may be used."""

    lost_at: int = Field(2, ge=1, description="Broken references at which nothing is earned; fewer cost their share.")
    external: Literal["allowed", "forbidden"] = Field(
        "allowed", description="Whether pictures, styles and scripts may come from other sites; links always may."
    )

    def points(self) -> tuple[Ask, ...]:
        """References that resolve, no path of an own disk, and no foreign files where they are forbidden."""
        return (Ask("resolve"), Ask("own_disk"), *([Ask("external")] if self.external == "forbidden" else []))


@check("page.references", needs=(PageFacts,), self_check=("lost_at", "external"))
def judge(subject: Subject, asked: Parameters) -> Iterator[Point]:
    """Every picture, link, style sheet, script, frame and medium leads to a file that was handed in.

    Earns: `resolve`: each reference finds its file, letter case included, because servers make a difference.
    `own_disk`: none leads to a disk of the candidate's computer (`C:\\…`, `file:///…`). `external`: nothing that the
    page shows comes from another site.
    Loses: each reference whose file is missing, lies outside the folder or is written in another letter case; several
    to one file count once.
    Open: the page refers to nothing, or it could not be read to its end, or the folder is too big to be searched; a
    script names a picture that is not there, or one on an own disk, and nothing else is wrong.
    Evidence: each faulty reference at its element or rule, as it is written.
    Review: references that scripts put together are not followed. The address of a form is no file if a program of a
    server answers it (`.php`, `.asp` …).
    Example: `src="Images/b.jpg"` for images/b.jpg, `lost_at: 2`: half.
    """
    facts = subject.facts(PageFacts)
    file = subject.file.path
    references = all_references(facts)
    if not references:
        message = say("check.page.references.none", file=file)
        for ask in asked.points():
            yield unsettled(ask.key, Reason.UNCERTAIN, message, FileEvidence(file=file))
        return
    yield _resolve(facts, file, references, asked.lost_at)
    own = [one for one in references if one.state == "local_path"]
    spoken = [one for one in facts.spoken_references if one.state == "local_path"]
    yield _spoken(facts, file, "own_disk", spoken) if spoken and not own else _without(facts, file, "own_disk", own)
    if asked.external == "forbidden":
        yield _without(
            facts, file, "external", [one for one in references if one.state == "external" and one not in facts.links]
        )


def all_references(facts: PageFacts) -> list[Reference]:
    """Every reference of the page and its style sheets, those of scripts aside."""
    references = [image.reference for image in facts.images] + [*facts.links, *facts.media, *facts.frames]
    references += [script.reference for script in facts.scripts if script.reference is not None]
    references += [sheet.reference for sheet in facts.stylesheets if sheet.reference is not None]
    known = {(one.raw, one.place) for one in references}
    return references + [one for one in facts.broken_references if (one.raw, one.place) not in known]


def _resolve(facts: PageFacts, file: str, references: list[Reference], lost_at: int) -> Point:
    broken = {one.target or one.raw: one for one in reversed(references) if _is_broken(facts, one)}
    unmeasured = any(entry.field == "broken_references" for entry in facts.not_measured)
    if broken and unmeasured:
        otherwise = say("check.page.references.none", file=file)
        return not_measured("resolve", facts, "broken_references", file, otherwise)
    values: dict[str, Value] = {
        "file": file,
        "count": len(broken),
        "references": [one.raw for one in reversed(broken.values())][:MOST_EVIDENCE] or ["—"],
        "external": sum(one.state == "external" for one in references),
    }
    evidence = [_shown(facts, file, one) for one in reversed(broken.values())][:MOST_EVIDENCE]
    if broken:
        share = max(Fraction(0), 1 - Fraction(len(broken), lost_at))
        return judged("resolve", share, say("check.page.references.broken", **values), *evidence)
    if spoken := [one for one in facts.spoken_references if one.state in _BROKEN]:
        return _spoken(facts, file, "resolve", spoken)
    total = FileEvidence(file=file, expected="0", measured="0")
    return _whole(facts, file, "resolve") or earned("resolve", say("check.page.references.resolve", **values), total)


def _spoken(facts: PageFacts, file: str, key: str, found: list[Reference]) -> Point:
    """Names in scripts: what the browser will ask for, if the script ever gets there."""
    raws = [one.raw for one in found][:MOST_EVIDENCE]
    message = say("check.page.references.spoken", file=file, count=len(found), references=raws)
    return unsettled(key, Reason.UNCERTAIN, message, *[_shown(facts, file, one) for one in found[:MOST_EVIDENCE]])


def _is_broken(facts: PageFacts, reference: Reference) -> bool:
    waits = reference.state == "empty" and facts.sources_set
    return reference.state in _BROKEN or (reference.state == "empty" and reference.element == "img" and not waits)


def _without(facts: PageFacts, file: str, key: str, found: list[Reference]) -> Point:
    raws = list(dict.fromkeys(one.raw for one in found))[:MOST_EVIDENCE]
    if found:
        evidence = [_shown(facts, file, one) for one in found[:MOST_EVIDENCE]]
        message = say(f"check.page.references.{key}_some", file=file, count=len(found), references=raws)
        return lost(key, message, *evidence)
    total = FileEvidence(file=file, expected="0", measured="0")
    return _whole(facts, file, key) or earned(key, say(f"check.page.references.{key}_none", file=file), total)


def _whole(facts: PageFacts, file: str, key: str) -> Point | None:
    """Only a page that was read to its end has no more references."""
    return doubtful(key, facts, file) if facts.damaged else None


def _shown(facts: PageFacts, file: str, reference: Reference) -> PageElement:
    selector = reference.place.selector or reference.attribute
    return element(file, facts, reference.place, selector=selector, expected=reference.target, measured=reference.raw)
