"""The examination folder: what ``--out`` makes and ``report``, ``grade --exam`` and the desk work on.

``exam.yaml`` says what was graded with what; ``people.json`` is the one file with names; ``results/`` holds the
result documents, ``report/`` what people read, ``evidence/`` crops by digest, ``.yuejuan/`` what can be made again.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Literal

import msgspec
import yaml
from pydantic import Field, StrictStr

from yuejuan.artifacts.system.atomic import write_atomically
from yuejuan.exam.entries import Entry
from yuejuan.exam.roster import Roster
from yuejuan.messages import Message, say
from yuejuan.rubrics.model import Model

FILENAME = "exam.yaml"
PEOPLE = "people.json"


class FolderError(Exception):
    """The examination folder cannot be used; ``message`` says why and how to mend it."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.id)
        self.message = message


class Exam(Model):
    """The file ``exam.yaml``. Paths are relative to the folder where they can be, so that both may move together."""

    schema_: Annotated[Literal["yuejuan.exam/1"], Field(alias="schema")]
    submissions: StrictStr
    paper: StrictStr
    roster: StrictStr | None = None


class PersonOnFile(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One person: their number, name and seat, and the ids under which results of theirs are stored."""

    number: str
    name: str
    seat: str = ""
    candidates: tuple[str, ...] = ()

    @property
    def absent(self) -> bool:
        """True for a name on the roster without a submission: absent, which is not 0."""
        return not self.candidates


class People(msgspec.Struct, frozen=True, kw_only=True):
    """The file ``people.json``."""

    schema: str
    people: tuple[PersonOnFile, ...]

    def by_candidate(self) -> dict[str, PersonOnFile]:
        """People by the id of each of their results."""
        return {candidate: person for person in self.people for candidate in person.candidates}

    def absent(self) -> tuple[PersonOnFile, ...]:
        """Those on the roster who handed nothing in."""
        return tuple(person for person in self.people if person.absent)


def write_exam(out: Path, submissions: Path, paper: Path, roster: Path | None) -> None:
    """Write ``exam.yaml``."""
    content = {
        "schema": "yuejuan.exam/1",
        "submissions": _from(out, submissions),
        "paper": _from(out, paper),
        **({"roster": _from(out, roster)} if roster is not None else {}),
    }
    text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False)
    write_atomically(out / FILENAME, text.encode())


def read_exam(folder: Path) -> Exam:
    """Read ``exam.yaml``; :class:`FolderError` when there is none, ``RubricError`` when it is wrong."""
    from yuejuan.rubrics.validation import load_model

    if not (folder / FILENAME).is_file():
        raise FolderError(say("exam.no_exam_folder", folder=str(folder)))
    exam = load_model(folder / FILENAME, Exam).model
    return exam.model_copy(
        update={
            name: str(folder / value)
            for name, value in (("submissions", exam.submissions), ("paper", exam.paper), ("roster", exam.roster))
            if value is not None
        }
    )


def write_people(out: Path, roster: Roster, entries: Iterable[Entry]) -> People:
    """Join roster and submissions in ``people.json``: names are in this file and in no result."""
    owned: dict[str, list[str]] = {}
    for entry in entries:
        if entry.identity.person is not None:
            owned.setdefault(entry.identity.person.number, []).append(entry.candidate)
    people = People(
        schema="yuejuan.people/1",
        people=tuple(
            PersonOnFile(
                number=person.number,
                name=person.name,
                seat=person.seat,
                candidates=tuple(sorted(owned.get(person.number, []))),
            )
            for person in roster.people
        ),
    )
    write_atomically(out / PEOPLE, msgspec.json.format(msgspec.json.encode(people), indent=1) + b"\n")
    return people


def read_people(out: Path) -> People:
    """Read ``people.json``; nobody when there is none. :class:`FolderError` when it is damaged."""
    path = out / PEOPLE
    if not path.is_file():
        return People(schema="yuejuan.people/1", people=())
    try:
        return msgspec.json.decode(path.read_bytes(), type=People)
    except msgspec.DecodeError as error:
        raise FolderError(say("exam.people_damaged", path=str(path))) from error


def _from(folder: Path, path: Path) -> str:
    """``path`` relative to ``folder``; absolute where they lie on different drives."""
    try:
        return os.path.relpath(path.resolve(), folder.resolve()).replace(os.sep, "/")
    except ValueError:
        return str(path.resolve())
