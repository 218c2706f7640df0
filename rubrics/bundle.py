"""What candidates may have of a paper: brief, materials, what to hand in, and the checks declared for candidates.

Built by allow-list. Nothing is taken over because it was not forbidden: no key, no reference, no human prompts, no
rules, no marks, and of a check only the parameters that the check itself declares harmless.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import Field, StrictStr

from yuejuan.messages import say
from yuejuan.rubrics.digest import digest_of, digest_of_bundle, materials_of
from yuejuan.rubrics.errors import Problem, RubricError
from yuejuan.rubrics.loader import load_brief
from yuejuan.rubrics.model import CheckId, CriterionId, Identifier, Label, Model, Project
from yuejuan.rubrics.paper import Clues, Deliverable
from yuejuan.rubrics.sheet import Sheet, SheetCriterion, SheetPart
from yuejuan.rubrics.validation import load_model
from yuejuan.rubrics.yaml_source import read_yaml

SCHEMA = "yuejuan.bundle/1"

Allowed = Mapping[str, frozenset[str] | None]
"""Check id to the parameters that may go to candidates; None for a check that never runs there."""


class BundlePart(Model):
    """One requirement that a candidate can check: a check with its harmless parameters."""

    id: Identifier
    title: Label
    check: CheckId
    deliverables: tuple[Identifier, ...] = ()
    parameters: dict[str, Any] = {}


class BundleCriterion(Model):
    """The requirements of one criterion."""

    id: CriterionId
    title: Label
    parts: Annotated[tuple[BundlePart, ...], Field(min_length=1)]


class Bundle(Model):
    """The file ``paper.yaml`` of a bundle for candidates. It has no marks: they see how many requirements are met."""

    schema_: Annotated[Literal["yuejuan.bundle/1"], Field(alias="schema")]
    id: StrictStr
    project: Project
    title: Label
    minutes: Annotated[int, Field(gt=0)]
    deliverables: tuple[Deliverable, ...]
    criteria: tuple[BundleCriterion, ...]


def is_bundle(folder: Path) -> bool:
    """Whether the ``paper.yaml`` in ``folder`` is a bundle's. Raises :class:`RubricError` when it cannot be read."""
    return bool(read_yaml(folder / "paper.yaml").value.get("schema") == SCHEMA)


def bundle_of(sheet: Sheet, allowed: Allowed) -> Bundle:
    """The bundle of a paper, in memory."""
    criteria = []
    for criterion in sheet.criteria:
        parts = tuple(
            part
            for whole_part in criterion.parts
            if (part := _bundle_part(sheet, criterion.id, whole_part, allowed)) is not None
        )
        if parts:
            criteria.append(BundleCriterion(id=criterion.id, title=criterion.title, parts=parts))
    return Bundle.model_validate(
        {
            "schema": SCHEMA,
            "id": sheet.paper_id,
            "project": sheet.project,
            "title": sheet.title,
            "minutes": sheet.minutes,
            "deliverables": tuple(_for_candidates(deliverable) for deliverable in sheet.deliverables),
            "criteria": tuple(criteria),
        }
    )


def _bundle_part(sheet: Sheet, criterion: str, part: SheetPart, allowed: Allowed) -> BundlePart | None:
    names = allowed.get(part.check) if part.check is not None else None
    if part.check is None or names is None:
        return None
    if sheet.self_check is not None and f"{criterion}/{part.id}" not in sheet.self_check:
        return None
    if names.intersection(part.from_key):  # a harmless parameter that this paper fills with an answer
        return None
    return BundlePart(
        id=part.id,
        title=part.title,
        check=part.check,
        deliverables=part.deliverables,
        parameters={name: value for name, value in part.parameters.items() if name in names},
    )


def _for_candidates(deliverable: Deliverable) -> Deliverable:
    clues = Clues(words=deliverable.clues.words, properties=deliverable.clues.properties)
    return Deliverable(
        id=deliverable.id,
        title=deliverable.title,
        name=deliverable.name,
        also=deliverable.also,
        kind=deliverable.kind,
        required=deliverable.required,
        many=deliverable.many,
        specification=deliverable.specification,
        clues=clues,
    )


def candidate_sheet(sheet: Sheet, allowed: Allowed) -> Sheet:
    """The sheet that a candidate's own check runs on, of a whole paper, without writing a bundle."""
    return _sheet_of(bundle_of(sheet, allowed), sheet.folder, sheet.brief)


def load_bundle(folder: Path) -> Sheet:
    """The sheet of a bundle; every part is worth 1, so that marks count requirements. Raises :class:`RubricError`."""
    return _sheet_of(load_model(folder / "paper.yaml", Bundle).model, folder, load_brief(folder) or "")


def _sheet_of(bundle: Bundle, folder: Path, brief: str) -> Sheet:
    return Sheet(
        paper_id=bundle.id,
        title=bundle.title,
        project=bundle.project,
        minutes=bundle.minutes,
        deliverables=bundle.deliverables,
        criteria=tuple(_sheet_criterion(criterion) for criterion in bundle.criteria),
        rules=(),
        step=Fraction(1),
        folder=folder,
        paper_digest=digest_of_bundle(folder, bundle, brief),
        rubric_digest=digest_of(bundle),
        brief=brief,
    )


def _sheet_criterion(criterion: BundleCriterion) -> SheetCriterion:
    return SheetCriterion(
        id=criterion.id,
        clause="",
        title=criterion.title,
        points=Fraction(len(criterion.parts)),
        literacy=False,
        parts=tuple(
            SheetPart(
                id=part.id,
                title=part.title,
                points=Fraction(1),
                check=part.check,
                deliverables=part.deliverables,
                parameters=part.parameters,
            )
            for part in criterion.parts
        ),
    )


def export_candidate_bundle(sheet: Sheet, out: Path, allowed: Allowed) -> None:
    """Write the bundle of ``sheet`` into the new or empty folder ``out``.

    Raises :class:`RubricError` when ``out`` holds something already or a material leads out of the paper's folder.
    """
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise RubricError((Problem(file=out.as_posix(), message=say("rubric.bundle.not_empty", folder=out.name)),))
    materials = materials_of(sheet.folder)
    out.mkdir(parents=True, exist_ok=True)
    (out / "paper.yaml").write_text(_as_yaml(bundle_of(sheet, allowed)), encoding="utf-8")
    brief = load_brief(sheet.folder)
    if brief is not None:
        (out / "brief.md").write_text(brief, encoding="utf-8")
    for name in materials:
        target = out / "materials" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(sheet.folder / "materials" / name, target)


class _ExactDumper(yaml.SafeDumper):
    """Writes decimals digit for digit."""


def _represent_decimal(dumper: yaml.SafeDumper, value: Decimal) -> yaml.ScalarNode:
    text = f"{value:f}"
    kind = "float" if "." in text else "int"
    return dumper.represent_scalar(f"tag:yaml.org,2002:{kind}", text)


_ExactDumper.add_representer(Decimal, _represent_decimal)


def _as_yaml(bundle: Bundle) -> str:
    content = _lists(bundle.model_dump(by_alias=True, exclude_defaults=True))
    return yaml.dump(content, Dumper=_ExactDumper, allow_unicode=True, sort_keys=False)


def _lists(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _lists(item) for key, item in value.items()}
    return [_lists(item) for item in value] if isinstance(value, list | tuple) else value
