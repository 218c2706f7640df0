"""The catalogue of checks, made from their docstrings and parameters: one place, read by people and by generators."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import Any

from yuejuan.graders.api import Check
from yuejuan.graders.registry import Registry, UnknownCheck, installed

HEADINGS = ("Earns", "Loses", "Open", "Evidence", "Review", "Example")
"""The sections of a catalogue entry; Earns, Evidence and Review are required of every check."""

_HEADING = re.compile(r"^(?:" + "|".join(HEADINGS) + r"):", re.MULTILINE)


@dataclass(frozen=True)
class Parameter:
    """One parameter of a check as the manual shows it. ``default`` is ``None`` where it is required."""

    name: str
    type: str
    required: bool
    default: str | None
    description: str


@dataclass(frozen=True)
class Entry:
    """One check in the catalogue."""

    id: str
    summary: str
    sections: dict[str, str]
    parameters: tuple[Parameter, ...]
    scope: str
    needs: tuple[str, ...]
    self_check: bool
    module: str

    def title(self, language: str) -> str:
        """The first line of the docstring. The catalogue is in English; its translation lies in ``docs/checks/``."""
        return self.summary

    def text(self, language: str) -> str:
        """The whole entry for a terminal."""
        lines = [self.id, "", self.summary, ""]
        for heading, body in self.sections.items():
            lines += [f"{heading}:", *(f"    {line}" for line in body.splitlines()), ""]
        for parameter in self.parameters:
            default = "" if parameter.required else f" = {parameter.default}"
            lines.append(f"  {parameter.name}: {parameter.type}{default}")
            if parameter.description:
                lines.append(f"      {parameter.description}")
        return "\n".join(lines).rstrip()

    def plain(self) -> dict[str, Any]:
        """The entry as plain data."""
        return {
            "id": self.id,
            "summary": self.summary,
            "sections": self.sections,
            "parameters": [vars(parameter) for parameter in self.parameters],
            "scope": self.scope,
            "needs": list(self.needs),
            "self_check": self.self_check,
        }


def entries(registry: Registry | None = None) -> list[Entry]:
    """All checks, sorted by id."""
    return [entry_of(check) for check in registry or installed()]


def entry(check_id: str) -> Entry:
    """One check; :class:`UnknownCheck` with the nearest ids."""
    registry = installed()
    try:
        return entry_of(registry.get(check_id))
    except UnknownCheck:
        close = difflib.get_close_matches(check_id, registry.ids(), n=3)
        hint = f"{check_id}（{'、'.join(close)}？）" if close else check_id
        raise UnknownCheck(hint) from None


def entry_of(check: Check) -> Entry:
    """The catalogue entry of a check, out of its docstring and parameters."""
    summary, _, body = check.docstring.partition("\n")
    return Entry(
        id=check.id,
        summary=summary.strip(),
        sections=sections_of(body),
        parameters=tuple(_parameters(check)),
        scope=check.scope,
        needs=tuple(sorted({need.facts.__name__ for need in check.needs})),
        self_check=check.self_check is not None,
        module=check.module,
    )


def sections_of(body: str) -> dict[str, str]:
    """The parts of a docstring by heading (``Earns:`` …); text before the first heading stands under an empty one."""
    marks = [(match.start(), match.end()) for match in _HEADING.finditer(body)]
    sections: dict[str, str] = {}
    head = body[: marks[0][0]].strip() if marks else body.strip()
    if head:
        sections[""] = head
    for place, (start, end) in enumerate(marks):
        stop = marks[place + 1][0] if place + 1 < len(marks) else len(body)
        lines = body[end:stop].strip().splitlines()
        sections[body[start : end - 1]] = "\n".join(line.strip() for line in lines)
    return sections


def _parameters(check: Check) -> list[Parameter]:
    schema = check.parameters.model_json_schema()
    found = []
    for name, field in check.parameters.model_fields.items():
        described = schema.get("properties", {}).get(name, {})
        found.append(
            Parameter(
                name=name,
                type=_type(described),
                required=field.is_required(),
                default=None if field.is_required() else str(described.get("default", field.default)),
                description=field.description or "",
            )
        )
    return found


def _type(schema: dict[str, Any]) -> str:
    if "anyOf" in schema:
        return " or ".join(dict.fromkeys(_type(one) for one in schema["anyOf"]))
    if "enum" in schema:
        return " | ".join(map(str, schema["enum"]))
    if schema.get("type") == "array":
        return f"list of {_type(schema.get('items', {}))}"
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    return str(schema.get("type", schema.get("const", "any")))
