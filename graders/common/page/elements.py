"""The check ``page.elements``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from pydantic import Field, model_validator

from yuejuan.artifacts.page.facts import PageFacts, PageTable, Place, Reference
from yuejuan.graders.api import Ask, CheckParameters, Subject, check, judged
from yuejuan.graders.common.page.known import MOST_EVIDENCE, doubtful, element
from yuejuan.graders.finding import FileEvidence, Point
from yuejuan.messages import say

_WORKING = ("ok", "case", "external", "inline")
_NO_INPUT = {"hidden", "submit", "reset", "button", "image"}


class Parameters(CheckParameters):
    """How many elements of each kind the page must hold at least; only what is set is asked for."""

    min_text: int | None = Field(None, ge=1, description="Least characters of visible text, blanks aside.")
    min_tables: int | None = Field(None, ge=1, description="Least tables of data.")
    min_pictures: int | None = Field(None, ge=1, description="Least different pictures in the page.")
    min_media: int | None = Field(None, ge=1, description="Least sounds, films or animations.")
    min_links: int | None = Field(None, ge=1, description="Least links that lead somewhere.")
    min_fields: int | None = Field(None, ge=1, description="Least form fields to fill in.")

    @model_validator(mode="after")
    def _asks_something(self) -> Parameters:
        if not self.points():
            raise ValueError("ask for at least one kind of element")
        return self

    def points(self) -> tuple[Ask, ...]:
        """One point for each kind of element that is asked for."""
        return tuple(Ask(kind) for kind in _COUNTED if getattr(self, f"min_{kind}") is not None)


@dataclass(frozen=True)
class Count:
    """How many there are, where, and how many of these are so only by a rule of thumb."""

    number: int
    places: tuple[Place, ...] = ()
    guessed: int = 0


@check("page.elements", needs=(PageFacts,))
def judge(subject: Subject, asked: Parameters) -> Iterator[Point]:
    """Text, tables of data, pictures, media, links and form fields are there in the numbers asked for.

    Earns: as many as asked for; otherwise the share of them. Pictures and media count when their files are there, and
    each file once; links count when they lead to a file, another site, an address or a place in the page.
    Loses: what is missing.
    Open: a script or a damage of the page may hide more of them.
    Evidence: the elements counted.
    Review: tables without caption and header cells are told from layout tables by their content, so they only suggest.
    Example: asked three pictures; two that exist and one whose file is missing: two thirds.
    """
    facts = subject.facts(PageFacts)
    file = subject.file.path
    for kind, counted in _COUNTED.items():
        least = getattr(asked, f"min_{kind}")
        if least is not None:
            yield _point(facts, file, kind, counted(facts), least)


def _point(facts: PageFacts, file: str, kind: str, count: Count, least: int) -> Point:
    if count.number < least and (open_point := doubtful(kind, facts, file, "content")) is not None:
        return open_point
    share = min(Fraction(1), Fraction(count.number, least))
    name = f"{kind}_enough" if share == 1 else f"{kind}_too_few"
    message = say(f"check.page.elements.{name}", file=file, count=count.number, least=least)
    total = FileEvidence(file=file, expected=f"≥{least}", measured=str(count.number))
    places = [element(file, facts, place) for place in count.places[:MOST_EVIDENCE]]
    sure = count.number - count.guessed >= least or count.guessed == 0
    return judged(kind, share, message, total, *places, suggested=not sure)


def _text(facts: PageFacts) -> Count:
    return Count(sum(not character.isspace() for character in facts.text))


def _tables(facts: PageFacts) -> Count:
    laying_out = {
        place.selector for one in facts.layout if one.technique in ("table", "nested_table") for place in one.places
    }
    tables = [table for table in facts.tables if table.place.selector not in laying_out and _holds_data(table)]
    guessed = sum(not (table.headers or table.caption) for table in tables)
    return Count(len(tables), tuple(table.place for table in tables), guessed)


def _holds_data(table: PageTable) -> bool:
    return table.rows >= 2 and table.columns >= 2


def _pictures(facts: PageFacts) -> Count:
    return _files([image.reference for image in facts.images if not image.background])


def _media(facts: PageFacts) -> Count:
    return _files([one for one in facts.media if one.attribute != "poster"])


def _files(references: list[Reference]) -> Count:
    there = {one.target or one.raw: one.place for one in reversed(references) if one.state in _WORKING}
    return Count(len(there), tuple(reversed(there.values())))


def _links(facts: PageFacts) -> Count:
    links = [one for one in facts.links if one.element in ("a", "area") and _leads_somewhere(one, facts)]
    return Count(len(links), tuple(one.place for one in links))


def _leads_somewhere(link: Reference, facts: PageFacts) -> bool:
    """True for a file, another site, a mail address, or a named place in the page; ``#`` alone leads nowhere."""
    raw = link.raw.strip()
    if link.state in ("ok", "case", "external"):
        return True
    if raw.startswith("#"):
        return raw[1:] in facts.ids
    return raw.lower().startswith(("mailto:", "tel:"))


def _fields(facts: PageFacts) -> Count:
    forms = [(form, [one for one in form.fields if one[1] not in _NO_INPUT]) for form in facts.forms]
    places = tuple(form.place for form, fields in forms if fields)
    return Count(sum(len(fields) for _, fields in forms), places)


_COUNTED: dict[str, Callable[[PageFacts], Count]] = {
    "text": _text,
    "tables": _tables,
    "pictures": _pictures,
    "media": _media,
    "links": _links,
    "fields": _fields,
}
