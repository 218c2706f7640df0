"""First guesses of how a submitted picture lies in its source: the same grid, matched features, a coarse search.

A guess is a matrix of shape (2, 3) from pixel centres of the submitted picture to those of the source. Features:
SIFT (Lowe 2004), mutual nearest neighbours under the ratio test, affine model by MAGSAC++ (Barath et al. 2020).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats: TypeAlias = NDArray[np.float64]
    Grey: TypeAlias = NDArray[np.uint8]

MIRROR = np.array([[-1.0, 0.0], [0.0, 1.0]])
_TURNS = tuple(np.array([[c, -s], [s, c]], dtype=np.float64) for c, s in ((1, 0), (0, 1), (-1, 0), (0, -1)))
_RATIO = 0.8
_LEAST_INLIERS = 8
_LEAST_SHARE = 0.2
# So well supported, a placement needs no rival from the mirror image.
_MANY_INLIERS, _MOST_SHARE = 40, 0.5
_SEED = 20_260_101
_MOST_FEATURES = 2500
_SMALL = 96
_ANGLES = 36
_SCALES = (1.0, 0.8, 0.65, 0.5, 1.25, 1.6, 2.0)


def same_grid(source: tuple[int, int], submitted: tuple[int, int]) -> Iterator[Floats]:
    """The eight turned and mirrored placements in which the whole source fills the whole submitted picture.

    Sizes are (width, height). Only placements that keep the proportions, within two per cent, are given.
    """
    for linear in _grid_turns():
        sides = np.abs(linear) @ np.array(submitted, dtype=np.float64)
        factors = np.array(source) / sides
        if 1 / 1.02 < factors[0] / factors[1] < 1.02:
            yield _centred(np.diag(factors) @ linear, source, submitted)


def any_grid(source: tuple[int, int], submitted: tuple[int, int]) -> Iterator[Floats]:
    """As :func:`same_grid`, with the proportions changed at will: the upright placements of a stretched picture."""
    for linear in _grid_turns():
        sides = np.abs(linear) @ np.array(submitted, dtype=np.float64)
        yield _centred(np.diag(np.array(source) / sides) @ linear, source, submitted)


def _grid_turns() -> Iterator[Floats]:
    for turn in _TURNS:
        yield turn
        yield turn @ MIRROR


def _centred(linear: Floats, source: tuple[int, int], submitted: tuple[int, int]) -> Floats:
    """The matrix with that linear part which maps the middle of one picture to the middle of the other."""
    middle = (np.array(submitted) - 1) / 2
    shift = (np.array(source) - 1) / 2 - linear @ middle
    return np.column_stack((linear, shift))


def by_features(source: Grey, submitted: Grey) -> Iterator[Floats]:
    """The affine maps that matched features support, for the picture as it is and for its mirror image."""
    import cv2

    cv2.setRNGSeed(_SEED)
    sift = cv2.SIFT_create(nfeatures=_MOST_FEATURES)
    points, features = sift.detectAndCompute(source, None)
    if features is None or len(points) < _LEAST_INLIERS:
        return
    places = np.array([point.pt for point in points])
    for mirrored in (False, True):
        picture = np.ascontiguousarray(submitted[:, ::-1]) if mirrored else submitted
        found, described = sift.detectAndCompute(picture, None)
        if described is None or len(found) < _LEAST_INLIERS:
            continue
        pairs = _mutual(described, features)
        if len(pairs) < _LEAST_INLIERS:
            continue
        here = np.array([found[i].pt for i, _ in pairs])
        if mirrored:
            here[:, 0] = submitted.shape[1] - 1 - here[:, 0]
        there = places[[j for _, j in pairs]]
        matrix, inliers = cv2.estimateAffine2D(here, there, method=cv2.USAC_MAGSAC, ransacReprojThreshold=3.0)
        count = 0 if inliers is None else int(inliers.sum())
        if matrix is not None and count >= _LEAST_INLIERS and count >= _LEAST_SHARE * len(pairs):
            yield np.asarray(matrix, dtype=np.float64)
            if count >= _MANY_INLIERS and count >= _MOST_SHARE * len(pairs):
                return


def _mutual(one: NDArray[np.float32], other: NDArray[np.float32]) -> list[tuple[int, int]]:
    """Pairs that are each other's best match and clearly better than the second best."""
    import cv2

    matcher = cv2.BFMatcher(cv2.NORM_L2)
    back = {match.queryIdx: match.trainIdx for match in matcher.match(other, one)}
    pairs = []
    for nearest in matcher.knnMatch(one, other, k=2):
        if len(nearest) == 2 and nearest[0].distance < _RATIO * nearest[1].distance:
            best = nearest[0]
            if back.get(best.trainIdx) == best.queryIdx:
                pairs.append((best.queryIdx, best.trainIdx))
    return pairs


def by_search(source: Grey, submitted: Grey, count: int) -> list[Floats]:
    """The ``count`` best placements out of a grid of angles and scales, by correlation of very small pictures.

    The middle of the submitted picture is sought in the source: right for turned and cropped pictures on which no
    features match, as smooth product shots are.
    """
    import cv2

    shrink = _SMALL / max(*source.shape, *submitted.shape)
    there = _reduced(source, shrink)
    here = _reduced(submitted, shrink)
    height, width = here.shape
    side = int(0.5 * min(height, width))
    if side < 8 or min(there.shape) < side:
        return []
    ranked: list[tuple[float, int, Floats]] = []
    for angle in range(_ANGLES):
        turn = 2 * np.pi * angle / _ANGLES
        for scale in _SCALES:
            cosine, sine = np.cos(turn) * scale, np.sin(turn) * scale
            for mirror in (np.eye(2), MIRROR):
                linear = np.array([[cosine, -sine], [sine, cosine]]) @ mirror
                patch = _patch(here, linear, side)
                scores = cv2.matchTemplate(there, patch, cv2.TM_CCOEFF_NORMED)
                _, best, _, (x, y) = cv2.minMaxLoc(scores)
                middle = np.array([x, y]) + (side - 1) / 2
                shift = middle / shrink - linear @ ((np.array([width, height]) - 1) / 2 / shrink)
                ranked.append((-float(best), len(ranked), np.column_stack((linear, shift))))
    ranked.sort(key=lambda item: item[:2])
    return [matrix for _, _, matrix in ranked[:count]]


def _reduced(picture: Grey, shrink: float) -> NDArray[np.float32]:
    import cv2

    size = (max(8, round(picture.shape[1] * shrink)), max(8, round(picture.shape[0] * shrink)))
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), dtype=np.float32)


def _patch(here: NDArray[np.float32], linear: Floats, side: int) -> NDArray[np.float32]:
    """The middle of ``here`` as it looks in the source's grid, ``side`` pixels square."""
    import cv2

    inverse = np.linalg.inv(linear)
    middle = (np.array([here.shape[1], here.shape[0]]) - 1) / 2
    shift = middle - inverse @ np.full(2, (side - 1) / 2)
    flags = cv2.WARP_INVERSE_MAP | cv2.INTER_LINEAR
    patch: NDArray[np.float32] = cv2.warpAffine(
        here, np.column_stack((inverse, shift)), (side, side), flags=flags, borderMode=cv2.BORDER_REPLICATE
    )
    return patch
