"""Names of a closed set (customers, posts) in cells and text: exact, with something around them, or with a slip."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from yuejuan.graders.common.answers.plain import bare, plain, tight
from yuejuan.graders.common.remembered import for_short_texts

_SLACK = 6
_LONGEST, _MOST = 100, 1024
_SHORTEST_WITH_A_SLIP = 3
_BEFORE_ONE = r"\s、，,;；。.:：()（）/|和与及是有为含括"
_BEHIND_ONE = r"\s、，,;；。:：()（）/|和与及是为属归→—>-"
_HAN = re.compile(r"[\u4e00-\u9fff]+")


@dataclass(frozen=True)
class NameAt:
    """A name in running text with its place; ``exact`` is False for a short form or a slip."""

    name: str
    start: int
    end: int
    exact: bool


class NameBook:
    """The names and their aliases. A text that could be two names is none."""

    def __init__(self, names: Iterable[str], aliases: Mapping[str, Iterable[str]] | None = None) -> None:
        owners = {name: name for name in names}
        owners |= {other: name for name, others in (aliases or {}).items() for other in others}
        # 客户（甲） and 客户（乙） differ in their brackets alone; elsewhere a bracket is a remark.
        self._key = bare if len({bare(spelling) for spelling in owners}) == len(owners) else tight
        self._spellings = {self._key(spelling): name for spelling, name in owners.items()}
        ordered = sorted(self._spellings, key=lambda spelling: (-len(spelling), spelling))
        self._pattern = re.compile("|".join(self._bounded(spelling) for spelling in ordered))
        # Every table is read in both directions, for names alone and for lists of them.
        self._remembered = for_short_texts(_LONGEST, _MOST)(self._of_cell)

    @staticmethod
    def _bounded(spelling: str) -> str:
        """A spelling with edges: no digit or letter goes on, and one character alone stands between separators."""
        text = re.escape(spelling)
        if len(spelling) == 1:
            return rf"(?:(?<=[{_BEFORE_ONE}])|^){text}(?=[{_BEHIND_ONE}]|$)"
        before = r"(?<![a-z0-9])" if re.match(r"[a-z0-9]", spelling) else ""
        behind = r"(?![a-z0-9])" if re.search(r"[a-z0-9]$", spelling) else ""
        return before + text + behind

    def of_cell(self, text: str) -> tuple[str, bool] | None:
        """Whose name a cell or item of a list is, and whether exactly so; ``None`` when it is nobody's or unclear."""
        return self._remembered(text)

    def _of_cell(self, text: str) -> tuple[str, bool] | None:
        said = self._key(text)
        if said in self._spellings:
            return self._spellings[said], True
        inside = {self._spellings[match.group()] for match in self._pattern.finditer(said)}
        if inside:
            longest = max(len(match.group()) for match in self._pattern.finditer(said))
            return (inside.pop(), False) if len(inside) == 1 and len(said) <= longest + _SLACK else None
        near = self._short_form(said) or self._with_a_slip(said)
        return (near, False) if near else None

    def in_text(self, text: str) -> Iterator[NameAt]:
        """Every name written out in running text, from left to right."""
        for match in self._pattern.finditer(plain(text)):
            yield NameAt(self._spellings[match.group()], match.start(), match.end(), True)

    def without(self, text: str) -> str:
        """The text without the names in it, so that ``顾客A`` is not taken for a class."""
        return self._pattern.sub("", plain(text))

    def _short_form(self, said: str) -> str | None:
        """The one name that begins or ends with the text, at least half of it."""
        if len(said) < 2 or not _HAN.fullmatch(said):
            return None
        found = {name for spelling, name in self._spellings.items() if said in spelling}
        starts = {
            name
            for spelling, name in self._spellings.items()
            if (spelling.startswith(said) or spelling.endswith(said)) and 2 * len(said) >= len(spelling)
        }
        return starts.pop() if len(found) == 1 and starts == found else None

    def _with_a_slip(self, said: str) -> str | None:
        """The one name that differs in one Chinese character, where no other name is near enough to be meant."""
        if not _HAN.fullmatch(said):
            return None
        found = {name for spelling, name in self._spellings.items() if _one_slip(said, spelling)}
        if len(found) != 1:
            return None
        name = found.pop()
        own = next(spelling for spelling, owner in self._spellings.items() if owner == name)
        others = (spelling for spelling, owner in self._spellings.items() if owner != name)
        return name if all(_distance(own, other) > 2 for other in others) else None


def _one_slip(said: str, spelling: str) -> bool:
    if len(spelling) < _SHORTEST_WITH_A_SLIP or abs(len(said) - len(spelling)) > 1:
        return False
    # One that differs in one character has most of them.
    return len(set(spelling) - set(said)) <= 1 and _distance(said, spelling) == 1


def _distance(one: str, other: str) -> int:
    """Edit distance of two short texts."""
    row = list(range(len(other) + 1))
    for i, left in enumerate(one, 1):
        previous, row[0] = row[0], i
        for j, right in enumerate(other, 1):
            previous, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, previous + (left != right))
    return row[-1]
