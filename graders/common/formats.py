"""Names of file formats as papers write them (``jpg``, ``PNG``, ``Tiff``) against names by content (``JPEG``)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from pydantic import AfterValidator

_CANONICAL = {
    "jpg": "jpeg",
    "jpe": "jpeg",
    "jfif": "jpeg",
    "mpo": "jpeg",  # CIPA DC-007: a JPEG file followed by further pictures; every JPEG viewer shows the first one
    "apng": "png",  # PNG specification, third edition: an animated PNG is a PNG
    "tif": "tiff",
    "heic": "heif",
    "htm": "html",
    "jp2": "jpeg2000",
    "dib": "bmp",
}


def canonical(name: str) -> str:
    """The one spelling of a format: lower case, no leading dot, synonyms made one (``.JPG`` is ``jpeg``)."""
    bare = name.strip().lower().lstrip(".")
    return _CANONICAL.get(bare, bare)


def is_one_of(found: str, asked: Iterable[str]) -> bool:
    """True when the format found by content is one of those asked for."""
    return canonical(found) in {canonical(name) for name in asked}


def _some(names: tuple[str, ...]) -> tuple[str, ...]:
    if not names or not all(name.strip() for name in names):
        raise ValueError("name at least one format, such as [png]")
    return names


FormatNames = Annotated[tuple[str, ...], AfterValidator(_some)]
"""Formats as a paper asks for them; any is accepted."""
