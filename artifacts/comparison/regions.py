"""Places where the submitted picture differs from what the change of the whole explains.

A pixel differs when its value lies outside of what the other picture shows within a few pixels around it, in either
direction: misalignment by less than that, the fringes of saving and the softness of resampling are no change, and a
thin stroke that came or went is one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from yuejuan.artifacts.comparison.alignment import Aligned
from yuejuan.artifacts.comparison.facts import ChangedRegion

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Pixels: TypeAlias = NDArray[np.float32]
    Mask: TypeAlias = NDArray[np.bool_]

MAX_REGIONS = 60
"""Regions beyond this count are left out of the list; the share of all of them is not."""
_BLUR = 0.8
_GROW, _SEED = 9.0, 16.0
_CHROMA_GROW, _CHROMA_SEED = 12.0, 20.0
_NOISE_GROW, _NOISE_SEED = 5.0, 8.0
_LEAST_SEED = 4
_LEAST_AREA = 20
_LEAST_SHARE = 0.0001
_JOIN = 0.012
_CELLS, _LEAST_CELLS, _LEAST_INNER = 4, 12, 3
_ROUND = 8
_FAINT, _LEAST_FAINT = 0.5, 60
_BROAD_BLUR, _BROAD_GROW, _BROAD_SEED, _BROAD_NOISE = 4.0, 3.5, 6.0, 8.0


@dataclass(frozen=True)
class Changes:
    """Regions by falling share, what all of them cover, whether they are everywhere, and the mask in the frame.

    ``faint``: places changed by half of what makes a region, as under a faint watermark: too little to say so, too much
    for saving.
    """

    regions: tuple[ChangedRegion, ...]
    share: float
    overlay: bool
    mask: Mask
    faint: bool


def changed_regions(aligned: Aligned, expected: Pixels, *, same_tones: bool = False) -> Changes:
    """Compare the submitted picture with ``expected`` (h, w, 3), the source after the change of the whole.

    ``same_tones``: the whole kept its tones, so that on the same pixel grid faint changes of soft edge are seen too.
    """
    import cv2

    *tone, faint = _changed(expected, aligned, chroma=False)
    *colour, _ = _changed(expected, aligned, chroma=True)
    found = [(tone[0], tone[1]), (colour[0], colour[1])]
    if same_tones and aligned.exact:
        found.append(_softly_changed(aligned, found[0][1] | found[1][1]))
    weak = (np.logical_or.reduce([one for one, _ in found]) & aligned.common).astype(np.uint8)
    strong = np.logical_or.reduce([seed for _, seed in found]) & aligned.common
    side = max(3, round(_JOIN * max(weak.shape))) | 1
    joined = cv2.morphologyEx(weak, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side)))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    seeds = np.bincount(labels[strong], minlength=count)
    pixels = np.bincount(labels[weak > 0], minlength=count)
    area = max(1, int(aligned.common.sum()))
    least = max(_LEAST_AREA, _LEAST_SHARE * area)
    real = [n for n in range(1, count) if seeds[n] >= _LEAST_SEED and pixels[n] >= least]
    mask = np.isin(labels, real) & aligned.common
    real.sort(key=lambda n: (-int(stats[n, cv2.CC_STAT_AREA]), n))
    regions = tuple(
        _region(aligned, expected, labels == n, tuple(int(v) for v in stats[n, :4]), area) for n in real[:MAX_REGIONS]
    )
    traces = bool(np.count_nonzero(faint & aligned.common) >= max(_LEAST_FAINT, _LEAST_SHARE * area))
    return Changes(regions, round(float(mask.sum()) / area, 5), _everywhere(mask, aligned.common), mask, traces)


def _changed(expected: Pixels, aligned: Aligned, *, chroma: bool) -> tuple[Mask, Mask, Mask]:
    """Where tone, or one of the two colour differences, changed: certainly enough to grow, and to start a region; and
    by half as much."""
    import cv2

    before = cv2.cvtColor(expected / 255, cv2.COLOR_RGB2YCrCb) * 255
    after = cv2.cvtColor(aligned.submitted.astype(np.float32) / 255, cv2.COLOR_RGB2YCrCb) * 255
    # JPEG keeps colour at half the resolution, so it is compared more loosely.
    blur, reach = (2.5, 9) if chroma else (_BLUR, 3 if aligned.exact else 5)
    planes = (1, 2) if chroma else (0,)
    grow, seed = (_CHROMA_GROW, _CHROMA_SEED) if chroma else (_GROW, _SEED)
    difference = np.zeros(aligned.common.shape, np.float32)
    for plane in planes:
        one = cv2.GaussianBlur(np.ascontiguousarray(before[:, :, plane]), (0, 0), blur)
        other = cv2.GaussianBlur(np.ascontiguousarray(after[:, :, plane]), (0, 0), blur)
        difference = np.maximum(difference, np.maximum(_outside(one, other, reach), _outside(other, one, reach)))
    noise = 1.4826 * float(np.median(difference[aligned.common])) if aligned.common.any() else 0.0
    start = max(seed, _NOISE_SEED * noise)
    return difference > max(grow, _NOISE_GROW * noise), difference > start, difference > _FAINT * start


def _softly_changed(aligned: Aligned, sharply: Mask) -> tuple[Mask, Mask]:
    """Where the mean tone of a small neighbourhood changed: a faint smudge that went, a cheek made lighter.

    Saving keeps these means to a level or two, whatever it does to single pixels. What holds a place that is
    ``sharply`` changed is left out, since its extent is known better from that.
    """
    import cv2

    luma = np.array([0.299, 0.587, 0.114], dtype=np.float32)
    change = (aligned.submitted.astype(np.float32) - aligned.source.astype(np.float32)) @ luma
    weight = aligned.common.astype(np.float32)
    total = cv2.GaussianBlur(change * weight, (0, 0), _BROAD_BLUR)
    means = np.abs(total) / np.maximum(cv2.GaussianBlur(weight, (0, 0), _BROAD_BLUR), 0.1)
    noise = 1.4826 * float(np.median(means[aligned.common])) if aligned.common.any() else 0.0
    weak = means > max(_BROAD_GROW, 0.6 * _BROAD_NOISE * noise)
    _, labels = cv2.connectedComponents(weak.astype(np.uint8), connectivity=8)
    weak &= ~np.isin(labels, np.unique(labels[sharply]))
    return weak, weak & (means > max(_BROAD_SEED, _BROAD_NOISE * noise))


def _outside(value: Pixels, other: Pixels, reach: int) -> Pixels:
    """By how much ``value`` lies outside of the range that ``other`` has within ``reach`` pixels square."""
    import cv2

    kernel = np.ones((reach, reach), np.uint8)
    beyond: Pixels = np.maximum(value - cv2.dilate(other, kernel), cv2.erode(other, kernel) - value)
    return np.maximum(beyond, 0)


def _region(aligned: Aligned, expected: Pixels, inside: Mask, place: tuple[int, ...], area: int) -> ChangedRegion:
    left, top, width, height = place
    cut = np.s_[top : top + height, left : left + width]
    within = inside[cut]
    after, before = aligned.submitted[cut].astype(np.float32), expected[cut]
    change = np.abs(after - before).max(axis=2)[within]
    corners = (left, top, left + width, top + height)
    usual = max(0.2, detail(before, within), _detail_round(aligned, inside, place))
    return ChangedRegion(
        source_box=aligned.source_box(*corners),
        box=aligned.submitted_box(*corners),
        share=round(float(within.sum()) / area, 5),
        difference=round(float(change.mean()), 1),
        detail=round(detail(after, within) / usual, 3),
    )


def _detail_round(aligned: Aligned, inside: Mask, place: tuple[int, ...]) -> float:
    """Fine detail of the submitted picture in a ring round the region ``inside``, whose bounds are ``place``."""
    import cv2

    left, top, width, height = place
    cut = np.s_[max(0, top - _ROUND) : top + height + _ROUND, max(0, left - _ROUND) : left + width + _ROUND]
    core = inside[cut].astype(np.uint8)
    # Right at the edge of the change lies the edge itself.
    near, far = (cv2.dilate(core, np.ones((side, side), np.uint8)) > 0 for side in (5, 2 * _ROUND + 1))
    return detail(aligned.submitted[cut].astype(np.float32), far & ~near & aligned.common[cut])


def detail(picture: Pixels, inside: Mask) -> float:
    """Fine detail: mean absolute difference of neighbouring luma values, in a picture (h, w, 3) where ``inside``."""
    luma = picture @ np.array([0.299, 0.587, 0.114], dtype=np.float32)
    across, down = np.abs(np.diff(luma, axis=1)), np.abs(np.diff(luma, axis=0))
    both = across[inside[:, 1:] & inside[:, :-1]], down[inside[1:] & inside[:-1]]
    values = np.concatenate(both)
    return float(values.mean()) if len(values) else 0.0


def _everywhere(mask: Mask, common: Mask) -> bool:
    """True if changes lie in nearly all of sixteen cells of the common area, those in the middle included."""
    rows, columns = np.flatnonzero(common.any(axis=1)), np.flatnonzero(common.any(axis=0))
    if len(rows) < _CELLS or len(columns) < _CELLS:
        return False
    cells = np.array(
        [
            [bool(mask[np.ix_(part, other)].any()) for other in np.array_split(columns, _CELLS)]
            for part in np.array_split(rows, _CELLS)
        ]
    )
    return bool(cells.sum() >= _LEAST_CELLS and cells[1:-1, 1:-1].sum() >= _LEAST_INNER)
