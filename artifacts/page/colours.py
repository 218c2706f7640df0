"""Colours as pages write them (CSS Color Level 3; HTML, "legacy colour values")."""

from __future__ import annotations

import re

from tinycss2 import color3

_HEX = re.compile(r"^(?:[0-9a-f]{3}|[0-9a-f]{6})$", re.IGNORECASE)
_CANONICAL = re.compile(r"^#[0-9a-f]{6}$")


def canonical_colour(value: str) -> str:
    """``#rrggbb`` for any opaque CSS colour; the value as written where it is something else."""
    colour = color3.parse_color(value)
    if colour is None or isinstance(colour, str) or colour.alpha != 1:
        return value
    return "#" + "".join(f"{round(part * 255):02x}" for part in (colour.red, colour.green, colour.blue))


def is_canonical(value: str) -> bool:
    """True for ``#rrggbb`` in lower case."""
    return _CANONICAL.match(value) is not None


def legacy_colour(value: str) -> str:
    """The value of an attribute such as ``bgcolor`` as CSS writes it: the ``#`` may be missing there."""
    bare = value.strip()
    return f"#{bare}" if _HEX.match(bare) else bare
