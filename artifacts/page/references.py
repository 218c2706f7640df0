"""Resolving what a page refers to inside the submission, as a browser and a strict server would find it.

Sources: URL Standard (stripping of blanks, backslashes as slashes, percent-decoding); names are compared exactly, as
servers on Linux do, and then without letter case, as Windows does.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal, TypeAlias
from urllib.parse import unquote_to_bytes

from yuejuan.artifacts.page.facts import Place, Reference

State: TypeAlias = Literal["ok", "case", "missing", "external", "local_path", "outside", "empty", "inline"]
MAX_FILES = 20_000
"""Files of one submission that are looked at; an archive gives at most 5,000."""

_SCHEME = re.compile(r"^([A-Za-z][A-Za-z0-9+.-]+):")
_DRIVE = re.compile(r"^(?:[A-Za-z]:|[A-Za-z]\|[\\/]|\\\\)")
_HOME = re.compile(r"^/(?:Users|home|Volumes|mnt|media|private|tmp)/", re.IGNORECASE)
_NOT_A_FILE = {"javascript", "vbscript", "about", "mailto", "tel", "sms", "callto", "blob"}
_BLANKS = re.compile(r"[\t\r\n]")


@dataclass(frozen=True)
class Resolved:
    """State of a reference and the path inside the submission that it leads to."""

    state: State
    target: str | None = None


class FolderIndex:
    """The real names of all files and folders below ``root``; links are not followed and do not count."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.truncated = False
        self._exact: dict[str, str] = {}
        self._folded: dict[str, str] = {}
        count = 0
        for folder, folders, files in os.walk(root):
            folders.sort()
            relative = Path(folder).relative_to(root)
            for name in [*folders, *sorted(files)]:
                count += 1
                if count > MAX_FILES:
                    self.truncated = True
                    return
                if not (Path(folder) / name).is_symlink():
                    self._add((relative / name).as_posix())

    def _add(self, path: str) -> None:
        composed = unicodedata.normalize("NFC", path)
        self._exact.setdefault(composed, path)
        self._folded.setdefault(composed.casefold(), path)

    def paths(self) -> list[str]:
        """Every file and folder by its real name, sorted."""
        return sorted(self._exact.values())

    def find(self, path: str) -> Resolved:
        """``ok`` or ``case`` with the real name, or ``missing`` with the name that was looked for."""
        composed = unicodedata.normalize("NFC", path)
        if composed in self._exact or not composed:
            return Resolved("ok", self._exact.get(composed, ""))
        real = self._folded.get(composed.casefold())
        return Resolved("case", real) if real is not None else Resolved("missing", path)


class Resolver:
    """Resolves the references of one file of the submission, or of a style sheet that it uses."""

    def __init__(self, index: FolderIndex, file: str, base: str | None = None) -> None:
        self._index = index
        self._folder = file.rpartition("/")[0]
        self.file = file
        self._outer: State | None = None
        if base:
            found = self._resolve(base if base.endswith("/") else base.rpartition("/")[0] + "/", folder=True)
            if found.state in ("external", "local_path", "outside"):
                self._outer = found.state
            elif found.target is not None:
                self._folder = found.target.rstrip("/")

    def resolve(self, raw: str) -> Resolved:
        """What ``raw``, as written in an attribute or a style sheet, leads to."""
        return self._resolve(raw)

    def reference(self, raw: str, place: Place, attribute: str, element: str = "", text: str = "") -> Reference:
        """The fact about one reference."""
        found = self.resolve(raw)
        return Reference(
            raw=raw[:2000],
            state=found.state,
            place=place,
            attribute=attribute,
            target=found.target,
            element=element,
            text=text,
        )

    def _resolve(self, raw: str, folder: bool = False) -> Resolved:
        url = _BLANKS.sub("", raw.strip())
        outer = _outside_of_files(url)
        if outer is not None:
            return outer
        path = url.replace("\\", "/").partition("#")[0].partition("?")[0]
        if not path:
            return Resolved("empty")
        if self._outer is not None and not folder:
            return Resolved(self._outer)
        readings = dict.fromkeys(reading(path) for reading in _READINGS)
        found = [self._find(reading) for reading in readings]
        return next((one for one in found if one.state in ("ok", "case")), found[0])

    def _find(self, path: str) -> Resolved:
        """``/a`` begins at the server's root: the submission, or the page's folder, since no server is known."""
        if not path.startswith("/"):
            return self._lookup(f"{self._folder}/{path}")
        found = self._lookup(path)
        if found.state == "missing":
            beside = self._lookup(f"{self._folder}{path}")
            if beside.state != "missing":
                return beside
            if _HOME.match(path):
                return Resolved("local_path")
        return found

    def _lookup(self, path: str) -> Resolved:
        parts: list[str] = []
        for part in path.split("/"):
            if part == "..":
                if not parts:
                    return Resolved("outside")
                parts.pop()
            elif part not in ("", "."):
                parts.append(part)
        return self._index.find("/".join(parts))


def _outside_of_files(url: str) -> Resolved | None:
    """States that need no look at the folder; ``None`` for a path."""
    if not url or url.startswith("#"):
        return Resolved("empty")
    if _DRIVE.match(url):
        return Resolved("local_path")
    if url.startswith("//"):
        return Resolved("external")
    scheme = _SCHEME.match(url)
    if scheme is None:
        return None
    name = scheme[1].lower()
    if name == "file":
        return Resolved("local_path")
    if name == "data":
        return Resolved("inline")
    return Resolved("empty") if name in _NOT_A_FILE else Resolved("external")


def _unquoted(encoding: str, path: str) -> str:
    """``path`` with its percent escapes decoded; as it stands where they are none of ``encoding``."""
    try:
        return unquote_to_bytes(path).decode(encoding)
    except UnicodeDecodeError:
        return path


# Old Chinese pages escape the bytes of GBK; a name may also hold a plain percent sign.
_READINGS: tuple[Callable[[str], str], ...] = (partial(_unquoted, "utf-8"), partial(_unquoted, "gb18030"), str)
