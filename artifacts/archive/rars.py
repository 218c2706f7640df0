"""Members of rar files, through the program 7-Zip: it lists them and prints one at a time, and never writes a file."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from yuejuan.artifacts.archive import limits
from yuejuan.artifacts.archive.unpacking import DamagedMember, Entry, Unpacking
from yuejuan.artifacts.reader import ToolMissing, UnreadableSource
from yuejuan.messages import say

TOOL = "7z"
_PROGRAMS = ("7zz", "7z")
_RAR_5 = b"Rar!\x1a\x07\x01\x00"
# Any password keeps 7-Zip from asking for one.
_OPTIONS = ("-y", "-pnone", "-bd", "-sccUTF-8")
_MAX_LISTING_BYTES = 16 * limits.MEGABYTE


def program() -> str | None:
    """Path of the 7-Zip program, or ``None`` when there is none."""
    return next((found for name in _PROGRAMS if (found := shutil.which(name))), None)


def unpack_rar(path: Path, name: str, into: Unpacking) -> None:
    """Write the members of the rar file at ``path``; raises ``ToolMissing`` without 7-Zip."""
    tool = program()
    if tool is None:
        raise ToolMissing(TOOL, say("archive.tool_missing", file=name, tool="7-Zip"))
    with path.open("rb") as stream:
        kind = "-tRar5" if stream.read(len(_RAR_5)) == _RAR_5 else "-tRar"
    command = [tool, kind, *_OPTIONS]
    fields, healthy, output = _listing(command, path)
    if not fields and not healthy:
        encrypted = "ncrypted" in output or "assword" in output
        raise UnreadableSource(say("archive.encrypted" if encrypted else "archive.unreadable", file=name))
    into.damaged = into.damaged or not healthy
    for member in fields:
        into.count()
        _unpack_member(command, path, member, into)


def _listing(command: list[str], path: Path) -> tuple[list[dict[str, str]], bool, str]:
    """The members' fields as ``7z l -slt`` prints them, whether 7-Zip was content, and all that it said."""
    with _started([*command, "l", "-slt", "--", str(path.resolve())], subprocess.STDOUT) as process:
        assert process.stdout is not None
        output = process.stdout.read(_MAX_LISTING_BYTES).decode("utf-8", errors="replace")
    _, _, listed = output.partition("\n----------\n")
    blocks = [block for block in listed.split("\n\n") if block.startswith("Path = ")]
    fields = [dict(line.split(" = ", 1) for line in block.splitlines() if " = " in line) for block in blocks]
    return fields, process.returncode == 0, output


def _unpack_member(command: list[str], path: Path, fields: dict[str, str], into: Unpacking) -> None:
    size = fields.get("Size", "")
    entry = Entry(name=fields["Path"], bytes=int(size) if size.isdecimal() else None)
    if fields.get("Folder") == "+":
        return
    if fields.get("Symbolic Link") or fields.get("Hard Link") or fields.get("Copy Link"):
        into.refuse(entry, "archive.member.link")
    elif fields.get("Encrypted") == "+":
        into.refuse(entry, "archive.member.encrypted")
    else:
        into.keep(entry, _blocks([*command, "x", "-so", "-spd", "--", str(path.resolve()), entry.name], entry))


def _blocks(command: list[str], entry: Entry) -> Iterator[bytes]:
    """The member's bytes as 7-Zip prints them; ended early, it is stopped."""
    size = 0
    try:
        with _started(command, subprocess.DEVNULL) as process:
            assert process.stdout is not None
            try:
                while block := process.stdout.read(limits.BLOCK_BYTES):
                    size += len(block)
                    yield block
            except GeneratorExit:
                process.kill()
                raise
    except (OSError, ValueError) as error:
        raise DamagedMember from error
    if process.returncode != 0 or entry.bytes not in (None, size):
        raise DamagedMember


def _started(command: list[str], errors: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603  # the program is 7-Zip; names follow "--" and no shell sees them
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=errors,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
    )
