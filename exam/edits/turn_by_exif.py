"""Store a picture lying down with a note that turns it when shown, as cameras do."""

from __future__ import annotations

from pathlib import Path

from yuejuan.exam.edits import place

_ORIENTATION = 0x0112
_ROTATE_90_CLOCKWISE = 6


def edit(root: Path, file: str | None) -> None:
    """Turn the pixels of the JPEG ``file`` and let EXIF turn them back."""
    from PIL import Image

    path = place(root, file)
    with Image.open(path) as opened:
        picture = opened.transpose(Image.Transpose.ROTATE_90)
    exif = Image.Exif()
    exif[_ORIENTATION] = _ROTATE_90_CLOCKWISE
    picture.save(path, format="JPEG", quality=88, exif=exif)
