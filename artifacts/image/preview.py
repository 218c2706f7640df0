"""Small pictures for evidence, with the region in question marked."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image, ImageDraw, ImageOps

from yuejuan.artifacts.facts import Box
from yuejuan.artifacts.image.opening import BROKEN, MAX_PIXELS, decoding, open_header
from yuejuan.artifacts.image.pixels import on_white
from yuejuan.artifacts.reader import UnreadableSource
from yuejuan.messages import say

_LINE, _EDGE = (255, 214, 0), (0, 0, 0)
_QUALITY = 82


def thumbnail(path: Path, longest: int, box: Box | None = None) -> bytes:
    """A JPEG of the picture over white, turned as EXIF asks, its longer side at most ``longest`` pixels.

    ``box`` is a region in pixels of the full picture after the rotation; it is drawn as a yellow line between
    black ones, visible on any ground. Decodes, so call it in a measuring process only. Raises ``UnreadableSource``.
    """
    try:
        with open_header(path) as image:
            if image.width * image.height > MAX_PIXELS:
                raise UnreadableSource(say("image.no_preview", file=path.name))
            with decoding():
                return _jpeg(image, longest, box)
    except BROKEN as error:
        raise UnreadableSource(say("image.no_preview", file=path.name)) from error


def _jpeg(image: Image.Image, longest: int, box: Box | None) -> bytes:
    full = _turned_size(image)
    # JPEG decoders give a half, quarter or eighth of the size at a fraction of the time.
    image.draft(None, (longest, longest))
    small = on_white(ImageOps.exif_transpose(image))
    small.thumbnail((longest, longest))
    if box is not None:
        _mark(small, box, small.width / full[0], small.height / full[1])
    out = io.BytesIO()
    small.save(out, "JPEG", quality=_QUALITY)
    return out.getvalue()


def _turned_size(image: Image.Image) -> tuple[int, int]:
    sideways = image.getexif().get(0x0112) in (5, 6, 7, 8)
    return (image.height, image.width) if sideways else (image.width, image.height)


def _mark(image: Image.Image, box: Box, across: float, down: float) -> None:
    """Draw the outline around ``box``; a region narrower than the line, or partly outside, stays visible."""
    right, bottom = image.width - 1, image.height - 1
    left_edge = min(max(0, round(box.left * across)), right)
    top_edge = min(max(0, round(box.top * down)), bottom)
    right_edge = min(max(left_edge, round(box.right * across) - 1), right)
    bottom_edge = min(max(top_edge, round(box.bottom * down) - 1), bottom)
    draw = ImageDraw.Draw(image)
    for inset, colour in ((-1, _EDGE), (0, _LINE), (1, _LINE), (2, _EDGE)):
        corners = (left_edge + inset, top_edge + inset, right_edge - inset, bottom_edge - inset)
        if corners[0] <= corners[2] and corners[1] <= corners[3]:
            draw.rectangle(corners, outline=colour)
