"""Facts about a picture in comparison with the source picture that it was made from."""

from __future__ import annotations

from typing import Literal

import msgspec

from yuejuan.artifacts.facts import Box, Facts

Method = Literal["identical", "same_grid", "features", "search"]
Removal = Literal["removed", "partly", "smeared", "kept"]


class Estimate(msgspec.Struct, frozen=True):
    """A measured value with its error bar (two standard deviations), and what follows from both.

    ``changed`` is True when the value is farther from "nothing was done" than ``threshold`` by more than its error
    bar, False when it is nearer by more than the error bar, ``None`` in between: then nobody should decide by it.
    """

    value: float
    error: float
    threshold: float
    changed: bool | None


class Margins(msgspec.Struct, frozen=True, kw_only=True):
    """What of the submitted canvas lies outside of the source picture.

    ``left`` to ``bottom`` are pixels of the submitted picture between its edge and the source's outermost point on
    that side, never negative. ``share`` of the canvas is outside. ``fill`` is the median colour there (``#rrggbb``)
    and ``uniform`` says that at least 95 % of it has that colour; both ``None`` when ``share`` is too small to tell.
    """

    left: int
    top: int
    right: int
    bottom: int
    share: float
    fill: str | None
    uniform: bool | None


class ChangedRegion(msgspec.Struct, frozen=True, kw_only=True):
    """A place where the pictures differ by more than the change of the whole explains.

    Boxes are pixels of the two full pictures after the EXIF rotation. ``share`` is the share of the common area that
    changed, ``difference`` the mean change there (0–255, largest channel). ``detail`` is fine detail in the submitted
    picture as a share of that in the source there, or round it where that is more: far below 1 where it was smeared or
    painted over, far above 1 where something was put on it; about 1 where a texture was brought back.
    """

    source_box: Box
    box: Box
    share: float
    difference: float
    detail: float


class Blemish(msgspec.Struct, frozen=True, kw_only=True):
    """What became of the blemish whose box in the source was given to the measurement.

    ``changed`` is the share of its pixels that lie in changed regions; ``remaining`` the share of its contrast
    against a smooth continuation of its surroundings that is still there (rough where an object's edge runs through
    it). ``detail`` compares the grain where it was touched with that around the box. ``outcome``: ``removed``;
    ``partly`` (a part is untouched); ``smeared`` (blurred over); ``kept``; ``None`` when the figures lie between.
    """

    box: Box
    source_box: Box
    changed: float
    remaining: float
    detail: float
    outcome: Removal | None


class ComparisonFacts(Facts, frozen=True, kw_only=True, tag="comparison"):
    """A submitted picture against its source picture.

    Sizes and boxes are pixels of the full pictures after the EXIF rotation. When registration fails ``method`` and
    everything after it is ``None``: the pictures may be related all the same.

    Files: ``identical_bytes``; ``identical_pixels`` (the same pixels, perhaps in another format: ``format_changed``);
    ``resaved_only``: nothing but the losses of saving, ``None`` when something lies between changed and unchanged.

    Geometry, as done to the source: first ``flipped`` (``horizontal``: left and right changed places; ``vertical``:
    top and bottom), then rotated by ``rotation`` (degrees, counter-clockwise as seen on the screen, -180 to 180), and
    scaled by ``scale_x`` and ``scale_y``. On a symmetrical source, where turned or mirrored explains the picture as
    well, ``flipped`` or ``rotation`` is ``None``. ``shear`` (degrees) is what these leave over. ``visible``: corners of
    the submitted canvas in source pixels, clockwise from its top left. ``crop``: the box of the part of the source that
    is still visible; ``kept_share``: share of the source's area that is visible; ``cropped``: some edge of it is cut
    off. ``placed``: the box of the source's visible part in the submitted picture. ``match`` is the correlation of
    the registered pictures, 0 to 1.

    Tone, in the common area without changed regions and clipped values: ``brightness`` shift of the mean tone on the
    scale of 255; ``contrast`` slope of the submitted tones over the source's (multiplying all values raises both);
    ``saturation`` distance from grey as a multiple of the source's, contrast taken out; ``hue`` shift in degrees of
    HSV; ``lightness`` median shift of CIE L* (0–100), for the eye; ``source_brightness`` the mean
    tone of the source's common area, from which a factor follows: 1 + brightness / source_brightness.
    ``sharpness`` is the strength of edges as a multiple of the source's; only where both have the same pixel grid.

    ``regions`` are ordered by falling size; ``regions_share`` is what all of them cover, and ``overlay`` says that
    they lie all over the picture (a tiled watermark, a texture). ``blemish`` only when its box was given.
    """

    width: int
    height: int
    source_width: int
    source_height: int
    format: str
    source_format: str
    identical_bytes: bool
    identical_pixels: bool | None = None
    format_changed: bool | None = None
    resaved_only: bool | None = None
    method: Method | None = None
    match: float | None = None
    flipped: Literal["none", "horizontal", "vertical"] | None = None
    rotation: Estimate | None = None
    scale_x: Estimate | None = None
    scale_y: Estimate | None = None
    shear: float | None = None
    proportion_kept: bool | None = None
    visible: tuple[tuple[float, float], ...] | None = None
    crop: Box | None = None
    placed: Box | None = None
    kept_share: float | None = None
    cropped: bool | None = None
    margins: Margins | None = None
    brightness: Estimate | None = None
    contrast: Estimate | None = None
    saturation: Estimate | None = None
    hue: Estimate | None = None
    lightness: float | None = None
    source_brightness: float | None = None
    sharpness: Estimate | None = None
    regions: tuple[ChangedRegion, ...] | None = None
    regions_share: float | None = None
    overlay: bool | None = None
    blemish: Blemish | None = None
