"""Finding a phrase in the lines that OCR read: as it stands, over neighbouring lines, or nearly so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from yuejuan.artifacts.facts import Box
from yuejuan.artifacts.ocr.facts import OcrLine
from yuejuan.graders.common.promotion import normal

SURE = 0.8
"""From this confidence of the engine on, a line is taken to say what was read."""
CERTAIN = 0.95
"""From this confidence on, a slip of the engine is less likely than a slip of the pen."""
_ALIKE = 0.7
_MOST_LINES = 3
_LONGEST_LINE = 400

How = Literal["exact", "unsure", "nearly", "otherwise"]


@dataclass(frozen=True)
class Seen:
    """A phrase as it was read, in ``lines``.

    ``how``: ``exact``; ``unsure`` (as asked, but the engine is not confident); ``nearly`` (with slips that the engine
    may have made); ``otherwise`` (with differences that were read confidently).
    """

    phrase: str
    read: str
    lines: tuple[OcrLine, ...]
    how: How

    @property
    def box(self) -> Box:
        """The upright rectangle round all lines."""
        boxes = [line.box for line in self.lines]
        return Box(
            min(box.left for box in boxes),
            min(box.top for box in boxes),
            max(box.right for box in boxes),
            max(box.bottom for box in boxes),
        )


def find_phrase(lines: Sequence[OcrLine], phrases: Iterable[str]) -> Seen | None:
    """The best reading of any of ``phrases``; ``None`` when nothing resembles them."""
    order: tuple[How, ...] = ("exact", "unsure", "nearly", "otherwise")
    found = [seen for phrase in phrases for seen in _readings(lines, phrase)]
    return min(found, key=lambda seen: (order.index(seen.how), len(seen.lines)), default=None)


def _readings(lines: Sequence[OcrLine], phrase: str) -> Iterator[Seen]:
    wanted = normal(phrase).casefold()
    if not wanted:
        return
    texts = [normal(line.text[:_LONGEST_LINE]).casefold() for line in lines]
    for count in range(1, _MOST_LINES + 1):
        for start in range(len(lines) - count + 1):
            group = tuple(lines[start : start + count])
            read = _within(texts[start : start + count], wanted)
            if read is not None:
                yield Seen(phrase, read, group, _how(read == wanted, min(line.confidence for line in group)))


def _how(exact: bool, confidence: float) -> How:
    if exact:
        return "exact" if confidence >= SURE else "unsure"
    return "otherwise" if confidence >= CERTAIN else "nearly"


def _within(texts: Sequence[str], wanted: str) -> str | None:
    """What stands for ``wanted`` in ``texts`` put together, if it needs all of them."""
    joined = "".join(texts)
    place = _place(joined, wanted)
    if place is not None:
        first, last = place, place + len(wanted)
        return wanted if _needs_all(texts, first, last) else None
    # A figure that is nearly right is another figure.
    if any(character.isdigit() for character in wanted):
        return None
    shared = sum((Counter(joined) & Counter(wanted)).values())
    if shared < _ALIKE * len(wanted):
        return None
    slips, first, last = nearest(joined, wanted)
    if 1 - slips / len(wanted) < _ALIKE or not _needs_all(texts, first, last):
        return None
    return joined[first:last]


def _place(text: str, wanted: str) -> int | None:
    """Where ``wanted`` stands in ``text``, but not as a part of a longer figure."""
    start = text.find(wanted)
    while start >= 0:
        before, after = text[:start][-1:], text[start + len(wanted) :][:1]
        cuts_before = wanted[0].isdigit() and (before.isdigit() or before == ".")
        cuts_after = wanted[-1].isdigit() and (after.isdigit() or after == ".")
        if not (cuts_before or cuts_after):
            return start
        start = text.find(wanted, start + 1)
    return None


def _needs_all(texts: Sequence[str], first: int, last: int) -> bool:
    return first < max(1, len(texts[0])) and last > len("".join(texts[:-1]))


def nearest(text: str, wanted: str) -> tuple[int, int, int]:
    """Fewest edits that turn a part of ``text`` into ``wanted``, and where that part begins and ends (Sellers 1980)."""
    row = [(0, start) for start in range(len(text) + 1)]
    for done, character in enumerate(wanted, start=1):
        following = [(done, 0)]
        for column, other in enumerate(text, start=1):
            swapped = row[column - 1][0] + (character != other), row[column - 1][1]
            left_out = row[column][0] + 1, row[column][1]
            added = following[column - 1][0] + 1, following[column - 1][1]
            following.append(min(swapped, left_out, added, key=lambda step: step[0]))
        row = following
    end = min(range(len(row)), key=lambda column: (row[column][0], column))
    return row[end][0], row[end][1], end
