"""Facts about the text in one picture."""

from __future__ import annotations

import msgspec

from yuejuan.artifacts.facts import Box, Facts


class OcrLine(msgspec.Struct, frozen=True, kw_only=True):
    """One line of text as the engine read it, blanks and width of characters untouched.

    ``confidence`` is the engine's own, 0 to 1. ``polygon`` holds the four corners, clockwise from the line's own top
    left, and ``box`` the upright rectangle around them, both in pixels of the full picture after the EXIF rotation.
    """

    text: str
    confidence: float
    polygon: tuple[tuple[int, int], ...]
    box: Box


class OcrFacts(Facts, frozen=True, kw_only=True, tag="ocr"):
    """The text in one picture, in reading order: from top to bottom, in a row from left to right.

    ``width`` and ``height`` are pixels of the full picture after the EXIF rotation. ``engine`` and ``engine_version``
    say who read; ``views`` in how many pieces the picture was shown to the engine. ``scale`` is below 1 when the
    picture was shrunk before reading. Text that is not among ``lines`` may be there all the same: OCR proves
    presence, never absence.
    """

    width: int
    height: int
    lines: tuple[OcrLine, ...]
    engine: str
    engine_version: str
    views: int
    scale: float = 1.0
