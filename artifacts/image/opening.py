"""Opening other people's pictures with Pillow so that none exhausts memory or starts another program."""

from __future__ import annotations

import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import (
    AvifImagePlugin,
    BmpImagePlugin,
    GifImagePlugin,
    IcoImagePlugin,
    Image,
    Jpeg2KImagePlugin,
    JpegImagePlugin,
    PngImagePlugin,
    PpmImagePlugin,
    TiffImagePlugin,
    WebPImagePlugin,
)

MAX_PIXELS = 40_000_000
"""Pictures of more pixels are never decoded; their header is read all the same."""
_DECODERS = {
    "PNG": PngImagePlugin,
    "JPEG": JpegImagePlugin,
    "GIF": GifImagePlugin,
    "WEBP": WebPImagePlugin,
    "AVIF": AvifImagePlugin,
    "BMP": BmpImagePlugin,
    "TIFF": TiffImagePlugin,
    "ICO": IcoImagePlugin,
    "JPEG2000": Jpeg2KImagePlugin,
    "PPM": PpmImagePlugin,
}
FORMATS = tuple(_DECODERS)
"""Pillow's decoders that are used (JPEG's opens MPO too); of the others, the one for EPS would start Ghostscript."""
BROKEN = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    KeyError,
    IndexError,
    TypeError,
    AttributeError,
    ZeroDivisionError,
    OverflowError,
    # A JPEG 2000 whose components claim more than its canvas asks for memory that nobody has.
    MemoryError,
    RuntimeError,
    struct.error,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)
"""What Pillow's decoders raise on damaged files; found by mutating files, and by its own tests."""


@contextmanager
def open_header(path: Path) -> Iterator[Image.Image]:
    """The picture with its header read and no pixel decoded, whatever size it declares. Raises one of ``BROKEN``."""
    with warnings.catch_warnings():
        # Remarks on broken metadata go to a terminal that nobody watches; the facts say what is wrong.
        warnings.simplefilter("ignore")
        with _limit(None):
            image = Image.open(path, formats=FORMATS)
        with image:
            yield image


@contextmanager
def decoding() -> Iterator[None]:
    """Decode inside of this: a picture larger than its header said raises one of ``BROKEN``."""
    with _limit(MAX_PIXELS), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        yield


@contextmanager
def _limit(pixels: int | None) -> Iterator[None]:
    before = Image.MAX_IMAGE_PIXELS
    Image.MAX_IMAGE_PIXELS = pixels
    try:
        yield
    finally:
        Image.MAX_IMAGE_PIXELS = before
