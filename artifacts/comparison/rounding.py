"""How far saving moves the mean tone of an even area: what an error bar has to allow for on pictures of few colours.

JPEG rounds the mean of each block of 8×8 pixels to a step of its quantisation table (ITU-T T.81, A.3.4). In a textured
picture these errors cancel out; a flat area keeps one error all over.
"""

from __future__ import annotations

from dataclasses import dataclass

from yuejuan.artifacts.image.opening import BROKEN, open_header
from yuejuan.artifacts.reader import Source

_BLOCK = 8
_LOSSLESS = frozenset({"PNG", "BMP", "TIFF", "PPM", "PSD"})


@dataclass(frozen=True)
class Rounding:
    """Standard deviation of the mean of an even area, in levels of 255, for luma and for a colour difference."""

    luma: float
    chroma: float


NONE = Rounding(0.0, 0.0)
_UNKNOWN = Rounding(0.3, 0.4)


def rounding_of(source: Source, file_format: str) -> Rounding:
    """From the quantisation tables of a JPEG; nothing for lossless formats, a rough figure for the others."""
    if file_format in _LOSSLESS:
        return NONE
    if file_format != "JPEG":
        return _UNKNOWN
    try:
        with open_header(source.path) as image:
            tables = getattr(image, "quantization", None)
    except BROKEN:
        return _UNKNOWN
    if not tables:
        return _UNKNOWN
    steps = [tables[key][0] for key in sorted(tables)]
    return Rounding(_deviation(steps[0]), _deviation(steps[min(1, len(steps) - 1)]))


def _deviation(step: float) -> float:
    """Of an error that is uniform over one step, for the mean of a block."""
    return float(step / _BLOCK / 12**0.5)
