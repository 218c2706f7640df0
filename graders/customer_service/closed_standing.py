"""Which of several named choices an answer means: ruled out, put first, or only listed."""

from __future__ import annotations

import re
from enum import StrEnum

_CLAUSE_END = re.compile(r"[，,。；;！？!?\n]")
_RULED_OUT_BEHIND = re.compile(
    r"排除|不考虑|不选|不推荐|不建议|不适合|不合适|不行|不符|不成立|不存在|不对|不属于|不能选|不要选"
)
_RULED_OUT_BEFORE = re.compile(
    r"排除|除了|除去|除开|不是|而非|并非|不属于|不选|不推荐|不建议|不像|不能|不要|不会|别选|(?<![除莫并而])非$"
)
_FIRST_BEHIND = re.compile(
    r"最(?:适合|合适|好|佳|符合|满足|对路)|更(?:适合|合适)|首选|正合适|刚好|完全符合|符合(?:您|你|要求|条件)"
)
_FIRST_BEFORE = re.compile(
    r"推荐|建议|应选|我选|就选|选的是|剩下|只剩|属于|判断为|判定为|归为|归入|确定为|应该是|应为|答案[是为：:]|所以是|因此是"
)


class Standing(StrEnum):
    """How a choice stands in its clause."""

    FIRST = "first"
    OUT = "out"
    NAMED = "named"


def standing_of(said: str, start: int, end: int) -> Standing:
    """The standing of the choice between two places of a text, by the words of its clause.

    In a list (``甲、乙、丙都可以排除``) the clause ends for all of them together.
    """
    marks = [match.end() for match in _CLAUSE_END.finditer(said, 0, start)]
    before = said[marks[-1] if marks else 0 : start]
    stop = _CLAUSE_END.search(said, end)
    behind = said[end : stop.start() if stop else len(said)]
    if _FIRST_BEHIND.search(behind):
        return Standing.FIRST
    if _RULED_OUT_BEFORE.search(before) or _RULED_OUT_BEHIND.search(behind):
        return Standing.OUT
    return Standing.FIRST if _FIRST_BEFORE.search(before) else Standing.NAMED
