"""Turn the order of the layers of a PSD round."""

from __future__ import annotations

from pathlib import Path

from yuejuan.exam.edits._layers import changed


def edit(root: Path, file: str | None) -> None:
    """Stack the topmost layers and groups the other way round; what groups hold stays as it is."""
    with changed(root, file) as document:
        layers = list(document)
        for layer in layers:
            document.remove(layer)
        document.extend(reversed(layers))
