"""Unpacks an archive into the scratch folder and tells what was in it.

Formats by content: zip, 7z, rar (with 7-Zip installed), tar, and tar or one file packed with gzip, bzip2 or xz.
Members that are archives by extension are opened as well, two levels deep, into a folder ``inner.zip!`` beside them.
"""

from __future__ import annotations

import hashlib
import platform
from pathlib import Path, PurePosixPath

from yuejuan.artifacts.archive import limits
from yuejuan.artifacts.archive.facts import ArchiveFacts, Member
from yuejuan.artifacts.archive.rars import TOOL, program, unpack_rar
from yuejuan.artifacts.archive.tars import head_of_stream, is_tar, packer, unpack_single, unpack_tar
from yuejuan.artifacts.archive.unpacking import TooManyEntries, Unpacking
from yuejuan.artifacts.archive.zips import is_office_document, unpack_zip
from yuejuan.artifacts.paths import printable
from yuejuan.artifacts.reader import Source, ToolMissing, UnreadableSource
from yuejuan.artifacts.versions import installed
from yuejuan.messages import say

_SUFFIXES = {".zip", ".7z", ".rar", ".tar", ".tgz", ".tbz2", ".txz", ".gz", ".bz2", ".xz"}
_MAGIC = ((b"PK\x03\x04", "zip"), (b"PK\x05\x06", "zip"), (b"7z\xbc\xaf\x27\x1c", "7z"), (b"Rar!\x1a\x07", "rar"))


def read(source: Source) -> ArchiveFacts:
    """Unpack ``source.path`` into ``source.scratch``; what was written there belongs to the caller.

    Raises ``UnreadableSource`` when it is no archive, or one without a single readable name, and ``ToolMissing`` for a
    rar file without 7-Zip. A member that cannot be taken out is listed with the reason.
    """
    name = printable(source.name)
    if source.scratch is None:
        raise UnreadableSource(say("archive.no_scratch", file=name))
    archive_format = format_of(source.path, name)
    unpacking = Unpacking(source.scratch)
    _unpack(source.path, name, archive_format, unpacking)
    if unpacking.damaged:
        unpacking.notes.insert(0, say("archive.damaged", file=name))
        if not unpacking.members:
            raise UnreadableSource(say("archive.unreadable", file=name))
    damaged = unpacking.damaged
    _open_nested(unpacking, first=0, level=1)
    with source.path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return ArchiveFacts(
        format=archive_format,
        members=tuple(unpacking.members),
        complete=unpacking.complete,
        bytes=source.path.stat().st_size,
        sha256=digest,
        damaged=damaged,
        notes=tuple(unpacking.notes),
    )


def tools() -> dict[str, str]:
    """Names and versions of what the facts depend on. 7-Zip is named by its presence: it only unpacks rar."""
    return {
        "python": platform.python_version(),
        "py7zr": installed("py7zr"),
        TOOL: "present" if program() else "missing",
    }


def format_of(path: Path, name: str) -> str:
    """The format by content; raises ``UnreadableSource`` for an empty file, an office document, or no archive."""
    with path.open("rb") as stream:
        head = stream.read(1024)
    if not head:
        raise UnreadableSource(say("archive.empty_file", file=name))
    found = next((known for magic, known in _MAGIC if head.startswith(magic)), None)
    if found == "zip" and is_office_document(path):
        raise UnreadableSource(say("archive.office_document", file=name))
    if found is not None:
        return found
    if is_tar(head):
        return "tar"
    packed_with = packer(head)
    if packed_with is None:
        raise UnreadableSource(say("archive.not_an_archive", file=name))
    return f"tar.{packed_with}" if is_tar(head_of_stream(path, packed_with)) else packed_with


def _unpack(path: Path, name: str, archive_format: str, into: Unpacking) -> None:
    kind, _, packed_with = archive_format.partition(".")
    try:
        if kind == "zip":
            unpack_zip(path, into)
        elif kind == "7z":
            # Imported here: py7zr brings half a dozen codecs, and most archives are zip.
            from yuejuan.artifacts.archive.sevenzips import unpack_7z

            unpack_7z(path, name, into)
        elif kind == "rar":
            unpack_rar(path, name, into)
        elif kind == "tar":
            unpack_tar(path, into, packed_with or None)
        else:
            unpack_single(path, name, into, kind)
    except TooManyEntries:
        into.left_out = True
        into.notes.append(say("archive.too_many_entries", file=name, limit=limits.MAX_ENTRIES))


def _open_nested(into: Unpacking, first: int, level: int) -> None:
    """Open the archives among the members from index ``first`` on, then those inside them."""
    candidates = [member for member in into.members[first:] if _is_nested(member)]
    if level > limits.MAX_NESTED_LEVELS:
        for member in candidates:
            into.left_out = True
            into.notes.append(say("archive.nested_too_deep", file=member.name, limit=limits.MAX_NESTED_LEVELS))
        return
    start = len(into.members)
    for member in candidates:
        path = into.folder / str(member.stored_as)
        try:
            with into.nested(member):
                _unpack(path, member.name, format_of(path, member.name), into)
                if into.damaged:
                    into.notes.append(say("archive.damaged", file=member.name))
        except (UnreadableSource, ToolMissing) as unopened:
            into.left_out = True
            into.notes.append(unopened.message)
    if candidates:
        _open_nested(into, start, level + 1)


def _is_nested(member: Member) -> bool:
    return member.stored_as is not None and PurePosixPath(member.stored_as).suffix.lower() in _SUFFIXES
