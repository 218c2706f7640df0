"""Promotions that contradict each other or themselves."""

from __future__ import annotations

from collections.abc import Sequence

from yuejuan.graders.common.promotion.elements import Promotion


def contradictions(elements: Sequence[Promotion]) -> tuple[tuple[Promotion, ...], ...]:
    """Groups of elements whose figures cannot all be meant.

    An element alone when it is not plausible; an original price with the price that it should exceed, when there is
    exactly one of each, since with more nobody can tell which belong together.
    """
    alone = [(element,) for element in elements if not element.plausible]
    before = [element for element in elements if element.kind == "price" and element.original]
    now = [element for element in elements if element.kind == "price" and not element.original]
    pairs = []
    if len(before) == 1 and len(now) == 1:
        original, current = before[0], now[0]
        if original.amount is not None and current.amount is not None and original.amount <= current.amount:
            pairs.append((original, current))
    return (*alone, *pairs)
