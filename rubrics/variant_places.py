"""Where the numbers of ``variants.yaml`` stand in ``key.yaml`` and ``brief.md``; every fault with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from yuejuan.messages import say
from yuejuan.rubrics.errors import Problem, RubricError, nearest_of
from yuejuan.rubrics.loader import load_brief, read_key
from yuejuan.rubrics.validation import Loaded, in_order, load_model
from yuejuan.rubrics.variants import Group, Number, Range, Variants
from yuejuan.rubrics.yaml_source import Source, YamlPath, decode, read_bytes

FILE = "variants.yaml"

_PLACE = re.compile(r"\{(?P<name>[^{}:]*)(?::(?P<form>[^{}]*))?\}")
_FORMS = re.compile(r"%|,|万|\.\d|")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


@dataclass(frozen=True)
class Unit:
    """One number that is drawn: its name, its place in the key, its present value and its range.

    ``path`` begins with ``answers``; ``start`` and ``end`` are where its digits stand in the text of the key.
    ``group`` is the key of the group that it belongs to; its name is then ``group/member``.
    """

    name: str
    path: YamlPath
    value: Decimal
    start: int
    end: int
    range: Range
    group: str | None = None


@dataclass(frozen=True)
class Mention:
    """A number in the brief: from ``start`` to ``end`` stands the unit in that form."""

    start: int
    end: int
    unit: str
    form: str


@dataclass(frozen=True)
class Sentence:
    """A declared sentence; ``names`` maps the names in its braces to units."""

    text: str
    names: Mapping[str, str]

    def filled(self, values: Mapping[str, Decimal]) -> str:
        """The sentence with the values of its units."""
        return _PLACE.sub(lambda place: shown(values[self.names[place["name"]]], place["form"] or ""), self.text)


@dataclass(frozen=True)
class Plan:
    """A declaration with every place found. ``answers``, ``key`` and ``brief`` are the paper's as they are now."""

    variants: Loaded[Variants]
    answers: dict[str, Any]
    key: str
    brief: str
    units: dict[str, Unit] = field(default_factory=dict)
    mentions: tuple[Mention, ...] = ()
    sentences: tuple[Sentence, ...] = ()


def load_plan(folder: Path) -> Plan:
    """Read and check the variants of the paper in ``folder``. Raises :class:`RubricError` with every fault."""
    variants = load_model(folder / FILE, Variants)
    key = read_key(folder)
    brief = load_brief(folder)
    if key is None or brief is None:
        message = say("rubric.variants.no_key" if key is None else "rubric.variants.no_brief")
        raise RubricError((variants.source.problem((), message),))
    key_file = folder / "key.yaml"
    finder = _Finder(variants, key.source, decode(read_bytes(key_file), key_file.as_posix()), brief)
    plan = finder.plan()
    if finder.problems:
        raise RubricError(in_order(finder.problems))
    return plan


def shown(value: Decimal, form: str = "") -> str:
    """A number as the brief writes it.

    Plain; ``%`` as percent; ``,`` with thousands separators; ``.2`` with two places; ``万`` in ten thousands, before
    the word itself.
    """
    if form == "%":
        return f"{_plain(value * 100)}%"
    if form == "万":
        return _plain(value / 10_000)
    if form == ",":
        return f"{_decimal(value):,f}"
    return f"{value:.{form[1:]}f}" if form.startswith(".") else _plain(value)


