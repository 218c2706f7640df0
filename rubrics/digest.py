"""Digests of what rubrics and papers mean: comments, order of keys and the way a number is written change nothing."""

from __future__ import annotations

import hashlib
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from yuejuan.messages import say
from yuejuan.rubrics.errors import Problem, RubricError
from yuejuan.rubrics.paper import Key, Paper


def digest_of(*models: BaseModel | None, materials: dict[str, str] | None = None) -> str:
    """The sha256 (hexadecimal) over the canonical JSON of ``models`` and of ``materials`` (path to sha256)."""
    meaning = [_plain(model.model_dump(by_alias=True)) if model is not None else None for model in models]
    text = json.dumps([meaning, materials or {}], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def digest_of_paper(folder: Path, paper: Paper, key: Key | None, brief: str | None = None) -> str:
    """The digest of a paper: content, key, the bytes of its materials and the text of its brief, not the reference."""
    return digest_of(paper, key, materials={**materials_of(folder), **_brief(brief)})


def digest_of_bundle(folder: Path, bundle: BaseModel, brief: str) -> str:
    """The digest of a bundle for candidates with its materials and its brief."""
    return digest_of(bundle, materials={**materials_of(folder), **_brief(brief)})


def _brief(text: str | None) -> dict[str, str]:
    """The brief under a path that no material has."""
    return {"../brief.md": hashlib.sha256(text.encode("utf-8")).hexdigest()} if text is not None else {}


def materials_of(folder: Path) -> dict[str, str]:
    """The files under ``materials/``: relative path to sha256.

    Raises :class:`RubricError` for a link that leads out of the folder.
    """
    root = folder / "materials"
    found = {}
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        if not path.resolve().is_relative_to(root.resolve()):
            raise RubricError((Problem(file=path.as_posix(), message=say("rubric.material_link", name=name)),))
        if path.is_file():
            with path.open("rb") as stream:
                found[name] = hashlib.file_digest(stream, "sha256").hexdigest()
    return found


def _plain(value: Any) -> Any:
    """JSON values; numbers as text without trailing zeros, so that ``5`` and ``5.0`` are one value."""
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return value
    if isinstance(value, Decimal | int):
        number = Decimal(value)
        whole = number == number.to_integral_value()
        return {"number": f"{number.to_integral_value() if whole else number.normalize():f}"}
    raise TypeError(f"no value of a rubric: {type(value).__name__}")
