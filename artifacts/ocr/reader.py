"""Measures the text in a picture, or in the merged picture of a PSD."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yuejuan.artifacts.facts import Box
from yuejuan.artifacts.ocr.engine import ENGINE, EngineFailed, NotInstalled, Reading, read_lines, versions
from yuejuan.artifacts.ocr.facts import OcrFacts, OcrLine
from yuejuan.artifacts.ocr.views import SHORT_SIDE, Found, in_reading_order, merge, views
from yuejuan.artifacts.reader import Source, ToolMissing, UnreadableSource
from yuejuan.messages import say

if TYPE_CHECKING:
    from PIL.Image import Image

MAX_LINES = 2000
"""Lines beyond this count are dropped, with a note."""
_EDGE = 3


def read(source: Source) -> OcrFacts:
    """The text in the picture at ``source.path``.

    Raises ``ToolMissing`` without the extra ``ocr``, ``UnreadableSource`` when there is no picture to look at.
    """
    from yuejuan.artifacts.image.decoded import decoded

    try:
        version = versions()[ENGINE]
        picture = decoded(source)
        shown, scale = _shrunk(picture)
        pieces = views(shown.width, shown.height)
        found = _look(shown, pieces, scale)
    except NotInstalled as error:
        message = "ocr.models_missing" if error.models else "ocr.extra_missing"
        raise ToolMissing("ocr", say(message, file=source.name)) from error
    except EngineFailed as error:
        raise UnreadableSource(say("ocr.engine_failed", file=source.name)) from error
    lines = merge(found) if len(pieces) > 1 else in_reading_order(found)
    return OcrFacts(
        width=picture.width,
        height=picture.height,
        lines=tuple(
            OcrLine(text=line.text, confidence=round(line.confidence, 3), polygon=line.polygon, box=line.box)
            for line in lines[:MAX_LINES]
        ),
        engine=ENGINE,
        engine_version=version,
        views=len(pieces),
        scale=round(scale, 4),
        notes=(say("ocr.too_many_lines", file=source.name, limit=MAX_LINES),) if len(lines) > MAX_LINES else (),
    )


def tools() -> dict[str, str]:
    """The engine, its runtime and its arithmetic with their versions; ``ToolMissing`` without the extra ``ocr``."""
    import PIL

    try:
        return versions() | {"pillow": PIL.__version__}
    except NotInstalled as error:
        raise ToolMissing("ocr", say("ocr.extra_missing", file="")) from error


def _shrunk(picture: Image) -> tuple[Image, float]:
    scale = min(1.0, SHORT_SIDE / min(picture.size))
    if scale == 1.0:
        return picture, scale
    return picture.resize((round(picture.width * scale), round(picture.height * scale))), scale


def _look(picture: Image, pieces: list[Box], scale: float) -> list[Found]:
    import numpy as np

    found: list[Found] = []
    for piece in pieces:
        pixels = np.asarray(picture.crop((piece.left, piece.top, piece.right, piece.bottom)))
        found.extend(_placed(line, piece, picture.size, scale) for line in read_lines(pixels))
    return found


def _placed(line: Reading, piece: Box, size: tuple[int, int], scale: float) -> Found:
    """The line in pixels of the full picture, which was shrunk by ``scale`` to ``size`` before it was cut up."""
    across, down = line.corners[:, 0], line.corners[:, 1]
    inner = (piece.left > 0, piece.top > 0, piece.right < size[0], piece.bottom < size[1])
    near = (
        across.min() < _EDGE,
        down.min() < _EDGE,
        across.max() > piece.width - _EDGE,
        down.max() > piece.height - _EDGE,
    )
    xs = [round((x + piece.left) / scale) for x in across]
    ys = [round((y + piece.top) / scale) for y in down]
    return Found(
        text=line.text,
        confidence=line.confidence,
        polygon=tuple(zip(xs, ys, strict=True)),
        box=Box(min(xs), min(ys), max(xs), max(ys)),
        cut=any(edge and touched for edge, touched in zip(inner, near, strict=True)),
    )
