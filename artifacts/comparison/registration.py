"""How the submitted picture lies in the source: guesses, refinement on ever larger pictures, gates, and rivals.

Every result has passed the same gates whatever method guessed it: what does not pass is no registration. On a source
that is symmetrical, several placements pass: the one that leaves least unexplained is taken, and those that leave as
little are its rivals.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from yuejuan.artifacts.comparison.candidates import any_grid, by_features, by_search, same_grid
from yuejuan.artifacts.comparison.facts import Method
from yuejuan.artifacts.comparison.fitting import Fit, refine

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats: TypeAlias = NDArray[np.float64]
    Colour: TypeAlias = NDArray[np.uint8]
    Tones: TypeAlias = NDArray[np.float32]

FINE_SIDE = 800
"""Longest side, in pixels, of the pictures on which a transformation is refined."""
_COARSE_SIDE = 160
_COARSE_ROUNDS, _FINE_ROUNDS = 15, 20
_BLUR = 1.0
_FAIR_CORRELATION, _FAIRLY_AGREEING = 0.75, 0.35
_LEAST_CORRELATION = 0.9
_SURE_CORRELATION = 0.97
_LEAST_OVERLAP = 0.05
_LEAST_VISIBLE = 0.03
_SCALES = (0.1, 10.0)
_MOST_STRETCH = 2.5
_BLOCKS = 12
_STRUCTURE = 3.0
_LEAST_STRUCTURED = 4
_BLOCK_CORRELATION = 0.6
_LEAST_SLOPE, _LEAST_SPREAD = 0.05, 1.0
_LEAST_AGREEING = 0.6
_NEAR_GRID = 0.03
_SNAP = 0.75
_SNAP_NOISE = 1.03
_CORRELATED_PIXELS = 12.0
# A rival leaves hardly more of the picture unexplained: levels of 255, then shares of the common area.
_UNEXPLAINED = 16.0
_WORTH_A_LOOK = 0.02
_AS_GOOD, _AS_GOOD_SHARE = 1.35, 0.0004
_LUMA = np.array([0.299, 0.587, 0.114], dtype=np.float32)


@dataclass(frozen=True)
class Registration:
    """``matrix`` maps pixel centres of the submitted picture to those of the source; ``covariance`` of its entries.

    ``exact``: the pixel grids coincide (turned, mirrored and shifted by whole pixels at most), so nothing was
    resampled and the transformation has no error. ``rivals``: other matrices that explain the submitted picture as
    well, since the source is symmetrical.
    """

    method: Method
    matrix: Floats
    covariance: Floats
    correlation: float
    exact: bool
    rivals: tuple[Floats, ...] = ()


class _Level:
    """Both pictures at one size; the scales are those of the shrunk over the full pictures."""

    def __init__(self, source: Colour, submitted: Colour, source_side: int, submitted_side: int) -> None:
        self.source_scale, self.submitted_scale = scale_of(source, source_side), scale_of(submitted, submitted_side)
        self.colour = _blurred(source, source_side)
        self.tone = _blurred(submitted, submitted_side) @ _LUMA

    def refined(self, matrix: Floats, rounds: int) -> Fit | None:
        """Refine a matrix that is in pixels of the full pictures; the result is too."""
        down = rescaled(matrix, self.submitted_scale, self.source_scale)
        fit = refine(self.colour, self.tone, down, rounds)
        if fit is None:
            return None
        nothing = self._up(np.zeros((2, 3)))
        columns = [(self._up(basis.reshape(2, 3)) - nothing).ravel() for basis in np.eye(6)]
        change = np.column_stack(columns)
        covariance = change @ fit.covariance @ change.T * _CORRELATED_PIXELS
        return replace(fit, matrix=self._up(fit.matrix), covariance=covariance)

    def _up(self, matrix: Floats) -> Floats:
        return rescaled(matrix, 1 / self.submitted_scale, 1 / self.source_scale)


def register(source: Colour, submitted: Colour) -> Registration | None:
    """Register two RGB pictures of shape (h, w, 3); ``None`` when no transformation passes the gates."""
    coarse = _Level(source, submitted, _COARSE_SIDE, _COARSE_SIDE)
    sizes = (source.shape[1], source.shape[0]), (submitted.shape[1], submitted.shape[0])
    for method, guesses in _guesses(source, submitted):
        refined = (coarse.refined(guess, _COARSE_ROUNDS) for guess in guesses)
        fits = [fit for fit in refined if fit is not None and _promising(fit, coarse)]
        if method == "same_grid":
            fits = [fit for fit in fits if _near_a_grid(fit, *sizes)]
        fits.sort(key=lambda fit: -fit.correlation * min(1.0, fit.overlap / 0.2))
        for rough in fits[:3]:
            fine = _common_level(source, submitted, rough.matrix)
            fit = fine.refined(rough.matrix, _FINE_ROUNDS)
            if fit is None or not fit.converged or not _accepted(fit, fine, source, submitted):
                continue
            # Matched features are evidence of their own; without them the pictures themselves must agree better.
            if method != "features" and fit.correlation < _SURE_CORRELATION:
                continue
            return _chosen(method, rough, fit, coarse, source, submitted)
    return None


def _chosen(method: Method, rough: Fit, fit: Fit, coarse: _Level, source: Colour, submitted: Colour) -> Registration:
    """The placement that leaves least of the submitted picture unexplained, with those that leave as little.

    Tried are ``fit`` and, behind it, every turn and mirror image of the source about its own middle.
    """
    sizes = (source.shape[1], source.shape[0]), (submitted.shape[1], submitted.shape[0])
    limit = _unexplained(rough, coarse) + _WORTH_A_LOOK
    fine = _common_level(source, submitted, rough.matrix)
    tried = [(fit, fine, _unexplained(fit, fine))]
    for turn in same_grid(sizes[0], sizes[0]):
        if np.array_equal(turn, np.eye(2, 3)):
            continue
        other = coarse.refined(_after(turn, rough.matrix), _COARSE_ROUNDS)
        if other is None or not _promising(other, coarse) or _unexplained(other, coarse) > limit:
            continue
        level = _common_level(source, submitted, other.matrix)
        better = level.refined(other.matrix, _FINE_ROUNDS)
        if better is not None and better.converged and _accepted(better, level, source, submitted):
            tried.append((better, level, _unexplained(better, level)))
    limit = _AS_GOOD * min(left for _, _, left in tried) + _AS_GOOD_SHARE
    equal = [(one, level) for one, level, left in tried if left <= limit]
    equal.sort(key=lambda item: _effort(item[0].matrix))
    best, level = equal[0]
    found = Registration(method, best.matrix, best.covariance, best.correlation, False)
    found = _snapped(found, best, level, *sizes)
    return replace(found, rivals=tuple(one.matrix for one, _ in equal[1:]))


def _after(turn: Floats, matrix: Floats) -> Floats:
    """The matrix that does ``matrix`` first and ``turn`` then."""
    linear = turn[:, :2] @ matrix[:, :2]
    return np.column_stack((linear, turn[:, :2] @ matrix[:, 2] + turn[:, 2]))


def _effort(matrix: Floats) -> tuple[bool, float]:
    """Mirroring, then the angle: of equal explanations the simplest comes first."""
    linear = matrix[:, :2]
    return bool(np.linalg.det(linear) < 0), abs(float(np.arctan2(linear[1, 0] - linear[0, 1], np.trace(linear))))


def _unexplained(fit: Fit, level: _Level) -> float:
    """The share of the common area whose tone is far from what the placement leads one to expect."""
    expected, covered = _expectation(fit, level)
    if expected is None or not covered.any():
        return 1.0
    return float((np.abs(expected - level.tone)[covered] > _UNEXPLAINED).mean())


def _common_level(source: Colour, submitted: Colour, matrix: Floats) -> _Level:
    """Both pictures shrunk so that the common area has about the same resolution in both.

    Otherwise detail that only one of them still has pulls the transformation aside.
    """
    pixels = float(np.sqrt(abs(np.linalg.det(matrix[:, :2]))))
    here, there = max(submitted.shape[:2]), max(source.shape[:2])
    factor = min(1.0, pixels, FINE_SIDE / here, FINE_SIDE * pixels / there)
    return _Level(source, submitted, round(there * factor / pixels), round(here * factor))


def _near_a_grid(fit: Fit, source: tuple[int, int], submitted: tuple[int, int]) -> bool:
    """True if the placement has hardly moved from one that fills the picture; a real rotation needs better guesses."""
    corners = _corners(*submitted)
    limit = _NEAR_GRID * max(source)
    return any(float(np.abs(corners @ (grid - fit.matrix).T).max()) < limit for grid in any_grid(source, submitted))


def _guesses(source: Colour, submitted: Colour) -> Iterator[tuple[Method, Iterable[Floats]]]:
    sizes = (source.shape[1], source.shape[0]), (submitted.shape[1], submitted.shape[0])
    yield "same_grid", same_grid(*sizes)
    grey, other = _grey(source), _grey(submitted)
    up, down = scale_of(source, FINE_SIDE), scale_of(submitted, FINE_SIDE)
    yield "features", (rescaled(matrix, 1 / down, 1 / up) for matrix in by_features(grey, other))
    yield "search", [*any_grid(*sizes), *(rescaled(m, 1 / down, 1 / up) for m in by_search(grey, other, 8))]


def _plausible(fit: Fit) -> bool:
    sizes = np.linalg.svd(fit.matrix[:, :2], compute_uv=False)
    low, high = _SCALES
    return bool(low < sizes[1] and sizes[0] < high and sizes[0] / sizes[1] < _MOST_STRETCH) and fit.overlap > 0.02


def _promising(fit: Fit, level: _Level) -> bool:
    """Looser gates on the small pictures, so that hopeless guesses cost no refinement of the large ones."""
    if not _plausible(fit) or fit.correlation < _FAIR_CORRELATION:
        return False
    agreeing, structured = _agreement(fit, level)
    return agreeing >= _FAIRLY_AGREEING * structured


def _accepted(fit: Fit, level: _Level, source: Colour, submitted: Colour) -> bool:
    """The gates: correlation, size of the common area in both pictures, and agreement block by block."""
    if not _plausible(fit) or fit.correlation < _LEAST_CORRELATION or fit.overlap < _LEAST_OVERLAP:
        return False
    area = abs(float(np.linalg.det(fit.matrix[:, :2]))) * submitted.shape[0] * submitted.shape[1] * fit.overlap
    if area < _LEAST_VISIBLE * source.shape[0] * source.shape[1]:
        return False
    agreeing, structured = _agreement(fit, level)
    return structured >= _LEAST_STRUCTURED and agreeing >= _LEAST_AGREEING * structured


def _agreement(fit: Fit, level: _Level) -> tuple[int, int]:
    """How many blocks of the submitted picture look like the source there, of those that show some structure.

    The mean of a block is taken out, so that two pictures with the same broad shades do not agree by that alone.
    """
    height, width = level.tone.shape
    warped, covered = _warped(fit, level)
    expected = _mixed(warped, level.tone, covered)
    if expected is None:
        return 0, 0
    agreeing = structured = 0
    for rows in np.array_split(np.arange(height), _BLOCKS):
        for columns in np.array_split(np.arange(width), _BLOCKS):
            place = np.ix_(rows, columns)
            if rows.size < 3 or columns.size < 3 or covered[place].mean() < 0.9:
                continue
            score = _block_correlation(warped[place].reshape(-1, 3), expected[place].ravel(), level.tone[place].ravel())
            structured += score is not None
            agreeing += score is not None and score > _BLOCK_CORRELATION
    return agreeing, structured


def _warped(fit: Fit, level: _Level) -> tuple[Tones, NDArray[np.bool_]]:
    """The source's colours on the submitted picture's grid, and where it covers that."""
    import cv2

    matrix = rescaled(fit.matrix, level.submitted_scale, level.source_scale)
    height, width = level.tone.shape
    flags = cv2.WARP_INVERSE_MAP | cv2.INTER_LINEAR
    warped = cv2.warpAffine(level.colour, matrix, (width, height), flags=flags)
    inside = np.ones(level.colour.shape[:2], np.uint8)
    covered = cv2.warpAffine(inside, matrix, (width, height), flags=cv2.WARP_INVERSE_MAP | cv2.INTER_NEAREST)
    return np.asarray(warped), np.asarray(covered > 0)


def _expectation(fit: Fit, level: _Level) -> tuple[Tones | None, NDArray[np.bool_]]:
    """The tone that the placement leads one to expect, and where: not at the source's edge, where it is mixed."""
    import cv2

    warped, covered = _warped(fit, level)
    expected = _mixed(warped, level.tone, covered) if covered.any() else None
    return expected, cv2.erode(covered.astype(np.uint8), np.ones((5, 5), np.uint8), borderValue=0) > 0


