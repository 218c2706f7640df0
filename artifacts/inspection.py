"""``yuejuan inspect``: the facts that the readers see in files and folders, as plain data with a documented schema."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from yuejuan.artifacts.archive.facts import ArchiveFacts
from yuejuan.artifacts.facts import Facts, NotMeasured, Unreadable
from yuejuan.artifacts.kind import is_system_file, sniff
from yuejuan.artifacts.measure.process import MeasuringProcess
from yuejuan.artifacts.page.facts import PageFacts
from yuejuan.artifacts.reader import READERS, Source
from yuejuan.artifacts.request import Failure
from yuejuan.artifacts.running.facts import RunningPageFacts
from yuejuan.messages import Message, render, say
from yuejuan.messages.message import Language

MOST_FILES = 5000


class OtherFile(Facts, frozen=True, kw_only=True, tag="other"):
    """A file that no reader is made for: a script, a font, a film. ``type`` is what its content says."""

    type: str
    format: str
    bytes: int


class SystemFile(Facts, frozen=True, kw_only=True, tag="system"):
    """Litter that a program left behind: an owner file of Word, Thumbs.db. It is no part of anybody's work."""

    bytes: int


def inspect(paths: Sequence[Path], language: Language = "zh_CN") -> Iterator[dict[str, Any]]:
    """One object for each file below ``paths`` and inside archives: ``{path, kind, …}`` in a stable order."""
    with MeasuringProcess() as process, tempfile.TemporaryDirectory(prefix="yuejuan-") as scratch:
        inspector = _Inspector(process, Path(scratch), language)
        for path in paths:
            yield from inspector.look_at(path)


class _Inspector:
    def __init__(self, process: MeasuringProcess, scratch: Path, language: Language) -> None:
        self._process = process
        self._scratch = scratch
        self._language = language
        self._unpacked = 0

    def look_at(self, path: Path) -> Iterator[dict[str, Any]]:
        if path.is_dir() and not path.is_symlink():
            for file in _files_below(path):
                yield from self._file(file, str(path / file.relative_to(path)), path)
        else:
            yield from self._file(path, str(path), path.parent)

    def _file(self, path: Path, shown: str, root: Path) -> Iterator[dict[str, Any]]:
        facts, inside = self._measure(path, shown, root)
        yield _shown(facts, shown, self._language)
        if isinstance(facts, ArchiveFacts) and inside is not None:
            for member in facts.members:
                place = inside / member.stored_as if member.stored_as is not None else None
                if place is not None and place.is_file() and sniff(place, member.name).kind != "archive":
                    inner, _ = self._measure(place, member.name, inside)
                    yield _shown(inner, f"{shown}!/{member.name}", self._language)

    def _measure(self, path: Path, name: str, root: Path) -> tuple[Facts, Path | None]:
        try:
            status = path.lstat()
        except OSError:
            return Unreadable(error=say("inspect.missing", path=name)), None
        if not stat.S_ISREG(status.st_mode):
            return Unreadable(error=say("inspect.not_regular", path=name)), None
        if is_system_file(path.name):
            return SystemFile(bytes=status.st_size), None
        kind = sniff(path, name)
        if kind.reader is None:
            if kind.kind == "empty":
                return Unreadable(error=say("inspect.empty", path=name)), None
            return OtherFile(type=kind.kind, format=kind.format, bytes=status.st_size), None
        inside = self._folder() if kind.reader == "archive" else None
        relative = path.relative_to(root).as_posix() if READERS[kind.reader].whole_folder else name
        outcome = self._process.measure(kind.reader, Source(path=path, name=relative, root=root, scratch=inside))
        if isinstance(outcome, Failure):
            return Unreadable(error=outcome.message), None
        if isinstance(outcome, PageFacts):
            outcome = self._with_effects(outcome, Source(path=path, name=relative, root=root))
        return outcome, inside

    def _with_effects(self, facts: PageFacts, source: Source) -> PageFacts:
        """The page's facts with what happened when it ran; without a browser they say why there is nothing."""
        running = self._process.measure("running_page", source)
        others = tuple(missing for missing in facts.not_measured if missing.field != "effects")
        if isinstance(running, Failure):
            why = NotMeasured("effects", running.message)
            return msgspec.structs.replace(facts, not_measured=(*others, why))
        if not isinstance(running, RunningPageFacts) or running.effects is None:
            return facts
        return msgspec.structs.replace(facts, effects=running.effects, not_measured=others)

    def _folder(self) -> Path:
        self._unpacked += 1
        folder = self._scratch / str(self._unpacked)
        folder.mkdir()
        return folder


def _shown(facts: Facts, path: str, language: Language) -> dict[str, Any]:
    """The object of one file: its path as asked for comes first, in place of one that the facts know it by."""
    return {"path": path, **{name: value for name, value in plain(facts, language).items() if name != "path"}}


def _files_below(root: Path) -> Iterator[Path]:
    """Regular files below ``root`` by path; links and litter are left out, and so is what is beyond the limit."""
    count = 0
    for folder, folders, names in os.walk(root, followlinks=False):
        folders.sort()
        for name in sorted(names):
            path = Path(folder, name)
            if path.is_symlink() or not path.is_file() or is_system_file(path.relative_to(root).as_posix()):
                continue
            count += 1
            if count > MOST_FILES:
                return
            yield path


def plain(value: Any, language: Language) -> Any:
    """Facts as plain data for JSON: messages become text in ``language``, tuples become lists."""
    if isinstance(value, Message):
        return render(value, language)
    if isinstance(value, msgspec.Struct):
        config = value.__struct_config__
        if config.array_like:
            return [plain(getattr(value, name), language) for name in value.__struct_fields__]
        head = {config.tag_field: config.tag} if config.tag_field and config.tag is not None else {}
        pairs = zip(value.__struct_encode_fields__, value.__struct_fields__, strict=True)
        return {**head, **{shown: plain(getattr(value, name), language) for shown, name in pairs}}
    if isinstance(value, dict):
        return {name: plain(inner, language) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner, language) for inner in value]
    return value


def as_text(found: dict[str, Any]) -> str:
    """One object for a terminal: its path, then what a person looks for first, each on a line."""
    lines = [f"{found['path']}  [{found['kind']}]"]
    for name, value in found.items():
        if name in {"path", "kind", "not_measured", "sha256"} or value in (None, [], {}, "", False):
            continue
        lines.append(f"    {name}: {_brief(value)}")
    lines += [f"    {missing['field']}: — {missing['reason']}" for missing in found.get("not_measured", [])]
    return "\n".join(lines)


_LONGEST = 160


def _brief(value: Any) -> str:
    if isinstance(value, list) and value and isinstance(value[0], dict):
        names = [str(one.get("name") or one.get("text") or one.get("raw") or one.get("path") or "…") for one in value]
        text = f"{len(value)}: " + " | ".join(names)
    elif isinstance(value, list):
        text = ", ".join(str(one) for one in value)
    else:
        text = str(value)
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
