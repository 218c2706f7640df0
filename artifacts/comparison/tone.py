"""What was done to the tones: brightness, contrast, saturation, hue; and what the source would look like after it.

All figures come from slightly blurred pictures, without values that are clipped at 0 or 255, and without pixels that
the common change does not explain.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from yuejuan.artifacts.comparison.alignment import Aligned
from yuejuan.artifacts.comparison.estimates import estimate
from yuejuan.artifacts.comparison.facts import Estimate
from yuejuan.artifacts.comparison.rounding import NONE, Rounding

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Pixels: TypeAlias = NDArray[np.float64]

BRIGHTNESS_THRESHOLD, CONTRAST_THRESHOLD = 2.0, 0.03
SATURATION_THRESHOLD, HUE_THRESHOLD = 0.05, 2.0
"""From these on (levels of 255, share, share, degrees) a change counts as made; saving as JPEG stays well below."""
_BLUR = 1.5
_SAMPLES = 40_000
_LEAST = 200
_CORRELATED = 60.0
_CLIPPED = 3
_COLOURFUL = 18.0
_HUE_RANGE, _HUE_LEFT = 40.0, 20.0
_LEAST_COLOURED = 150
_LEAST_SPREAD = 4.0
_UNEVEN_HUE = 12.0
# Many programs turn hues in whole steps of 360/256 degrees and cut off on the way there and back.
_HUE_STEP, _HUE_SHARE = 2.0, 0.15
# Width of a class of colours that share one rounding; what one level of a colour difference is in red or blue.
_COLOUR_CLASS, _CHROMA_GAIN = 6.0, 1.6
_LUMA = np.array([0.299, 0.587, 0.114])


@dataclass(frozen=True)
class Tone:
    """See ``ComparisonFacts``; ``None`` where the pictures do not tell. ``expected`` is the source after the change.

    ``expected`` (h, w, 3) holds values of 0–255 in the frame of the aligned pictures.
    """

    brightness: Estimate | None
    contrast: Estimate | None
    saturation: Estimate | None
    hue: Estimate | None
    lightness: float | None
    source_brightness: float | None
    expected: NDArray[np.float32]


def measure_tone(aligned: Aligned, rounding: Rounding = NONE) -> Tone:
    """Measure over the common area of both pictures; ``rounding`` is what saving did to the means of even areas."""
    source, submitted = _blurred(aligned.source), _blurred(aligned.submitted)
    places = _sample(aligned.common)
    before, after = source[places].astype(np.float64), submitted[places].astype(np.float64)
    factors, weights = _colour_map(before, after)
    everything = before
    kept = (weights > 0.3) & _unclipped(before) & _unclipped(after)
    if np.count_nonzero(kept) < _LEAST:
        kept = weights > 0.3
    before, after = before[kept], after[kept]
    if len(before) < _LEAST:
        return Tone(None, None, None, None, None, None, _mapped(aligned.source, factors))
    hue = _hue(before, after, rounding)
    turned = hue is not None and hue.changed is not False
    middle = float(_scalar(everything, turned).mean())
    common = rounding.luma * 2 / np.sqrt(_classes(before))
    brightness, contrast = _brightness_and_contrast(_scalar(before, turned), _scalar(after, turned), middle, common)
    slope = contrast.value if contrast is not None else 1.0
    saturation = _saturation(before, after, slope, turned, rounding)
    image = _mapped(aligned.source, factors)
    if turned and hue is not None:
        image = _turned_and_mapped(aligned.source, hue.value, everything, submitted[places].astype(np.float64))
    lightness = round(float(np.median(_lightness(after) - _lightness(before))), 2)
    return Tone(brightness, contrast, saturation, hue, lightness, round(middle, 2), image)


def _mapped(picture: NDArray[np.uint8], factors: Pixels) -> NDArray[np.float32]:
    """``picture`` after the change of colours that ``factors`` describe."""
    values = np.clip(_terms(picture.reshape(-1, 3) / 255.0) @ factors, 0, 255)
    return values.reshape(picture.shape).astype(np.float32)


def _turned_and_mapped(
    picture: NDArray[np.uint8], degrees: float, before: Pixels, after: Pixels
) -> NDArray[np.float32]:
    """As :func:`_mapped`, with the hue turned first: no polynomial follows a turn of strong colours."""
    factors, _ = _colour_map(_hue_turned(before.reshape(1, -1, 3), degrees)[0].astype(np.float64), after)
    return _mapped(np.rint(_hue_turned(picture, degrees)).astype(np.uint8), factors)


def _hue_turned(picture: NDArray[Any], degrees: float) -> NDArray[np.float32]:
    """Colours (h, w, 3) of 0 to 255 with their hue of HSV turned."""
    import cv2

    planes = cv2.cvtColor(picture.astype(np.float32) / 255, cv2.COLOR_RGB2HSV)
    planes[:, :, 0] = (planes[:, :, 0] + degrees) % 360
    turned: NDArray[np.float32] = cv2.cvtColor(planes, cv2.COLOR_HSV2RGB) * 255
    return turned


def _classes(colours: Pixels) -> float:
    """The effective number of different colours (inverse Simpson index); each has an error of rounding of its own."""
    _, counts = np.unique(np.floor(colours / _COLOUR_CLASS), axis=0, return_counts=True)
    return float(counts.sum()) ** 2 / float((counts.astype(np.float64) ** 2).sum())


def _blurred(picture: NDArray[np.uint8]) -> NDArray[np.float32]:
    import cv2

    blurred: NDArray[np.float32] = cv2.GaussianBlur(picture.astype(np.float32), (0, 0), _BLUR)
    return blurred


def _sample(common: NDArray[np.bool_]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    places = np.flatnonzero(common)
    rows, columns = np.divmod(places[:: max(1, len(places) // _SAMPLES) | 1], common.shape[1])
    return rows, columns


def _terms(colours: Pixels) -> Pixels:
    """Constant, linear and quadratic terms of colours between 0 and 1; a hue shift is no linear map."""
    red, green, blue = colours.T
    squares, products = (red**2, green**2, blue**2), (red * green, red * blue, green * blue)
    return np.column_stack((np.ones_like(red), red, green, blue, *squares, *products))


def _colour_map(before: Pixels, after: Pixels) -> tuple[Pixels, Pixels]:
    """The robust map from source to submitted colours, and how well it explains each pixel (0 to 1)."""
    rows = _terms(before / 255.0)
    # Clipped values say only that the true one lies beyond, so they bend no curve.
    usable = (_unclipped(before) & _unclipped(after)).astype(np.float64)
    start = usable if usable.sum() >= _LEAST else np.ones(len(rows))
    weights = start
    damping = np.diag([1e-9] + [1e-5] * 3 + [1e-3] * 6) * max(1.0, float(start.sum()))
    for _ in range(8):
        normal = rows.T @ (weights[:, None] * rows) + damping
        anchored = rows.T @ (weights[:, None] * after) + damping @ _identity()
        factors = np.linalg.solve(normal, anchored)
        wrong = np.abs(np.clip(rows @ factors, 0, 255) - after).max(axis=1)
        noise = max(1.0, 1.4826 * float(np.median(wrong[start > 0])))
        weights = start * np.clip(1 - (wrong / (4.0 * noise)) ** 2, 0, None) ** 2
    explained = np.clip(1 - (wrong / (6.0 * noise)) ** 2, 0, None) ** 2
    return np.asarray(factors), np.asarray(explained)


def _identity() -> Pixels:
    """The factors that change nothing: what damping pulls towards, where the colours do not tell."""
    factors = np.zeros((10, 3))
    factors[1:4] = np.eye(3) * 255.0
    return factors


def _unclipped(colours: Pixels) -> NDArray[np.bool_]:
    inside: NDArray[np.bool_] = (colours.min(axis=1) > _CLIPPED) & (colours.max(axis=1) < 255 - _CLIPPED)
    return inside


def _scalar(colours: Pixels, turned: bool) -> Pixels:
    """Luma; after a hue shift the middle of largest and smallest channel, which HSV and HSL leave alone."""
    if turned:
        return np.asarray((colours.max(axis=1) + colours.min(axis=1)) / 2)
    return np.asarray(colours @ _LUMA)


def _brightness_and_contrast(
    before: Pixels, after: Pixels, middle: float, common: float
) -> tuple[Estimate, Estimate | None]:
    """Slope of the line through the tones, and its shift at ``middle``, the mean tone of the whole common area.

    ``common``: two standard deviations of what saving may have done to all tones alike.
    """
    shift = float((after - before).mean())
    spread = float(before.std())
    independent = max(4.0, len(before) / _CORRELATED)
    if spread < _LEAST_SPREAD:
        error = 2 * float((after - before).std()) / np.sqrt(independent) + 0.3 + common
        return estimate(shift, error, BRIGHTNESS_THRESHOLD, digits=2), None
    slope = float(np.mean((before - before.mean()) * (after - after.mean()))) / spread**2
    left = float((after - after.mean() - slope * (before - before.mean())).std())
    shift += (slope - 1) * (middle - float(before.mean()))
    shift_error = 2 * left / np.sqrt(independent) + 0.3 + common
    slope_error = 2 * left / (spread * np.sqrt(independent)) + 0.005 + (0.5 / spread) ** 2 + common / spread
    return (
        estimate(shift, shift_error, BRIGHTNESS_THRESHOLD, digits=2),
        estimate(slope, slope_error, CONTRAST_THRESHOLD, neutral=1.0),
    )


def _saturation(before: Pixels, after: Pixels, slope: float, turned: bool, rounding: Rounding) -> Estimate | None:
    """Regression of the distance from grey on that of the source, over pixels that are coloured in the source."""
    if turned:
        there = (before.max(axis=1) - before.min(axis=1))[:, None]
        here = (after.max(axis=1) - after.min(axis=1))[:, None]
    else:
        there, here = before - (before @ _LUMA)[:, None], after - (after @ _LUMA)[:, None]
    coloured = np.linalg.norm(there, axis=1) > _COLOURFUL
    if np.count_nonzero(coloured) < _LEAST_COLOURED or slope < 0.1:
        return None
    classes = _classes(before[coloured])
    there, here = there[coloured], here[coloured]
    energy = float((there * there).sum())
    ratio = float((there * here).sum()) / energy
    left = float(np.sqrt(((here - ratio * there) ** 2).sum(axis=1).mean()))
    independent = max(4.0, len(there) / _CORRELATED)
    strength = np.sqrt(energy / len(there))
    error = 2 * left / (strength * np.sqrt(independent)) + 0.01
    error += 2 * _CHROMA_GAIN * rounding.chroma / (strength * np.sqrt(classes))
    return estimate(ratio / slope, error / slope, SATURATION_THRESHOLD, neutral=1.0)


def _hue(before: Pixels, after: Pixels, rounding: Rounding) -> Estimate | None:
    """The median turn on the HSV circle; ``None`` where colours are few, gone, or turned unevenly (a colour cast)."""
    coloured = (np.ptp(before, axis=1) > _HUE_RANGE) & (np.ptp(after, axis=1) > _HUE_LEFT)
    if np.count_nonzero(coloured) < _LEAST_COLOURED:
        return None
    turn = _hues(after[coloured]) - _hues(before[coloured])
    middle = np.degrees(np.angle(np.exp(1j * np.radians(turn)).mean()))
    around = (turn - middle + 180) % 360 - 180
    offset = float(np.median(around))
    spread = 1.4826 * float(np.median(np.abs(around - offset)))
    if spread > _UNEVEN_HUE:
        return None
    independent = max(4.0, len(turn) / _CORRELATED)
    value = (middle + offset + 180) % 360 - 180
    error = 2 * spread / np.sqrt(independent) + 0.3 + min(_HUE_STEP, _HUE_SHARE * abs(value))
    one_level = 60.0 / float(np.median(np.ptp(before[coloured], axis=1)))
    error += 2 * one_level * _CHROMA_GAIN * rounding.chroma / np.sqrt(_classes(before[coloured]))
    return estimate(float(value), error, HUE_THRESHOLD, digits=2)


def _hues(colours: Pixels) -> Pixels:
    """Hue of HSV in degrees (Smith 1978)."""
    red, green, blue = colours.T
    largest, spread = colours.max(axis=1), np.ptp(colours, axis=1)
    hues = np.where(
        largest == red,
        (green - blue) / spread,
        np.where(largest == green, 2 + (blue - red) / spread, 4 + (red - green) / spread),
    )
    return np.asarray((hues * 60) % 360)


def _lightness(colours: Pixels) -> Pixels:
    """CIE L* of sRGB values, 0 to 100 (IEC 61966-2-1, CIE 15)."""
    values = colours / 255.0
    linear = np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)
    luminance = linear @ np.array([0.2126, 0.7152, 0.0722])
    lightness: Pixels = np.where(luminance > 216 / 24389, 116 * np.cbrt(luminance) - 16, luminance * 24389 / 27)
    return lightness
