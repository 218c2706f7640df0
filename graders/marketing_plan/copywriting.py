"""The check ``marketing_plan.copywriting``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pydantic import Field

from yuejuan.artifacts.document.facts import DocumentFacts
from yuejuan.graders.api import Ask, CheckParameters, Need, Subject, check, earned, lost, unsettled
from yuejuan.graders.common.document.places import span
from yuejuan.graders.common.document.sections import find_sections
from yuejuan.graders.finding import Evidence, FileEvidence, Point, Reason
from yuejuan.graders.marketing_plan.vocabulary import COPYWRITING
from yuejuan.messages import Value, say


class Parameters(CheckParameters):
    """Where the copy stands."""

    stands_under: ClassVar[str | None] = "words"

    words: tuple[str, ...] = Field(COPYWRITING, min_length=1, description="Names of the section in the plan.")
    whole: tuple[str, ...] = Field(("copy",), description="Deliverables that are copy from beginning to end, by id.")
    min_copy_words: int = Field(10, ge=1, description="Fewest 字数 that count as a text.")

    def points(self) -> tuple[Ask, ...]:
        """Picture and text together."""
        return (Ask("together"),)


@check(
    "marketing_plan.copywriting",
    scope="files",
    needs=(Need(DocumentFacts, of_kind="document"),),
    self_check=("words", "whole", "min_copy_words"),
    any_deliverable=True,
)
def judge(subject: Subject, asked: Parameters) -> Iterator[Point]:
    """The copy has picture and text together.

    Earns: a picture and text stand in the copywriting section, or in the document that is the copy.
    Loses: text without any picture, in documents that were read whole.
    Open: no such section was found; the picture stands in another section of the document, is only linked, or the
    pictures could not be read.
    Evidence: the heading of the section, or the document.
    Review: whether picture and text belong together, and whether they are creative.
    Example: slogan and poster under `五、创意文案`: earned.
    """
    best: tuple[int, str, Evidence] | None = None
    for deliverable in subject.deliverables:
        match = subject.submission.match(deliverable.id)
        for file in subject.files:
            if file.kind != "document" or file.path not in match.paths:
                continue
            facts = subject.facts(DocumentFacts, file.path)
            found = _rate(file.path, facts, asked, deliverable.id in asked.whole)
            best = max(best, found, key=lambda rated: rated[0]) if best else found
    if best is None:
        evidence: tuple[Evidence, ...] = tuple(FileEvidence(file=file.path) for file in subject.files)
        message = say("check.marketing_plan.copywriting.unreadable", files=[file.path for file in subject.files])
        yield unsettled("together", Reason.UNREADABLE, message, *evidence)
        return
    _, name, place = best
    values: dict[str, Value] = {"file": place.file}
    message = say(f"check.marketing_plan.copywriting.{name}", **values)
    if name == "together":
        yield earned("together", message, place)
    elif name == "no_picture":
        yield lost("together", message, place)
    else:
        reason = Reason.NOT_LOCATED if name == "not_located" else Reason.UNCERTAIN
        yield unsettled("together", reason, message, place)


def _rate(file: str, facts: DocumentFacts, asked: Parameters, whole: bool) -> tuple[int, str, Evidence]:
    """The outcome for one document with its rank: better ones stand, a certain failure stands only alone."""
    here = FileEvidence(file=file)
    if facts.pictures is None or facts.paragraphs is None or facts.damaged:
        return 2, "unknown", here
    if whole:
        enough = (facts.word_count or 0) >= asked.min_copy_words
        real = any(not picture.external for picture in facts.pictures)
        return (
            (3, "together", here)
            if enough and real
            else (1, "elsewhere", here)
            if facts.pictures
            else (0, "no_picture", here)
        )
    sections = [section for section in find_sections(facts, asked.words) if section.words >= asked.min_copy_words]
    for section in sections:
        if section.pictures:
            return 3, "together", span(file, section.heading)
    if not sections:
        return 1, "not_located", here
    place = span(file, sections[0].heading)
    return (1, "elsewhere", place) if facts.pictures else (0, "no_picture", place)