def _mixed(colour: NDArray[np.float32], tone: NDArray[np.float32], covered: NDArray[np.bool_]) -> Tones | None:
    """The mixture of the source's channels that comes nearest to ``tone``; ``None`` when it would be a negative."""
    channels = np.column_stack((colour[covered], np.ones(int(covered.sum()), np.float32))).astype(np.float64)
    normal = channels.T @ channels
    factors = np.linalg.solve(normal + np.eye(4) * 1e-6 * np.trace(normal), channels.T @ tone[covered])
    if factors[:3].sum() < _LEAST_SLOPE:
        return None
    return np.asarray(colour @ factors[:3].astype(np.float32), dtype=np.float32)


def _block_correlation(source: Tones, expected: Tones, tone: Tones) -> float | None:
    """Correlation of expected and submitted tone in one block; ``None`` where the source is flat."""
    if source.std(axis=0).max() < _STRUCTURE:
        return None
    one, other = expected - expected.mean(), tone - tone.mean()
    spread = float(np.sqrt((one**2).sum() * (other**2).sum()))
    return float(one @ other) / spread if spread > _LEAST_SPREAD else None


def _snapped(
    found: Registration, fit: Fit, level: _Level, source: tuple[int, int], submitted: tuple[int, int]
) -> Registration:
    """``found`` moved to the nearest simple placement, if that explains the submitted picture as well.

    Simple are the source's own pixel grid, and the whole source filling the whole submitted picture.
    """
    corners = _corners(*submitted)
    turn = np.round(found.matrix[:, :2])
    simple = []
    if abs(abs(float(np.linalg.det(turn))) - 1) < 1e-9:
        middle = corners.mean(axis=0)
        simple.append(np.column_stack((turn, np.round(found.matrix @ middle - turn @ middle[:2]))))
    simple.extend(any_grid(source, submitted))
    one_pixel = max(1.0, float(np.sqrt(abs(np.linalg.det(found.matrix[:, :2])))))
    for matrix in simple:
        if float(np.abs(corners @ (matrix - found.matrix).T).max()) > _SNAP * one_pixel:
            continue
        kept = level.refined(matrix, 0)
        if kept is not None and kept.noise <= _SNAP_NOISE * fit.noise + 0.02:
            exact = bool(np.array_equal(matrix, np.round(matrix)))
            return replace(found, matrix=matrix, covariance=np.zeros((6, 6)), exact=exact)
    return found