def _decimal(value: Decimal) -> Decimal:
    """Without zeros at the end of the fraction."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def _plain(value: Decimal) -> str:
    return f"{_decimal(value):f}"


class _Finder:
    """Finds every place once and collects what is wrong on the way."""

    def __init__(self, variants: Loaded[Variants], key: Source, key_text: str, brief: str) -> None:
        self.variants = variants
        self.source = variants.source
        self.key = key
        self.key_text = key_text
        self.key_lines = [0, *(match.end() for match in re.finditer("\n", key_text))]
        self.brief = brief
        self.units: dict[str, Unit] = {}
        self.mentions: dict[tuple[int, int], Mention] = {}
        self.sentences: list[Sentence] = []
        self.problems: list[Problem] = []

    def plan(self) -> Plan:
        """All numbers with their places."""
        model = self.variants.model
        if not model.numbers and not model.groups:
            self.problems.append(self.source.problem((), say("rubric.variants.nothing")))
        for index, number in enumerate(model.numbers):
            self._number(number, ("numbers", index))
        for index, group in enumerate(model.groups):
            self._group(group, ("groups", index))
        for index, sentence in enumerate(model.brief):
            names = {name: name for name, unit in self.units.items() if unit.group is None}
            self._sentence(sentence, ("brief", index), names)
        told = {mention.unit for mention in self.mentions.values()}
        if not self.problems:  # a sentence that was not found says more
            self.problems += self._untold(told)
        mentions = tuple(sorted(self.mentions.values(), key=lambda one: one.start))
        return Plan(
            self.variants,
            self.key.value["answers"],
            self.key_text,
            self.brief,
            self.units,
            mentions,
            tuple(self.sentences),
        )

    def _number(self, number: Number, path: YamlPath) -> None:
        found, place = self._in_key(number.key, (*path, "key"))
        if place is None:
            return
        if number.name in self.units:
            self._note((*path, "id" if number.id else "key"), "twice", name=number.name)
        elif (written := self._written(found, place, (*path, "key"))) is not None:
            self.units[number.name] = Unit(number.name, place, *written, number)

    def _group(self, group: Group, path: YamlPath) -> None:
        found, place = self._in_key(group.key, (*path, "key"))
        if place is None:
            return
        if not isinstance(found, Mapping) or len(found) < 2:
            self._note((*path, "key"), "no_group", name=group.key)
            return
        if group.distinct and group.count < len(found):
            self._note((*path, "step"), "too_few", count=group.count, needed=len(found))
        for member, given in found.items():
            written = self._written(given, (*place, member), (*path, "key"))
            if written is not None:
                name = f"{group.key}/{member}"
                self.units[name] = Unit(name, (*place, member), *written, group, group.key)
                text = group.brief.replace("{name}", member)
                self._sentence(text, (*path, "brief"), {"value": name})

    def _in_key(self, name: str, path: YamlPath) -> tuple[Any, YamlPath | None]:
        found: Any = self.key.value["answers"]
        place: YamlPath = ("answers",)
        walked = ""
        for step in name.split("."):
            names = list(found) if isinstance(found, Mapping) else []
            if step not in names:
                nearest = nearest_of(step, names)
                message = say("rubric.key_entry", name=name)
                told = f"{walked}{nearest}" if nearest else None
                self.problems.append(self.source.problem(path, message, nearest=told))
                return None, None
            found, place, walked = found[step], (*place, step), f"{walked}{step}."
        return found, place

    def _written(self, found: Any, place: YamlPath, path: YamlPath) -> tuple[Decimal, int, int] | None:
        """The number at ``place`` of the key and where its digits stand; an alias (``*name``) has none of its own."""
        at = self.key.values[place]
        start = self.key_lines[at.line - 1] + at.column - 1
        digits = _NUMBER.match(self.key_text, start)
        if isinstance(found, bool) or not isinstance(found, Decimal | int) or digits is None:
            self._note(path, "no_number", name=".".join(map(str, place[1:])))
            return None
        return Decimal(found), start, digits.end()

    def _sentence(self, sentence: str, path: YamlPath, names: Mapping[str, str]) -> None:
        """Find a sentence of the brief, with the present values in it, wherever it stands."""
        pieces = list(_PLACE.finditer(sentence))
        if not pieces:
            self._note(path, "no_place", sentence=sentence)
            return
        for piece in pieces:
            if piece["name"] not in names:
                message = say("rubric.variants.no_name", name=piece["name"])
                self.problems.append(self.source.problem(path, message, nearest=nearest_of(piece["name"], names)))
                return
            if _FORMS.fullmatch(piece["form"] or "") is None:
                self._note(path, "no_form", form=piece["form"])
                return
        pattern, filled = self._pattern(sentence, pieces, names)
        self.sentences.append(Sentence(sentence, names))
        found = list(pattern.finditer(self.brief))
        if not found:
            lines = [line.strip() for line in self.brief.splitlines()]
            message = say("rubric.variants.not_in_brief", sentence=filled)
            self.problems.append(self.source.problem(path, message, nearest=nearest_of(filled, lines)))
        for match in found:
            for index, piece in enumerate(pieces):
                mention = Mention(*match.span(f"n{index}"), names[piece["name"]], piece["form"] or "")
                self._mention(mention, path)

    def _pattern(
        self, sentence: str, pieces: list[re.Match[str]], names: Mapping[str, str]
    ) -> tuple[re.Pattern[str], str]:
        """The sentence with present values, as a pattern that takes no part of a longer number, and as text."""
        pattern, filled, at = "", "", 0
        for index, piece in enumerate(pieces):
            value = shown(self.units[names[piece["name"]]].value, piece["form"] or "")
            between = sentence[at : piece.start()]
            pattern += rf"{re.escape(between)}(?<![\d.])(?P<n{index}>{re.escape(value)})(?!\d|[.,]\d)"
            filled += between + value
            at = piece.end()
        return re.compile(pattern + re.escape(sentence[at:])), filled + sentence[at:]

    def _mention(self, mention: Mention, path: YamlPath) -> None:
        other = self.mentions.setdefault((mention.start, mention.end), mention)
        if other != mention:
            line = self.brief.count("\n", 0, mention.start) + 1
            self._note(path, "claimed", first=other.unit, second=mention.unit, line=line)

    def _untold(self, told: set[str]) -> Iterator[Problem]:
        """Numbers that would change in the key and stay as they are in the brief."""
        for index, number in enumerate(self.variants.model.numbers):
            if number.name in self.units and number.name not in told:
                message = say("rubric.variants.untold", name=number.name)
                yield self.source.problem(("numbers", index, "key"), message)

    def _note(self, path: YamlPath, fault: str, /, **values: str | int) -> None:
        self.problems.append(self.source.problem(path, say(f"rubric.variants.{fault}", **values)))
