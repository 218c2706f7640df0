"""Opening one submission: every file listed, every archive unpacked, every digest taken, nothing followed outside."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import msgspec

from yuejuan.artifacts.archive.facts import ArchiveFacts
from yuejuan.artifacts.kind import is_system_file, sniff
from yuejuan.artifacts.request import Failure
from yuejuan.exam.entries import Entry
from yuejuan.exam.names import FolderName, key, parse_folder_name, readable
from yuejuan.graders.submission import HandedFile, Role
from yuejuan.messages import Message, render, say

MOST_FILES = 5000
DEEPEST = 16
_CHUNK = 1 << 20


class Unpack(Protocol):
    """Unpacks the archive at ``path`` (digest ``sha256``): facts or a failure, and the folder of the content."""

    def __call__(self, path: Path, name: str, sha256: str) -> tuple[ArchiveFacts | Failure, Path]:
        """Unpack once; the same digest gives the same folder."""
        ...


@dataclass
class Opened:
    """A submission opened: its files with their places on disk, and what stood in the way.

    ``complete`` is False where something could not be opened, so that nothing may be called absent. ``places`` maps
    the paths of ``files`` to real files. ``root`` is the folder that pages resolve their references in.
    """

    entry: Entry
    root: Path
    files: list[HandedFile] = field(default_factory=list)
    places: dict[str, Path] = field(default_factory=dict)
    complete: bool = True
    notes: list[Message] = field(default_factory=list)


def open_entry(entry: Entry, unpack: Unpack) -> Opened:
    """List and digest everything in ``entry``; archives are opened wherever they lie."""
    opened = Opened(entry, entry.path if entry.form == "folder" else entry.path.parent)
    if entry.form == "folder":
        for relative, path in _walk(entry.path, opened):
            _add(opened, relative, path, unpack)
    elif entry.path.is_file() and not entry.path.is_symlink():
        _add(opened, entry.folder, entry.path, unpack)
    else:
        _note(opened, say("exam.link_skipped", path=entry.folder))
    if entry.form == "archive":
        _open_up(opened)
    if not any(file.role != "system" and file.role != "container" for file in opened.files):
        opened.notes.append(say("exam.empty_submission"))
    opened.files = _with_asked_paths(opened)
    return opened


def _note(opened: Opened, message: Message) -> None:
    opened.notes.append(message)
    opened.complete = False


def _walk(root: Path, opened: Opened) -> Iterator[tuple[str, Path]]:
    """Regular files below ``root`` by sorted path. Links and special files are noted, never followed."""
    seen = 0
    folders: list[tuple[str, Path, int]] = [("", root, 0)]
    while folders:
        prefix, folder, depth = folders.pop()
        try:
            children = sorted(os.scandir(folder), key=lambda child: child.name)
        except OSError as error:
            _note(opened, say("exam.unlistable", path=prefix or opened.entry.folder, error=error.strerror or ""))
            continue
        inner: list[tuple[str, Path, int]] = []
        for child in children:
            relative = prefix + readable(child.name)
            mode = child.stat(follow_symlinks=False).st_mode
            if stat.S_ISLNK(mode):
                _note(opened, say("exam.link_skipped", path=relative))
            elif stat.S_ISDIR(mode):
                if depth >= DEEPEST:
                    _note(opened, say("exam.too_deep", path=relative, limit=DEEPEST))
                else:
                    inner.append((relative + "/", Path(child.path), depth + 1))
            elif not stat.S_ISREG(mode):
                _note(opened, say("exam.special_skipped", path=relative))
            else:
                seen += 1
                if seen > MOST_FILES:
                    _note(opened, say("exam.too_many_files", limit=MOST_FILES))
                    return
                yield relative, Path(child.path)
        folders.extend(reversed(inner))


def digest_of(path: Path) -> str:
    """sha256 of a file's bytes, read in pieces."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while piece := stream.read(_CHUNK):
            digest.update(piece)
    return digest.hexdigest()


def _add(opened: Opened, relative: str, path: Path, unpack: Unpack) -> None:
    """A file of the folder; an archive with all that is in it."""
    file = _listed(opened, relative, path)
    if file.role == "container":
        _add_archive(opened, relative, path, file.sha256, unpack)


def _listed(opened: Opened, relative: str, path: Path) -> HandedFile:
    """List one file by its content. Of litter only the digest is taken."""
    found = None if is_system_file(relative) else sniff(path, relative)
    role: Role = "system" if found is None else "container" if found.kind == "archive" else "file"
    file = HandedFile(
        path=relative,
        asked_path=relative,
        bytes=path.stat().st_size,
        sha256=digest_of(path),
        kind=found.kind if found is not None else "unknown",
        format=found.format if found is not None else "",
        extension_agrees=found.extension_agrees if found is not None else None,
        role=role,
    )
    opened.files.append(file)
    opened.places[relative] = path
    return file


def _add_archive(opened: Opened, relative: str, path: Path, sha256: str, unpack: Unpack) -> None:
    facts, folder = unpack(path, relative, sha256)
    if isinstance(facts, Failure):
        _note(opened, say("exam.archive_failed", path=relative, why=render(facts.message)))
        return
    refused = [member for member in facts.members if member.refused is not None]
    if not facts.complete:
        first = refused[0].name if refused else relative
        _note(opened, say("exam.archive_incomplete", path=relative, count=len(refused), first=first))
    for member in facts.members:
        if member.stored_as is not None:
            inner = folder / member.stored_as
            if inner.is_file() and not inner.is_symlink():
                # Nested archives were opened by the archive reader; their own file is only listed.
                _listed(opened, f"{relative}!/{member.name}", inner)


def _open_up(opened: Opened) -> None:
    """A submission that is one archive: its content is the folder, and pages resolve references in there."""
    members = [place for path, place in opened.places.items() if "!/" in path]
    if members:
        opened.root = Path(os.path.commonpath([place.parent for place in members]))


def _with_asked_paths(opened: Opened) -> list[HandedFile]:
    content = {file.path for file in opened.files if file.role == "file"}
    paths = {path: _without_archives(path) for path in content}
    entry = opened.entry
    own = parse_folder_name(entry.path.stem if entry.form != "folder" else entry.folder)
    while paths and all("/" in asked for asked in paths.values()):
        heads = {asked.partition("/")[0] for asked in paths.values()}
        if len({key(head) for head in heads}) != 1 or not all(_names_the_same(head, own) for head in heads):
            break
        paths = {path: asked.partition("/")[2] for path, asked in paths.items()}
    return [msgspec.structs.replace(file, asked_path=paths.get(file.path, file.path)) for file in opened.files]


def _names_the_same(name: str, own: FolderName) -> bool:
    """Whether a folder has the candidate's own name: as ``own``, or its number, its name or both in any order."""
    if key(name) == key(own.text):
        return True
    told = parse_folder_name(name)
    rest = key(name)
    for part in (*told.numbers, *told.names):
        rest = rest.replace(key(part), "", 1)
    known = {*own.numbers, *(key(one) for one in own.possible_names)}
    number = own.number
    says_who = bool(told.names) or (number is not None and number in told.numbers)
    return not rest and says_who and {*told.numbers, *(key(one) for one in told.names)} <= known


def _without_archives(path: str) -> str:
    """The path as if every archive had been unpacked where it lies."""
    outer, bang, inner = path.rpartition("!/")
    if not bang:
        return path
    folder = _without_archives(outer).rpartition("/")[0]
    return f"{folder}/{inner}" if folder else inner
