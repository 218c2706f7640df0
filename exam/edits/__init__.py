"""Edits of a reference submission, for mutations and equivalents: one edit, one module, found by its name.

A module ``yuejuan.exam.edits.<name>`` holds ``edit(root, file, **arguments)``: ``root`` is a copy of the submission
that it changes, ``file`` the path inside it that the edit is about. Wrong arguments raise :class:`EditError` with one
clear sentence.
"""

from __future__ import annotations

import importlib.util
import inspect
import pkgutil
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from yuejuan.messages import Message, say


class EditError(Exception):
    """An edit cannot be made; ``message`` says which, where, and how to mend it."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.id)
        self.message = message


def names() -> list[str]:
    """The names of all edits, sorted."""
    return sorted(info.name for info in pkgutil.iter_modules(__path__) if not info.name.startswith("_"))


def place(root: Path, file: str | None) -> Path:
    """The path of ``file`` inside ``root``; :class:`EditError` when it is missing or lies outside."""
    path = root / (file or "")
    if file is None or not path.exists() or root.resolve() not in (path.resolve(), *path.resolve().parents):
        raise EditError(say("exam.edit_no_file", file=file or ""))
    return path


def apply(name: str, root: Path, file: str | None, arguments: Mapping[str, Any]) -> None:
    """Make one edit. Raises :class:`EditError` for an unknown name or arguments that do not fit."""
    module_name = f"{__name__}.{name}"
    if name not in names() or importlib.util.find_spec(module_name) is None:
        raise EditError(say("exam.edit_unknown", name=name, names=names()))
    function = import_module(module_name).edit
    try:
        inspect.signature(function).bind(root, file, **arguments)
    except TypeError as error:
        raise EditError(say("exam.edit_arguments", name=name, error=str(error))) from error
    function(root, file, **arguments)
