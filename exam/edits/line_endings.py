"""Change the line endings of a text file."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from yuejuan.exam.edits import place


def edit(root: Path, file: str | None, *, to: Literal["crlf", "lf"]) -> None:
    """Write all lines of ``file`` with the endings of Windows (``crlf``) or of Unix (``lf``)."""
    path = place(root, file)
    lines = path.read_bytes().replace(b"\r\n", b"\n")
    path.write_bytes(lines.replace(b"\n", b"\r\n") if to == "crlf" else lines)
