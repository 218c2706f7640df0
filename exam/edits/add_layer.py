"""Add a pixel layer to a PSD."""

from __future__ import annotations

from pathlib import Path

from yuejuan.exam.edits._layers import changed, layer_named, new_pixel_layer


def edit(root: Path, file: str | None, *, name: str, group: str | None = None, transparent: bool = True) -> None:
    """Add the layer ``name`` on top, or on top in ``group``: fully transparent, or white all over the canvas."""
    from PIL import Image

    with changed(root, file) as document:
        colour = (255, 255, 255, 0 if transparent else 255)
        layer = new_pixel_layer(document, Image.new("RGBA", document.size, colour), name)
        if group is not None:
            layer.move_to_group(layer_named(document, group))
