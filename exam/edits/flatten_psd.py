"""Flatten a PSD."""

from __future__ import annotations

from pathlib import Path

from yuejuan.exam.edits import EditError, place
from yuejuan.messages import say


def edit(root: Path, file: str | None, *, size: tuple[int, int] | None = None) -> None:
    """Leave nothing but the merged picture, as saving a JPEG under the name of a PSD does; ``size`` scales it."""
    from psd_tools import PSDImage

    path = place(root, file)
    picture = PSDImage.open(path).topil()
    if picture is None:
        raise EditError(say("exam.edit_arguments", name="flatten_psd", error="no merged picture"))
    flat = picture.convert("RGB")
    PSDImage.frompil(flat.resize((size[0], size[1])) if size else flat).save(path)
