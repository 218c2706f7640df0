"""Turn a text layer of a PSD into pixels."""

from __future__ import annotations

from pathlib import Path

from yuejuan.exam.edits._layers import changed, layer_named, new_pixel_layer


def edit(root: Path, file: str | None, *, layer: str) -> None:
    """Replace the text layer ``layer`` by a pixel layer of that name at the same place."""
    with changed(root, file) as document:
        text = layer_named(document, layer)
        parent = text.parent
        made = new_pixel_layer(document, text.topil().convert("RGBA"), layer, text.left, text.top)
        if parent is not None and parent is not document:
            made.move_to_group(parent)
        text.delete_layer()
