"""Whether things stand in the order asked for, and how many of them do."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from fractions import Fraction


def longest_in_order(places: Sequence[int]) -> int:
    """How many of the numbers can stay so that those that stay rise from first to last."""
    tails: list[int] = []
    for place in places:
        at = bisect_left(tails, place)
        tails[at : at + 1] = [place]
    return len(tails)


def share_in_order(kept: int, found: int) -> Fraction:
    """The share of the steps found that stand in order; none where they run backwards: one alone is no order."""
    return Fraction(kept if kept > 1 or found == 1 else 0, found)


def can_be_in_order(occurrences: Sequence[Sequence[int]]) -> bool:
    """Whether one occurrence of each thing can be chosen so that the chosen ones rise."""
    reached = -1
    for places in occurrences:
        later = [place for place in places if place > reached]
        if not later:
            return False
        reached = min(later)
    return True


def best_order(occurrences: Mapping[str, Sequence[int]], asked: Sequence[str]) -> tuple[int, int]:
    """How many of the things found stand in the order asked for, and how many were found."""
    found = [name for name in asked if occurrences.get(name)]
    if can_be_in_order([sorted(occurrences[name]) for name in found]):
        return len(found), len(found)
    firsts = sorted(found, key=lambda name: min(occurrences[name]))
    return longest_in_order([asked.index(name) for name in firsts]), len(found)
