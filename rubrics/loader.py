"""Rubric and paper from their files, checked and resolved into the mark sheet that the engine runs.

The only way in: whatever :func:`load_paper` returns is complete, adds up to 90 + 10 and stays inside the paper's
folder.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from fractions import Fraction
from pathlib import Path
from typing import get_args

from yuejuan.messages import say
from yuejuan.rubrics.digest import digest_of, digest_of_paper
from yuejuan.rubrics.errors import Problem, RubricError, nearest_of
from yuejuan.rubrics.model import Criterion, Part, Project, Rubric, Rule
from yuejuan.rubrics.paper import Key, Paper
from yuejuan.rubrics.references import Resolver
from yuejuan.rubrics.sheet import Sheet, SheetCriterion, SheetPart
from yuejuan.rubrics.validation import Loaded, in_order, load_model
from yuejuan.rubrics.yaml_source import Source, YamlPath

SKILL_POINTS = 90
LITERACY_POINTS = 10
"""The standard, chapter 4: 100 marks, of which professional skill 90 and professional literacy 10."""

STANDARD = Path(__file__).parent / "standard"


def load_rubric(rubric: str | Path) -> Rubric:
    """The standard's rubric of a project, by name (``shop_design``), or any rubric file, by path.

    Raises :class:`RubricError` with every fault of the file.
    """
    return read_rubric(rubric).model


def read_rubric(rubric: str | Path) -> Loaded[Rubric]:
    """As :func:`load_rubric`, with the places in the file."""
    path = _standard_file(rubric) if isinstance(rubric, str) else rubric
    loaded = load_model(path, Rubric)
    problems = [*_repeated_ids(loaded), *_wrong_sums(loaded), *_rules_of_rubric(loaded)]
    if problems:
        raise RubricError(in_order(problems))
    return loaded


def _standard_file(project: str) -> Path:
    projects = get_args(Project)
    if project not in projects:
        problem = Problem(
            file=project,
            message=say("rubric.project.unknown", name=project),
            expected=say("rubric.value.choices", names=list(projects)),
            nearest=nearest_of(project, projects),
        )
        raise RubricError((problem,))
    return STANDARD / f"{project}.yaml"


def read_paper(folder: Path) -> Loaded[Paper]:
    """The file ``paper.yaml`` of a paper's folder, with places; only the file itself is checked."""
    if not folder.is_dir():
        raise RubricError((Problem(file=folder.as_posix(), message=say("rubric.file.no_folder", folder=folder.name)),))
    return load_model(folder / "paper.yaml", Paper)


def read_key(folder: Path) -> Loaded[Key] | None:
    """The file ``key.yaml`` of a paper's folder; None when there is none."""
    path = folder / "key.yaml"
    return load_model(path, Key) if path.exists() else None


def load_paper(folder: Path, rubric: str | Path | None = None) -> Sheet:
    """The mark sheet of the paper in ``folder``.

    ``rubric`` replaces the standard's rubric of the paper's project, by name or file. Raises :class:`RubricError`
    with every fault of the paper, its key and the rubric.
    """
    paper = read_paper(folder)
    loaded_rubric = read_rubric(rubric if rubric is not None else paper.model.project)
    key = read_key(folder)
    assembly = _Assembly(folder, paper, loaded_rubric, Resolver(folder, key))
    criteria = assembly.criteria()
    rules = assembly.rules()
    assembly.verify(criteria)
    if assembly.problems:
        raise RubricError(in_order(assembly.problems))
    model = paper.model
    return Sheet(
        paper_id=model.id,
        title=model.title,
        project=model.project,
        minutes=model.minutes,
        deliverables=model.deliverables,
        criteria=criteria,
        rules=rules,
        step=Fraction(model.step),
        folder=folder,
        paper_digest=digest_of_paper(folder, model, key.model if key else None),
        rubric_digest=digest_of(loaded_rubric.model),
        self_check=model.self_check,
    )


def load_brief(folder: Path) -> str | None:
    """The text of ``brief.md``, what candidates read; None when the paper has none or it is not UTF-8."""
    try:
        return (folder / "brief.md").read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return None


