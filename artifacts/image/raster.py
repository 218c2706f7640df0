"""Raster pictures: what the header says, told by Pillow without decoding.

Sources: PNG (ISO 15948), Exif 2.32 (orientation, software, artist), TIFF 6.0, ICC.1 (profile description), JPEG.
"""

from __future__ import annotations

import io
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

_ORIENTATION, _SOFTWARE, _ARTIST, _BITS_PER_SAMPLE = 0x0112, 0x0131, 0x013B, 0x0102
_SIDEWAYS = frozenset({5, 6, 7, 8})
_DEPTH_OF_MODE = {"1": 1, "I;16": 16, "I;16B": 16, "I;16L": 16, "I;16N": 16, "I": 32, "F": 32}
MAX_FRAMES = 10_000
"""Frames beyond this count are not looked for."""


@dataclass(frozen=True, kw_only=True)
class RasterHeader:
    """Header facts; see ``ImageFacts`` for the meaning and units of the fields."""

    format: str
    width: int
    height: int
    mode: str
    depth: int | None
    frames: int | None
    dpi: tuple[float, float] | None
    icc: str | None
    has_alpha: bool
    orientation: int | None
    software: str | None
    author: str | None

    @property
    def displayed(self) -> tuple[int, int]:
        """Width and height after the rotation that EXIF asks for."""
        if self.orientation in _SIDEWAYS:
            return self.height, self.width
        return self.width, self.height


def read_header(image: Image, head: bytes) -> RasterHeader:
    """The header facts of a picture that Pillow has opened, not yet loaded; ``head`` is the beginning of its file."""
    exif = _exif(image)
    software, author = origin(image)
    orientation = exif.get(_ORIENTATION)
    return RasterHeader(
        format=image.format or "",
        width=image.width,
        height=image.height,
        mode=image.mode,
        depth=_depth(image, head),
        frames=_frames(image),
        dpi=_dpi(image),
        icc=_profile_description(image.info.get("icc_profile")),
        has_alpha=image.has_transparency_data,
        orientation=orientation if isinstance(orientation, int) and 1 <= orientation <= 8 else None,
        software=software,
        author=author,
    )


def _exif(image: Image) -> dict[int, object]:
    try:
        return dict(image.getexif())
    except (OSError, ValueError, SyntaxError, KeyError, TypeError, struct.error):
        # Broken EXIF says nothing about the picture: no orientation, no author.
        return {}


def _frames(image: Image) -> int | None:
    try:
        frames = getattr(image, "n_frames", 1)
    except (OSError, ValueError, EOFError, SyntaxError, KeyError, IndexError, TypeError, struct.error):
        return None
    if getattr(image, "default_image", False):
        # The still picture of an animated PNG that is no part of its animation.
        frames -= 1
    return int(frames) if 1 <= frames <= MAX_FRAMES else None


def _depth(image: Image, head: bytes) -> int | None:
    """Bits per channel (palette entry) as a PNG or TIFF stores them, else those of the decoded mode."""
    if image.format == "PNG" and head[12:16] == b"IHDR":
        return head[24]
    tags = getattr(image, "tag_v2", None)
    if tags is not None and tags.get(_BITS_PER_SAMPLE):
        bits = tags[_BITS_PER_SAMPLE]
        return int(bits[0] if isinstance(bits, tuple) else bits)
    return _DEPTH_OF_MODE.get(image.mode, 8)


def _dpi(image: Image) -> tuple[float, float] | None:
    """Dots per inch, ``None`` where the file states none or only an aspect ratio.

    Pillow fills in 72 dpi for a JPEG whose EXIF has no resolution; that is no statement of the file.
    """
    dpi = image.info.get("dpi")
    if image.format in ("JPEG", "MPO") and image.info.get("jfif_unit") not in (1, 2):
        exif = _exif(image)
        if exif.get(0x011A) is None or exif.get(0x0128) not in (2, 3):
            return None
    try:
        x, y = (float(value) for value in dpi)  # type: ignore[union-attr]
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    if not (0 < x < 1e6 and 0 < y < 1e6):
        return None
    return round(x, 2), round(y, 2)


def _profile_description(profile: bytes | None) -> str | None:
    if not profile:
        return None
    from PIL import ImageCms

    try:
        described = ImageCms.getProfileDescription(ImageCms.ImageCmsProfile(io.BytesIO(profile)))
    except (ImageCms.PyCMSError, OSError, ValueError):
        return None
    return described.strip() or None


def origin(image: Image) -> tuple[str | None, str | None]:
    """Program and author: EXIF, then PNG text (some of it is known only after decoding), then the XMP packet."""
    exif = _exif(image)
    software = _clean(exif.get(_SOFTWARE)) or _clean(image.info.get("Software"))
    author = _clean(exif.get(_ARTIST)) or _clean(image.info.get("Author"))
    packet = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp")
    if packet and not (software and author):
        from yuejuan.artifacts.xmp import xmp_properties

        properties = xmp_properties(packet.encode() if isinstance(packet, str) else bytes(packet))
        software = software or properties.creator_tool
        author = author or properties.creator
    return software, author


def _clean(value: object) -> str | None:
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    if not isinstance(value, str):
        return None
    # EXIF text is ASCII by the standard; Chinese programs put UTF-8 or GBK there, which Pillow hands over as Latin-1.
    for encoding in ("utf-8", "gb18030"):
        try:
            value = value.encode("latin-1").decode(encoding)
            break
        except (UnicodeEncodeError, UnicodeDecodeError):
            continue
    return value.strip("\x00 \r\n\t") or None
