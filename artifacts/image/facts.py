"""Facts about one picture file."""

from __future__ import annotations

from yuejuan.artifacts.facts import Facts


class ImageFacts(Facts, frozen=True, kw_only=True, tag="image"):
    """One picture, measured by content and never by its extension.

    ``width`` and ``height`` are pixels as stored in the header (for SVG: the viewport in CSS pixels, ``None`` when it
    has none); ``displayed_width`` and ``displayed_height`` are after the EXIF rotation. ``bytes`` is the file length.
    ``frames`` counts animation frames or pages. ``dpi`` is (x, y) when the file states it in inches or metres, else
    ``None``. ``icc`` is the description of the embedded profile or ``None``. ``mode`` is Pillow's name of the pixel
    layout (``RGB``, ``RGBA``, ``P``, ``CMYK``, ``L``, ``1``, ``I;16`` …). ``has_alpha``: the file has an alpha channel
    or a transparent colour; ``transparent_share``: share of pixels that are not fully opaque, ``None`` if undecoded.
    """

    format: str
    width: int | None
    height: int | None
    mode: str | None
    bytes: int
    frames: int | None
    dpi: tuple[float, float] | None
    icc: str | None
    has_alpha: bool | None
    sha256: str
    displayed_width: int | None = None
    displayed_height: int | None = None
    orientation: int | None = None
    extension_agrees: bool | None = None
    transparent_share: float | None = None
    depth: int | None = None
    software: str | None = None
    author: str | None = None
    dominant_colours: tuple[str, ...] | None = None
    sharpness: float | None = None
    fingerprint: str | None = None
