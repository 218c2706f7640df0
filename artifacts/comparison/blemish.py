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
_VISIBLE, _TEXTURE = 8.0, 2.5
_KEPT, _MOST, _HALF, _WHOLE = 0.1, 0.5, 0.6, 0.8
_SOFT = 1.5
_GRAINY, _AS_GRAINY, _GRAINLESS = 0.9, 0.75, 0.2
_STILL_THERE, _PART, _GONE, _NEARLY_WHOLE = 0.8, 0.3, 0.18, 0.75
_STANDS_OUT, _MOST_OUT = 12.0, 0.4
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
    ground = _continued(before, within)
    mark = before - ground
    usual = _TEXTURE * _texture(ground, ring)
    extent = within & (np.abs(mark).max(axis=2) > max(_VISIBLE, usual))
    if np.count_nonzero(extent) < _LEAST_PIXELS:
        return None
    touched = extent & changes.mask[cut]
    changed = float(touched.sum()) / float(extent.sum())
    soft = _softened(mark)[extent]
    energy = max(1.0, float((soft**2).sum()))
    remaining = 1 + float((_softened(after - before)[extent] * soft).sum()) / energy
    strange = _strange(aligned, expected, inside)[cut]
    out = ((np.abs(_softened(after - ground)).max(axis=2) > _STANDS_OUT) & strange)[extent]
    fine = _fine(after, touched if touched.any() else extent) / max(0.3, _fine(after, ring))
    reach = _reach(changes.mask[cut] & within, extent)
    grain = _grain(after, ring)
    # A patch with the grain of its surroundings was not made by blurring.
    grainy = grain > _GRAINY and _grain(after, touched) > _AS_GRAINY * grain
    blurring = 0.0 if grainy else _blurring(before, after, touched)
    # One without any grain stands out among grain, whatever its colour.
    plain = bool(touched.any()) and grain > _GRAINY and _grain(after, touched) < _GRAINLESS * grain
    outcome = _outcome(changed, reach, remaining, blurring, 1.0 if plain else float(out.mean()))
    rows, columns = _bounds(inside)
    return Blemish(
        box=aligned.submitted_box(columns.start, rows.start, columns.stop, rows.stop),
        source_box=box,
        changed=round(changed, 3),
        remaining=round(remaining, 3),
        detail=round(fine, 3),
        outcome=None if changes.overlay else outcome,
    )


def _outcome(changed: float, reach: float, remaining: float, blurring: float, stands_out: float) -> Removal | None:
    """``reach``: how far the change goes over the blemish; ``blurring``: how much of it is the source made soft;
    ``stands_out``: the share of the place that differs from its surroundings now, as a cover of another colour does."""
    gone = remaining < _GONE and stands_out < _MOST_OUT
    if changed < _KEPT:
        # A faint blemish can go without any place that changed much.
        return "kept" if remaining > _STILL_THERE else "removed" if gone and remaining < _SHOWS else None
    if remaining > _SHOWS and blurring > _SHARP:
        return "smeared" if blurring > _BLURRED else None
    if gone and remaining < _SHOWS:
        return "removed"
    # Where the edge of an object runs through the box, the extent of the blemish is overestimated; the reach is not.
    if gone and (changed > _WHOLE or (changed > _MOST and reach > _HALF)):
        return "removed"
    return "partly" if max(changed, reach) < _NEARLY_WHOLE and _PART < remaining < _STILL_THERE else None


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


def _strange(aligned: Aligned, expected: Pixels, inside: Mask) -> Mask:
    """Where the submitted picture has a colour that is not found in the neighbourhood of the box."""
    import cv2

    rows, columns = _bounds(inside)
    reach = max(_RING, rows.stop - rows.start, columns.stop - columns.start)
    near = cv2.dilate(inside.astype(np.uint8), np.ones((2 * reach + 1, 2 * reach + 1), np.uint8)) > 0
    around = _softened(expected)[near & ~inside & aligned.common]
    if not len(around):
        return np.zeros(inside.shape, np.bool_)
    low, high = np.percentile(around, (2, 98), axis=0)
    shown = _softened(aligned.submitted.astype(np.float32))
    return np.asarray(((shown < low - _STANDS_OUT) | (shown > high + _STANDS_OUT)).any(axis=2))


def _texture(picture: Pixels, ring: Mask) -> float:
    """Spread of the values round the box about their own smooth course, in levels; edges of objects hardly move it."""
    if not ring.any():
        return 0.0
    rough = (picture - _softened(picture, _RING))[ring]
    return 1.4826 * float(np.median(np.abs(rough), axis=0).max())


def _softened(picture: Pixels, blur: float = _SOFT) -> Pixels:
    import cv2

    softened: Pixels = cv2.GaussianBlur(picture, (0, 0), blur)
    return softened


def _fine(picture: Pixels, inside: Mask) -> float:
    """Grain: the median difference of neighbouring luma values, which edges of objects hardly move."""
    luma = picture @ np.array([0.299, 0.587, 0.114], dtype=np.float32)
    across, down = np.abs(np.diff(luma, axis=1)), np.abs(np.diff(luma, axis=0))
    values = np.concatenate((across[inside[:, 1:] & inside[:, :-1]], down[inside[1:] & inside[:-1]]))
    return float(np.median(values)) if len(values) else 0.0


def _grain(picture: Pixels, inside: Mask) -> float:
    """Grain without slopes, which a blurred blotch has: the median second difference of luma along rows."""
    luma = picture @ np.array([0.299, 0.587, 0.114], dtype=np.float32)
    second = np.abs(np.diff(luma, n=2, axis=1))[inside[:, 1:-1]]
    return float(np.median(second)) if len(second) else 0.0


def _blurring(before: Pixels, after: Pixels, touched: Mask) -> float:
    """The share of the change that blurring the source explains, 0 to 1, for the blur that explains most."""
    import cv2

    if not touched.any():
        return 0.0
    change = float(((after - before)[touched] ** 2).sum())
    left = [float(((after - cv2.GaussianBlur(before, (0, 0), blur))[touched] ** 2).sum()) for blur in _BLURS]
    return max(0.0, 1 - min(left) / max(change, 1.0))
