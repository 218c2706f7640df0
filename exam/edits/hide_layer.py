"""Hide a layer or group of a PSD."""

from __future__ import annotations

from pathlib import Path

from yuejuan.exam.edits._layers import changed, layer_named


def edit(root: Path, file: str | None, *, layer: str) -> None:
    """Close the eye of ``layer``."""
    with changed(root, file) as document:
        layer_named(document, layer).visible = False
