"""Dissolve a group of a PSD."""

from __future__ import annotations

from pathlib import Path

from yuejuan.exam.edits._layers import changed, layer_named


def edit(root: Path, file: str | None, *, group: str) -> None:
    """Move everything in ``group`` to where the group stands, and delete the group."""
    with changed(root, file) as document:
        found = layer_named(document, group)
        parent = found.parent if found.parent is not None else document
        position = list(parent).index(found)
        members = list(found)
        for layer in members:
            found.remove(layer)
        parent.remove(found)
        for offset, layer in enumerate(members):
            parent.insert(position + offset, layer)
