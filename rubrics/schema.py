"""JSON Schemas of everything that people write in YAML, generated from the models, for editors."""

from __future__ import annotations

import json
from pathlib import Path

from pydantic import BaseModel

from yuejuan.rubrics.bundle import Bundle
from yuejuan.rubrics.model import Rubric
from yuejuan.rubrics.paper import Equivalents, Key, Mutations, Paper
from yuejuan.rubrics.variants import Variants

FOLDER = Path(__file__).parent / "schema"

_MODELS: dict[str, type[BaseModel]] = {
    "rubric": Rubric,
    "paper": Paper,
    "key": Key,
    "mutations": Mutations,
    "equivalents": Equivalents,
    "variants": Variants,
    "bundle": Bundle,
}


def schema_of(kind: str) -> dict[str, object]:
    """The JSON Schema (draft 2020-12) of one kind of file: rubric, paper, key, mutations, variants and others."""
    schema = _MODELS[kind].model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def schemas() -> dict[str, str]:
    """File name to text of every schema, as they lie in ``rubrics/schema/``."""
    return {f"{kind}.schema.json": json.dumps(schema_of(kind), ensure_ascii=False, indent=2) + "\n" for kind in _MODELS}


def write_schemas(folder: Path = FOLDER) -> None:
    """Write all schemas."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in schemas().items():
        (folder / name).write_text(text, encoding="utf-8")


def outdated_schemas(folder: Path = FOLDER) -> list[str]:
    """The names of schemas that are missing or not what the models say now."""
    return [
        name
        for name, text in schemas().items()
        if not (folder / name).is_file() or (folder / name).read_text(encoding="utf-8") != text
    ]
