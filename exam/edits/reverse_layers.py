"""Turn the order of the layers of a PSD round."""

from __future__ import annotations

from pathlib import Path

from yuejuan.exam.edits._layers import changed


def edit(root: Path, file: str | None, *, keep_lowest: bool = False) -> None:
    """Stack the topmost layers and groups the other way round; what groups hold stays as it is.

    With ``keep_lowest`` the ground stays below the others, so that the picture looks as before.
    """
    with changed(root, file) as document:
        layers = list(document)[keep_lowest:]
        for layer in layers:
            document.remove(layer)
        document.extend(reversed(layers))
