"""All that OCR read, for a teacher to see what the machine saw."""

from __future__ import annotations

from collections.abc import Sequence

from yuejuan.artifacts.ocr.facts import OcrLine

_LONGEST = 160


def all_that_was_read(lines: Sequence[OcrLine]) -> str:
    """The lines in reading order, cut off where they fill more than a few lines of a report; ``—`` for none."""
    text = "｜".join(line.text for line in lines)
    if len(text) > _LONGEST:
        text = text[:_LONGEST] + "…"
    return text or "—"
