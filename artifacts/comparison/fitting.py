"""Refining a transformation between two pictures to a fraction of a pixel, with its covariance.

Robust forward-additive Gauss-Newton (Baker and Matthews, "Lucas-Kanade 20 Years On", 2004): the submitted tone is
predicted as a linear mixture of the source's warped channels, so that brightness, contrast, saturation and most of a
hue shift do not disturb it, and pixels that were painted over lose their weight (Tukey's biweight).

A transformation is a matrix of shape (2, 3) from pixel centres of the submitted picture to those of the source.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats: TypeAlias = NDArray[np.float64]
    Pixels: TypeAlias = NDArray[np.float32]

_BIWEIGHT = 4.685
_LEAST_NOISE = 0.5
_LEAST_PIXELS = 64
_SAMPLES, _ROW = 60_000, 256
_STILL, _CONVERGED = 0.005, 0.1


@dataclass(frozen=True)
class Fit:
    """A refined transformation; ``covariance`` (6, 6) of its entries in row order, for pixels of both full pictures.

    ``correlation`` is that of prediction and submitted tone in the common area, ``noise`` the robust standard
    deviation of what is left, ``overlap`` the share of the submitted picture that lies in the source. ``converged``:
    the last step moved no corner by more than a tenth of a pixel.
    """

    matrix: Floats
    covariance: Floats
    correlation: float
    noise: float
    overlap: float
    converged: bool


def refine(source: Pixels, submitted: Pixels, start: Floats, rounds: int) -> Fit | None:
    """The best transformation near ``start`` for a source (h, w, 3) and a submitted tone (h, w); blur both before.

    ``None`` when the pictures hardly overlap or the source has no structure there.
    """
    matrix = start.copy()
    system = _System(source, submitted)
    moved = 0.0
    for _ in range(rounds):
        step = system.step(matrix)
        if step is None:
            return None
        matrix = matrix + step
        moved = system.corner_shift(step)
        if moved < _STILL:
            break
    return system.summary(matrix, converged=moved < _CONVERGED)


class _System:
    """The normal equations for one pair of pictures."""

    def __init__(self, source: Pixels, submitted: Pixels) -> None:
        import cv2

        self.height, self.width = submitted.shape
        self.source = source
        self.across = cv2.Scharr(source, cv2.CV_32F, 1, 0) / 32
        self.down = cv2.Scharr(source, cv2.CV_32F, 0, 1) / 32
        self.inside = np.ones(source.shape[:2], np.uint8)
        self.inside[[0, -1], :] = 0
        self.inside[:, [0, -1]] = 0
        # An odd step over all pixels in row order meets every column; OpenCV wants the points in two dimensions.
        stride = max(1, submitted.size // _SAMPLES) | 1
        listed = np.arange(0, submitted.size, stride)
        row = min(_ROW, len(listed))
        places = listed[: len(listed) - len(listed) % row].reshape(-1, row)
        self.target = submitted.ravel()[places]
        y, x = np.divmod(places, self.width)
        # Centred and scaled coordinates keep the equations well conditioned.
        self.unit = max(self.height, self.width) / 2
        self.centre = ((self.width - 1) / 2, (self.height - 1) / 2)
        self.x, self.y = (x - self.centre[0]) / self.unit, (y - self.centre[1]) / self.unit
        u, cx, cy = self.unit, *self.centre
        # From steps in centred coordinates to entries of the matrix: a row (a, b, c) means a*x + b*y + c.
        block = np.array([[1 / u, 0, 0], [0, 1 / u, 0], [-cx / u, -cy / u, 1]])
        self.back = np.kron(np.eye(2), block)

    def step(self, matrix: Floats) -> Floats | None:
        solved = self._solve(matrix)
        return None if solved is None else (self.back @ solved[0]).reshape(2, 3)

    def summary(self, matrix: Floats, *, converged: bool) -> Fit | None:
        solved = self._solve(matrix)
        if solved is None:
            return None
        _, covariance, correlation, noise, overlap = solved
        return Fit(matrix, self.back @ covariance @ self.back.T, correlation, noise, overlap, converged)

    def corner_shift(self, step: Floats) -> float:
        """Pixels of the source by which ``step`` moves the corner that moves most."""
        corners = np.array([[x, y, 1.0] for x in (0, self.width) for y in (0, self.height)])
        return float(np.abs(corners @ step.T).max())

    def _solve(self, matrix: Floats) -> tuple[Floats, Floats, float, float, float] | None:
        valid = self._sampled(self.inside, matrix, nearest=True) > 0
        if np.count_nonzero(valid) < _LEAST_PIXELS:
            return None
        channels = self._sampled(self.source, matrix)[valid].astype(np.float64)
        target = self.target[valid].astype(np.float64)
        weights = np.ones_like(target)
        mixture = np.column_stack((channels, np.ones_like(target)))
        for _ in range(3):
            factors = _solved(mixture, target, weights)
            residual = target - mixture @ factors
            noise = max(_LEAST_NOISE, 1.4826 * float(np.median(np.abs(residual))))
            weights = _biweight(residual / noise)
        predicted = mixture @ factors
        across = self._sampled(self.across, matrix)[valid] @ factors[:3]
        down = self._sampled(self.down, matrix)[valid] @ factors[:3]
        x, y = self.x[valid], self.y[valid]
        rows = np.column_stack((across * x, across * y, across, down * x, down * y, down, mixture))
        normal = rows.T @ (weights[:, None] * rows)
        try:
            inverse = np.linalg.inv(normal + np.eye(len(normal)) * 1e-9 * np.trace(normal))
        except np.linalg.LinAlgError:
            return None
        step = (inverse @ (rows.T @ (weights * residual)))[:6]
        correlation = _correlation(predicted, target, weights)
        return step, inverse[:6, :6] * noise * noise, correlation, noise, float(valid.mean())

    def _sampled(self, values: NDArray[Any], matrix: Floats, *, nearest: bool = False) -> NDArray[Any]:
        """``values`` of the source at the places to which ``matrix`` takes the sampled pixels; 0 outside."""
        import cv2

        x, y = self.x * self.unit + self.centre[0], self.y * self.unit + self.centre[1]
        across = (matrix[0, 0] * x + matrix[0, 1] * y + matrix[0, 2]).astype(np.float32)
        down = (matrix[1, 0] * x + matrix[1, 1] * y + matrix[1, 2]).astype(np.float32)
        way = cv2.INTER_NEAREST if nearest else cv2.INTER_LINEAR
        sampled: NDArray[Any] = cv2.remap(values, across, down, way)
        return sampled


def _solved(rows: Floats, target: Floats, weights: Floats) -> Floats:
    normal = rows.T @ (weights[:, None] * rows)
    # A trace of damping: a grey source has three equal channels.
    damping = np.eye(len(normal)) * 1e-6 * np.trace(normal)
    factors: Floats = np.linalg.solve(normal + damping, rows.T @ (weights * target))
    return factors


def _biweight(scaled: Floats) -> Floats:
    inside = np.clip(1 - (scaled / _BIWEIGHT) ** 2, 0, None)
    weights: Floats = inside * inside
    return weights


def _correlation(one: Floats, other: Floats, weights: Floats) -> float:
    total = weights.sum()
    if total <= 0:
        return 0.0
    a, b = one - (weights * one).sum() / total, other - (weights * other).sum() / total
    spread = float(np.sqrt((weights * a * a).sum() * (weights * b * b).sum()))
    return float((weights * a * b).sum()) / spread if spread > 0 else 0.0
