"""From a parsed YAML file to a typed model: every fault of the model becomes a sentence with its place."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from yuejuan.messages import Message, say
from yuejuan.rubrics.errors import Problem, RubricError, nearest_of
from yuejuan.rubrics.yaml_source import Source, YamlPath, read_yaml

M = TypeVar("M", bound=BaseModel)

_NAMES_SHOWN = 12
_VALUE_SHOWN = 40

_TYPES = {
    "decimal_type": "rubric.value.number",
    "decimal_parsing": "rubric.value.number",
    "finite_number": "rubric.value.number",
    "int_type": "rubric.value.whole",
    "int_parsing": "rubric.value.whole",
    "int_from_float": "rubric.value.whole",
    "bool_type": "rubric.value.truth",
    "bool_parsing": "rubric.value.truth",
    "string_type": "rubric.value.text",
    "tuple_type": "rubric.value.list",
    "list_type": "rubric.value.list",
    "model_type": "rubric.value.mapping",
    "model_attributes_type": "rubric.value.mapping",
    "dict_type": "rubric.value.mapping",
    "string_pattern_mismatch": "rubric.value.pattern",
    "decimal_max_digits": "rubric.value.digits",
    "decimal_max_places": "rubric.value.digits",
    "decimal_whole_digits": "rubric.value.digits",
}
_LIMITS = {
    "greater_than_equal": ("rubric.value.least", "ge"),
    "greater_than": ("rubric.value.greater", "gt"),
    "less_than_equal": ("rubric.value.most", "le"),
    "less_than": ("rubric.value.most", "lt"),
    "too_short": ("rubric.value.short", "min_length"),
}


@dataclass(frozen=True)
class Loaded(Generic[M]):
    """A model and the file it came from."""

    model: M
    source: Source


def load_model(path: Path, model: type[M], *, shown_as: str | None = None) -> Loaded[M]:
    """Read ``path`` as ``model``; :class:`RubricError` with every fault."""
    return validate(read_yaml(path, shown_as=shown_as), model)


def validate(source: Source, model: type[M]) -> Loaded[M]:
    """Validate a parsed file; :class:`RubricError` with every fault, in the order of the file."""
    try:
        return Loaded(model.model_validate(source.value), source)
    except ValidationError as error:
        faults = error.errors(include_url=False)
        problems = [_problem(source, model, fault) for fault in faults if not _follows_from_another(fault)]
    raise RubricError(in_order(problems))


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems in the order of their places, each once."""
    unique = {(problem.place, problem.text()): problem for problem in problems}.values()
    return tuple(sorted(unique, key=lambda problem: (problem.file, problem.line or 0, problem.column or 0)))


def _follows_from_another(details: ErrorDetails) -> bool:
    """A list whose only entry is faulty also counts as too short; the entry's own fault says it all."""
    return details["type"] == "too_short" and len(details["input"]) >= details["ctx"]["min_length"]


def _problem(source: Source, model: type[BaseModel], details: ErrorDetails) -> Problem:
    kind = details["type"]
    path = _path_in(source, details["loc"])
    key = str(path[-1]) if path else source.file
    if isinstance(path[-1] if path else None, int):
        key = ".".join(str(step) for step in path[-2:])
    if kind == "extra_forbidden":
        return _unknown_key(source, model, path)
    if kind == "missing":
        missing = str(details["loc"][-1])
        return source.problem(path, say("rubric.key.missing", key=missing))
    at_key = "[key]" in details["loc"]
    return source.problem(
        path,
        _message(kind, key, details),
        key=at_key,
        expected=_expected(details),
        nearest=_nearest_choice(details),
    )


def _message(kind: str, key: str, details: ErrorDetails) -> Message:
    shown = _shown(details["input"])
    context = details.get("ctx", {})
    if kind.startswith("rubric."):  # the models' own rules name their sentence
        return say(kind)
    if kind in _LIMITS:
        message_id, limit = _LIMITS[kind]
        return say(message_id, key=key, value=shown, limit=str(context[limit]))
    if kind == "literal_error":
        return say("rubric.value.choice", key=key, value=shown)
    return say(_TYPES.get(kind, "rubric.value.other"), key=key, value=shown)


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    text = "null" if value is None else str(value) if isinstance(value, str | int | Decimal) else "…"
    return text if len(text) <= _VALUE_SHOWN else text[:_VALUE_SHOWN] + "…"


def _choices(details: ErrorDetails) -> list[str]:
    if details["type"] != "literal_error":
        return []
    return [name.strip().strip("'") for name in details["ctx"]["expected"].replace(" or ", ", ").split(",")]


def _expected(details: ErrorDetails) -> Message | None:
    names = _choices(details)
    return say("rubric.value.choices", names=names) if names else None


def _nearest_choice(details: ErrorDetails) -> str | None:
    return nearest_of(str(details["input"]), _choices(details))


def _unknown_key(source: Source, model: type[BaseModel], path: YamlPath) -> Problem:
    owner = _model_at(model, path[:-1])
    names = [info.alias or name for name, info in owner.model_fields.items()] if owner else []
    nearest = nearest_of(str(path[-1]), names)
    expected = None if nearest or not names else say("rubric.key.known", names=names[:_NAMES_SHOWN])
    message = say("rubric.key.unknown", key=str(path[-1]))
    return source.problem(path, message, key=True, expected=expected, nearest=nearest)


def _path_in(source: Source, location: tuple[int | str, ...]) -> YamlPath:
    """The longest part of pydantic's location that stands in the file (it also names steps of its own)."""
    path: YamlPath = ()
    for step in location:
        if (*path, step) not in source.values:
            break
        path = (*path, step)
    return path


def _model_at(model: type[BaseModel], path: YamlPath) -> type[BaseModel] | None:
    """The model that holds the mapping at ``path``, found by walking the annotations."""
    annotation: Any = model
    for step in path:
        owner = _first_model(annotation)
        if owner is not None and isinstance(step, str):
            fields = {info.alias or name: info.annotation for name, info in owner.model_fields.items()}
            annotation = fields.get(step)
        elif owner is None:
            arguments = typing.get_args(_without_none(annotation))
            annotation = arguments[-1] if arguments and arguments[-1] is not ... else (arguments or (None,))[0]
    return _first_model(annotation)


def _without_none(annotation: Any) -> Any:
    if typing.get_origin(annotation) in (typing.Union, types.UnionType):
        kept = [argument for argument in typing.get_args(annotation) if argument is not type(None)]
        return _without_none(kept[0])
    if typing.get_origin(annotation) is typing.Annotated:
        return _without_none(typing.get_args(annotation)[0])
    return annotation


def _first_model(annotation: Any) -> type[BaseModel] | None:
    """The model of an annotation, also inside ``tuple[Model, ...]``."""
    bare = _without_none(annotation)
    if typing.get_origin(bare) is tuple:
        bare = _without_none(typing.get_args(bare)[0])
    return bare if isinstance(bare, type) and issubclass(bare, BaseModel) else None
