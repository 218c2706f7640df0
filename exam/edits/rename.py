"""Rename or move a file."""

from __future__ import annotations

from pathlib import Path

from yuejuan.exam.edits import place
from yuejuan.exam.edits._places import new_place


def edit(root: Path, file: str | None, *, to: str) -> None:
    """Give ``file`` the path ``to`` inside the submission."""
    place(root, file).rename(new_place(root, to))
