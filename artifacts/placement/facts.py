"""Facts about where a picture shows another one."""

from __future__ import annotations

from yuejuan.artifacts.facts import Box, Facts


class PlacementFacts(Facts, frozen=True, kw_only=True, tag="placement"):
    """Where a picture shows the ``mark``, another picture (a logo, an icon), upright, at another size.

    Sizes are pixels of the full pictures after the EXIF rotation. ``correlation`` is the best normalised correlation of
    the mark's opaque pixels over all places and sizes, 0 to 1, ``box`` that place without the mark's transparent or
    one-coloured margin, ``scale`` the size there as a multiple of the mark's own.
    ``found`` only when nothing but the mark itself correlates so well. What was not found may be there all the same:
    turned, recoloured, half covered, or very small. ``correlation`` to ``scale`` are ``None`` for a mark that has no
    structure to look for.
    """

    width: int
    height: int
    mark_width: int
    mark_height: int
    found: bool = False
    correlation: float | None = None
    box: Box | None = None
    scale: float | None = None
