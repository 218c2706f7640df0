"""Whether a clause takes back what it says, and what only looks so."""

from __future__ import annotations

import re

from yuejuan.graders.common.document.phrases import negated

# What comes all the same is not denied: 十天不点视为自动收货, 没确认也会自动打款. 不能…就 and the like deny the rest.
_ALL_THE_SAME = re.compile(
    r"(?:不|没有?|未)(?![能会要可得应该必许准是])[^，。；！？,;!?]{1,5}?(?:就|则|便|即|视为|视同|默认|也会|也将|会自动|将自动|系统)"
    r"[^，。；！？,;!?]{0,6}$"
)
_REACH = 12


def taken_back(said: str, start: int) -> bool:
    """Whether the clause denies what begins at ``start``."""
    return negated(said, start) and _ALL_THE_SAME.search(said[max(0, start - _REACH) : start]) is None
