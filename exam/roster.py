"""The roster: who sat the examination. Names live here only and are joined in where people read."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from yuejuan.artifacts.text import decode
from yuejuan.exam.names import FolderName, key
from yuejuan.messages import Message, say

_HEADERS = {
    "number": (
        "准考证号",
        "考号",
        "考生号",
        "学号",
        "准考证",
        "编号",
        "number",
        "examinationnumber",
        "studentid",
        "id",
    ),
    "name": ("姓名", "考生姓名", "学生姓名", "名字", "name", "fullname"),
    "seat": ("座位号", "座号", "机位", "机号", "工位", "工位号", "座位", "序号", "seat"),
}
_LONGEST_SEAT = 3
_SEAT_WORDS = frozenset(key(word) for word in (*_HEADERS["seat"], "座", "号机"))
_LARGEST_ROSTER = 4 * 1024 * 1024


class RosterError(Exception):
    """The roster cannot be used; ``message`` says what, where, and how to mend it."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.id)
        self.message = message


@dataclass(frozen=True)
class Person:
    """One line of the roster. ``number`` keeps its leading zeros: it is a name, not a quantity."""

    number: str
    name: str
    seat: str = ""


@dataclass(frozen=True)
class Identity:
    """Whom a folder belongs to. ``by`` tells what it was recognised by; ``conflict`` holds a disagreement."""

    candidate: str
    person: Person | None
    by: str | None
    conflict: Message | None = None


class Roster:
    """People by number and by name."""

    def __init__(self, people: Iterable[Person]) -> None:
        self.people = tuple(people)
        self._by_number = {person.number: person for person in self.people}
        self._by_name: dict[str, list[Person]] = {}
        for person in self.people:
            self._by_name.setdefault(key(person.name), []).append(person)

    def identify(self, folder: FolderName) -> Identity:
        """Find the person a folder name means: by number first, else by a name that only one has, else by the seat."""
        by_number = self._number(folder)
        by_name = self._name(folder)
        if by_number is not None:
            conflict = None
            if by_name is not None and by_name != by_number:
                conflict = say("exam.identity_conflict", folder=folder.text, number=by_number.number, name=by_name.name)
            return Identity(by_number.number, by_number, "number", conflict)
        if by_name is not None:
            return Identity(by_name.number, by_name, "name")
        by_seat = self._seat(folder)
        if by_seat is not None:
            return Identity(by_seat.number, by_seat, "seat")
        note = say("exam.not_on_roster", folder=folder.text) if self.people else None
        return Identity(folder.number or folder.digest_id, None, None, note)

    def _number(self, folder: FolderName) -> Person | None:
        for number in (*sorted(folder.numbers, key=len, reverse=True), folder.joined_number):
            if number in self._by_number:
                return self._by_number[number]
        return None

    def _seat(self, folder: FolderName) -> Person | None:
        """A folder that is named by a seat alone, or by a seat and the name of the person who sat there."""
        if len(folder.numbers) != 1 or len(folder.numbers[0]) > _LONGEST_SEAT:
            return None
        found = [person for person in self.people if person.seat and person.seat == folder.numbers[0]]
        if len(found) != 1:
            return None
        fits = {key(found[0].name), *_SEAT_WORDS}
        return found[0] if all(key(name) in fits for name in folder.names) else None

    def _name(self, folder: FolderName) -> Person | None:
        names = folder.possible_names
        found = {person.number: person for name in names for person in self._by_name.get(key(name), ())}
        return next(iter(found.values())) if len(found) == 1 else None


def load_roster(path: Path) -> Roster:
    """Read a roster from CSV (any Chinese encoding) or XLSX; columns are found by their headers.

    Raises :class:`RosterError` with one clear sentence.
    """
    if not path.is_file():
        raise RosterError(say("exam.roster_missing", path=str(path)))
    if path.stat().st_size > _LARGEST_ROSTER:
        raise RosterError(say("exam.roster_too_large", path=str(path)))
    rows = _xlsx_rows(path) if path.suffix.lower() in {".xlsx", ".xlsm"} else _csv_rows(path)
    rows = [row for row in rows if any(row)]
    if not rows:
        raise RosterError(say("exam.roster_empty", path=str(path)))
    columns = _columns(rows[0])
    if "number" not in columns or "name" not in columns:
        raise RosterError(say("exam.roster_headers", path=str(path), found=[cell for cell in rows[0] if cell]))
    return Roster(_people(rows[1:], columns, path))


def _people(rows: list[list[str]], columns: dict[str, int], path: Path) -> list[Person]:
    people: dict[str, Person] = {}
    for line, row in enumerate(rows, start=2):
        cells = {field: row[column] if column < len(row) else "" for field, column in columns.items()}
        if not cells["number"]:
            raise RosterError(say("exam.roster_no_number", path=str(path), line=line))
        if cells["number"] in people:
            raise RosterError(say("exam.roster_twice", path=str(path), line=line, number=cells["number"]))
        people[cells["number"]] = Person(cells["number"], cells["name"], cells.get("seat", ""))
    return list(people.values())


def _columns(header: list[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for column, cell in enumerate(header):
        for field, names in _HEADERS.items():
            if key(cell) in names:
                found.setdefault(field, column)
    return found


def _csv_rows(path: Path) -> list[list[str]]:
    text = decode(path.read_bytes()).text
    sample = text[:4096]
    delimiter = max(",;\t，", key=sample.count)
    return [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text), delimiter=delimiter)]


def _xlsx_rows(path: Path) -> list[list[str]]:
    import zipfile

    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        workbook = load_workbook(path, read_only=True, data_only=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, OSError, ValueError) as error:
        raise RosterError(say("exam.roster_unreadable", path=str(path))) from error
    sheet = workbook.worksheets[0]
    rows = [["" if cell is None else _cell(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    workbook.close()
    return rows


def _cell(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
