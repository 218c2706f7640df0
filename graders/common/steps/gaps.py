"""Parts of a process that tell none of its steps by known words, and which steps they may tell in other words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from yuejuan.graders.common.answers import Line, row_of

_NUMBER = r"(?<!\d)\d{1,2}\s*[.．、)）](?!\d)"
_PART = re.compile(rf"(?:{_NUMBER}|[①-⑳])?[^→①-⑳\n]+?(?=[→①-⑳\n]|{_NUMBER}|$)")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_FEWEST = 4
_INTRODUCES = re.compile(r"[:：]\s*$|如下|流程$|步骤$")


@dataclass(frozen=True)
class Gap:
    """Words of a process that tell no known step; ``at`` counts through all lines as the places of steps do."""

    line: Line
    start: int
    end: int
    at: int


def gaps(lines: Sequence[Line], told: Sequence[tuple[Line, int, int]]) -> Iterator[Gap]:
    """Every item, line or row with some words and no place (line, start, end) where a step is told."""
    places: dict[int, list[tuple[int, int]]] = {}
    for line, start, end in told:
        places.setdefault(id(line), []).append((start, end))
    rows = {row_of(line) for line, *_ in told}
    reached = accumulate((len(line.own) + 1 for line in lines), initial=0)
    for line, offset in zip(lines, reached, strict=False):
        row = row_of(line)
        if line.paragraph.level is not None or (row is not None and (row in rows or _is_header(row))):
            continue
        for match in _PART.finditer(line.own):
            tells = any(start < match.end() and match.start() < end for start, end in places.get(id(line), ()))
            behind = line.own[match.start() : match.end() + 1]
            if not tells and len(_HAN.findall(match.group())) >= _FEWEST and not _INTRODUCES.search(behind):
                yield Gap(line, *match.span(), offset + match.start())


def steps_in_gap(gap: Gap, steps: Sequence[str], places: Mapping[str, Sequence[int]]) -> set[str]:
    """The missing steps that would stand in order at a gap; all missing ones where those around it are not in order."""
    found = [(at, index) for index, step in enumerate(steps) for at in places[step]]
    before = max((one for one in found if one[0] <= gap.at), default=(0, -1))[1]
    after = min((one for one in found if one[0] > gap.at), default=(0, len(steps)))[1]
    fits = range(before + 1, after) if before < after else range(len(steps))
    return {step for index, step in enumerate(steps) if index in fits and not places[step]}


def _is_header(row: tuple[str, str]) -> bool:
    return row[1].endswith("/r0")
