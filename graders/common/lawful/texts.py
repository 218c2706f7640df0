"""The words of documents, mails and pages as pieces, each with a way to point at a span of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from yuejuan.artifacts.document.facts import DocumentFacts, Paragraph
from yuejuan.artifacts.mail.facts import MailFacts
from yuejuan.artifacts.page.facts import PageFacts, Place
from yuejuan.graders.api import Need, Subject
from yuejuan.graders.common.answers.mails import paragraphs_of
from yuejuan.graders.common.document.places import span
from yuejuan.graders.common.page.known import element
from yuejuan.graders.finding import Evidence, FileEvidence

TEXTS = (
    Need(PageFacts, of_kind="page"),
    Need(DocumentFacts, of_kind="document"),
    Need(DocumentFacts, of_kind="text"),
    Need(MailFacts, of_kind="mail"),
)
"""Where words that people see may stand. For the ``needs`` of a check."""


@dataclass(frozen=True)
class Piece:
    """One stretch of text: ``point`` gives the evidence of code points ``start`` to ``end`` with what is remarked."""

    text: str
    point: Callable[[int, int, str | None], Evidence]


def pieces(subject: Subject) -> Iterator[Piece]:
    """Every text that people see in the files of ``subject``, alternative texts, heads and subjects included."""
    for file in subject.files:
        if file.kind == "page":
            yield from _of_page(file.path, subject.facts(PageFacts, file.path))
        elif file.kind == "mail":
            yield from _of_mail(file.path, subject.facts(MailFacts, file.path))
        elif file.kind in ("document", "text"):
            facts = subject.facts(DocumentFacts, file.path)
            yield from (_paragraph(file.path, paragraph) for paragraph in facts.paragraphs or ())


def unread(subject: Subject) -> list[str]:
    """Files whose text was not read whole."""
    return [
        file.path
        for file in subject.files
        if file.kind in ("empty", "unknown")
        or (file.kind == "page" and subject.facts(PageFacts, file.path).damaged)
        or (file.kind in ("document", "text") and subject.facts(DocumentFacts, file.path).paragraphs is None)
        or (file.kind == "mail" and subject.facts(MailFacts, file.path).body is None)
    ]


def _paragraph(file: str, paragraph: Paragraph) -> Piece:
    return Piece(paragraph.text, lambda start, end, remark: span(file, paragraph, start, end, remark))


def _of_mail(file: str, facts: MailFacts) -> Iterator[Piece]:
    subject = facts.subject if facts.subject is not None and "subject" not in facts.in_body else ""
    if subject:
        yield Piece(
            subject, lambda start, end, remark: FileEvidence(file=file, expected=remark, measured=subject[start:end])
        )
    yield from (_paragraph(file, paragraph) for paragraph in paragraphs_of(facts) if paragraph.text.strip())


def _of_page(file: str, facts: PageFacts) -> Iterator[Piece]:
    head = Place(facts.path, None, "head")
    for text in (facts.title, facts.description, " ".join(facts.keywords or ())):
        if text:
            yield _block(file, facts, text, head)
    for block in facts.texts:
        yield _block(file, facts, block.text, block.place)
    for image in facts.images:
        if image.alt:
            yield _block(file, facts, image.alt, image.reference.place)


def _block(file: str, facts: PageFacts, text: str, place: Place) -> Piece:
    return Piece(
        text, lambda start, end, remark: element(file, facts, place, expected=remark, measured=text[start:end])
    )
