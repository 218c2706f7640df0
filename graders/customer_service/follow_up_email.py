"""The check ``customer_service.follow_up_email``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field, model_validator

from yuejuan.artifacts.document.facts import DocumentFacts
from yuejuan.artifacts.mail.facts import MailFacts
from yuejuan.graders.api import Ask, CheckParameters, Need, Subject, check, earned, lost, unsettled
from yuejuan.graders.common.document.sections import find_sections
from yuejuan.graders.common.letters import (
    KNOWN_ITEMS,
    NEW_OFFER,
    PARTS,
    SENSES,
    Line,
    Part,
    PartName,
    Sense,
    Standing,
    Writing,
    find_item,
    read_letter,
    sense_by_name,
    with_synonyms,
    without_bare_names,
    written_in_document,
    written_in_mail,
)
from yuejuan.graders.finding import Evidence, FileEvidence, Point, Reason
from yuejuan.messages import Message, Value, say

OFFER = "new_offer"


class Parameters(CheckParameters):
    """The parts of the letter and what it is to say."""

    parts: tuple[PartName, ...] = Field(PARTS, description="Parts of the letter that are asked for.")
    items: dict[str, tuple[str, ...]] = Field(
        {},
        description="Name of an item that the paper asks for to its words, any one of which will do; words joined by + "
        "must stand in one sentence. Without words, those that come with the check are used for the usual items.",
    )
    new_offer: bool = Field(False, description="Whether a new product or service is to be offered.")
    section: tuple[str, ...] = Field(
        (), description="Names of the section that holds the mail, where it is part of a longer answer."
    )
    brief: str = Field("", description="The text of the paper; what is copied from it is no content.")

    @model_validator(mode="after")
    def _every_point_is_told_apart(self) -> Parameters:
        unknown = [name for name, words in self.items.items() if not words and name not in KNOWN_ITEMS]
        if unknown:
            raise ValueError(f"give words for {unknown}; without words there are only {sorted(KNOWN_ITEMS)}")
        taken = sorted(self.items.keys() & {*PARTS, OFFER})
        if taken:
            raise ValueError(f"an item must not be called {taken}")
        if not self.points():
            raise ValueError("ask for parts, items or new_offer")
        return self

    def points(self) -> tuple[Ask, ...]:
        """One for each part, each item, and the new offer."""
        keys = (*dict.fromkeys(self.parts), *self.items, *((OFFER,) if self.new_offer else ()))
        return tuple(Ask(key) for key in keys)


@check(
    "customer_service.follow_up_email",
    needs=(
        Need(MailFacts, of_kind="mail"),
        Need(DocumentFacts, of_kind="document"),
        Need(DocumentFacts, of_kind="text"),
    ),
)
def judge(subject: Subject, asked: Parameters) -> Iterator[Point]:
    """The follow-up mail has the parts of a business letter and says what the paper asks for.

    Earns: `parts`: a field of the mail's head, a labelled line or cell (`主题：…`, `主题 …`), or the line that has the
    part's form at its place (`尊敬的…：` first, `祝…` last) is determined, although the paper has the same words; what
    only looks like it is suggested. `items` and `new_offer`: a sentence below the head has one of the words, or one
    that means the same (`赔个不是` for 道歉), or the form of a usual item (a question, an advice), and does not deny
    it; always suggested.
    Loses: every line is accounted for and none is left for the part; as body a list of words, or what tells what one
    would write (suggested); no sentence has any of an item's words (suggested).
    Open: lines that may be the part or not (a title, thanks in the last sentence, a date left blank); a sentence that
    may say an item to which the paper gave words of its own; anything missing while a picture or an attachment may
    hold it; a section that was not found.
    Evidence: the lines of the part, or the sentences of the item, else the file.
    Review: whether the words fit the customer and the case; sentences that say an item in other words.
    Example: no line between `祝您生活愉快！` and `2024年5月20日`: `signature` is lost.
    """
    file = subject.file
    writing = _writing(subject, asked)
    if not isinstance(writing, Writing):
        name = "unknown" if writing is Reason.UNREADABLE else "no_section"
        message = say(f"check.customer_service.follow_up_email.{name}", file=file.path, words=list(asked.section))
        for ask in asked.points():
            yield unsettled(ask.key, writing, message, FileEvidence(file=file.path))
        return
    letter = read_letter(writing)
    for part in dict.fromkeys(asked.parts):
        yield _part_point(writing, part, letter.parts[part])
    content = without_bare_names(letter.content, asked.items)
    for name, words in asked.items.items():
        yield _item_point(writing, content, name, words or KNOWN_ITEMS[name], SENSES.get(name))
    if asked.new_offer:
        yield _item_point(writing, content, OFFER, NEW_OFFER, None)


def _writing(subject: Subject, asked: Parameters) -> Writing | Literal[Reason.UNREADABLE, Reason.NOT_LOCATED]:
    """What is written, or why it is not known. A document without any headings is taken to be the mail alone."""
    path, kind = subject.file.path, subject.file.kind
    if kind == "mail":
        return written_in_mail(path, subject.facts(MailFacts), asked.brief)
    facts = subject.facts(DocumentFacts) if kind in ("document", "text") else None
    if facts is None or facts.paragraphs is None:
        return Reason.UNREADABLE
    sections = [section for section in find_sections(facts, asked.section) if section.words] if asked.section else []
    if sections:
        return written_in_document(path, facts, asked.brief, sections[0].paragraphs)
    if asked.section and facts.headings:
        return Reason.NOT_LOCATED
    return written_in_document(path, facts, asked.brief)


def _part_point(writing: Writing, name: PartName, part: Part) -> Point:
    message = say(f"check.customer_service.follow_up_email.{part.standing.value}.{name}", file=writing.file)
    evidence: tuple[Evidence, ...] = part.places or (FileEvidence(file=writing.file),)
    match part.standing:
        case Standing.THERE | Standing.LIKELY:
            return earned(name, message, *evidence, suggested=part.standing is Standing.LIKELY)
        case Standing.MISSING | Standing.LIKELY_MISSING:
            return lost(name, message, *evidence, suggested=part.standing is Standing.LIKELY_MISSING)
        case Standing.DOUBTFUL:
            reason = Reason.UNCERTAIN if part.places else Reason.NOT_LOCATED
            return unsettled(name, reason, message, *evidence)


def _item_point(
    writing: Writing, content: tuple[Line, ...], name: str, words: tuple[str, ...], sense: Sense | None
) -> Point:
    """``sense`` is the form of a usual item; one that the paper names in its own way may only be said by that form."""
    kind = "offer" if name == OFFER else "item"
    values: dict[str, Value] = {"file": writing.file, "name": name, "words": list(words[:8])}

    def message(outcome: str) -> Message:
        return say(f"check.customer_service.follow_up_email.{kind}_{outcome}", **values)

    places = find_item(content, words if name == OFFER else with_synonyms(words), sense)
    if places:
        return earned(name, message("found"), *places, suggested=True)
    if not writing.whole:
        return unsettled(name, Reason.NOT_LOCATED, message("not_located"), FileEvidence(file=writing.file))
    form = None if name == OFFER else sense_by_name(name)
    perhaps = find_item(content, (), form) if form is not None and sense is None else ()
    if perhaps:
        return unsettled(name, Reason.UNCERTAIN, message("doubtful"), *perhaps)
    return lost(name, message("missing"), FileEvidence(file=writing.file), suggested=True)
