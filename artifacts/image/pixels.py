"""What is measured on decoded pixels, all from one decoding.

``sharpness``: variance of the Laplacian (Pech-Pacheco et al. 2000) of the luma, 4-neighbour kernel, without the border.
``fingerprint``: difference hash of 9 x 8 luma samples, rows from the top, 16 hexadecimal digits (Krawetz 2013).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PIL import ExifTags, Image, ImageOps

if TYPE_CHECKING:
    from numpy.typing import NDArray

COLOURS = 6
"""Most colours that are named as dominant."""
_SMALL = 96
_BAND = 256
_LEAST_SHARE = 0.02


@dataclass(frozen=True, kw_only=True)
class PixelFacts:
    """See ``ImageFacts`` for the fields."""

    transparent_share: float
    dominant_colours: tuple[str, ...]
    sharpness: float
    fingerprint: str


def measure_pixels(image: Image.Image) -> PixelFacts:
    """Measure the first frame of ``image``, turned as EXIF asks; decodes it when that has not been done."""
    image.load()
    # Copies of a large picture cost as much as decoding it, and most are upright and RGB already.
    turned = image if image.getexif().get(ExifTags.Base.Orientation, 1) == 1 else ImageOps.exif_transpose(image)
    alpha = _alpha(turned)
    share = 0.0 if alpha is None else float(np.count_nonzero(alpha < 255)) / alpha.size
    seen = turned if turned.mode == "RGB" and alpha is None else on_white(turned)
    luma = seen.convert("L")
    return PixelFacts(
        transparent_share=round(share, 6),
        dominant_colours=_dominant(seen, alpha),
        sharpness=_sharpness(np.asarray(luma)),
        fingerprint=_fingerprint(luma),
    )


def on_white(image: Image.Image) -> Image.Image:
    """The picture as RGB over white, as a page shows it; values of 16 bit are scaled, not cut."""
    if image.mode.startswith("I;16"):
        values = np.asarray(image.convert("I"), dtype=np.int64)
        return Image.fromarray((np.clip(values, 0, 65535) >> 8).astype(np.uint8)).convert("RGB")
    if image.mode == "I":
        values = np.clip(np.asarray(image, dtype=np.int64), 0, 65535)
        return Image.fromarray((values >> 8).astype(np.uint8)).convert("RGB")
    if image.mode == "F":
        values = np.nan_to_num(np.asarray(image, dtype=np.float64), nan=0.0)
        return Image.fromarray(np.clip(values, 0, 255).astype(np.uint8)).convert("RGB")
    if image.has_transparency_data:
        layer = image.convert("RGBA")
        white = Image.new("RGBA", layer.size, "white")
        white.alpha_composite(layer)
        return white.convert("RGB")
    return _lab_to_rgb(image) if image.mode == "LAB" else image.convert("RGB")


def _lab_to_rgb(image: Image.Image) -> Image.Image:
    from PIL import ImageCms

    transform = ImageCms.buildTransform(ImageCms.createProfile("LAB"), ImageCms.createProfile("sRGB"), "LAB", "RGB")
    converted = ImageCms.applyTransform(image, transform)
    return converted if converted is not None else image.convert("L").convert("RGB")


def _alpha(image: Image.Image) -> NDArray[np.uint8] | None:
    if not image.has_transparency_data:
        return None
    if image.mode in ("RGBA", "LA"):
        return np.asarray(image.getchannel("A"))
    key = image.info.get("transparency")
    if image.mode.startswith("I;16") and isinstance(key, int):
        return np.where(np.asarray(image.convert("I")) == key, 0, 255).astype(np.uint8)
    return np.asarray(image.convert("RGBA").getchannel("A"))


def _dominant(seen: Image.Image, alpha: NDArray[np.uint8] | None) -> tuple[str, ...]:
    """Colours by falling share, of the pixels that are not fully transparent; shares below 2 % are left out."""
    small = seen.copy()
    small.thumbnail((_SMALL, _SMALL))
    counted = small.quantize(COLOURS, method=Image.Quantize.MEDIANCUT)
    indices = np.asarray(counted)
    visible = np.ones(indices.shape, dtype=bool)
    if alpha is not None:
        visible = np.asarray(Image.fromarray(alpha).resize(small.size, Image.Resampling.NEAREST)) > 0
    counts = np.bincount(indices[visible].ravel(), minlength=1)
    palette = counted.getpalette() or []
    total = int(counts.sum())
    order = sorted((-int(count), index) for index, count in enumerate(counts) if count >= _LEAST_SHARE * total > 0)
    hexes = [
        "#{:02x}{:02x}{:02x}".format(*palette[3 * index : 3 * index + 3])
        for _, index in order
        if 3 * index + 3 <= len(palette)
    ]
    return tuple(dict.fromkeys(hexes))


def _sharpness(luma: NDArray[np.uint8]) -> float:
    """Band by band and in whole numbers: little memory for large pictures, and the same result on every machine."""
    if min(luma.shape) < 3:
        return 0.0
    count = total = squares = 0
    for top in range(0, luma.shape[0] - 2, _BAND):
        band = luma[top : top + _BAND + 2].astype(np.int32)
        laplacian = band[:-2, 1:-1] + band[2:, 1:-1] + band[1:-1, :-2] + band[1:-1, 2:] - 4 * band[1:-1, 1:-1]
        count += laplacian.size
        total += int(laplacian.sum(dtype=np.int64))
        squares += int(np.square(laplacian).sum(dtype=np.int64))
    return round((squares - total * total / count) / count, 3)


def _fingerprint(luma: Image.Image) -> str:
    small = np.asarray(luma.resize((9, 8), Image.Resampling.LANCZOS), dtype=np.int16)
    bits = (small[:, 1:] > small[:, :-1]).ravel()
    return np.packbits(bits).tobytes().hex()
