"""Whether the whole picture was sharpened or blurred: the strength of its edges as a multiple of the source's.

Edges are what a difference of two Gaussians leaves (Marr and Hildreth 1980); saving as JPEG hardly changes the strong
ones, while resampling does, so that pictures on another pixel grid are not judged.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from yuejuan.artifacts.comparison.alignment import Aligned
from yuejuan.artifacts.comparison.estimates import estimate
from yuejuan.artifacts.comparison.facts import Estimate

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Pixels = NDArray[np.float32]

SHARPNESS_THRESHOLD = 0.12
"""From this share on the picture counts as sharpened or blurred."""
_FINE, _COARSE = 0.7, 1.6
_STRONG, _OVER_GRAIN = 4.0, 4.0
_LEAST = 300
_CORRELATED = 20.0


def measure_sharpness(aligned: Aligned, expected: Pixels, changed: NDArray[np.bool_]) -> Estimate | None:
    """Edge strength over ``expected`` (h, w, 3), where nothing ``changed``; ``None`` without edges or a common grid."""
    if not aligned.exact:
        return None
    before, after = _edges(expected), _edges(aligned.submitted.astype(np.float32))
    # Grain is the first thing that saving takes away, so only what stands out of it is an edge.
    grain = float(np.median(np.abs(before[aligned.common]))) if aligned.common.any() else 0.0
    strong = aligned.common & ~changed & (np.abs(before) > max(_STRONG, _OVER_GRAIN * grain))
    if np.count_nonzero(strong) < _LEAST:
        return None
    there, here = before[strong].astype(np.float64), after[strong].astype(np.float64)
    energy = float((there * there).sum())
    ratio = float((there * here).sum()) / energy
    left = float(((here - ratio * there) ** 2).sum())
    error = 2 * np.sqrt(left / energy / max(4.0, len(there) / _CORRELATED)) + 0.02
    return estimate(ratio, error, SHARPNESS_THRESHOLD, neutral=1.0)


def _edges(picture: Pixels) -> Pixels:
    import cv2

    luma = picture @ np.array([0.299, 0.587, 0.114], dtype=np.float32)
    edges: Pixels = cv2.GaussianBlur(luma, (0, 0), _FINE) - cv2.GaussianBlur(luma, (0, 0), _COARSE)
    return edges
