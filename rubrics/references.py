"""Parameters that come from elsewhere in the paper: ``{from_key: name.name}`` and ``{from_material: file}``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from yuejuan.messages import Message, say
from yuejuan.rubrics.errors import Problem, nearest_of
from yuejuan.rubrics.paper import Key
from yuejuan.rubrics.validation import Loaded
from yuejuan.rubrics.yaml_source import Source, YamlPath

MATERIAL = "material:"
"""What begins the value of a parameter that is a file of the paper's ``materials/``."""


@dataclass(frozen=True)
class Resolved:
    """Parameters with their values; the names of those that hold answers; key entries that a missing key leaves out."""

    parameters: dict[str, Any]
    from_key: tuple[str, ...]
    missing_key: tuple[str, ...]
    problems: tuple[Problem, ...]


Layer = tuple[Mapping[str, Any], Source, YamlPath]


class Resolver:
    """Looks up the paper's key and materials for parameters."""

    def __init__(self, folder: Path, key: Loaded[Key] | None) -> None:
        self.folder = folder
        self.key = key
        self._answers = 0
        self._missing: list[str] = []
        self._problems: list[Problem] = []

    def resolve_all(self, layers: Iterable[Layer]) -> Resolved:
        """The parameters of all layers (later ones win); one that needs a missing key is left out whole."""
        self._missing, self._problems = [], []
        chosen: dict[str, tuple[Any, Source, YamlPath]] = {}
        for parameters, source, path in layers:
            for name, value in parameters.items():
                chosen[name] = (value, source, (*path, name))
        resolved: dict[str, Any] = {}
        answers: list[str] = []
        for name, (value, source, path) in chosen.items():
            before, self._answers = len(self._missing), 0
            result = self._resolve(value, source, path)
            if len(self._missing) == before:
                resolved[name] = result
            if self._answers:
                answers.append(name)
        return Resolved(resolved, tuple(answers), tuple(self._missing), tuple(self._problems))

    def _resolve(self, value: Any, source: Source, path: YamlPath) -> Any:
        if isinstance(value, list):
            return [self._resolve(item, source, (*path, index)) for index, item in enumerate(value)]
        if not isinstance(value, dict):
            return value
        for form, look_up in (("from_key", self._from_key), ("from_material", self._from_material)):
            if form not in value:
                continue
            if len(value) != 1 or not isinstance(value[form], str):
                self._note(source, path, say("rubric.reference_form", name=form))
                return None
            return look_up(value[form], source, (*path, form))
        return {name: self._resolve(item, source, (*path, name)) for name, item in value.items()}

    def _from_key(self, name: str, source: Source, path: YamlPath) -> Any:
        self._answers += 1
        if self.key is None:
            self._missing.append(name)
            return None
        found: Any = self.key.model.answers
        walked = ""
        for step in name.split("."):
            names = _names_in(found)
            if step not in names:
                nearest = nearest_of(step, names)
                suggestion = f"{walked}{nearest}" if nearest else None
                self._note(source, path, say("rubric.key_entry", name=name), suggestion)
                return None
            found = found[int(step)] if isinstance(found, list) else found[step]
            walked += f"{step}."
        return found

    def _from_material(self, name: str, source: Source, path: YamlPath) -> str | None:
        if problem := outside(self.folder / "materials", name):
            self._note(source, path, problem)
            return None
        if not (self.folder / "materials" / name).is_file():
            self._note(source, path, say("rubric.no_material", name=name), nearest_of(name, self._materials()))
            return None
        return MATERIAL + name

    def _materials(self) -> list[str]:
        root = self.folder / "materials"
        return [path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()]

    def _note(self, source: Source, path: YamlPath, message: Message, nearest: str | None = None) -> None:
        self._problems.append(source.problem(path, message, nearest=nearest))


def outside(root: Path, name: str) -> Message | None:
    """What is wrong with a relative path that must stay under ``root``; None when it does."""
    unusual = "\x00" in name or "\\" in name or ":" in name
    if unusual or Path(name).is_absolute() or ".." in Path(name).parts:
        return say("rubric.leaves_folder", name=name.replace("\x00", "�"))
    if not (root / name).resolve().is_relative_to(root.resolve()):
        return say("rubric.material_link", name=name)
    return None


def _names_in(value: Any) -> list[str]:
    if isinstance(value, dict):
        return list(value)
    if isinstance(value, list):
        return [str(index) for index in range(len(value))]
    return []
