"""What must hold for a draw: conditions of ``variants.yaml`` bound to the names they use."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import combinations
from typing import Any

from pydantic import ValidationError

from yuejuan.graders.binding import BoundSheet
from yuejuan.graders.common.quantities.expression import FormulaError, Undefined, parse
from yuejuan.graders.common.quantities.model import Problem as Exercise
from yuejuan.graders.customer_service.abc_rule import CLASSES, Rule, solve
from yuejuan.messages import say
from yuejuan.rubrics.errors import Problem, nearest_of
from yuejuan.rubrics.variant_places import Plan
from yuejuan.rubrics.variants import Apart, Between, Classes
from yuejuan.rubrics.yaml_source import YamlPath

_ABC = "customer_service.abc_classification"

Draw = Mapping[str, Decimal]
"""The name of every number that is drawn, to its value."""


@dataclass(frozen=True)
class Condition:
    """One condition: where it stands, which numbers it depends on, and whether it holds for a draw."""

    path: YamlPath
    units: frozenset[str]
    holds: Callable[[Draw], bool]


@dataclass(frozen=True)
class _Named:
    """An exercise of the key that has drawn numbers among its data; ``drawn`` maps the name of a datum to its unit."""

    exercise: Exercise
    drawn: dict[str, str]

    def values(self, draw: Draw) -> dict[str, Fraction]:
        """Every datum and quantity with the drawn numbers put in. Raises :class:`Undefined`."""
        data = {name: draw[self.drawn[name]] if name in self.drawn else old for name, old in self.exercise.data.items()}
        right = self.exercise.with_data(data).right_values()
        return {**{name: Fraction(value) for name, value in data.items()}, **right}


class Conditions:
    """The conditions of a plan. ``problems`` is what is wrong with them; each has its place."""

    def __init__(self, plan: Plan, bound: BoundSheet) -> None:
        self.plan = plan
        self.source = plan.variants.source
        self.bound = bound
        self.problems: list[Problem] = []
        self.exercises = list(self._exercises())
        self.all = tuple(self._conditions())

    def _exercises(self) -> Iterator[_Named]:
        """The exercises of the key in whose data a drawn number stands."""
        drawn: dict[tuple[Any, ...], dict[str, str]] = {}
        for unit in self.plan.units.values():
            if len(unit.path) > 2 and unit.path[-2] == "data":
                drawn.setdefault(unit.path[:-2], {})[str(unit.path[-1])] = unit.name
        for place, names in drawn.items():
            found: Any = self.plan.answers
            for step in place[1:]:
                found = found[step]
            try:
                yield _Named(Exercise.model_validate(found), names)
            except ValidationError:
                continue  # data of another kind of exercise: conditions know its numbers and nothing else of it

    def _conditions(self) -> Iterator[Condition]:
        asked = self.plan.variants.model.conditions
        for kind, wanted in (("whole", True), ("not_whole", False)):
            for index, formula in enumerate(getattr(asked, kind)):
                path: YamlPath = ("conditions", kind, index)
                yield from self._formulas(path, [(formula, path)], _wholeness(wanted))
        for index, between in enumerate(asked.between):
            path = ("conditions", "between", index)
            yield from self._formulas(path, [(between.formula, (*path, "formula"))], _between(between))
        for index, apart in enumerate(asked.apart):
            path = ("conditions", "apart", index)
            formulas: list[tuple[str, YamlPath]] = [
                (one, (*path, "formulas", at)) for at, one in enumerate(apart.formulas)
            ]
            yield from self._formulas(path, formulas, _apart(apart))
        for index, classes in enumerate(asked.classes):
            yield from self._classes(classes, ("conditions", "classes", index))

    def _formulas(
        self, path: YamlPath, formulas: list[tuple[str, YamlPath]], rule: Callable[[list[Fraction]], bool]
    ) -> Iterator[Condition]:
        """A condition on the values of formulas; nothing when one of them cannot be read."""
        names: set[str] = set()
        for text, place in formulas:
            try:
                names |= set(parse(text).names)
            except FormulaError as error:
                self.problems.append(
                    self.source.problem(place, say("exam.variants.formula", formula=text, problem=str(error)))
                )
                return
        places = formulas[0][1]
        units, used = self._dependencies(names, places)
        if units is None:
            return

        def holds(draw: Draw) -> bool:
            known = {unit: Fraction(draw[unit]) for unit in units}
            try:
                for named in used:
                    known = {**named.values(draw), **known}
                return rule([parse(text).value(known) for text, _ in formulas])
            except Undefined:
                return False

        yield Condition(path, units, holds)

    def _dependencies(self, names: Collection[str], path: YamlPath) -> tuple[frozenset[str] | None, list[_Named]]:
        """The drawn numbers that names depend on, and the exercises that give the other names."""
        units: set[str] = set()
        used: list[_Named] = []
        known = {name for name, unit in self.plan.units.items() if unit.group is None}
        for name in sorted(names):
            owners = [one for one in self.exercises if name in one.exercise.data or name in one.exercise.quantities]
            if name in known:
                units.add(name)
            elif len(owners) == 1:
                units |= set(owners[0].drawn.values())
                used.append(owners[0])
            else:
                others = {other for one in self.exercises for other in (*one.exercise.data, *one.exercise.quantities)}
                message = say("exam.variants.ambiguous" if owners else "rubric.variants.no_name", name=name)
                nearest = None if owners else nearest_of(name, known | others)
                self.problems.append(self.source.problem(path, message, nearest=nearest))
                return None, []
        return frozenset(units), used

    def _classes(self, asked: Classes, path: YamlPath) -> Iterator[Condition]:
        groups = [group.key for group in self.plan.variants.model.groups]
        parts = {
            f"{criterion.criterion.id}/{part.part.id}": part.parameters
            for criterion in self.bound.criteria
            for part in criterion.parts
            if part.check is not None and part.check.id == _ABC and part.parameters is not None
        }
        for field, name, known in (("group", asked.group, groups), ("part", asked.part, list(parts))):
            if name not in known:
                message = say(f"exam.variants.no_{field}", name=name)
                self.problems.append(self.source.problem((*path, field), message, nearest=nearest_of(name, known)))
                return
        units = frozenset(name for name, unit in self.plan.units.items() if unit.group == asked.group)
        parameters = parts[asked.part].model_dump()
        if {f"{asked.group}/{name}" for name in parameters["customers"]} != units:
            message = say("exam.variants.other_customers", part=asked.part, group=asked.group)
            self.problems.append(self.source.problem((*path, "part"), message))
            return
        yield Condition(path, units, _abc(asked, parameters))


def _wholeness(wanted: bool) -> Callable[[list[Fraction]], bool]:
    return lambda values: (values[0].denominator == 1) is wanted


def _between(asked: Between) -> Callable[[list[Fraction]], bool]:
    least = Fraction(asked.least) if asked.least is not None else None
    most = Fraction(asked.most) if asked.most is not None else None
    return lambda values: (least is None or values[0] >= least) and (most is None or values[0] <= most)


def _apart(asked: Apart) -> Callable[[list[Fraction]], bool]:
    by = Fraction(asked.by)
    return lambda values: all(abs(one - other) >= by for one, other in combinations(values, 2))


def _abc(asked: Classes, parameters: Mapping[str, Any]) -> Callable[[Draw], bool]:
    """At least so many customers in each class, one class for each, and no deciding share near a threshold."""
    margin = Fraction(asked.margin) / 100
    a, b = Fraction(parameters["a"]) / 100, Fraction(parameters["b"]) / 100
    rule = Rule(a, b, parameters["basis"], parameters["inclusive"], parameters["crossing"])

    def holds(draw: Draw) -> bool:
        amounts = {name: draw[f"{asked.group}/{name}"] for name in parameters["customers"]}
        standings = solve(amounts, rule, parameters["ties"] == "free").values()
        if any(len(standing.classes) != 1 for standing in standings):
            return False
        counts = [sum(standing.classes[0] == name for standing in standings) for name in CLASSES]
        deciding = [
            share
            for standing in standings
            for share in (
                [standing.share]
                if rule.basis == "single"
                else [reached - (standing.share if rule.crossing == "upper" else 0) for reached in standing.cumulatives]
            )
        ]
        near = any(abs(share - threshold) < margin for share in deciding for threshold in (rule.a, rule.b))
        few = asked.most_a is None or counts[0] <= asked.most_a
        return min(counts) >= asked.least and few and not near

    return holds
