"""Variants of a paper: other numbers out of a seed, in the key and in the brief alike.

A seed always gives the same numbers, on every machine and with every version of Python: values are taken from digests
and not from a generator of random numbers.
"""

from __future__ import annotations

import hashlib
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from yuejuan.exam import variant_materials as materials
from yuejuan.exam.variant_conditions import Condition, Conditions, Draw
from yuejuan.graders.binding import bind
from yuejuan.graders.registry import installed
from yuejuan.messages import say
from yuejuan.rubrics.errors import Problem, RubricError
from yuejuan.rubrics.loader import load_paper, read_paper
from yuejuan.rubrics.validation import in_order
from yuejuan.rubrics.variant_places import FILE, Plan, Unit, load_plan, shown
from yuejuan.rubrics.yaml_source import decode, read_bytes

MOST_ATTEMPTS = 20_000
"""Draws before the conditions are said to contradict the ranges."""

_OF_THE_OLD_NUMBERS = ("reference", "mutations.yaml", "equivalents.yaml", FILE)
"""What a variant does not take over: answers to the old numbers, and the declaration that it was made from."""


@dataclass(frozen=True)
class Change:
    """A number of a variant: its name, what it was and what it is now."""

    name: str
    before: Decimal
    after: Decimal


@dataclass(frozen=True)
class Result:
    """A quantity of a variant: what the paper calls it, its exact value and its unit."""

    label: str
    value: Fraction
    unit: str


@dataclass(frozen=True)
class Variant:
    """A variant on disk: where it lies, what is other in it, and what comes out of its exercises."""

    folder: Path
    changes: tuple[Change, ...]
    results: tuple[Result, ...]


class Varied:
    """A paper whose numbers can be drawn; reads and checks its declaration once for any number of seeds.

    Raises :class:`RubricError` with every fault of the declaration, its conditions included.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.plan: Plan = load_plan(folder)
        conditions = Conditions(self.plan, bind(load_paper(folder), installed()))
        if conditions.problems:
            raise RubricError(in_order(conditions.problems))
        self.conditions = conditions.all
        self._exercises = conditions.exercises

    def draw(self, seed: int) -> dict[str, Decimal]:
        """The numbers of a seed. Raises :class:`RubricError` when no draw fulfils the conditions."""
        drawn: dict[str, Decimal] = {}
        for units, conditions in _independent(self.plan.units.values(), self.conditions):
            drawn.update(self._draw(seed, units, conditions))
        return {name: drawn[name] for name in self.plan.units}

    def _draw(self, seed: int, units: list[Unit], conditions: list[Condition]) -> dict[str, Decimal]:
        failed: Counter[int] = Counter()
        for attempt in range(MOST_ATTEMPTS):
            draw = _values(f"{seed}/{attempt}", units)
            broken = next((at for at, condition in enumerate(conditions) if not condition.holds(draw)), None)
            if broken is None:
                return draw
            failed[broken] += 1
        worst = conditions[failed.most_common(1)[0][0]]
        message = say("exam.variants.impossible", count=MOST_ATTEMPTS)
        raise RubricError((self.plan.variants.source.problem(worst.path, message),))

    def results(self, draw: Draw) -> tuple[Result, ...]:
        """Every quantity of the exercises whose numbers are drawn."""
        return tuple(
            Result(quantity.labels[0], values[name], quantity.unit or "")
            for named in self._exercises
            for values in [named.values(draw)]
            for name, quantity in named.exercise.quantities.items()
        )

    def doubts(self) -> tuple[Problem, ...]:
        """Conditions that the paper's own numbers break, and old numbers that a variant's brief would still have."""
        now = {name: unit.value for name, unit in self.plan.units.items()}
        source = self.plan.variants.source
        broken = [
            source.problem(condition.path, say("exam.variants.own_numbers"))
            for condition in self.conditions
            if not condition.holds(now)
        ]
        return in_order([*broken, *self._left_over(), *materials.doubts(self.folder, self.plan)])

    def _left_over(self) -> Iterator[Problem]:
        """Old numbers that stand in the brief at a place that no sentence names."""
        named = {(mention.start, mention.end) for mention in self.plan.mentions}
        for match, name in materials.old_numbers(self.plan, self.plan.brief):
            if match.span() not in named:
                line = self.plan.brief.count("\n", 0, match.start()) + 1
                message = say("exam.variants.left_over", number=match.group(), line=line, name=name)
                yield self.plan.variants.source.problem((), message)

    def key(self, draw: Draw) -> str:
        """The text of ``key.yaml`` with other numbers; everything else stays as it is written."""
        units = self.plan.units.values()
        return _replaced(self.plan.key, [(unit.start, unit.end, shown(draw[unit.name])) for unit in units])

    def brief(self, draw: Draw) -> str:
        """The text of ``brief.md`` with other numbers."""
        spans = [(one.start, one.end, shown(draw[one.unit], one.form)) for one in self.plan.mentions]
        return _replaced(self.plan.brief, spans)


def vary(folder: Path, seed: int, out: Path | None = None) -> Variant:
    """Write the variant of a seed: a whole paper, in ``out`` or beside the paper.

    Raises :class:`RubricError` for a faulty declaration, for one that no draw fulfils, and when ``out`` is in use.
    """
    varied = Varied(folder)
    target = out if out is not None else folder.resolve().with_name(f"{folder.resolve().name}-{seed}")
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise RubricError((Problem(file=target.as_posix(), message=say("exam.variants.not_empty")),))
    if target.resolve().is_relative_to(folder.resolve()):
        raise RubricError((Problem(file=target.as_posix(), message=say("exam.variants.inside")),))
    draw = varied.draw(seed)
    with ExitStack() as undo:
        undo.callback(shutil.rmtree, target, ignore_errors=True)
        _copy(folder, target)
        texts = {"key.yaml": varied.key(draw), "brief.md": varied.brief(draw), "paper.yaml": _renamed(folder, seed)}
        for name, text in texts.items():
            (target / name).write_bytes(text.encode("utf-8"))
        materials.rewrite(target, varied.plan, draw)
        bind(load_paper(target), installed())
        undo.pop_all()
    units = varied.plan.units
    changes = tuple(Change(name, unit.value, draw[name]) for name, unit in units.items())
    return Variant(target, changes, varied.results(draw))


def _copy(folder: Path, target: Path) -> None:
    """The paper's own files. A link is copied as a link, so that the loader judges it as it does in the paper."""
    top = folder.resolve()

    def ignore(place: str, names: list[str]) -> set[str]:
        hidden = {name for name in names if name.startswith(".") or name == "__pycache__"}
        own = {name for name in names if Path(place).resolve() == top and name in _OF_THE_OLD_NUMBERS}
        return hidden | own

    shutil.copytree(folder, target, ignore=ignore, symlinks=True, dirs_exist_ok=True)