def repeated(source: Source, path: YamlPath, ids: Iterable[str]) -> list[Problem]:
    """A problem for every id that stands for the second time in the list at ``path``."""
    seen: Counter[str] = Counter()
    problems = []
    for index, name in enumerate(ids):
        seen[name] += 1
        if seen[name] > 1:
            problems.append(source.problem((*path, index, "id"), say("rubric.duplicate_id", name=name)))
    return problems


def _repeated_ids(rubric: Loaded[Rubric]) -> list[Problem]:
    model, source = rubric.model, rubric.source
    problems = repeated(source, ("criteria",), (criterion.id for criterion in model.criteria))
    for index, criterion in enumerate(model.criteria):
        problems += repeated(source, ("criteria", index, "parts"), (part.id for part in criterion.parts))
    return problems + repeated(source, ("rules",), (rule.id for rule in model.rules))


def _wrong_sums(rubric: Loaded[Rubric]) -> list[Problem]:
    problems = []
    for index, criterion in enumerate(rubric.model.criteria):
        total = sum(part.points for part in criterion.parts)
        if total != criterion.points:
            message = say(
                "rubric.sum.criterion", criterion=criterion.id, points=f"{criterion.points:f}", sum=f"{total:f}"
            )
            problems.append(rubric.source.problem(("criteria", index, "points"), message))
    points = ((criterion.literacy, Fraction(criterion.points)) for criterion in rubric.model.criteria)
    return problems + wrong_totals(rubric.source, ("criteria",), points)


def wrong_totals(source: Source, path: YamlPath, points: Iterable[tuple[bool, Fraction]]) -> list[Problem]:
    """Problems of skill not adding up to 90 and literacy not to 10; ``points`` are pairs of (literacy, marks)."""
    totals = {False: Fraction(0), True: Fraction(0)}
    for literacy, marks in points:
        totals[literacy] += marks
    problems = []
    if totals[False] != SKILL_POINTS:
        message = say("rubric.sum.skill", expected=SKILL_POINTS, sum=shown(totals[False]))
        problems.append(source.problem(path, message, key=True))
    if totals[True] != LITERACY_POINTS:
        message = say("rubric.sum.literacy", expected=LITERACY_POINTS, sum=shown(totals[True]))
        problems.append(source.problem(path, message, key=True))
    return problems


def shown(marks: Fraction) -> str:
    """Marks for people: ``12.5``; thirds with three decimal places."""
    return f"{float(round(marks, 3)):g}"


def _rules_of_rubric(rubric: Loaded[Rubric]) -> list[Problem]:
    project = rubric.model.project
    names = {f"{project}.{criterion.id}": [part.id for part in criterion.parts] for criterion in rubric.model.criteria}
    return [
        problem
        for index, rule in enumerate(rubric.model.rules)
        for problem in _rule_problems(rubric.source, ("rules", index), rule, names)
    ]


def _rule_problems(source: Source, path: YamlPath, rule: Rule, names: dict[str, list[str]]) -> list[Problem]:
    problems = []
    for index, name in enumerate(rule.criteria):
        if name not in names:
            place = (*path, "criteria", index)
            problems.append(_no_criterion(source, place, name, names, key=False))
    for index, pattern in enumerate(rule.when.points):
        criterion, _, rest = pattern.partition("/")
        part = rest.partition("/")[0]
        place = (*path, "when", "points", index)
        if criterion not in ("*", *names):
            problems.append(_no_criterion(source, place, criterion, names, key=False))
        elif criterion != "*" and part not in ("*", "", *names[criterion]):
            problems.append(_no_part(source, place, criterion, part, names[criterion], key=False))
    return problems


def _no_criterion(source: Source, path: YamlPath, name: str, valid: Collection[str], *, key: bool) -> Problem:
    return source.problem(path, say("rubric.no_criterion", name=name), key=key, nearest=nearest_of(name, valid))


def _no_part(
    source: Source, path: YamlPath, criterion: str, name: str, valid: Collection[str], *, key: bool
) -> Problem:
    message = say("rubric.no_part", criterion=criterion, name=name)
    return source.problem(path, message, key=key, nearest=nearest_of(name, valid))


class _Assembly:
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
                    self.problems.append(_no_criterion(self.source, (field, name), name, known, key=True))
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
                problem = _no_part(self.source, ("points", name, part_id), name, part_id, places, key=True)
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
            self.problems += _rule_problems(self.source, ("rules", index), rule, names)
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
