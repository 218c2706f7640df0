"""Measures one picture: true format and header; from one decoding transparency, colours, sharpness, fingerprint."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from yuejuan.artifacts.facts import NotMeasured
from yuejuan.artifacts.image.facts import ImageFacts
from yuejuan.artifacts.image.kinds import picture_kind
from yuejuan.artifacts.image.svg import MAX_BYTES, read_svg
from yuejuan.artifacts.kind import Kind
from yuejuan.artifacts.reader import Source, UnreadableSource
from yuejuan.artifacts.versions import installed
from yuejuan.messages import Message, say

if TYPE_CHECKING:
    from PIL.Image import Image

_DECODED = ("transparent_share", "dominant_colours", "sharpness", "fingerprint")


def read(source: Source) -> ImageFacts:
    """The facts of the picture at ``source.path``.

    A picture that is cut keeps its header's facts with ``damaged``; one of too many pixels is not decoded. Raises
    ``UnreadableSource`` when not even the header can be read, or when the file is no picture.
    """
    kind = picture_kind(source)
    return _read_svg(source, kind) if kind.format == "SVG" else _read_raster(source, kind)


def tools() -> dict[str, str]:
    """Pillow and NumPy: decoders and arithmetic of the facts."""
    return {name: installed(name) for name in ("pillow", "numpy")}


def _read_raster(source: Source, kind: Kind) -> ImageFacts:
    from yuejuan.artifacts.image.opening import BROKEN, open_header
    from yuejuan.artifacts.image.raster import read_header

    try:
        with open_header(source.path) as image:
            header = read_header(image, _head(source.path))
            facts = ImageFacts(
                format=header.format,
                width=header.width,
                height=header.height,
                mode=header.mode,
                bytes=source.path.stat().st_size,
                frames=header.frames,
                dpi=header.dpi,
                icc=header.icc,
                has_alpha=header.has_alpha,
                sha256=_digest(source.path),
                displayed_width=header.displayed[0],
                displayed_height=header.displayed[1],
                orientation=header.orientation,
                extension_agrees=kind.extension_agrees,
                depth=header.depth,
                software=header.software,
                author=header.author,
                damaged=header.frames is None,
                not_measured=(
                    ()
                    if header.frames is not None
                    else (NotMeasured("frames", say("image.frames_unknown", file=source.name)),)
                ),
                notes=_notes(source, kind),
            )
            return _with_pixels(facts, image, source)
    except BROKEN as error:
        raise UnreadableSource(say("image.header_broken", file=source.name, format=kind.format)) from error


def _with_pixels(facts: ImageFacts, image: Image, source: Source) -> ImageFacts:
    """``facts`` with what decoding tells, or with the reason why it was not or could not be done."""
    from yuejuan.artifacts.image.opening import BROKEN, MAX_PIXELS, decoding
    from yuejuan.artifacts.image.pixels import measure_pixels
    from yuejuan.artifacts.image.raster import origin

    if image.width * image.height > MAX_PIXELS:
        reason = say(
            "image.too_many_pixels",
            file=source.name,
            width=image.width,
            height=image.height,
            limit=MAX_PIXELS // 1_000_000,
        )
        return _undecoded(facts, reason)
    try:
        with decoding():
            image.seek(0)
            pixels = measure_pixels(image)
            software, author = origin(image)
    except BROKEN:
        return _undecoded(msgspec.structs.replace(facts, damaged=True), say("image.cut", file=source.name))
    return msgspec.structs.replace(
        facts,
        transparent_share=pixels.transparent_share,
        dominant_colours=pixels.dominant_colours,
        sharpness=pixels.sharpness,
        fingerprint=pixels.fingerprint,
        software=facts.software or software,
        author=facts.author or author,
    )


def _undecoded(facts: ImageFacts, reason: Message) -> ImageFacts:
    missing = tuple(NotMeasured(field, reason) for field in _DECODED)
    return msgspec.structs.replace(facts, not_measured=facts.not_measured + missing)


def _read_svg(source: Source, kind: Kind) -> ImageFacts:
    size = source.path.stat().st_size
    if size > MAX_BYTES:
        raise UnreadableSource(say("image.svg_too_large", file=source.name, limit=MAX_BYTES // 1024 // 1024))
    svg = read_svg(source.path)
    if svg is None:
        raise UnreadableSource(say("image.header_broken", file=source.name, format="SVG"))
    reason = say("image.vector", file=source.name)
    viewport = say("image.svg_no_size", file=source.name)
    sizes = tuple(name for name, value in (("width", svg.width), ("height", svg.height)) if value is None)
    return ImageFacts(
        format="SVG",
        width=svg.width,
        height=svg.height,
        mode=None,
        bytes=size,
        frames=1,
        dpi=None,
        icc=None,
        has_alpha=None,
        sha256=_digest(source.path),
        displayed_width=svg.width,
        displayed_height=svg.height,
        extension_agrees=kind.extension_agrees,
        software=svg.software,
        damaged=svg.damaged,
        not_measured=tuple(NotMeasured(name, viewport) for name in sizes)
        + tuple(NotMeasured(name, reason) for name in ("mode", "has_alpha", *_DECODED)),
        notes=_notes(source, kind),
    )


def _notes(source: Source, kind: Kind) -> tuple[Message, ...]:
    if kind.extension_agrees is not False:
        return ()
    return (say("image.extension_differs", file=source.name, format=kind.format),)


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(32)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
