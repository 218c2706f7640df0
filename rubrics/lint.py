"""Warnings about a paper that loads and yet may not do what its writer meant; each with its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from yuejuan.messages import Message, say
from yuejuan.rubrics.errors import Problem, nearest_of
from yuejuan.rubrics.faults import shown
from yuejuan.rubrics.loader import load_paper, read_paper
from yuejuan.rubrics.sheet import Sheet, SheetPart
from yuejuan.rubrics.validation import in_order
from yuejuan.rubrics.yaml_source import Source, YamlPath


@dataclass(frozen=True)
class CheckInfo:
    """What the linter must know of an installed check: the names of its parameters and whether it looks at files."""

    parameters: frozenset[str]
    looks_at_files: bool


def lint_paper(
    folder: Path, rubric: str | Path | None = None, checks: Mapping[str, CheckInfo] | None = None
) -> tuple[Problem, ...]:
    """Warnings about the paper in ``folder``, in the order of the file.

    ``checks`` are the installed ones; without them nothing is said about checks. Raises :class:`RubricError` when the
    paper does not load.
    """
    source = read_paper(folder).source
    sheet = load_paper(folder, rubric)
    linter = _Linter(source, sheet, checks)
    return in_order(linter.warnings())


class _Linter:
    def __init__(self, source: Source, sheet: Sheet, checks: Mapping[str, CheckInfo] | None) -> None:
        self.source = source
        self.sheet = sheet
        self.checks = checks
        self.parts = [(criterion.id, part) for criterion in sheet.criteria for part in criterion.parts]

    def warnings(self) -> Iterator[Problem]:
        """All warnings, in no order."""
        if not (self.sheet.folder / "brief.md").is_file():
            yield self.source.problem((), say("rubric.lint.no_brief"))
        yield from self._marks()
        yield from self._deliverables()
        yield from self._names()
        yield from self._extra_parts()
        for criterion, part in self.parts:
            yield from self._levels(criterion, part)
            yield from self._check(criterion, part)

    def _at_part(self, criterion: str, part: SheetPart, message: Message, nearest: str | None = None) -> Problem:
        return self.source.problem(("points", criterion, part.id), message, key=True, nearest=nearest)

    def _marks(self) -> Iterator[Problem]:
        for criterion in self.sheet.criteria:
            path: YamlPath = ("points", criterion.id)
            if criterion.points == 0:
                yield self.source.problem(path, say("rubric.lint.zero", name=criterion.id), key=True)
            elif criterion.points % self.sheet.step:
                message = say(
                    "rubric.lint.step",
                    name=criterion.id,
                    points=shown(criterion.points),
                    step=shown(self.sheet.step),
                )
                yield self.source.problem(path, message, key=True)

    def _deliverables(self) -> Iterator[Problem]:
        seen = {name for _, part in self.parts for name in part.deliverables}
        for index, deliverable in enumerate(self.sheet.deliverables):
            path: YamlPath = ("deliverables", index)
            if deliverable.id not in seen:
                message = say("rubric.lint.unused_deliverable", name=deliverable.id)
                yield self.source.problem((*path, "id"), message)
            elif self.checks is not None:
                given = deliverable.specification.model_fields_set
                for field in given - {"kilobyte"} if "max_kilobytes" in given else given:
                    if field not in self._parameters_for(deliverable.id):
                        message = say("rubric.lint.unused_specification", name=deliverable.id, field=field)
                        yield self.source.problem((*path, "specification", field), message, key=True)

    def _parameters_for(self, deliverable: str) -> set[str]:
        checks = self.checks or {}
        used = {
            name
            for _, part in self.parts
            if part.check is not None and part.check in checks and deliverable in part.deliverables
            for name in checks[part.check].parameters
        }
        formats = any(part.check == "files.formats" for _, part in self.parts)
        return used | {"formats"} if formats else used

    def _names(self) -> Iterator[Problem]:
        first: dict[str, str] = {}
        for index, deliverable in enumerate(self.sheet.deliverables):
            for name in (deliverable.name, *deliverable.also):
                owner = first.setdefault(name.casefold(), deliverable.id)
                if owner != deliverable.id:
                    message = say("rubric.lint.same_name", first=owner, second=deliverable.id, name=name)
                    yield self.source.problem(("deliverables", index, "name"), message)

    def _extra_parts(self) -> Iterator[Problem]:
        asked = {f"{criterion}/{part.id}" for criterion, part in self.parts}
        for criterion, parts in self.source.value.get("extra_parts", {}).items():
            for index, part in enumerate(parts):
                whole = f"{criterion}/{part['id']}"
                if whole not in asked:
                    message = say("rubric.lint.extra_part", part=whole)
                    yield self.source.problem(("extra_parts", criterion, index, "id"), message)

    def _levels(self, criterion: str, part: SheetPart) -> Iterator[Problem]:
        if part.human is None:
            return
        shares = [Fraction(level.share) for level in part.human.levels]
        whole = f"{criterion}/{part.id}"
        if max(shares) < 1:
            message = say("rubric.lint.unreachable", part=whole, share=shown(max(shares)))
            yield self._at_part(criterion, part, message)
        if shares != sorted(shares, reverse=True):
            yield self._at_part(criterion, part, say("rubric.lint.level_order", part=whole))

    def _check(self, criterion: str, part: SheetPart) -> Iterator[Problem]:
        whole = f"{criterion}/{part.id}"
        if part.points == 0:
            yield self._at_part(criterion, part, say("rubric.lint.zero", name=whole))
        if part.check is None or self.checks is None:
            return
        if part.check not in self.checks:
            message = say("rubric.lint.unknown_check", part=whole, name=part.check)
            yield self._at_part(criterion, part, message, nearest_of(part.check, self.checks))
        elif self.checks[part.check].looks_at_files and not part.deliverables:
            yield self._at_part(criterion, part, say("rubric.lint.no_deliverable", part=whole))
