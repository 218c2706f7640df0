"""Save a picture again, as another program or with other settings."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

from yuejuan.exam.edits import place


def edit(
    root: Path,
    file: str | None,
    *,
    format: Literal["JPEG", "PNG", "GIF", "BMP", "WEBP", "TIFF"],
    quality: int | None = None,
    progressive: bool = False,
    mode: Literal["RGB", "CMYK", "L", "RGBA", "P"] | None = None,
    author: str | None = None,
) -> None:
    """Save ``file`` in ``format`` under the name that it has; ``author`` is written into the EXIF data of a JPEG.

    Metadata that is not asked for is left out.
    """
    from PIL import Image

    path = place(root, file)
    with Image.open(path) as opened:
        picture = opened.convert(mode or ("RGB" if format == "JPEG" else opened.mode))
    options: dict[str, Any] = {}
    if format == "JPEG":
        options["progressive"] = progressive
    if quality is not None:
        options["quality"] = quality
    if author is not None:
        exif = Image.Exif()
        exif[0x013B] = author
        options["exif"] = exif
    picture.save(path, format=format, **options)
