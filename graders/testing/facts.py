"""Facts out of plain data, so that a case writes only what matters to it."""

from __future__ import annotations

from collections.abc import Mapping
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec

from yuejuan.artifacts.facts import Facts
from yuejuan.artifacts.psd.facts import Layer
from yuejuan.messages import Message

# What an ordinary one looks like, where zero and empty would be odd.
_ORDINARY: Mapping[type[msgspec.Struct], Mapping[str, Any]] = {
    Layer: {
        "kind": "pixel",
        "visible": True,
        "opacity": 255,
        "bbox": [0, 0, 10, 10],
        "empty": False,
        "transparent": False,
    },
}


def facts_from(kind: type[Facts], data: Mapping[str, Any]) -> Facts:
    """Facts of ``kind`` out of plain data; required fields that are left out are ``None``, zero or empty.

    A message is written as its text. Raises ``ValueError`` for a field that the facts do not have.
    """
    given = {name: value for name, value in data.items() if name != "kind"}
    return msgspec.convert({"kind": kind.__struct_config__.tag, **_completed(kind, given)}, kind)


def _completed(kind: type[msgspec.Struct], data: Mapping[str, Any]) -> dict[str, Any]:
    """``data`` with every required field, in nested structures too, under the names that JSON has."""
    hints = get_type_hints(kind)
    fields = msgspec.structs.fields(kind)
    given = {**_ORDINARY.get(kind, {}), **data}
    unknown = given.keys() - {entry.encode_name for entry in fields} - {entry.name for entry in fields}
    if unknown:
        raise ValueError(f"{kind.__name__} has no field {sorted(unknown)}")
    completed: dict[str, Any] = {}
    for entry in fields:
        hint = hints[entry.name]
        if entry.encode_name in given or entry.name in given:
            value = given.get(entry.encode_name, given.get(entry.name))
            completed[entry.encode_name] = _completed_value(hint, value)
        elif entry.required:
            completed[entry.encode_name] = _nothing(hint)
    return completed


def _completed_value(hint: Any, value: Any) -> Any:
    struct = _struct_in(hint)
    if struct is Message and isinstance(value, str):
        return {"id": "case", "template": value}
    if struct is None or struct.__struct_config__.array_like:
        return value
    if isinstance(value, Mapping):
        return _completed(struct, value)
    if isinstance(value, list):
        return [_completed_value(struct, item) for item in value]
    return value


def _struct_in(hint: Any) -> type[msgspec.Struct] | None:
    """The one structure that ``hint`` speaks of, directly or in a tuple or an option; ``None`` if there are more."""
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        return hint
    found = [struct for argument in get_args(hint) if (struct := _struct_in(argument)) is not None]
    return found[0] if len(found) == 1 else None


def _nothing(hint: Any) -> Any:
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        return None if NoneType in get_args(hint) else _nothing(get_args(hint)[0])
    if origin is Literal:
        return get_args(hint)[0]
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        empty = _completed(hint, {})
        return list(empty.values()) if hint.__struct_config__.array_like else empty
    return {int: 0, str: "", bool: False, float: 0.0}.get(hint, [] if origin is tuple else {})
