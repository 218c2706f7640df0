"""Binding a mark sheet to checks: every parameter is validated before any submission is opened."""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from yuejuan.graders.api import Ask, Check, CheckParameters
from yuejuan.graders.finding import Reason
from yuejuan.graders.registry import EXAM_FAMILY, Registry, UnknownCheck, source_digest
from yuejuan.messages import Message, say
from yuejuan.rubrics.paper import Deliverable
from yuejuan.rubrics.sheet import Sheet, SheetCriterion, SheetPart

BRIEF = "brief"
"""The parameter that takes the text of the paper's brief unless the paper gives it another."""


@dataclass(frozen=True)
class BoundPart:
    """A part ready to run. Without ``check`` it stays open for ``reason`` (human, no key, an untrusted check)."""

    part: SheetPart
    deliverables: tuple[Deliverable, ...]
    asks: tuple[Ask, ...]
    check: Check | None = None
    parameters: CheckParameters | None = None
    reason: Reason | None = None
    message: Message | None = None


@dataclass(frozen=True)
class BoundCriterion:
    """A criterion with its bound parts."""

    criterion: SheetCriterion
    parts: tuple[BoundPart, ...]


@dataclass(frozen=True)
class BoundSheet:
    """A mark sheet with every check found and every parameter valid. ``checks_digest`` covers their sources."""

    sheet: Sheet
    criteria: tuple[BoundCriterion, ...]
    checks_digest: str
    untrusted_checks: Mapping[str, str] = field(default_factory=dict)


class BindingError(Exception):
    """The sheet asks for checks that do not exist or gives them wrong parameters; ``problems`` has all of it."""

    def __init__(self, problems: list[Message]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


def bind(sheet: Sheet, registry: Registry, untrusted_checks: Mapping[str, str] | None = None) -> BoundSheet:
    """Find each part's check, fill its parameters from the deliverable's specification, and validate them.

    Raises :class:`BindingError` with all problems at once.
    """
    problems: list[Message] = []
    criteria = tuple(
        BoundCriterion(criterion, tuple(_bind_part(sheet, part, registry, problems) for part in criterion.parts))
        for criterion in sheet.criteria
    )
    if problems:
        raise BindingError(problems)
    used = {part.check for criterion in criteria for part in criterion.parts if part.check is not None}
    return BoundSheet(sheet, criteria, _digest(used), dict(untrusted_checks or {}))


def _bind_part(sheet: Sheet, part: SheetPart, registry: Registry, problems: list[Message]) -> BoundPart:
    deliverables = tuple(sheet.deliverable(name) for name in part.deliverables)
    if part.check is None:
        return BoundPart(part, deliverables, (Ask("human"),), reason=Reason.HUMAN, message=say("engine.human"))
    if part.missing_key:
        message = say("engine.no_key", names=list(part.missing_key))
        return BoundPart(part, deliverables, (Ask("all"),), reason=Reason.NO_KEY, message=message)
    try:
        check = registry.get(part.check)
    except UnknownCheck:
        if part.check.startswith(EXAM_FAMILY + "."):
            message = say("engine.untrusted_check", check=part.check)
            return BoundPart(part, deliverables, (Ask("all"),), reason=Reason.UNTRUSTED_CHECK, message=message)
        problems.append(_unknown(part, registry))
        return BoundPart(part, deliverables, ())
    if check.scope == "submission" and not deliverables:
        deliverables = sheet.deliverables
    if check.scope == "submission" and not deliverables:
        deliverables = sheet.deliverables
    if check.scope == "file" and len(deliverables) != 1:
        problems.append(say("binding.scope", where=part.where, check=check.id, count=len(deliverables)))
        return BoundPart(part, deliverables, ())
    parameters = _parameters(sheet, part, check, deliverables, problems)
    if parameters is not None:
        problems += _not_of_the_part(part, check, parameters)
    asks = parameters.points_for(deliverables) if parameters is not None else ()
    return BoundPart(part, deliverables, asks, check, parameters)


def _parameters(
    sheet: Sheet, part: SheetPart, check: Check, deliverables: tuple[Deliverable, ...], problems: list[Message]
) -> CheckParameters | None:
    """The part's parameters over the deliverable's specification, and over the paper's brief where one is asked."""
    values: dict[str, Any] = {BRIEF: sheet.brief} if BRIEF in check.parameters.model_fields else {}
    if len(deliverables) == 1:
        specification = deliverables[0].specification
        for name in check.parameters.model_fields.keys() & type(specification).model_fields.keys():
            value = getattr(specification, name)
            if value is not None:
                values[name] = value
    values.update(part.parameters)
    try:
        return check.parameters.model_validate(values)
    except ValidationError as error:
        for detail in error.errors():
            problems.append(_wrong_parameter(part, check, detail))
        return None


def _not_of_the_part(part: SheetPart, check: Check, parameters: CheckParameters) -> list[Message]:
    """Deliverables that the check's measurements name and that the part does not look at."""
    named: set[str] = set()
    for need in check.needs:
        if need.deliverable is not None:
            named.add(need.deliverable(parameters))
        if need.submitted is not None:
            named.update(need.submitted(parameters).values())
    known = list(part.deliverables)
    return [
        say("binding.not_of_the_part", where=part.where, check=check.id, deliverable=name, known=known)
        for name in sorted(named - set(known))
    ]


_TOLD = {"missing": "binding.parameter_missing", "extra_forbidden": "binding.parameter_unknown"}


def _wrong_parameter(part: SheetPart, check: Check, detail: ErrorDetails) -> Message:
    name = ".".join(str(step) for step in detail["loc"]) or "—"
    names = list(check.parameters.model_fields)
    told = _TOLD.get(detail["type"])
    if told is None:
        return say("binding.wrong_parameter", where=part.where, check=check.id, parameter=name, problem=detail["msg"])
    return say(told, where=part.where, check=check.id, parameter=name, known=_nearest(name, names))


def _unknown(part: SheetPart, registry: Registry) -> Message:
    names = difflib.get_close_matches(part.check or "", registry.ids(), n=3)
    hint = say("binding.nearest", names=names).template.replace("{names}", "、".join(names)) if names else ""
    return say("binding.unknown_check", where=part.where, check=part.check or "", hint=hint)


def _nearest(name: str, names: list[str]) -> list[str]:
    return difflib.get_close_matches(name, names, n=1) or names


def _digest(checks: set[Check]) -> str:
    """Over everything that a verdict may depend on: all of this room, helpers included, and the packages of others."""
    packages = sorted({check.module.rpartition(".")[0] for check in checks if "." in check.module})
    digest = hashlib.sha256(source_digest("yuejuan.graders").encode())
    for package in packages:
        if not package.startswith(("yuejuan_exam_checks", "yuejuan.graders.")):
            digest.update(f"{package} {source_digest(package)}\n".encode())
    return digest.hexdigest()
