"""Whether two picture files show the same thing: a preview is known as the thumbnail's, a copy as no second picture."""

from __future__ import annotations

import re
import warnings
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

SIDE = 24
LEAST_CORRELATION = 0.85
FINE_SIDE = 96
LARGEST_DIFFERENCE = 12
"""Steps of 255 by which a spot of one picture may differ after saving it anew; other words on a banner differ more.

Brightness is compared finely; colours coarsely, for JPEG keeps them at half the resolution only (ITU-T T.81).
"""
_MOST_PIXELS = 60_000_000
_PARTS = re.compile(r"[^\W\d_]+|\d+")
_SIZES = frozenset(
    [
        *("b", "big", "l", "large", "d", "da", "max", "full", "hd", "orig", "origin", "大", "大图", "原图"),
        *("s", "small", "x", "xiao", "thumb", "mini", "min", "m", "mid", "小", "小图", "缩略图"),
    ]
)
"""Words by which people name the large and the small version of one picture."""


def same_motif(one: Path | None, other: Path | None) -> bool:
    """True if two files are versions of one picture, by what they show or by their names."""
    return one is not None and other is not None and (alike(one, other) or related(one, other))


def related(one: Path, other: Path) -> bool:
    """True if the names differ only in a word for a size (``q1``, ``q1_b``), or only the folders (``s/1``, ``b/1``)."""
    if one.name == other.name:
        return one != other
    first, second = _PARTS.findall(one.stem.lower()), _PARTS.findall(other.stem.lower())
    core = [[part for part in parts if part not in _SIZES] for parts in (first, second)]
    return core[0] == core[1] and first != second


def alike(one: Path | None, other: Path | None) -> bool:
    """True if both can be read and their grey, small versions go together (correlation of brightness)."""
    if one is None or other is None:
        return False
    first, second = _scaled(one, "L", SIDE), _scaled(other, "L", SIDE)
    if first is None or second is None:
        return False
    import numpy as np

    a, b = (np.frombuffer(part.samples, np.uint8).astype(float) for part in (first, second))
    if not 0.7 < first.shape / second.shape < 1.43 or min(a.std(), b.std()) < 4:
        return False
    return bool(np.corrcoef(a, b)[0, 1] >= LEAST_CORRELATION)


def identical(one: Path | None, other: Path | None) -> bool:
    """True if both files hold one picture, saved in another quality, format or size: no spot of it looks different."""
    if one is None or other is None:
        return False
    import numpy as np

    for mode, side in (("L", FINE_SIDE), ("RGB", SIDE)):
        first, second = _scaled(one, mode, side), _scaled(other, mode, side)
        if first is None or second is None or first.moves or second.moves:
            return False
        a, b = (np.frombuffer(part.samples, np.uint8).astype(int) for part in (first, second))
        if not 0.97 < first.shape / second.shape < 1.03 or int(np.abs(a - b).max()) > LARGEST_DIFFERENCE:
            return False
    return True


class _Scaled(NamedTuple):
    """Samples of a picture made small, its width by its height, and whether it has several frames."""

    samples: bytes
    shape: float
    moves: bool


@lru_cache(maxsize=512)
def _scaled(path: Path, mode: str, side: int) -> _Scaled | None:
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(path) as picture:
                if picture.width * picture.height > _MOST_PIXELS:
                    return None
                small = picture.convert("RGB").convert(mode).resize((side, side))
                moves = bool(getattr(picture, "is_animated", False))
                return _Scaled(small.tobytes(), picture.width / max(1, picture.height), moves)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
