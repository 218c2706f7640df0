"""Looking for a template in a picture at all sizes: first coarsely, then finely round the best places.

The measure is the zero-mean normalised correlation over the template's opaque pixels and all three channels (Lewis
1995), which a common change of brightness or contrast leaves alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from yuejuan.artifacts.placement.templates import LEAST_SIDE, Template

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats: TypeAlias = NDArray[np.float32]

_STEP = 1.09
_COARSE, _FINE = 40, 96
_BEST = 4
_LEAST_PIXELS = 40
_FLAT = 3.0
"""Standard deviation (of 255) below which a place counts as flat: nothing there can be the mark."""


@dataclass(frozen=True)
class Place:
    """Correlation at a place: left, top, width and height in pixels of the picture."""

    correlation: float
    left: float
    top: float
    width: float
    height: float


def best_place(picture: NDArray[np.uint8], template: Template) -> Place | None:
    """The place where ``picture`` (RGB) looks most like ``template``; ``None`` where it fits nowhere."""
    values = picture.astype(np.float32)
    coarse = sorted(_coarse(values, template), key=lambda place: -place.correlation)[:_BEST]
    fine = [place for start in coarse for place in _fine(values, template, start)]
    return max([*coarse, *fine], key=lambda place: place.correlation, default=None)


def _coarse(picture: Floats, template: Template) -> Iterator[Place]:
    width, height = template.size
    scale = LEAST_SIDE / min(width, height)
    while scale * width <= picture.shape[1] + 0.5 and scale * height <= picture.shape[0] + 0.5:
        place = _at_scale(picture, template, scale, _COARSE)
        if place is not None:
            yield place
        scale *= _STEP


def _fine(picture: Floats, template: Template, start: Place) -> Iterator[Place]:
    """Sizes between the coarse steps, in the neighbourhood of ``start``."""
    margin = max(8.0, 0.35 * max(start.width, start.height))
    left, top = max(0, int(start.left - margin)), max(0, int(start.top - margin))
    right, bottom = int(start.left + start.width + margin), int(start.top + start.height + margin)
    part = picture[top:bottom, left:right]
    scale = start.width / template.size[0]
    for factor in np.geomspace(1 / _STEP, _STEP, 17):
        place = _at_scale(part, template, scale * float(factor), _FINE)
        if place is not None:
            yield Place(place.correlation, place.left + left, place.top + top, place.width, place.height)


def _at_scale(picture: Floats, template: Template, scale: float, side: int) -> Place | None:
    """The best place for the template at ``scale``, both shrunk so that its longer side is ``side`` at most."""
    import cv2

    width, height = template.size[0] * scale, template.size[1] * scale
    factor = min(1.0, side / max(width, height))
    size = max(2, round(width * factor)), max(2, round(height * factor))
    canvas = round(picture.shape[1] * factor), round(picture.shape[0] * factor)
    if canvas[0] < size[0] or canvas[1] < size[1]:
        return None
    colours, mask = template.resized(*size)
    if mask.sum() < _LEAST_PIXELS:
        return None
    shown = picture if factor == 1.0 else cv2.resize(picture, canvas, interpolation=cv2.INTER_AREA)
    surface = _correlation(shown, colours, mask)
    _, best, _, (x, y) = cv2.minMaxLoc(surface)
    return Place(float(best), x / factor, y / factor, width, height)


def _correlation(picture: Floats, colours: Floats, mask: Floats) -> Floats:
    """The correlation of the template with each place of ``picture`` where it fits."""
    import cv2

    count = float(mask.sum())
    mean = (colours * mask[..., None]).sum(axis=(0, 1)) / count
    centred = ((colours - mean) * mask[..., None]).astype(np.float32)
    covariance = cv2.matchTemplate(picture, centred, cv2.TM_CCORR)
    squares = cv2.matchTemplate((picture * picture).sum(axis=2), mask, cv2.TM_CCORR)
    for channel in range(3):
        sums = cv2.matchTemplate(np.ascontiguousarray(picture[..., channel]), mask, cv2.TM_CCORR)
        squares -= sums * sums / count
    energy = np.sqrt(np.maximum(squares, 3 * count * _FLAT**2) * float((centred**2).sum()))
    correlation: Floats = covariance / np.maximum(energy, 1e-6)
    return correlation
