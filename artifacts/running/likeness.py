"""Whether two picture files show the same thing, so that a preview or a lightbox is known as the thumbnail's."""

from __future__ import annotations

import re
import warnings
from functools import lru_cache
from pathlib import Path

SIDE = 24
LEAST_CORRELATION = 0.85
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
    first, second = _small(one), _small(other)
    if first is None or second is None:
        return False
    import numpy as np

    a, b = np.frombuffer(first[0], np.uint8).astype(float), np.frombuffer(second[0], np.uint8).astype(float)
    if not 0.7 < first[1] / second[1] < 1.43 or min(a.std(), b.std()) < 4:
        return False
    return bool(np.corrcoef(a, b)[0, 1] >= LEAST_CORRELATION)


@lru_cache(maxsize=256)
def _small(path: Path) -> tuple[bytes, float] | None:
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(path) as picture:
                if picture.width * picture.height > _MOST_PIXELS:
                    return None
                shape = picture.width / max(1, picture.height)
                return picture.convert("RGB").convert("L").resize((SIDE, SIDE)).tobytes(), shape
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
