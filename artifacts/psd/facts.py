"""Facts about one Photoshop document."""

from __future__ import annotations

from typing import Literal

import msgspec

from yuejuan.artifacts.facts import Box, Facts

LayerKind = Literal["group", "pixel", "type", "shape", "smartobject", "adjustment", "fill"]


class Layer(msgspec.Struct, frozen=True, kw_only=True):
    """One node of the layer tree, children top to bottom as in the layers panel.

    ``name`` is the Unicode name. ``visible`` is the layer's own eye; ``bbox`` is (left, top, right, bottom) in canvas
    pixels; ``text`` is the text of a text layer with ``\\n`` between paragraphs; ``opacity`` is 0 to 255. ``empty`` is
    True for a pixel layer without any pixel area, ``transparent`` for one whose every pixel is fully transparent
    (``None`` where that was not measured).
    """

    name: str
    kind: LayerKind
    visible: bool
    opacity: int
    bbox: Box
    text: str | None = None
    children: tuple[Layer, ...] = ()
    blend_mode: str | None = None
    clipping: bool = False
    artboard: bool = False
    background: bool = False
    empty: bool | None = None
    transparent: bool | None = None


class PsdFacts(Facts, frozen=True, kw_only=True, tag="psd"):
    """One PSD or PSB: canvas and layer tree. Layers are listed without rendering a pixel.

    ``mode`` is Photoshop's name (``RGB``, ``CMYK``, ``Grayscale``, ``Indexed``, ``Bitmap``, ``Lab``, ``Duotone``,
    ``Multichannel``); ``depth`` bits per channel. ``layers`` are top to bottom; ``layer_count`` counts nodes that are
    no groups, ``group_count`` groups. ``flattened``: the file has no layer section or only a background.
    """

    version: Literal["PSD", "PSB"]
    width: int
    height: int
    mode: str
    depth: int
    bytes: int
    sha256: str
    layers: tuple[Layer, ...] | None
    layer_count: int | None
    group_count: int | None
    flattened: bool | None = None
    document_id: str | None = None
    software: str | None = None
