"""Faults across a whole rubric or paper: names that do not exist, ids given twice, marks that do not add up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from fractions import Fraction

from yuejuan.messages import say
from yuejuan.rubrics.errors import Problem, nearest_of
from yuejuan.rubrics.model import Rule
from yuejuan.rubrics.yaml_source import Source, YamlPath

SKILL_POINTS = 90
LITERACY_POINTS = 10
"""The standard, chapter 4: 100 marks, of which professional skill 90 and professional literacy 10."""


def repeated(source: Source, path: YamlPath, ids: Iterable[str]) -> list[Problem]:
    """A problem for every id that stands for the second time in the list at ``path``."""
    seen: Counter[str] = Counter()
    problems = []
    for index, name in enumerate(ids):
        seen[name] += 1
        if seen[name] > 1:
            problems.append(source.problem((*path, index, "id"), say("rubric.duplicate_id", name=name)))
    return problems


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


def rule_problems(source: Source, path: YamlPath, rule: Rule, names: dict[str, list[str]]) -> list[Problem]:
    """Criteria and parts that a rule names and the rubric lacks; ``names`` are criteria with their parts."""
    problems = []
    for index, name in enumerate(rule.criteria):
        if name not in names:
            place = (*path, "criteria", index)
            problems.append(no_criterion(source, place, name, names, key=False))
    for index, pattern in enumerate(rule.when.points):
        criterion, _, rest = pattern.partition("/")
        part = rest.partition("/")[0]
        place = (*path, "when", "points", index)
        if criterion not in ("*", *names):
            problems.append(no_criterion(source, place, criterion, names, key=False))
        elif criterion != "*" and part not in ("*", "", *names[criterion]):
            problems.append(no_part(source, place, criterion, part, names[criterion], key=False))
    return problems


def no_criterion(source: Source, path: YamlPath, name: str, valid: Collection[str], *, key: bool) -> Problem:
    """A criterion that the rubric lacks, named at ``path``."""
    return source.problem(path, say("rubric.no_criterion", name=name), key=key, nearest=nearest_of(name, valid))


def no_part(source: Source, path: YamlPath, criterion: str, name: str, valid: Collection[str], *, key: bool) -> Problem:
    """A part that its criterion lacks, named at ``path``."""
    message = say("rubric.no_part", criterion=criterion, name=name)
    return source.problem(path, message, key=key, nearest=nearest_of(name, valid))