def _renamed(folder: Path, seed: int) -> str:
    """The text of ``paper.yaml`` with the seed in its id, so that results of variants are told apart."""
    loaded = read_paper(folder)
    text = decode(read_bytes(folder / "paper.yaml"), loaded.source.file)
    place = loaded.source.values["id",]
    lines = text.split("\n")
    start = sum(len(line) + 1 for line in lines[: place.line - 1]) + place.column - 1
    at = text.index(loaded.model.id, start)
    return _replaced(text, [(at, at + len(loaded.model.id), f"{loaded.model.id}-{seed}")])


def _replaced(text: str, spans: Iterable[tuple[int, int, str]]) -> str:
    for start, end, new in sorted(spans, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def _independent(units: Iterable[Unit], conditions: Iterable[Condition]) -> list[tuple[list[Unit], list[Condition]]]:
    """Numbers that no condition joins are drawn apart, so that a rare draw need not wait for another rare one."""
    units, conditions = list(units), list(conditions)
    together: dict[str, set[str]] = {}
    for unit in units:
        together.setdefault(f"group {unit.group}" if unit.group is not None else unit.name, set()).add(unit.name)
    parts: list[set[str]] = []
    for names in (*together.values(), *({*condition.units} for condition in conditions)):
        touching = [part for part in parts if part & names]
        parts = [*(part for part in parts if not part & names), names.union(*touching)]
    return [
        ([unit for unit in units if unit.name in part], [one for one in conditions if one.units <= part])
        for part in parts
    ]


def _values(salt: str, units: list[Unit]) -> dict[str, Decimal]:
    """A value for every unit; members of a group that is to be distinct never take the same one."""
    taken: dict[str, set[int]] = {}
    values = {}
    for unit in units:
        index = _number(f"{salt}/{unit.name}") % unit.range.count
        if unit.group is not None and getattr(unit.range, "distinct", False):
            used = taken.setdefault(unit.group, set())
            while index in used:
                index = (index + 1) % unit.range.count
            used.add(index)
        values[unit.name] = unit.range.value(index)
    return values


def _number(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode("utf-8")).digest(), "big")
