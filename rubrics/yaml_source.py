"""YAML as people write rubrics: exact values, and the line and column of every key and value.

A restricted reading of YAML 1.1 (https://yaml.org/spec/1.1/): plain scalars are ``null``/``~``/empty,
``true``/``false``, whole decimal numbers, decimal fractions (exact, as ``Decimal``) and otherwise text. So ``no``
and ``on`` stay text, ``12:30`` is no sexagesimal number, ``010`` no octal one, ``2026-05-01`` no date. Keys are
always text. Merge keys, tags, several documents in one file and a key given twice are errors.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any, NoReturn, TypeAlias

import yaml

from yuejuan.messages import Message, say
from yuejuan.rubrics.errors import Problem, RubricError

YamlPath: TypeAlias = tuple[str | int, ...]

MAX_BYTES = 2 * 1024 * 1024
"""A file above this is refused unread; the longest real rubric has 60 KB."""
MAX_DEPTH = 40
MAX_NODES = 100_000
"""Values after aliases are written out: an alias bomb is refused while it is being expanded."""
_LONGEST_NUMBER = 40

_INTEGER = re.compile(r"-?(0|[1-9][0-9]*)\Z")
_FRACTION = re.compile(r"-?(0|[1-9][0-9]*)\.[0-9]+\Z")
_PLAIN = {"": None, "~": None, "null": None, "true": True, "false": False}
_TEXT_TAG = "tag:yaml.org,2002:str"
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")

_SYNTAX = {
    "mapping values are not allowed": "rubric.syntax.colon",
    "could not find expected ':'": "rubric.syntax.no_colon",
    "found unexpected end of stream": "rubric.syntax.quote",
    "did not find expected ',' or": "rubric.syntax.bracket",
    "did not find expected key": "rubric.syntax.indentation",
    "did not find expected '-' indicator": "rubric.syntax.indentation",
    "block sequence entries are not allowed": "rubric.syntax.dash",
    "found unknown escape character": "rubric.syntax.escape",
    "found a tab character": "rubric.syntax.tab",
}


@dataclass(frozen=True)
class Place:
    """A place in a file, line and column from 1."""

    line: int
    column: int


@dataclass
class Source:
    """One YAML file: its value and where each key and value stands, by path (``("criteria", 0, "id")``)."""

    file: str
    value: Any = None
    keys: dict[YamlPath, Place] = field(default_factory=dict)
    values: dict[YamlPath, Place] = field(default_factory=dict)

    def place(self, path: YamlPath, *, key: bool = False) -> Place | None:
        """Where ``path`` stands: its value, or with ``key`` its key; else the nearest enclosing place."""
        while True:
            if key and path in self.keys:
                return self.keys[path]
            if path in self.values:
                return self.values[path]
            if not path:
                return None
            path, key = path[:-1], True

    def problem(
        self,
        path: YamlPath,
        message: Message,
        *,
        key: bool = False,
        expected: Message | None = None,
        nearest: str | None = None,
    ) -> Problem:
        """A problem at ``path`` of this file."""
        place = self.place(path, key=key)
        return Problem(
            file=self.file,
            line=place.line if place else None,
            column=place.column if place else None,
            message=message,
            expected=expected,
            nearest=nearest,
        )


def read_yaml(path: Path, *, shown_as: str | None = None) -> Source:
    """Read one YAML file whose top level is a mapping.

    ``shown_as`` is the name in messages (default: the path as given). Raises :class:`RubricError` with one problem
    when the file is missing, empty, too big, not UTF-8, not YAML or no mapping.
    """
    name = shown_as if shown_as is not None else path.as_posix()
    return parse_yaml(read_bytes(path, shown_as=name), name)


def read_bytes(path: Path, *, shown_as: str | None = None) -> bytes:
    """The bytes of a paper's file. Raises :class:`RubricError` when it is missing, a folder, unreadable or too big."""
    name = shown_as if shown_as is not None else path.as_posix()
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        _refuse(name, say("rubric.file.missing", file=name))
    except IsADirectoryError:
        _refuse(name, say("rubric.file.folder", file=name))
    except (OSError, ValueError):  # ValueError: a NUL in the path
        _refuse(name, say("rubric.file.unreadable", file=name))
    _limited(data, name)
    return data


