"""Rename a layer or group of a PSD."""

from __future__ import annotations

from pathlib import Path

from yuejuan.exam.edits._layers import changed, layer_named


def edit(root: Path, file: str | None, *, layer: str, to: str) -> None:
    """Give the layer or group ``layer`` the name ``to``."""
    with changed(root, file) as document:
        layer_named(document, layer).name = to
