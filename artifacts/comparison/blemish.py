"""What became of a blemish whose place in the source is known.

Its extent inside of the given box is where the source differs from a smooth continuation of what lies around the box
(Telea 2004). Which part of it changed says whether it was removed; where blurring the source explains nearly all of the
change and the blemish still shows, it was smeared.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from yuejuan.artifacts.comparison.alignment import Aligned
from yuejuan.artifacts.comparison.facts import Blemish, Removal
from yuejuan.artifacts.comparison.regions import Changes
from yuejuan.artifacts.facts import Box

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Pixels: TypeAlias = NDArray[np.float32]
    Mask: TypeAlias = NDArray[np.bool_]

_RING = 8
_LEAST_PIXELS = 30
_VISIBLE = 8.0
_KEPT, _MOST, _HALF, _WHOLE = 0.1, 0.5, 0.6, 0.8
_SHARP, _BLURRED = 0.92, 0.95
_SHOWS = 0.15
_BLURS = (1.5, 2.5, 4.0, 6.0, 9.0, 14.0)


def blemish(aligned: Aligned, expected: Pixels, changes: Changes, box: Box, size: tuple[int, int]) -> Blemish | None:
    """Judge the blemish in ``box`` of a source of ``size`` (width, height); ``None`` when its place is not visible.

    ``expected`` (h, w, 3) is the source after the change of the whole, so that a brighter picture is no removal.
    """
    import cv2

    inside = aligned.frame_mask(box, size)
    whole = box.width * box.height / abs(float(np.linalg.det(aligned.matrix[:, :2])))
    if np.count_nonzero(inside & aligned.common) < max(_LEAST_PIXELS, 0.9 * whole):
        return None
    around = cv2.dilate(inside.astype(np.uint8), np.ones((2 * _RING + 1, 2 * _RING + 1), np.uint8)) > 0
    cut = _bounds(around)
    before, after = expected[cut], aligned.submitted[cut].astype(np.float32)
    within, ring = inside[cut], (around & ~inside & aligned.common)[cut]
    mark = before - _continued(before, within)
    extent = within & (np.abs(mark).max(axis=2) > _VISIBLE)
    if np.count_nonzero(extent) < _LEAST_PIXELS:
        return None
    touched = extent & changes.mask[cut]
    changed = float(touched.sum()) / float(extent.sum())
    strength = mark[extent]
    remaining = 1 + float(((after - before)[extent] * strength).sum()) / float((strength**2).sum())
    fine = _fine(after, touched if touched.any() else extent) / max(0.3, _fine(after, ring))
    reach = _reach(changes.mask[cut] & within, extent)
    outcome = _outcome(changed, reach, remaining, _blurring(before, after, touched))
    rows, columns = _bounds(inside)
    return Blemish(
        box=aligned.submitted_box(columns.start, rows.start, columns.stop, rows.stop),
        source_box=box,
        changed=round(changed, 3),
        remaining=round(remaining, 3),
        detail=round(fine, 3),
        outcome=None if changes.overlay else outcome,
    )


def _outcome(changed: float, reach: float, remaining: float, blurring: float) -> Removal | None:
    """``reach``: how far the change goes over the blemish; ``blurring``: how much of it is the source made soft."""
    if changed < _KEPT:
        return "kept"
    if remaining > _SHOWS and blurring > _SHARP:
        return "smeared" if blurring > _BLURRED else None
    # Where the edge of an object runs through the box, the extent of the blemish is overestimated; the reach is not.
    if changed > _WHOLE or (changed > _MOST and reach > _HALF):
        return "removed"
    return "partly" if changed < _HALF and reach < _HALF else None


def _reach(touched: Mask, extent: Mask) -> float:
    """The upright box around the changed pixels as a share of that around the blemish's extent."""
    if not touched.any():
        return 0.0
    sizes = [(part.stop - part.start) for mask in (touched, extent) for part in _bounds(mask)]
    return float(sizes[0] * sizes[1]) / float(sizes[2] * sizes[3])


def _bounds(mask: Mask) -> tuple[slice, slice]:
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    return slice(int(rows[0]), int(rows[-1]) + 1), slice(int(columns[0]), int(columns[-1]) + 1)


def _continued(picture: Pixels, inside: Mask) -> Pixels:
    """``picture`` with the masked part filled in smoothly from what lies around it."""
    import cv2

    values = np.clip(picture, 0, 255).astype(np.uint8)
    filled: Pixels = cv2.inpaint(values, inside.astype(np.uint8), _RING, cv2.INPAINT_TELEA).astype(np.float32)
    return filled


def _fine(picture: Pixels, inside: Mask) -> float:
    """Grain: the median difference of neighbouring luma values, which edges of objects hardly move."""
    luma = picture @ np.array([0.299, 0.587, 0.114], dtype=np.float32)
    across, down = np.abs(np.diff(luma, axis=1)), np.abs(np.diff(luma, axis=0))
    values = np.concatenate((across[inside[:, 1:] & inside[:, :-1]], down[inside[1:] & inside[:-1]]))
    return float(np.median(values)) if len(values) else 0.0


def _blurring(before: Pixels, after: Pixels, touched: Mask) -> float:
    """The share of the change that blurring the source explains, 0 to 1, for the blur that explains most."""
    import cv2

    if not touched.any():
        return 0.0
    change = float(((after - before)[touched] ** 2).sum())
    left = [float(((after - cv2.GaussianBlur(before, (0, 0), blur))[touched] ** 2).sum()) for blur in _BLURS]
    return max(0.0, 1 - min(left) / max(change, 1.0))
