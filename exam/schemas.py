"""All JSON Schemas that the project publishes: what people write, and what the program prints."""

from __future__ import annotations

from typing import Any

import msgspec


def all_schemas() -> dict[str, dict[str, Any]]:
    """Name to JSON Schema (draft 2020-12), sorted by name."""
    from yuejuan.rubrics import schema as rubric_schema

    written = {name.removesuffix(".schema.json"): rubric_schema.schema_of(name.removesuffix(".schema.json"))
               for name in rubric_schema.schemas()}  # fmt: skip
    return dict(sorted({**written, "result": _result(), "inspect": _inspect()}.items()))


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
