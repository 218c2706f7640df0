"""What is looked for: the mark's own pixels, without what merely lies round them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats: TypeAlias = NDArray[np.float32]

LEAST_SIDE = 16
"""Shorter sides, in pixels, hold too little to be told from chance."""
_OPAQUE = 0.9
_LEAST_PIXELS = 60
_LEAST_DEVIATION = 12.0
_MARGIN_SPREAD = 14
_MARGIN_SHARE = 0.7
_INK_DISTANCE = 24
_RIM = 0.02


@dataclass(frozen=True)
class Template:
    """Colours (h, w, 3) from 0 to 255, and which pixels count, ``opacity`` (h, w) from 0 to 1."""

    colours: Floats
    opacity: Floats

    @property
    def size(self) -> tuple[int, int]:
        """Width and height."""
        return self.colours.shape[1], self.colours.shape[0]

    def resized(self, width: int, height: int) -> tuple[Floats, Floats]:
        """Colours and mask (0 or 1) at another size; a transparent pixel's colour never bleeds into its neighbours."""
        import cv2

        size = (width, height)
        weighted = cv2.resize(self.colours * self.opacity[..., None], size, interpolation=cv2.INTER_AREA)
        opacity = cv2.resize(self.opacity, size, interpolation=cv2.INTER_AREA)
        colours = weighted / np.maximum(opacity, 1e-3)[..., None]
        return colours.astype(np.float32), (opacity > _OPAQUE).astype(np.float32)


def templates(rgba: NDArray[np.uint8]) -> list[Template]:
    """What to look for: the opaque part; for a mark on one colour also its ink alone. Empty for a plain mark."""
    colours, opacity = rgba[..., :3].astype(np.float32), rgba[..., 3].astype(np.float32) / np.float32(255)
    kept = [_trimmed(colours, opacity)]
    ink = _ink(rgba)
    if ink is not None:
        kept.append(_trimmed(colours, ink))
    return [template for template in kept if template is not None and _has_structure(template)]


def pixels_of(path: Path) -> NDArray[np.uint8]:
    """The picture at ``path`` as RGBA (h, w, 4), turned as EXIF asks; it has been opened safely before."""
    from PIL import ImageOps

    from yuejuan.artifacts.image.opening import decoding, open_header

    with open_header(path) as image, decoding():
        image.load()
        return np.asarray(ImageOps.exif_transpose(image).convert("RGBA"))


def _ink(rgba: NDArray[np.uint8]) -> Floats | None:
    """Where an opaque picture differs from the one colour of its edge; ``None`` when its edge has several."""
    if rgba[..., 3].min() < 255:
        return None
    colours = rgba[..., :3].astype(np.int16)
    edge = np.concatenate((colours[0], colours[-1], colours[:, 0], colours[:, -1]))
    ground = np.median(edge, axis=0)
    if np.mean(np.abs(edge - ground).max(axis=1) <= _MARGIN_SPREAD) < _MARGIN_SHARE:
        return None
    outside = _reached_from_edge((np.abs(colours - ground).max(axis=2) <= _INK_DISTANCE).astype(np.uint8))
    return _without_rim(~outside)


def _reached_from_edge(like_ground: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """The pixels like the ground that hang together with the edge: white inside a sign belongs to the sign."""
    import cv2

    padded = np.pad(like_ground, 1, constant_values=1)
    _, labels = cv2.connectedComponents(padded, connectivity=4)
    outside: NDArray[np.bool_] = (labels == labels[0, 0])[1:-1, 1:-1]
    return outside


def _without_rim(inside: NDArray[np.bool_]) -> Floats:
    """``inside`` without its rim, where the ink is mixed with the ground that it stood on."""
    import cv2

    rim = max(1, round(min(inside.shape) * _RIM))
    square = np.ones((2 * rim + 1, 2 * rim + 1), np.uint8)
    return np.asarray(cv2.erode(inside.astype(np.float32), square), dtype=np.float32)


def _trimmed(colours: Floats, opacity: Floats) -> Template | None:
    rows, columns = np.where(opacity > _OPAQUE)
    if len(rows) < _LEAST_PIXELS:
        return None
    part = np.s_[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
    return Template(colours[part], opacity[part])


def _has_structure(template: Template) -> bool:
    inside = template.colours[template.opacity > _OPAQUE]
    return min(template.size) >= LEAST_SIDE and float(inside.std(axis=0).max()) >= _LEAST_DEVIATION
