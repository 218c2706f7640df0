"""Add a pixel layer to a PSD."""

from __future__ import annotations

from pathlib import Path

from yuejuan.exam.edits._layers import changed, layer_named


def edit(root: Path, file: str | None, *, name: str, group: str | None = None, transparent: bool = True) -> None:
    """Add the layer ``name`` on top, or on top in ``group``: fully transparent, or white all over the canvas."""
    from PIL import Image

    with changed(root, file) as document:
        colour = (255, 255, 255, 0 if transparent else 255)
        layer = document.create_pixel_layer(Image.new("RGBA", document.size, colour), name="layer")
        # A Chinese name given on creation cannot be saved: the old Pascal name is MacRoman.
        layer.name = name
        if group is not None:
            layer.move_to_group(layer_named(document, group))
