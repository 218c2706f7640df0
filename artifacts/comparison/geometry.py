"""What was done to the source's shape: mirrored, turned, scaled, cropped, put on a larger canvas."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

from yuejuan.artifacts.comparison.estimates import estimate
from yuejuan.artifacts.comparison.facts import Estimate, Margins
from yuejuan.artifacts.comparison.registration import Registration
from yuejuan.artifacts.facts import Box

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats: TypeAlias = NDArray[np.float64]

ROTATION_THRESHOLD, SCALE_THRESHOLD = 0.2, 0.005
"""Degrees and share from which a picture counts as turned or resized."""
STRETCH_THRESHOLD = 0.01
"""Difference of the two scales, as a share, from which the proportions count as changed."""
_ROTATION_FLOOR, _SCALE_FLOOR = 0.02, 0.0005
_SAME_ANGLE = 1.0
_EDGE = 1.5
_LEAST_FILL = 30
_SAME_COLOUR = 12
Flip = Literal["none", "horizontal", "vertical"]


@dataclass(frozen=True)
class Geometry:
    """See ``ComparisonFacts`` for the fields; ``None`` where rivals of the placement say otherwise."""

    flipped: Flip | None
    rotation: Estimate | None
    scale_x: Estimate
    scale_y: Estimate
    shear: float
    proportion_kept: bool | None
    visible: tuple[tuple[float, float], ...]
    crop: Box
    placed: Box
    kept_share: float
    cropped: bool
    margins: Margins


@dataclass(frozen=True)
class _Shape:
    """A linear map from source to submitted picture taken apart; the angle in degrees, as seen on the screen."""

    angle: float
    across: float
    down: float
    shear: float


def geometry(found: Registration, source: tuple[int, int], submitted: NDArray[np.uint8]) -> Geometry:
    """Take the registration apart; ``source`` is (width, height), ``submitted`` an RGB picture."""
    width, height = submitted.shape[1], submitted.shape[0]
    flipped, shape = _taken_apart(found.matrix[:, :2])
    angle_error, across_error, down_error = (0.0, 0.0, 0.0) if found.exact else _errors(found)
    canvas = _canvas_in_source(found.matrix, width, height)
    common, whole = _common_area(canvas, source)
    limit = _EDGE * max(1.0, 1 / min(shape.across, shape.down))
    low, high = np.maximum(0, common.min(axis=0)), np.minimum(source, common.max(axis=0))
    others = [_taken_apart(rival[:, :2]) for rival in found.rivals]
    same_flip = all(flip == flipped for flip, _ in others)
    same_angle = all(abs((other.angle - shape.angle + 180) % 360 - 180) < _SAME_ANGLE for _, other in others)
    return Geometry(
        flipped=flipped if same_flip else None,
        rotation=estimate(shape.angle, angle_error, ROTATION_THRESHOLD, digits=3) if same_angle else None,
        scale_x=estimate(shape.across, across_error, SCALE_THRESHOLD, neutral=1.0, digits=5),
        scale_y=estimate(shape.down, down_error, SCALE_THRESHOLD, neutral=1.0, digits=5),
        shear=round(shape.shear, 3),
        proportion_kept=_proportion_kept(shape, across_error + down_error),
        visible=tuple((round(float(x), 2), round(float(y), 2)) for x, y in canvas),
        crop=Box(round(low[0]), round(low[1]), round(high[0]), round(high[1])),
        placed=_placed(found.matrix, common, width, height),
        kept_share=round(min(1.0, whole), 4),
        cropped=_cut_off(canvas, source, limit),
        margins=_margins(found.matrix, source, submitted),
    )


def _taken_apart(linear: Floats) -> tuple[Flip, _Shape]:
    forward: Floats = np.linalg.inv(linear).astype(np.float64)
    if np.linalg.det(forward) > 0:
        return "none", _shape(forward)
    sideways = _shape(forward * np.array([-1.0, 1.0]))
    upside_down = _shape(forward * np.array([1.0, -1.0]))
    if abs(upside_down.angle) < abs(sideways.angle) - 1e-6:
        return "vertical", upside_down
    return "horizontal", sideways


def _shape(forward: Floats) -> _Shape:
    """Scaled and then turned, or turned and then scaled: whichever leaves less shear."""
    columns, rows = np.linalg.norm(forward, axis=0), np.linalg.norm(forward, axis=1)
    skew_columns = float(forward[:, 0] @ forward[:, 1] / (columns[0] * columns[1]))
    skew_rows = float(forward[0] @ forward[1] / (rows[0] * rows[1]))
    # With the y axis pointing down, a rotation seen as counter-clockwise has the matrix ((c, s), (-s, c)).
    unit = forward / columns if abs(skew_columns) <= abs(skew_rows) + 1e-9 else forward / rows[:, None]
    sizes = columns if abs(skew_columns) <= abs(skew_rows) + 1e-9 else rows
    angle = float(np.degrees(np.arctan2(unit[0, 1] - unit[1, 0], unit[0, 0] + unit[1, 1])))
    shear = float(np.degrees(np.arcsin(np.clip(min(abs(skew_columns), abs(skew_rows)), 0, 1))))
    return _Shape(angle, float(sizes[0]), float(sizes[1]), shear)


def _errors(found: Registration) -> tuple[float, float, float]:
    """Two standard deviations of angle (degrees) and scales, by moving each entry of the matrix a little."""
    base = np.array(_figures(found.matrix))
    change = []
    for entry in range(6):
        moved = found.matrix.copy()
        moved[entry // 3, entry % 3] += 1e-6
        change.append((np.array(_figures(moved)) - base) / 1e-6)
    jacobian = np.column_stack(change)
    spread = 2 * np.sqrt(np.clip(np.diag(jacobian @ found.covariance @ jacobian.T), 0, None))
    return (
        float(spread[0]) + _ROTATION_FLOOR,
        float(spread[1]) + _SCALE_FLOOR * base[1],
        float(spread[2]) + _SCALE_FLOOR * base[2],
    )


def _figures(matrix: Floats) -> tuple[float, float, float]:
    shape = _taken_apart(matrix[:, :2])[1]
    return shape.angle, shape.across, shape.down


def _proportion_kept(shape: _Shape, error: float) -> bool | None:
    difference = abs(shape.across / shape.down - 1)
    stretched = estimate(difference, error / min(shape.across, shape.down), STRETCH_THRESHOLD).changed
    return None if stretched is None else not stretched


def _canvas_in_source(matrix: Floats, width: int, height: int) -> Floats:
    """The corners of the submitted canvas in source pixels, measured from the source's outer edge."""
    right, bottom = width - 0.5, height - 0.5
    corners = np.array([[-0.5, -0.5, 1], [right, -0.5, 1], [right, bottom, 1], [-0.5, bottom, 1]])
    places: Floats = corners @ matrix.T + 0.5
    return places


