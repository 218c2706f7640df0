"""Text cut into pieces at the places where it earned or lost, and what of a long text is left out."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from yuejuan.graders.finding import TextSpan
from yuejuan.reports.places import Place, Tone, severest

AROUND = 60
"""Characters kept before and after a place when a long paragraph is cut."""


@dataclass(frozen=True)
class Piece:
    """A stretch of text with the tone of the places that cover it; ``ends`` are the places that end with it.

    ``left_out`` counts characters that are not shown in its stead; ``text`` is empty then.
    """

    text: str
    tone: Tone | None = None
    ends: tuple[Place, ...] = ()
    left_out: int = 0


def pieces(text: str, places: Sequence[Place], whole: bool = True) -> tuple[Piece, ...]:
    """``text`` in pieces; unless ``whole``, only what lies around the places.

    Offsets outside the text are moved to its ends; a place without extent is shown at its offset.
    """
    spans = [(place, *_within(place, len(text))) for place in places]
    marked = [(start, end) for _, start, end in spans]
    kept = [(0, len(text))] if whole else _windows(len(text), marked)
    cuts = sorted({0, len(text), *(cut for window in (*kept, *marked) for cut in window)})
    ends: dict[int, list[Place]] = {}
    for place, _, end in spans:
        ends.setdefault(end, []).append(place)
    made = [Piece("", None, tuple(ends.pop(0)))] if 0 in ends else []
    for start, end in pairwise(cuts):
        if any(first <= start and end <= last for first, last in kept):
            over: set[Tone] = {place.tone for place, first, last in spans if first <= start and end <= last}
            made.append(Piece(text[start:end], severest(over), tuple(ends.get(end, ()))))
        else:
            made.append(Piece("", left_out=end - start))
    return tuple(made)


def _within(place: Place, length: int) -> tuple[int, int]:
    evidence = place.evidence
    if not isinstance(evidence, TextSpan):
        return 0, length
    start = min(max(evidence.start, 0), length)
    return start, min(max(evidence.end, start), length)


def _windows(length: int, marked: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """What is kept of a text: the places with their surroundings, joined where they meet; else its beginning."""
    windows: list[tuple[int, int]] = []
    for start, end in sorted(marked) or [(0, 0)]:
        first, last = max(0, start - AROUND), min(length, end + AROUND)
        if windows and first <= windows[-1][1] + AROUND // 2:
            windows[-1] = (windows[-1][0], max(last, windows[-1][1]))
        else:
            windows.append((first, last))
    return windows


def kept(count: int, marked: Collection[int], most: int, head: int = 1) -> list[int]:
    """Which of ``count`` rows or columns are shown when at most ``most`` can be: marked ones, the head, neighbours."""
    if count <= most:
        return list(range(count))
    wanted = [index for index in sorted(marked) if 0 <= index < count][: most - head]
    chosen = dict.fromkeys([*range(min(head, count)), *wanted])
    neighbours = (near for one in wanted for near in (one - 1, one + 1))
    for index in chain(neighbours, range(count)):
        if len(chosen) >= most:
            break
        if 0 <= index < count:
            chosen.setdefault(index)
    return sorted(chosen)


def runs(indices: Sequence[int]) -> list[list[int]]:
    """Ascending ``indices`` as runs without a gap."""
    found: list[list[int]] = []
    for index in indices:
        if found and found[-1][-1] == index - 1:
            found[-1].append(index)
        else:
            found.append([index])
    return found
