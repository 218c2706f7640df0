"""The catalogue of checks, made from their docstrings and parameters: one place, read by people and by generators.

The docstring is the original, in English. A package of checks may hold ``catalogue.zh_CN.yaml`` with the Chinese of
its own checks; what is not translated there is shown in English.
"""

from __future__ import annotations

import difflib
import json
import re
import sys
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import resources
from typing import Any

from yuejuan.graders.api import Check
from yuejuan.graders.registry import Registry, UnknownCheck, installed

HEADINGS = ("Earns", "Loses", "Open", "Evidence", "Review", "Example")
"""The sections of a catalogue entry; Earns, Evidence and Review are required of every check."""

TRANSLATIONS = "catalogue.zh_CN.yaml"
"""Maps ``checks`` to the id, there ``title``, ``sections`` by heading and ``parameters`` by name."""

_HEADING = re.compile(r"^(?:" + "|".join(HEADINGS) + r"):", re.MULTILINE)


@dataclass(frozen=True)
class Parameter:
    """One parameter of a check as the manual shows it.

    ``default`` is as it would stand in YAML; ``None`` where the parameter is required or is nothing when left out.
    """

    name: str
    type: str
    required: bool
    default: str | None
    description: str


@dataclass(frozen=True)
class Entry:
    """One check in the catalogue; ``chinese`` is its translation as it stands in :data:`TRANSLATIONS`."""

    id: str
    summary: str
    sections: dict[str, str]
    parameters: tuple[Parameter, ...]
    scope: str
    needs: tuple[str, ...]
    self_check: bool
    module: str
    chinese: dict[str, Any] = field(default_factory=dict)

    def title(self, language: str) -> str:
        """One line that says what the check looks at."""
        return str(self.chinese.get("title", self.summary)) if language == "zh_CN" else self.summary

    def sections_in(self, language: str) -> dict[str, str]:
        """The sections by heading, both in ``language``."""
        if language != "zh_CN" or "sections" not in self.chinese:
            return self.sections
        headings = _words()["headings"]
        return {headings.get(heading, heading): body for heading, body in self.chinese["sections"].items()}

    def parameters_in(self, language: str) -> tuple[Parameter, ...]:
        """The parameters, described in ``language``."""
        if language != "zh_CN":
            return self.parameters
        described = self.chinese.get("parameters", {})
        return tuple(
            replace(one, type=_chinese_type(one.type), description=described.get(one.name, one.description))
            for one in self.parameters
        )

    def text(self, language: str) -> str:
        """The whole entry for a terminal."""
        colon = "：" if language == "zh_CN" else ":"
        lines = [self.id, "", self.title(language), ""]
        for heading, body in self.sections_in(language).items():
            lines += [f"{heading}{colon}", *(f"    {line}" for line in body.splitlines()), ""]
        for parameter in self.parameters_in(language):
            default = f" = {parameter.default}" if parameter.default is not None else ""
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
            "zh_CN": self.chinese,
        }


@cache
def _translations(package: str) -> dict[str, Any]:
    import yaml

    file = resources.files(package).joinpath(TRANSLATIONS)
    if not file.is_file():
        return {}
    return yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader) or {}


def _words() -> dict[str, Any]:
    return _translations("yuejuan.graders")


def _chinese(check: Check) -> dict[str, Any]:
    package = check.module.rpartition(".")[0]
    # The checks of an examination folder are modules without a package.
    found = _translations(package).get("checks", {}) if package in sys.modules else {}
    return dict(found.get(check.id, {}))


def _chinese_type(name: str) -> str:
    """``list of integer or null`` in Chinese; values that stand for themselves stay as they are."""
    words = _words()["types"]
    parts = []
    for part in name.split(" or "):
        item = part.removeprefix("list of ")
        parts.append(words.get(item, item) + ("的列表" if item != part else ""))
    return "，或".join(parts)


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
        chinese=_chinese(check),
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
    for name, info in check.parameters.model_fields.items():
        described = schema.get("properties", {}).get(name, {})
        found.append(
            Parameter(
                name=name,
                type=_type(described, schema.get("$defs", {})),
                required=info.is_required(),
                default=_shown(described.get("default")),
                description=info.description or "",
            )
        )
    return found


def _shown(default: Any) -> str | None:
    return default if default is None or isinstance(default, str) else json.dumps(default, ensure_ascii=False)


def _type(schema: dict[str, Any], models: dict[str, Any]) -> str:
    """How a value is written; one of ``models``, the parameter's own classes, by the names of its fields."""
    if "anyOf" in schema:
        return " or ".join(dict.fromkeys(_type(one, models) for one in schema["anyOf"]))
    if "enum" in schema:
        return " | ".join(map(str, schema["enum"]))
    if schema.get("type") == "array":
        return f"list of {_type(schema.get('items', {}), models)}"
    if "$ref" in schema:
        return "{" + ", ".join(models[str(schema["$ref"]).rpartition("/")[2]]["properties"]) + "}"
    return str(schema.get("type", schema.get("const", "any")))
