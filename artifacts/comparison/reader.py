"""Compares a submitted picture with the paper's source picture, given as the other input ``source``.

The parameter ``blemish`` (``"left,top,right,bottom"`` in pixels of the source) names a blemish to be removed.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from yuejuan.artifacts.comparison.facts import Blemish, ComparisonFacts
from yuejuan.artifacts.facts import Box, NotMeasured
from yuejuan.artifacts.kind import sniff
from yuejuan.artifacts.reader import Source, ToolMissing
from yuejuan.messages import Message, say

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from yuejuan.artifacts.comparison.registration import Registration
    from yuejuan.artifacts.comparison.rounding import Rounding

    Colour = NDArray[np.uint8]

ROLE = "source"
"""The role under which the source picture is handed over."""
_SHAPE = ("flipped", "rotation", "scale_x", "scale_y", "shear", "proportion_kept")
_GEOMETRY = (*_SHAPE, "visible", "crop", "placed", "kept_share", "cropped", "margins")
_TONE = ("brightness", "contrast", "saturation", "hue", "lightness", "source_brightness")
_REGIONS = ("regions", "regions_share", "overlay")
_LEAST_SIDE = 16


def read(source: Source) -> ComparisonFacts:
    """Compare ``source.path`` with ``source.others["source"]``.

    Raises ``UnreadableSource`` when one of them is no readable picture, ``ToolMissing`` without OpenCV, ``KeyError``
    without the source picture.
    """
    from yuejuan.artifacts.comparison.rounding import rounding_of
    from yuejuan.artifacts.image.decoded import decoded

    try:
        import cv2
    except ImportError as error:
        raise ToolMissing("opencv", say("comparison.opencv_missing", file=source.name)) from error
    import numpy as np

    original = Source(path=source.others[ROLE], name=source.others[ROLE].name)
    cv2.setNumThreads(1)
    # The pixels go on as arrays: OpenCV never opens a file of its own.
    before, after = np.asarray(decoded(original)), np.asarray(decoded(source))
    here, there = sniff(source.path, source.name).format, sniff(original.path, original.name).format
    facts = ComparisonFacts(
        width=after.shape[1],
        height=after.shape[0],
        source_width=before.shape[1],
        source_height=before.shape[0],
        format=here,
        source_format=there,
        identical_bytes=_digest(source.path) == _digest(original.path),
        identical_pixels=before.shape == after.shape and bool(np.array_equal(before, after)),
        format_changed=here != there,
    )
    box = _box(source.parameters.get("blemish"))
    if min(*before.shape[:2], *after.shape[:2]) < _LEAST_SIDE:
        return _abstaining(facts, say("comparison.too_small", file=source.name, limit=_LEAST_SIDE))
    return _compared(facts, before, after, source.name, box, rounding_of(source, here))


def tools() -> dict[str, str]:
    """OpenCV, NumPy and Pillow with their versions."""
    return {"opencv": version("opencv-python-headless"), "numpy": version("numpy"), "pillow": version("pillow")}


def _compared(
    facts: ComparisonFacts, before: Colour, after: Colour, name: str, box: Box | None, rounding: Rounding
) -> ComparisonFacts:
    import numpy as np

    from yuejuan.artifacts.comparison.alignment import align, without_fill
    from yuejuan.artifacts.comparison.blemish import blemish
    from yuejuan.artifacts.comparison.geometry import geometry
    from yuejuan.artifacts.comparison.regions import changed_regions
    from yuejuan.artifacts.comparison.registration import Registration, register
    from yuejuan.artifacts.comparison.sharpness import measure_sharpness
    from yuejuan.artifacts.comparison.tone import measure_tone

    if facts.identical_pixels:
        found: Registration | None = Registration("identical", np.eye(2, 3), np.zeros((6, 6)), 1.0, True)
    else:
        found = register(before, after)
    if found is None:
        return _abstaining(facts, say("comparison.not_registered", file=name))
    size = (facts.source_width, facts.source_height)
    shape = geometry(found, size, after)
    aligned = align(before, after, found)
    tone = measure_tone(aligned, rounding)
    aligned = without_fill(aligned, tone.expected)
    figures = (tone.brightness, tone.contrast, tone.saturation, tone.hue)
    same_tones = not any(figure is not None and figure.changed is True for figure in figures)
    changes = changed_regions(aligned, tone.expected, same_tones=same_tones)
    sharpness = measure_sharpness(aligned, tone.expected, changes.mask)
    mark = blemish(aligned, tone.expected, changes, box, size) if box is not None else None
    if mark is not None and box is not None and not _rivals_agree(before, after, found, mark, box):
        mark = msgspec.structs.replace(mark, outcome=None)
    facts = msgspec.structs.replace(
        facts,
        method=found.method,
        match=round(found.correlation, 4),
        **{field: getattr(shape, field) for field in _GEOMETRY},
        **{field: getattr(tone, field) for field in _TONE},
        sharpness=sharpness,
        regions=changes.regions,
        regions_share=changes.share,
        overlay=changes.overlay,
        blemish=mark,
    )
    unknown = [field for field in _TONE[:4] if getattr(tone, field) is None]
    missing = [NotMeasured(field, say(f"comparison.no_{field}", file=name)) for field in unknown]
    either = [field for field in ("flipped", "rotation") if getattr(shape, field) is None]
    missing.extend(NotMeasured(field, say("comparison.symmetrical", file=name)) for field in either)
    if sharpness is None:
        missing.append(NotMeasured("sharpness", say("comparison.no_sharpness", file=name)))
    if box is not None and mark is None:
        missing.append(NotMeasured("blemish", say("comparison.no_blemish", file=name)))
    return msgspec.structs.replace(facts, resaved_only=_resaved_only(facts, changes.faint), not_measured=tuple(missing))


def _rivals_agree(before: Colour, after: Colour, found: Registration, mark: Blemish, box: Box) -> bool:
    """Whether the placements that explain the submitted picture as well say the same about the blemish."""
    from yuejuan.artifacts.comparison.alignment import align, without_fill
    from yuejuan.artifacts.comparison.blemish import blemish
    from yuejuan.artifacts.comparison.regions import changed_regions
    from yuejuan.artifacts.comparison.tone import measure_tone

    for matrix in found.rivals:
        aligned = align(before, after, replace(found, matrix=matrix))
        expected = measure_tone(aligned).expected
        aligned = without_fill(aligned, expected)
        other = blemish(aligned, expected, changed_regions(aligned, expected), box, (before.shape[1], before.shape[0]))
        if other is None or other.outcome != mark.outcome:
            return False
    return True


def _resaved_only(facts: ComparisonFacts, faint: bool) -> bool | None:
    """Whether nothing changed but what saving does; ``None`` for open verdicts and for ``faint`` traces of a change."""
    shape = (facts.rotation, facts.scale_x, facts.scale_y)
    tone = (facts.brightness, facts.contrast, facts.saturation, facts.hue, facts.sharpness)
    verdicts = [value.changed for value in shape + tone if value is not None]
    if faint or facts.flipped is None or facts.rotation is None:
        verdicts.append(None)
    same_size = (facts.width, facts.height) == (facts.source_width, facts.source_height)
    if not same_size or facts.flipped not in {"none", None} or facts.cropped or facts.regions or True in verdicts:
        return False
    return None if None in verdicts else True


def _abstaining(facts: ComparisonFacts, reason: Message) -> ComparisonFacts:
    fields = ("resaved_only", "method", "match", *_GEOMETRY, *_TONE, "sharpness", *_REGIONS)
    return msgspec.structs.replace(facts, not_measured=tuple(NotMeasured(field, reason) for field in fields))


def _box(text: object) -> Box | None:
    """The box in ``left,top,right,bottom``; ``ValueError`` for anything else, since it comes from the paper."""
    if text is None:
        return None
    left, top, right, bottom = (int(part) for part in str(text).split(","))
    return Box(left, top, right, bottom)


def _digest(path: Path) -> bytes:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()
