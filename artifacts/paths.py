"""Names of other people's files, made safe to write below one folder.

A name inside an archive is whatever its author wrote there. It may climb out of the folder (``../``), name another disk
(``C:\\``), a device (``NUL.txt``), or hide its extension behind right-to-left marks. What is only foreign is repaired
(backslashes, trailing dots); what would put a file elsewhere, or what cannot be meant, is refused with a reason.

Sources: Microsoft "Naming Files, Paths, and Namespaces" (reserved names and characters, trailing dots), Unicode
Standard Annex #9 (bidirectional formatting characters), CWE-22.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from yuejuan.messages import Message, register_catalogue, say

register_catalogue("yuejuan.artifacts", ["paths"], "paths.messages.yaml")

MAX_COMPONENT_BYTES = 255
"""Longest file or folder name that ext4, APFS and NTFS all take (85 Chinese characters in UTF-8)."""
MAX_PATH_BYTES = 1024
"""Longest relative path; leaves room for the folder in front of it below the 4,096 bytes of Linux."""
MAX_DEPTH = 12
"""Folders in folders; people nest four or five, only bombs nest more."""

_DRIVE = re.compile(r"^[A-Za-z]:")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
# Windows' properties dialog puts U+202A in front of copied paths, so such a mark alone is no attack: it is taken out.
_INVISIBLE = re.compile("[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_NOT_ON_WINDOWS = re.compile(r'[<>:"|?*]')
_DEVICE = re.compile(r"^(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])$", re.IGNORECASE)


def clean_name(name: str) -> str | Message:
    """The safe relative path for ``name`` with ``/`` between its parts and in NFC, or why it is refused."""
    shown = printable(name)
    if _CONTROL.search(name):
        return say("paths.control_character", name=shown)
    name = _INVISIBLE.sub("", unicodedata.normalize("NFC", name)).replace("\\", "/")
    if name.startswith("/") or _DRIVE.match(name):
        return say("paths.absolute", name=shown)
    parts = [part for part in name.split("/") if part not in ("", ".")]
    if ".." in (part.strip() for part in parts):
        return say("paths.climbs_out", name=shown)
    parts = [_NOT_ON_WINDOWS.sub("_", part.strip().rstrip(". ")) for part in parts]
    if not parts or not all(parts):
        return say("paths.no_name", name=shown)
    if any(_DEVICE.match(part.partition(".")[0].rstrip()) for part in parts):
        return say("paths.device", name=shown)
    return _within_limits(parts, shown)


def _within_limits(parts: list[str], shown: str) -> str | Message:
    path = "/".join(parts)
    encoded = path.encode("utf-8", "surrogatepass")
    if any("\ud800" <= character <= "\udfff" for character in path):
        return say("paths.not_unicode", name=shown)
    if len(encoded) > MAX_PATH_BYTES or any(len(part.encode()) > MAX_COMPONENT_BYTES for part in parts):
        return say("paths.too_long", name=shown)
    if len(parts) > MAX_DEPTH:
        return say("paths.too_deep", name=shown, limit=MAX_DEPTH)
    return path


def printable(name: str, limit: int = 120) -> str:
    """``name`` fit for a message: control and invisible characters as ``\\xNN``, cut after ``limit`` characters."""

    def escaped(match: re.Match[str]) -> str:
        return match[0].encode("unicode_escape").decode("ascii")

    shown = re.sub("[\ud800-\udfff]", escaped, _INVISIBLE.sub(escaped, _CONTROL.sub(escaped, name)))
    return shown if len(shown) <= limit else shown[: limit - 1] + "…"


def inside(root: Path, path: Path) -> bool:
    """True when ``path``, all links followed, is ``root`` or lies below it."""
    try:
        return path.resolve().is_relative_to(root.resolve())
    except (OSError, ValueError, RuntimeError):
        return False


class NameRegistry:
    """The names already taken in one folder, so that two members never share a file on any operating system.

    Windows and macOS take ``A.png`` and ``a.png``, and the composed and decomposed spelling of ``é``, for one name.
    """

    def __init__(self) -> None:
        self._files: set[str] = set()
        self._folders: set[str] = set()

    def claim(self, name: str) -> str | Message:
        """The safe path for ``name``, now taken; or the reason why it is refused."""
        path = clean_name(name)
        if isinstance(path, Message):
            return path
        parts = _twin_key(path).split("/")
        key = "/".join(parts)
        parents = ["/".join(parts[:length]) for length in range(1, len(parts))]
        if key in self._files or key in self._folders or any(parent in self._files for parent in parents):
            return say("paths.taken", name=printable(name))
        self._files.add(key)
        self._folders.update(parents)
        return path


def _twin_key(path: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", path).casefold())