def _common_area(canvas: Floats, source: tuple[int, int]) -> tuple[Floats, float]:
    """The corners of what the canvas shows of the source, and its share of the source's area."""
    import cv2

    width, height = source
    frame = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    area, polygon = cv2.intersectConvexConvex(canvas.astype(np.float32), frame)
    if polygon is None:
        return frame.astype(np.float64), 0.0
    return polygon.reshape(-1, 2).astype(np.float64), float(area) / (width * height)


def _cut_off(canvas: Floats, source: tuple[int, int], limit: float) -> bool:
    """True if a corner of the source lies outside of the canvas by more than ``limit`` source pixels."""
    import cv2

    width, height = source
    outline = canvas.astype(np.float32).reshape(-1, 1, 2)
    corners = ((0.0, 0.0), (width, 0.0), (width, height), (0.0, height))
    return any(cv2.pointPolygonTest(outline, (float(x), float(y)), True) < -limit for x, y in corners)


def _placed(matrix: Floats, common: Floats, width: int, height: int) -> Box:
    back = np.linalg.inv(matrix[:, :2])
    places = (common - 0.5 - matrix[:, 2]) @ back.T + 0.5
    low, high = np.maximum(0, places.min(axis=0)), np.minimum((width, height), places.max(axis=0))
    return Box(round(low[0]), round(low[1]), round(high[0]), round(high[1]))


def _margins(matrix: Floats, source: tuple[int, int], submitted: NDArray[np.uint8]) -> Margins:
    import cv2

    height, width = submitted.shape[:2]
    back = np.linalg.inv(matrix[:, :2])
    corners = np.array([[0, 0], [source[0], 0], [source[0], source[1]], [0, source[1]]], dtype=np.float64)
    places = (corners - 0.5 - matrix[:, 2]) @ back.T + 0.5
    low, high = places.min(axis=0), places.max(axis=0)
    gaps = [max(0, round(gap)) for gap in (low[0], low[1], width - high[0], height - high[1])]
    covered = np.zeros((height, width), np.uint8)
    cv2.fillConvexPoly(covered, np.round(places).astype(np.int32), 1)
    covered = cv2.dilate(covered, np.ones((5, 5), np.uint8))
    outside = submitted[covered == 0]
    fill, uniform = None, None
    if len(outside) >= _LEAST_FILL:
        middle = np.median(outside, axis=0)
        fill = "#{:02x}{:02x}{:02x}".format(*(int(value) for value in middle))
        uniform = bool((np.abs(outside - middle).max(axis=1) <= _SAME_COLOUR).mean() >= 0.95)
    share = round(len(outside) / (width * height), 4)
    return Margins(left=gaps[0], top=gaps[1], right=gaps[2], bottom=gaps[3], share=share, fill=fill, uniform=uniform)