def _corners(width: int, height: int) -> Floats:
    return np.array([[x, y, 1.0] for x in (0, width - 1) for y in (0, height - 1)])


def rescaled(matrix: Floats, submitted: Floats, source: Floats) -> Floats:
    """The matrix for pictures larger by these factors (across, down); pixel centres lie half a pixel inside."""
    linear = source[:, None] * matrix[:, :2] / submitted
    shift = source * (matrix[:, 2] + 0.5 + matrix[:, :2] @ (0.5 / submitted - 0.5)) - 0.5
    return np.column_stack((linear, shift))


def _shrunk_size(picture: Colour, side: int) -> tuple[int, int]:
    factor = min(1.0, side / max(picture.shape[:2]))
    return max(2, round(picture.shape[1] * factor)), max(2, round(picture.shape[0] * factor))


def scale_of(picture: Colour, side: int) -> Floats:
    """The factors (across, down) of :func:`resized`, which rounds to whole pixels."""
    return np.array(_shrunk_size(picture, side)) / (picture.shape[1], picture.shape[0])


def _blurred(picture: Colour, side: int) -> NDArray[np.float32]:
    import cv2

    values = resized(picture, side).astype(np.float32)
    blurred: NDArray[np.float32] = cv2.GaussianBlur(values, (0, 0), _BLUR)
    return blurred


def resized(picture: Colour, side: int) -> Colour:
    """The picture shrunk so that its longest side is at most ``side`` pixels; never enlarged."""
    import cv2

    size = _shrunk_size(picture, side)
    if size == (picture.shape[1], picture.shape[0]):
        return picture
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def _grey(picture: Colour) -> Colour:
    import cv2

    return np.asarray(cv2.cvtColor(resized(picture, FINE_SIDE), cv2.COLOR_RGB2GRAY), dtype=np.uint8)
