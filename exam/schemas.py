"""All JSON Schemas that the project publishes: what people write, and what the program prints."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from pydantic import BaseModel


def all_schemas() -> dict[str, dict[str, Any]]:
    """Name to JSON Schema (draft 2020-12), sorted by name."""
    from yuejuan.exam.corrections import Corrections
    from yuejuan.exam.folder import Exam
    from yuejuan.rubrics import schema as rubric_schema

    written = {name.removesuffix(".schema.json"): rubric_schema.schema_of(name.removesuffix(".schema.json"))
               for name in rubric_schema.schemas()}  # fmt: skip
    own = {"corrections": _model(Corrections), "exam": _model(Exam)}
    printed = {"grade": _grade(), "what-if": _what_if(), "check": _CHECK, "sheet": _SHEET, "inspect": _inspect(),
               "try": _try()}  # fmt: skip
    return dict(sorted({**written, **own, **printed, "result": _result(), "report": _report()}.items()))


def _model(model: type[BaseModel]) -> dict[str, Any]:
    return {"$schema": _DRAFT, **model.model_json_schema(by_alias=True)}


def _result() -> dict[str, Any]:
    from yuejuan.graders.result import SubmissionResult

    return {"$schema": _DRAFT, **msgspec.json.schema(SubmissionResult)}


_DRAFT = "https://json-schema.org/draft/2020-12/schema"


def _inspect() -> dict[str, Any]:
    """What ``yuejuan inspect --json`` prints: a list of facts, each with its path, messages as text."""
    from yuejuan.artifacts.archive.facts import ArchiveFacts
    from yuejuan.artifacts.document.facts import DocumentFacts
    from yuejuan.artifacts.facts import Unreadable
    from yuejuan.artifacts.image.facts import ImageFacts
    from yuejuan.artifacts.inspection import OtherFile, SystemFile
    from yuejuan.artifacts.mail.facts import MailFacts
    from yuejuan.artifacts.page.facts import PageFacts
    from yuejuan.artifacts.psd.facts import PsdFacts
    from yuejuan.artifacts.workbook.facts import WorkbookFacts

    kinds = (
        ImageFacts, PsdFacts, PageFacts, DocumentFacts, WorkbookFacts, MailFacts,
        ArchiveFacts, OtherFile, SystemFile, Unreadable,
    )  # fmt: skip
    schemas, definitions = msgspec.json.schema_components(kinds, ref_template="#/$defs/{name}")
    definitions["Message"] = {"type": "string", "description": "One sentence for people."}
    for kind in kinds:
        definition = definitions[kind.__name__]
        definition["properties"] = {"path": {"type": "string"}, **definition["properties"]}
        definition["required"] = ["path", *definition.get("required", [])]
    return {"$schema": _DRAFT, "type": "array", "items": {"anyOf": list(schemas)}, "$defs": definitions}


def _report() -> dict[str, Any]:
    """``report.json``; its schema is written by hand and lies in its room."""
    schema: dict[str, Any] = json.loads((files("yuejuan.reports") / "schema" / "report.schema.json").read_bytes())
    return schema


def _object(version: str | None, required: dict[str, Any], definitions: dict[str, Any] | None = None) -> dict[str, Any]:
    """An object with exactly these fields, and the constant ``schema`` where it has a version."""
    fields = {**({"schema": {"const": version}} if version is not None else {}), **required}
    described = {"type": "object", "additionalProperties": False, "required": list(fields), "properties": fields}
    return {"$schema": _DRAFT, **described, **({"$defs": definitions} if definitions is not None else {})}


def _grade() -> dict[str, Any]:
    """What ``yuejuan grade --json`` prints."""
    from yuejuan.exam.submission_grading import Summary

    (summary,), definitions = msgspec.json.schema_components((Summary,), ref_template="#/$defs/{name}")
    counts = {"type": "object", "additionalProperties": {"type": "integer"}, "description": "Open points by reason."}
    fields = {
        "folder": _TEXT,
        "handed_in": _COUNT,
        "absent": _TEXTS,
        "open": counts,
        "submissions": {"type": "array", "items": summary},
        "reports": _TEXTS,
    }
    return _object("yuejuan.grade/1", fields, definitions)


def _what_if() -> dict[str, Any]:
    """What ``yuejuan grade --what-if --json`` prints: the submissions whose mark or points would change."""
    from yuejuan.exam.what_if import Change

    (change,), definitions = msgspec.json.schema_components((Change,), ref_template="#/$defs/{name}")
    return _object("yuejuan.what-if/1", {"graded": _COUNT, "changes": {"type": "array", "items": change}}, definitions)


def _try() -> dict[str, Any]:
    """What ``yuejuan rubric try --json`` prints; marks are exact fractions as text, spans count characters from 0."""
    from yuejuan.exam.looked_for import LookedFor
    from yuejuan.graders.finding import Reason

    (words,), definitions = msgspec.json.schema_components((LookedFor,), ref_template="#/$defs/{name}")
    span = {"type": "array", "items": _COUNT, "minItems": 2, "maxItems": 2}
    point = {
        "key": _TEXT,
        "verdict": {"enum": ["determined", "suggested", "open"]},
        "reason": {"enum": [*(reason.value for reason in Reason), None]},
        "share": {"type": ["string", "null"]},
        "available": _TEXT,
        "message": _TEXT,
        "found": {
            "type": "array",
            "items": _fields({"text": _TEXT, "marked": {"type": "array", "items": span}}),
        },
        "looked_for": words,
    }
    part = {
        "id": _TEXT,
        "title": _LABEL,
        "points": _TEXT,
        "check": {"type": ["string", "null"]},
        "is_about_text": {"type": "boolean"},
        "finding": {"type": "array", "items": _fields(point)},
    }
    parts = {"type": "array", "items": _fields(part)}
    return _object("yuejuan.try/1", {"paper": _TEXT, "criterion": _TEXT, "title": _LABEL, "parts": parts}, definitions)


_TEXT = {"type": "string"}
_TEXTS = {"type": "array", "items": _TEXT}
_COUNT = {"type": "integer", "minimum": 0}
_LABEL = {"type": "object", "required": ["zh_CN", "en"], "additionalProperties": _TEXT}


def _fields(required: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": False, "required": list(required), "properties": required}


_CHECK = _object(
    "yuejuan.check/1",
    {
        "met": _COUNT,
        "requirements": {
            "type": "array",
            "items": _fields(
                {
                    "title": _TEXT,
                    "state": {"enum": ["met", "unmet", "unclear"]},
                    "message": _TEXT,
                    "files": _TEXTS,
                }
            ),
        },
        "notes": _TEXTS,
    },
)
"""What ``yuejuan check --json`` prints, once for each look at the folder."""

_PART = _fields(
    {
        "id": _TEXT,
        "title": _LABEL,
        "points": _TEXT,
        "check": {"type": ["string", "null"]},
        "deliverables": _TEXTS,
    }
)
_CRITERION = _fields(
    {
        "id": _TEXT,
        "clause": _TEXT,
        "title": _LABEL,
        "points": _TEXT,
        "literacy": {"type": "boolean"},
        "parts": {"type": "array", "items": _PART},
    }
)
_SHEET = _object("yuejuan.sheet/1", {"name": _TEXT, "criteria": {"type": "array", "items": _CRITERION}})
"""What ``yuejuan rubric show --json`` prints; points are exact fractions as text."""
