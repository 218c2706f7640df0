"""Both pictures in one frame: the source, warped onto the submitted picture's grid, beside the submitted picture."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from yuejuan.artifacts.comparison.registration import Registration, rescaled, resized, scale_of
from yuejuan.artifacts.facts import Box

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats: TypeAlias = NDArray[np.float64]
    Colour: TypeAlias = NDArray[np.uint8]

SIDE = 1000
"""Longest side of the frame, in pixels."""
_EDGE = 9
_UPRIGHT = 0.002
_LEAST_FILL = 20
_FILL_LEVELS, _FILL_DIFFERENCE, _FILL_SHARE, _FILL_EDGE = 20, 16.0, 0.3, 17


@dataclass(frozen=True)
class Aligned:
    """Two RGB pictures of the same shape (h, w, 3) and where both show something (``common``, shape (h, w)).

    ``scale`` is the frame over the submitted picture (across, down); ``matrix`` maps pixel centres of the frame to
    those of the full source. ``exact``: nothing was resampled.
    """

    source: Colour
    submitted: Colour
    common: NDArray[np.bool_]
    scale: Floats
    matrix: Floats
    exact: bool

    def submitted_box(self, left: int, top: int, right: int, bottom: int) -> Box:
        """A box of the frame in pixels of the submitted picture."""
        across, down = 1 / self.scale
        return Box(int(left * across), int(top * down), int(np.ceil(right * across)), int(np.ceil(bottom * down)))

    def source_box(self, left: int, top: int, right: int, bottom: int) -> Box:
        """The upright box around a box of the frame, in pixels of the source."""
        corners = np.array([[x, y, 1.0] for x in (left - 0.5, right - 0.5) for y in (top - 0.5, bottom - 0.5)])
        places = corners @ self.matrix.T + 0.5
        low, high = np.floor(places.min(axis=0) + 1e-6), np.ceil(places.max(axis=0) - 1e-6)
        return Box(int(low[0]), int(low[1]), int(high[0]), int(high[1]))

    def frame_mask(self, box: Box, size: tuple[int, int]) -> NDArray[np.bool_]:
        """Where ``box``, in pixels of a source of ``size`` (width, height), lies in the frame."""
        import cv2

        inside = np.zeros((size[1], size[0]), np.uint8)
        inside[max(0, box.top) : max(0, box.bottom), max(0, box.left) : max(0, box.right)] = 1
        height, width = self.common.shape
        flags = cv2.WARP_INVERSE_MAP | cv2.INTER_NEAREST
        return np.asarray(cv2.warpAffine(inside, self.matrix, (width, height), flags=flags) > 0)


def align(source: Colour, submitted: Colour, found: Registration) -> Aligned:
    """The two pictures in the frame in which neither is enlarged."""
    import cv2

    pixels = float(np.sqrt(abs(np.linalg.det(found.matrix[:, :2]))))
    here, there = max(submitted.shape[:2]), max(source.shape[:2])
    factor = min(1.0, pixels, SIDE / here)
    source_side = min(there, round(there * factor / pixels))
    shown, warped = resized(submitted, round(here * factor)), resized(source, source_side)
    scale = scale_of(submitted, round(here * factor))
    down = rescaled(found.matrix, scale, scale_of(source, source_side))
    height, width = shown.shape[:2]
    exact = found.exact and factor == 1.0
    way = cv2.INTER_NEAREST if exact else cv2.INTER_CUBIC
    placed = cv2.warpAffine(warped, down, (width, height), flags=cv2.WARP_INVERSE_MAP | way)
    inside = np.full(warped.shape[:2], 255, np.uint8)
    covered = cv2.warpAffine(inside, down, (width, height), flags=cv2.WARP_INVERSE_MAP | cv2.INTER_LINEAR) == 255
    # Near the source's edge, filters and resampling mix in what lies beyond it.
    covered = cv2.erode(covered.astype(np.uint8), np.ones((_EDGE, _EDGE), np.uint8), borderValue=1) > 0
    matrix = rescaled(found.matrix, scale, np.ones(2))
    return Aligned(np.asarray(placed), shown, np.asarray(covered), scale, matrix, exact)


def without_fill(aligned: Aligned, expected: NDArray[np.float32]) -> Aligned:
    """``aligned`` without the corners that turning filled with one colour although the source goes on there.

    That happens to a picture that was cropped first and turned then. A corner counts as filled when one colour spreads
    from it, where ``expected`` (h, w, 3), the source after the change of the whole, mostly shows another.
    """
    import cv2

    linear = np.abs(aligned.matrix[:, :2]) / np.abs(aligned.matrix[:, :2]).max()
    if min(linear[0].min(), linear[1].min()) < _UPRIGHT:
        return aligned
    height, width = aligned.common.shape
    filled = np.zeros((height, width), np.bool_)
    picture = aligned.submitted.copy()
    for x, y in ((0, 0), (width - 1, 0), (0, height - 1), (width - 1, height - 1)):
        spread = np.zeros((height + 2, width + 2), np.uint8)
        flags = 4 | cv2.FLOODFILL_FIXED_RANGE | cv2.FLOODFILL_MASK_ONLY | (1 << 8)
        near = (_FILL_LEVELS,) * 3
        cv2.floodFill(picture, spread, (x, y), 0, near, near, flags)
        # Saving makes the fill uneven along its edge.
        corner = cv2.dilate(spread[1:-1, 1:-1], np.ones((_FILL_EDGE, _FILL_EDGE), np.uint8)) > 0
        inside = (spread[1:-1, 1:-1] > 0) & aligned.common
        if np.count_nonzero(inside) < _LEAST_FILL:
            continue
        away = np.abs(expected[inside] - picture[y, x].astype(np.float32)).max(axis=1)
        if float((away > _FILL_DIFFERENCE).mean()) > _FILL_SHARE:
            filled |= corner
    return replace(aligned, common=aligned.common & ~filled)
