"""The files ``mutations.yaml`` and ``equivalents.yaml`` of a paper, checked against its mark sheet."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from fractions import Fraction
from pathlib import Path

from yuejuan.messages import say
from yuejuan.rubrics.errors import Problem, RubricError, nearest_of
from yuejuan.rubrics.faults import repeated, shown
from yuejuan.rubrics.paper import Edit, Equivalents, Mutation, Mutations
from yuejuan.rubrics.references import outside
from yuejuan.rubrics.sheet import Sheet
from yuejuan.rubrics.validation import in_order, load_model
from yuejuan.rubrics.yaml_source import Source, YamlPath

REASONS = (
    "tool_missing",
    "timeout",
    "crashed",
    "untrusted_check",
    "unreadable",
    "ambiguous_match",
    "not_located",
    "conflict",
    "uncertain",
    "human",
    "no_key",
)
"""Why a point may be open; the closed list of the result document."""


def load_mutations(folder: Path, sheet: Sheet | None = None, edits: Collection[str] | None = None) -> Mutations:
    """The mutations of the paper in ``folder``.

    With ``sheet`` (the paper's), every part, rule and amount of marks is checked against it; with ``edits`` (the
    names of all known edits) the names of edits too. Raises :class:`RubricError` with every fault, or when the file
    is missing.
    """
    loaded = load_model(folder / "mutations.yaml", Mutations)
    problems = repeated(loaded.source, ("mutations",), (mutation.id for mutation in loaded.model.mutations))
    for index, mutation in enumerate(loaded.model.mutations):
        path: YamlPath = ("mutations", index)
        problems += _edit_problems(loaded.source, path, mutation.edits, folder, edits)
        if sheet is not None:
            problems += _cost_problems(loaded.source, path, mutation, sheet)
        problems += _reason_problems(loaded.source, path, mutation)
    if problems:
        raise RubricError(in_order(problems))
    return loaded.model


def load_equivalents(folder: Path, edits: Collection[str] | None = None) -> Equivalents:
    """The equivalents of the paper in ``folder``; ``edits`` and errors as :func:`load_mutations`."""
    loaded = load_model(folder / "equivalents.yaml", Equivalents)
    problems = repeated(loaded.source, ("equivalents",), (item.id for item in loaded.model.equivalents))
    for index, equivalent in enumerate(loaded.model.equivalents):
        problems += _edit_problems(loaded.source, ("equivalents", index), equivalent.edits, folder, edits)
    if problems:
        raise RubricError(in_order(problems))
    return loaded.model


def _edit_problems(
    source: Source, path: YamlPath, listed: Sequence[Edit], folder: Path, edits: Collection[str] | None
) -> list[Problem]:
    problems = []
    for index, edit in enumerate(listed):
        place = (*path, "edits", index)
        if edits is not None and edit.edit not in edits:
            message = say("rubric.no_edit", name=edit.edit)
            problems.append(source.problem((*place, "edit"), message, nearest=nearest_of(edit.edit, edits)))
        if edit.file is not None and (message_outside := outside(folder / "reference", edit.file)):
            problems.append(source.problem((*place, "file"), message_outside))
    return problems


def _cost_problems(source: Source, path: YamlPath, mutation: Mutation, sheet: Sheet) -> list[Problem]:
    parts = {f"{criterion.id}/{part.id}": part.points for criterion in sheet.criteria for part in criterion.parts}
    rules = [rule.id for rule in sheet.rules]
    problems = []
    for table in ("loses", "opens"):
        for name in getattr(mutation, table):
            if name not in parts:
                message = say("rubric.not_asked", name=name)
                nearest = nearest_of(name, parts)
                problems.append(source.problem((*path, table, name), message, key=True, nearest=nearest))
    for name, marks in mutation.loses.items():
        if name in parts and Fraction(marks) > parts[name]:
            message = say("rubric.loses_too_much", part=name, points=shown(parts[name]), loses=f"{marks:f}")
            problems.append(source.problem((*path, "loses", name), message))
    for index, name in enumerate(mutation.fires):
        if name not in rules:
            message = say("rubric.no_rule", name=name)
            problems.append(source.problem((*path, "fires", index), message, nearest=nearest_of(name, rules)))
    return problems


def _reason_problems(source: Source, path: YamlPath, mutation: Mutation) -> list[Problem]:
    return [
        source.problem(
            (*path, "opens", name),
            say("rubric.no_reason", name=reason),
            expected=say("rubric.value.choices", names=list(REASONS)),
            nearest=nearest_of(reason, REASONS),
        )
        for name, reason in mutation.opens.items()
        if reason not in REASONS
    ]
