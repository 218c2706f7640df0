"""Vector pictures: the viewport and who wrote them. Nothing is rendered, loaded or resolved.

Source: SVG 2 section 8.2 (viewport), CSS Values and Units 3 section 6 (absolute lengths at 96 px per inch).
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_BYTES = 20 * 1024 * 1024
"""Larger SVG files are not parsed."""

_LENGTH = re.compile(r"\s*\+?(\d*\.?\d+(?:[eE][+-]?\d+)?)\s*(px|pt|pc|mm|cm|in|q)?\s*", re.IGNORECASE)
_PIXELS = {"": 1.0, "px": 1.0, "pt": 96 / 72, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0, "q": 96 / 101.6}
_LARGEST = 1_000_000


class SvgFacts(msgspec.Struct, frozen=True, kw_only=True):
    """``width`` and ``height`` in CSS pixels, ``None`` where the root gives no absolute length."""

    width: int | None
    height: int | None
    software: str | None
    damaged: bool


def read_svg(path: Path) -> SvgFacts | None:
    """The facts of the root element; ``None`` when there is no ``svg`` root even in what is left of broken XML."""
    from lxml import etree

    data = path.read_bytes()
    damaged = False
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        damaged = True
        root = _what_is_left(data)
    if root is None or not isinstance(root.tag, str) or etree.QName(root).localname != "svg":
        return None
    return SvgFacts(
        width=_pixels(root.get("width")),
        height=_pixels(root.get("height")),
        software=_software(data),
        damaged=damaged,
    )


def _what_is_left(data: bytes) -> _Element | None:
    from lxml import etree

    try:
        return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, recover=True))
    except etree.XMLSyntaxError:
        # Not even a root element: the caller says that nothing could be read.
        return None


def _pixels(length: str | None) -> int | None:
    match = _LENGTH.fullmatch(length or "")
    if match is None:
        return None
    value = float(match.group(1)) * _PIXELS[(match.group(2) or "").lower()]
    return round(value) if value <= _LARGEST else None


def _software(data: bytes) -> str | None:
    """The program that a comment before the root names, as Illustrator, CorelDRAW and Sketch write it."""
    match = re.search(rb"<!--\s*(?:Generator|Creator|Created with):?\s*([^<>]{1,200}?)\s*-->", data[:4096])
    return match.group(1).decode("utf-8", "replace").strip() if match else None
