"""Looks for a picture inside another one; the one to look for is given as the other input ``mark``."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING

from yuejuan.artifacts.facts import Box, NotMeasured
from yuejuan.artifacts.placement.facts import PlacementFacts
from yuejuan.artifacts.reader import Source, ToolMissing
from yuejuan.messages import say

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from yuejuan.artifacts.placement.search import Place

ROLE = "mark"
"""The role under which the picture to look for is handed over."""
FOUND = 0.93
"""From this correlation on the mark counts as found; chance reaches about 0.8 in photographs and lettering."""
_LONGEST = 2400
_MARK = 256


def read(source: Source) -> PlacementFacts:
    """Look for ``source.others["mark"]`` in ``source.path``.

    Raises ``UnreadableSource`` when one of them is no readable picture, ``ToolMissing`` without OpenCV, ``KeyError``
    without the mark.
    """
    from yuejuan.artifacts.image.decoded import decoded

    try:
        import cv2
    except ImportError as error:
        raise ToolMissing("opencv", say("placement.opencv_missing", file=source.name)) from error
    import numpy as np

    from yuejuan.artifacts.placement.search import best_place
    from yuejuan.artifacts.placement.templates import templates

    cv2.setNumThreads(1)
    mark = Source(path=source.others[ROLE], name=source.others[ROLE].name)
    pixels = _mark_pixels(mark)
    picture = np.asarray(decoded(source))
    shown, scale = _shrunk(picture, _LONGEST)
    small, _ = _shrunk(pixels, _MARK)
    searched, shrunk = templates(small), small.shape[1] / pixels.shape[1]
    facts = PlacementFacts(
        width=picture.shape[1], height=picture.shape[0], mark_width=pixels.shape[1], mark_height=pixels.shape[0]
    )
    places = [
        (place, place.width * shrunk / template.size[0])
        for template in searched
        if (place := best_place(shown, template)) is not None
    ]
    if not places:
        reason = say("placement.plain", file=source.name)
        missing = tuple(NotMeasured(field, reason) for field in ("correlation", "box", "scale"))
        return _with(facts, not_measured=missing)
    place, size = max(places, key=lambda found: found[0].correlation)
    return _placed(facts, place, scale, size)


def tools() -> dict[str, str]:
    """OpenCV, NumPy and Pillow with their versions."""
    return {"opencv": version("opencv-python-headless"), "numpy": version("numpy"), "pillow": version("pillow")}


def _placed(facts: PlacementFacts, place: Place, scale: float, size: float) -> PlacementFacts:
    """``scale`` is the picture that was searched over the full one, ``size`` the mark there over the full mark."""
    edges = (place.left, place.top, place.left + place.width, place.top + place.height)
    left, top, right, bottom = (round(edge / scale) for edge in edges)
    return _with(
        facts,
        found=place.correlation >= FOUND,
        correlation=round(max(0.0, place.correlation), 3),
        box=Box(left, top, min(right, facts.width), min(bottom, facts.height)),
        scale=round(size / scale, 3),
    )


def _with(facts: PlacementFacts, **changes: object) -> PlacementFacts:
    import msgspec

    return msgspec.structs.replace(facts, **changes)


def _mark_pixels(mark: Source) -> NDArray[np.uint8]:
    """The mark as RGBA; a PSD gives its merged picture. ``decoded`` refuses what must not be opened."""
    import numpy as np

    from yuejuan.artifacts.image.decoded import decoded
    from yuejuan.artifacts.kind import sniff
    from yuejuan.artifacts.placement.templates import pixels_of

    flat = decoded(mark)
    if sniff(mark.path, mark.name).kind == "psd":
        return np.asarray(flat.convert("RGBA"))
    return pixels_of(mark.path)


def _shrunk(picture: NDArray[np.uint8], longest: int) -> tuple[NDArray[np.uint8], float]:
    import cv2
    import numpy as np

    scale = min(1.0, longest / max(picture.shape[:2]))
    if scale == 1.0:
        return picture, scale
    size = max(1, round(picture.shape[1] * scale)), max(1, round(picture.shape[0] * scale))
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), dtype=np.uint8), scale