def _limited(data: bytes, name: str) -> None:
    if len(data) > MAX_BYTES:
        _refuse(name, say("rubric.file.too_big", file=name, megabytes=MAX_BYTES // 1024 // 1024))


def parse_yaml(data: bytes, name: str) -> Source:
    """Parse the bytes of a YAML file called ``name``; errors as :func:`read_yaml`."""
    _limited(data, name)
    text = decode(data, name)
    if forbidden := _FORBIDDEN.search(text):
        line, column = _line_and_column(text, forbidden.start())
        _refuse(name, say("rubric.file.control", code=f"U+{ord(forbidden[0]):04X}"), line, column)
    source = Source(name)
    builder = _Builder(source, text)
    source.value = builder.document()
    if source.value is None:
        _refuse(name, say("rubric.file.empty", file=name))
    if not isinstance(source.value, dict):
        _refuse(name, say("rubric.file.no_mapping"), 1, 1)
    return source


def decode(data: bytes, name: str) -> str:
    """The text of a file called ``name`` that must be UTF-8; :class:`RubricError` with line and column otherwise."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
    line = before.count(b"\n") + 1
    column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
    return _refuse(name, say("rubric.file.encoding"), line, column)


def _line_and_column(text: str, offset: int) -> tuple[int, int]:
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def _refuse(name: str, message: Message, line: int | None = None, column: int | None = None) -> NoReturn:
    raise RubricError((Problem(file=name, line=line, column=column, message=message),))


class _Builder:
    """Builds plain values out of parser events and records where each of them stands."""

    def __init__(self, source: Source, text: str) -> None:
        self.source = source
        self.text = text
        self.anchors: dict[str, list[yaml.Event]] = {}
        self.open_anchors: set[str] = set()
        self.nodes = 0
        self.problems: list[Problem] = []

    def document(self) -> Any:
        """The value of the one document; None for an empty file."""
        try:
            events = list(self._limited(yaml.parse(self.text, Loader=yaml.CSafeLoader)))
        except yaml.MarkedYAMLError as error:
            self._syntax(error)
        except yaml.YAMLError:
            _refuse(self.source.file, say("rubric.syntax.other"))
        starts = [event for event in events if isinstance(event, yaml.DocumentStartEvent)]
        if not starts:
            return None
        if len(starts) > 1:
            self._refuse(starts[1], say("rubric.syntax.documents"))
        body = events[2:-2]
        value, _ = self._node(body, 0, (), 0)
        if self.problems:
            raise RubricError(tuple(self.problems))
        return value

    def _limited(self, events: Iterator[yaml.Event]) -> Iterator[yaml.Event]:
        depth = 0
        for count, event in enumerate(events):
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            if depth > MAX_DEPTH:
                self._refuse(event, say("rubric.yaml.depth", limit=MAX_DEPTH))
            if count > 2 * MAX_NODES:
                self._refuse(event, say("rubric.yaml.size", limit=MAX_NODES))
            yield event

    def _node(self, events: list[yaml.Event], at: int, path: YamlPath, depth: int) -> tuple[Any, int]:
        """The value that begins at event ``at``, and the index of the event after it."""
        event = events[at]
        self.nodes += 1
        if self.nodes > MAX_NODES:
            self._refuse(event, say("rubric.yaml.size", limit=MAX_NODES))
        if depth > MAX_DEPTH:
            self._refuse(event, say("rubric.yaml.depth", limit=MAX_DEPTH))
        self.source.values[path] = self._place(event)
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event, path, depth), at + 1
        tag = getattr(event, "tag", None)
        if tag not in (None, "!", _TEXT_TAG):
            self._refuse(event, say("rubric.yaml.tag", tag=str(tag)))
        end = _end_of(events, at)
        anchor = getattr(event, "anchor", None)
        if anchor is not None:
            self.anchors[anchor] = events[at:end]
            self.open_anchors.add(anchor)
        if isinstance(event, yaml.MappingStartEvent):
            value: Any = self._mapping(events, at + 1, path, depth + 1)
        elif isinstance(event, yaml.SequenceStartEvent):
            value = self._sequence(events, at + 1, path, depth + 1)
        elif isinstance(event, yaml.ScalarEvent):
            value = self._scalar(event)
        else:
            raise TypeError(f"no event that begins a value: {event!r}")
        self.open_anchors.discard(anchor or "")
        return value, end

    def _alias(self, event: yaml.AliasEvent, path: YamlPath, depth: int) -> Any:
        name = event.anchor
        if name not in self.anchors or name in self.open_anchors:
            self._refuse(event, say("rubric.yaml.alias", name=str(name)))
        return self._node(self.anchors[name], 0, path, depth)[0]

    def _mapping(self, events: list[yaml.Event], at: int, path: YamlPath, depth: int) -> dict[str, Any]:
        values: dict[str, Any] = {}
        while not isinstance(events[at], yaml.MappingEndEvent):
            key_event = events[at]
            if not isinstance(key_event, yaml.ScalarEvent):
                self._refuse(key_event, say("rubric.yaml.key"))
            key = key_event.value
            if key == "<<":
                self._refuse(key_event, say("rubric.yaml.merge"))
            if key in values:
                first = self.source.keys[(*path, key)]
                self._note(key_event, say("rubric.yaml.duplicate", key=key, line=first.line))
                at = _end_of(events, at + 1)
                continue
            self.source.keys[(*path, key)] = self._place(key_event)
            values[key], at = self._node(events, at + 1, (*path, key), depth)
        return values

    def _sequence(self, events: list[yaml.Event], at: int, path: YamlPath, depth: int) -> list[Any]:
        values: list[Any] = []
        while not isinstance(events[at], yaml.SequenceEndEvent):
            value, at = self._node(events, at, (*path, len(values)), depth)
            values.append(value)
        return values

    def _scalar(self, event: yaml.ScalarEvent) -> Any:
        text: str = event.value
        if event.style or event.tag is not None:  # quoted, a block, or !!str: text as it stands
            return text
        if text in _PLAIN:
            return _PLAIN[text]
        if len(text) <= _LONGEST_NUMBER:
            if _INTEGER.match(text):
                return int(text)
            if _FRACTION.match(text):
                return Decimal(text)
        return text

    def _place(self, event: yaml.Event) -> Place:
        mark = event.start_mark
        if mark is None:
            raise TypeError(f"the parser gives every event its place: {event!r}")
        return Place(mark.line + 1, mark.column + 1)

    def _note(self, event: yaml.Event, message: Message) -> None:
        place = self._place(event)
        self.problems.append(Problem(file=self.source.file, line=place.line, column=place.column, message=message))

    def _refuse(self, event: yaml.Event, message: Message) -> NoReturn:
        self._note(event, message)
        raise RubricError(tuple(self.problems))

    def _syntax(self, error: yaml.MarkedYAMLError) -> NoReturn:
        mark = error.problem_mark or error.context_mark
        if mark is None:
            _refuse(self.source.file, say("rubric.syntax.other"))
        line, column = mark.line, mark.column
        lines = self.text.split("\n")
        here = lines[line][column : column + 1] if line < len(lines) else ""
        problem = error.problem or ""
        message_id = next((found for text, found in _SYNTAX.items() if text in problem), "rubric.syntax.other")
        if here == "\t":
            message_id = "rubric.syntax.tab"
        elif "cannot start any token" in problem:
            _refuse(self.source.file, say("rubric.syntax.character", character=here), line + 1, column + 1)
        _refuse(self.source.file, say(message_id), line + 1, column + 1)


def _end_of(events: list[yaml.Event], at: int) -> int:
    """The index after the node that begins at event ``at``."""
    depth = 0
    while True:
        if isinstance(events[at], yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(events[at], yaml.CollectionEndEvent):
            depth -= 1
        at += 1
        if depth == 0:
            return at
