"""The paper writer's workshop: validate, show, test and export a paper."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

from yuejuan.artifacts.measure.measurer import Measurer
from yuejuan.artifacts.system.atomic import write_atomically
from yuejuan.exam import edits
from yuejuan.exam.outcome import shown, table_lines
from yuejuan.exam.trial import Trial, run_trials
from yuejuan.graders.binding import bind
from yuejuan.graders.registry import UnknownCheck, installed
from yuejuan.messages import render, say
from yuejuan.messages.message import Language
from yuejuan.rubrics.errors import Problem
from yuejuan.rubrics.loader import load_paper, load_rubric
from yuejuan.rubrics.model import Part, Rubric
from yuejuan.rubrics.paper import Equivalents, Mutations
from yuejuan.rubrics.sheet import Sheet
from yuejuan.rubrics.show import Row, default_points, describe, describe_rubric, narrowed, table_as_yaml
from yuejuan.rubrics.yaml_source import read_yaml


def validate(folder: Path) -> list[Problem]:
    """Load a paper with its key, mutations and equivalents and bind its checks; the doubtful places that remain.

    Raises ``RubricError`` or ``BindingError`` with every fault.
    """
    from yuejuan.rubrics.lint import CheckInfo, lint_paper

    sheet = load_paper(folder)
    registry = installed()
    bind(sheet, registry)
    _trials_of(folder, sheet)
    doubts = _doubts_about_variants(folder)
    infos = {
        check.id: CheckInfo(frozenset(check.parameters.model_fields), check.scope != "submission") for check in registry
    }
    return [*lint_paper(folder, checks=infos), *doubts]


def _doubts_about_variants(folder: Path) -> tuple[Problem, ...]:
    """Doubtful places of the paper's variants, once a variant was drawn to see that it can be."""
    if not (folder / "variants.yaml").is_file():
        return ()
    from yuejuan.exam.vary import Varied

    varied = Varied(folder)
    varied.draw(0)
    return varied.doubts()


def vary(folder: Path, seed: int, out: Path | None, language: Language) -> str:
    """Write a variant of the paper in ``folder`` and tell what is other in it."""
    from yuejuan.exam.vary import vary as write_variant
    from yuejuan.graders.common.numbers import shown as worked_out
    from yuejuan.rubrics.variant_places import shown as number

    doubts = _doubts_about_variants(folder)
    variant = write_variant(folder, seed, out)
    told = [say("exam.variants.written", folder=str(variant.folder))]
    for change in variant.changes:
        values = {"before": number(change.before), "after": number(change.after)}
        told.append(say("exam.variants.change", name=change.name, **values))
    for result in variant.results:
        value = f"{worked_out(result.value)}{result.unit}"
        told.append(say("exam.variants.result", label=result.label, value=value))
    if (folder / "reference").is_dir():
        told.append(say("exam.variants.no_reference"))
    lines = [render(message, language) for message in told]
    return "\n".join([*(doubt.text(language) for doubt in doubts), *lines])


def _trials_of(folder: Path, sheet: Sheet) -> tuple[Mutations | None, Equivalents | None]:
    from yuejuan.rubrics.mutations import load_equivalents, load_mutations

    known = edits.names()
    mutations = load_mutations(folder, sheet, known) if (folder / "mutations.yaml").is_file() else None
    equivalents = load_equivalents(folder, known) if (folder / "equivalents.yaml").is_file() else None
    return mutations, equivalents


def show(name: str, *, write: bool = False) -> dict[str, Any]:
    """A project's rubric by name, or a paper's mark sheet by folder, as plain data.

    ``write`` replaces ``points`` of the paper by the standard's, shared out over what the paper asks for.
    """
    folder = Path(name)
    if not folder.is_dir():
        return _plain(name, describe_rubric(load_rubric(name)))
    if write:
        _write_points(folder)
    sheet = load_paper(folder)
    return _plain(sheet.paper_id, describe(sheet))


def _write_points(folder: Path) -> None:
    """Put the shared-out table in place of ``points``, leaving every other line as it is.

    The table may be missing still, so the file is looked at before it is a valid paper; faults beside it are told when
    the paper is loaded afterwards.
    """
    path = folder / "paper.yaml"
    content = read_yaml(path).value
    given = [one for one in content.get("deliverables") or () if isinstance(one, dict)]
    deliverables = [str(one.get("id")) for one in given]
    rubric = _askable(load_rubric(str(content.get("project"))), given, content.get("parameters") or {})
    table = default_points(rubric, deliverables, own=_own_parts(content.get("extra_parts")))
    text = _with_block(path.read_text(encoding="utf-8"), "points", table_as_yaml(table))
    looks_at = narrowed(rubric, deliverables)
    if looks_at:
        lines = [f"  {part}: [{', '.join(kept)}]" for part, kept in looks_at.items()]
        text = _with_block(text, "looks_at", "\n".join(["looks_at:", *lines]) + "\n")
    write_atomically(path, text.encode())


