"""The pixels of a picture as people see it, for readers that look at the whole picture: OCR and comparison."""

from __future__ import annotations

import io

from PIL import Image, ImageOps

from yuejuan.artifacts.image.kinds import picture_kind
from yuejuan.artifacts.image.opening import BROKEN, MAX_PIXELS, decoding, open_header
from yuejuan.artifacts.image.pixels import on_white
from yuejuan.artifacts.psd.preview import preview
from yuejuan.artifacts.reader import Source, UnreadableSource
from yuejuan.messages import say


def decoded(source: Source) -> Image.Image:
    """The first frame of the picture at ``source.path`` as RGB over white, turned as EXIF asks.

    A PSD gives the merged picture stored in it. Raises ``UnreadableSource`` for what is no picture, is damaged, has
    too many pixels, or is a PSD without a merged picture.
    """
    kind = picture_kind(source, "psd")
    if kind.kind == "psd":
        return _merged_picture(source)
    if kind.format == "SVG":
        raise UnreadableSource(say("image.vector", file=source.name))
    try:
        return _raster(source)
    except BROKEN as error:
        raise UnreadableSource(say("image.cut", file=source.name)) from error


def _raster(source: Source) -> Image.Image:
    with open_header(source.path) as image:
        if image.width * image.height > MAX_PIXELS:
            raise UnreadableSource(
                say(
                    "image.too_many_pixels",
                    file=source.name,
                    width=image.width,
                    height=image.height,
                    limit=MAX_PIXELS // 1_000_000,
                )
            )
        with decoding():
            image.load()
            return on_white(ImageOps.exif_transpose(image))


def _merged_picture(source: Source) -> Image.Image:
    packed = preview(source.path, MAX_PIXELS)
    if packed is None:
        raise UnreadableSource(say("image.no_merged_picture", file=source.name))
    with Image.open(io.BytesIO(packed), formats=("PNG",)) as image:
        return on_white(image)
