"""Wrap the whole submission in one more folder."""

from __future__ import annotations

from pathlib import Path

from yuejuan.exam.edits._places import new_place


def edit(root: Path, file: str | None, *, name: str) -> None:
    """Move everything into the folder ``name``."""
    content = list(root.iterdir())
    folder = new_place(root, name)
    folder.mkdir()
    for path in content:
        path.rename(folder / path.name)