def _own_parts(extra_parts: Any) -> dict[str, dict[str, Fraction]]:
    """The marks of the paper's own parts by criterion; what is no part yet is left to the loader to tell."""
    criteria = extra_parts if isinstance(extra_parts, dict) else {}
    return {
        name: {
            part["id"]: Fraction(str(part["points"]))
            for part in (parts if isinstance(parts, list | tuple) else ())
            if isinstance(part, dict)
            and isinstance(part.get("id"), str)
            and isinstance(part.get("points"), int | float)
            and part["points"] > 0
        }
        for name, parts in criteria.items()
    }


def _askable(rubric: Rubric, deliverables: list[dict[str, Any]], parameters: dict[str, Any]) -> Rubric:
    """``rubric`` without the parts whose check needs parameters that the paper gives nowhere."""
    known = {str(one.get("id")): set(one.get("specification") or ()) for one in deliverables}

    def can_run(criterion: str, part: Part) -> bool:
        if part.check is None:
            return True
        fields = installed().get(part.check).parameters.model_fields
        required = {name for name, field in fields.items() if field.is_required()}
        specified = known.get(part.deliverables[0], set()) if len(part.deliverables) == 1 else set()
        own = parameters.get(f"{rubric.project}.{criterion}/{part.id}") or {}
        return required <= specified | part.parameters.keys() | own.keys()

    criteria = [
        criterion.model_copy(update={"parts": tuple(p for p in criterion.parts if can_run(criterion.id, p))})
        for criterion in rubric.criteria
    ]
    return rubric.model_copy(update={"criteria": tuple(criterion for criterion in criteria if criterion.parts)})


def _with_block(text: str, key: str, block: str) -> str:
    """``text`` of a YAML file with the top-level ``key`` replaced by ``block``, or added at the end."""
    lines = text.splitlines(keepends=True)
    start = next((number for number, line in enumerate(lines) if line.startswith(key + ":")), len(lines))
    stop = start + 1
    while stop < len(lines) and lines[stop][0] in " \t":
        stop += 1
    return "".join([*lines[:start], block, *lines[stop:]])


def _plain(name: str, rows: list[Row]) -> dict[str, Any]:
    criteria: dict[str, dict[str, Any]] = {}
    for row in rows:
        criterion = criteria.setdefault(
            row.criterion,
            {
                "id": row.criterion,
                "clause": row.clause,
                "title": row.criterion_title.model_dump(),
                "points": str(row.criterion_points),
                "literacy": row.literacy,
                "parts": [],
            },
        )
        criterion["parts"].append(
            {
                "id": row.part,
                "title": row.title.model_dump(),
                "points": str(row.points),
                "check": row.check,
                "deliverables": list(row.deliverables),
            }
        )
    return {"schema": "yuejuan.sheet/1", "name": name, "criteria": list(criteria.values())}


def as_text(sheet: dict[str, Any], language: Language) -> str:
    """The plain data of :func:`show` as a table."""
    rows = []
    for criterion in sheet["criteria"]:
        rows.append(
            [criterion["id"], criterion["clause"], criterion["title"][language], shown(criterion["points"]), ""]
        )
        for part in criterion["parts"]:
            judge = part["check"] or render(say("exam.table.human"), language)
            rows.append([f"  {part['id']}", "", f"  {part['title'][language]}", f"  {shown(part['points'])}", judge])
    return "\n".join(table_lines(rows))


def schema(name: str | None) -> str:
    """One JSON Schema, or the names of all, one a line."""
    from yuejuan.exam.schemas import all_schemas

    found = all_schemas()
    if name is None:
        return "\n".join(found)
    if name not in found:
        raise UnknownSchema(name, list(found))
    return json.dumps(found[name], ensure_ascii=False, indent=2)


class UnknownSchema(Exception):
    """There is no schema of that name."""

    def __init__(self, name: str, known: list[str]) -> None:
        super().__init__(name)
        self.message = say("exam.unknown_schema", name=name, known=known)


def test(folder: Path, only: frozenset[str] = frozenset()) -> Iterator[Trial]:
    """Run the reference, the mutations and the equivalents of a paper."""
    sheet = load_paper(folder)
    bound = bind(sheet, installed())
    mutations, equivalents = _trials_of(folder, sheet)
    # Trials differ in a file or two; what is the same in all of them is measured once.
    with tempfile.TemporaryDirectory(prefix="yuejuan-") as store, Measurer(Path(store)) as measurer:
        yield from run_trials(
            bound,
            mutations.mutations if mutations is not None else (),
            equivalents.equivalents if equivalents is not None else (),
            measurer,
            only,
        )


def allowed_of(sheet: Sheet) -> dict[str, frozenset[str] | None]:
    """For each check of a sheet the parameters that may go to candidates; ``None`` where it never runs there."""
    registry = installed()
    allowed: dict[str, frozenset[str] | None] = {}
    for criterion in sheet.criteria:
        for part in criterion.parts:
            if part.check is not None:
                try:
                    allowed[part.check] = registry.get(part.check).self_check
                except UnknownCheck:
                    allowed[part.check] = None
    return allowed


def export(folder: Path, out: Path) -> Path:
    """Write the bundle for candidates of the paper in ``folder``."""
    from yuejuan.rubrics.bundle import export_candidate_bundle

    sheet = load_paper(folder)
    export_candidate_bundle(sheet, out, allowed_of(sheet))
    return out
