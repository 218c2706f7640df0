"""Puts rubric and paper together into the mark sheet, and collects every fault on the way."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path

from yuejuan.messages import say
from yuejuan.rubrics.errors import Problem, nearest_of
from yuejuan.rubrics.faults import no_criterion, no_part, repeated, rule_problems, wrong_totals
from yuejuan.rubrics.model import Criterion, Part, Rubric, Rule
from yuejuan.rubrics.paper import Paper
from yuejuan.rubrics.references import Resolver
from yuejuan.rubrics.sheet import SheetCriterion, SheetPart
from yuejuan.rubrics.validation import Loaded
from yuejuan.rubrics.yaml_source import Source, YamlPath


class Assembly:
    """Puts one sheet together and collects what is wrong on the way."""

    def __init__(self, folder: Path, paper: Loaded[Paper], rubric: Loaded[Rubric], resolver: Resolver) -> None:
        self.folder = folder
        self.paper = paper.model
        self.source = paper.source
        self.rubric = rubric.model
        self.rubric_source = rubric.source
        self.resolver = resolver
        self.problems: list[Problem] = []
        if self.paper.project != self.rubric.project:
            message = say("rubric.project.differs", rubric=self.rubric.project, paper=self.paper.project)
            self.problems.append(self.source.problem(("project",), message))
        self.problems += repeated(self.source, ("deliverables",), (item.id for item in self.paper.deliverables))

    def criteria(self) -> tuple[SheetCriterion, ...]:
        """The criteria that the paper asks for, in the rubric's order."""
        project = self.rubric.project
        known = {
            f"{project}.{criterion.id}": (index, criterion) for index, criterion in enumerate(self.rubric.criteria)
        }
        for field in ("points", "extra_parts"):
            for name in getattr(self.paper, field):
                if name not in known:
                    self.problems.append(no_criterion(self.source, (field, name), name, known, key=True))
        made = []
        for name, (index, criterion) in known.items():
            if name in self.paper.points:
                made.append(self._criterion(name, index, criterion))
        self._unused_parameters(made)
        return tuple(made)

    def _criterion(self, name: str, index: int, criterion: Criterion) -> SheetCriterion:
        table = self.paper.points[name]
        places: dict[str, tuple[Part, Source, YamlPath]] = {}
        for at, part in enumerate(criterion.parts):
            places[part.id] = (part, self.rubric_source, ("criteria", index, "parts", at))
        for at, part in enumerate(self.paper.extra_parts.get(name, ())):
            path: YamlPath = ("extra_parts", name, at)
            if part.id in places:
                message = say("rubric.duplicate_id", name=part.id)
                self.problems.append(self.source.problem((*path, "id"), message))
            places[part.id] = (part, self.source, path)
        for part_id in table:
            if part_id not in places:
                problem = no_part(self.source, ("points", name, part_id), name, part_id, places, key=True)
                self.problems.append(problem)
        parts = tuple(
            self._part(name, *places[part_id], points=Fraction(table[part_id]))
            for part_id in places
            if part_id in table
        )
        return SheetCriterion(
            id=name,
            clause=criterion.clause,
            title=criterion.title,
            points=sum((part.points for part in parts), Fraction(0)),
            literacy=criterion.literacy,
            parts=parts,
        )

    def _part(self, criterion: str, part: Part, source: Source, path: YamlPath, *, points: Fraction) -> SheetPart:
        whole = f"{criterion}/{part.id}"
        deliverables = self.paper.looks_at.get(whole, part.deliverables)
        self._deliverables_exist(criterion, part, source, path)
        overlay = self.paper.parameters.get(whole, {})
        resolved = self.resolver.resolve_all(
            [(part.parameters, source, (*path, "parameters")), (overlay, self.source, ("parameters", whole))]
        )
        self.problems += resolved.problems
        if part.human is not None and overlay:
            message = say("rubric.part.human_parameters")
            self.problems.append(self.source.problem(("parameters", whole), message, key=True))
        told, at = (self.source, ("parameters", whole)) if overlay else (source, path)
        place = told.place(at, key=bool(overlay))
        where = f"{Path(told.file).name}:{place.line}:{place.column}" if place else Path(told.file).name
        return SheetPart(
            id=part.id,
            title=part.title,
            points=points,
            check=part.check,
            deliverables=deliverables,
            parameters=resolved.parameters,
            missing_key=resolved.missing_key,
            from_key=resolved.from_key,
            human=part.human,
            where=where,
        )

    def _deliverables_exist(self, criterion: str, part: Part, source: Source, path: YamlPath) -> None:
        known = [deliverable.id for deliverable in self.paper.deliverables]
        whole = f"{criterion}/{part.id}"
        own = self.paper.looks_at.get(whole)
        for index, name in enumerate(own if own is not None else part.deliverables):
            if name in known:
                continue
            message = say("rubric.no_deliverable", part=whole, name=name)
            if own is not None:
                place: YamlPath = ("looks_at", whole, index)
                problem = self.source.problem(place, message, nearest=nearest_of(name, known))
            elif source is self.source:
                problem = source.problem((*path, "deliverables", index), message, nearest=nearest_of(name, known))
            else:  # the rubric is right; the paper asks for the part and lacks the deliverable
                place = ("points", criterion, part.id)
                problem = self.source.problem(place, message, key=True, nearest=nearest_of(name, known))
            self.problems.append(problem)

    def _unused_parameters(self, criteria: list[SheetCriterion]) -> None:
        asked = [f"{criterion.id}/{part.id}" for criterion in criteria for part in criterion.parts]
        for field in ("parameters", "looks_at"):
            for name in getattr(self.paper, field):
                if name not in asked:
                    message = say("rubric.not_asked", name=name)
                    nearest = nearest_of(name, asked)
                    self.problems.append(self.source.problem((field, name), message, key=True, nearest=nearest))
        for index, name in enumerate(self.paper.self_check or ()):
            if name not in asked:
                message = say("rubric.not_asked", name=name)
                path = ("self_check", index)
                self.problems.append(self.source.problem(path, message, nearest=nearest_of(name, asked)))

    def rules(self) -> tuple[Rule, ...]:
        """The rubric's rules and the paper's, each limited to what the paper asks for."""
        project = self.rubric.project
        names = {f"{project}.{item.id}": [part.id for part in item.parts] for item in self.rubric.criteria}
        for name, parts in self.paper.extra_parts.items():
            names.setdefault(name, []).extend(part.id for part in parts)
        for index, rule in enumerate(self.paper.rules):
            self.problems += rule_problems(self.source, ("rules", index), rule, names)
        rules = (*self.rubric.rules, *self.paper.rules)
        own = [rule.id for rule in self.rubric.rules]
        for index, rule in enumerate(self.paper.rules):
            if rule.id in own:
                message = say("rubric.duplicate_id", name=rule.id)
                self.problems.append(self.source.problem(("rules", index, "id"), message))
            own.append(rule.id)
        return tuple(limited for rule in rules if (limited := self._limited(rule)) is not None)

    def _limited(self, rule: Rule) -> Rule | None:
        asked = self.paper.points
        criteria = tuple(name for name in rule.criteria if name in asked)
        if rule.criteria and not criteria:
            return None
        points = tuple(pattern for pattern in rule.when.points if self._is_asked(pattern))
        if rule.when.points and not points:
            return None
        return rule.model_copy(update={"criteria": criteria, "when": rule.when.model_copy(update={"points": points})})

    def _is_asked(self, pattern: str) -> bool:
        criterion, _, rest = pattern.partition("/")
        part = rest.partition("/")[0]
        if criterion == "*":
            return True
        return criterion in self.paper.points and (part in ("*", "") or part in self.paper.points[criterion])

    def verify(self, criteria: Iterable[SheetCriterion]) -> None:
        """Skill adds up to 90 and literacy to 10, once every name in the table is known."""
        if not self.problems:
            points = ((criterion.literacy, criterion.points) for criterion in criteria)
            self.problems += wrong_totals(self.source, ("points",), points)
