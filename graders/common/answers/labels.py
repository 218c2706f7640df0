"""Names under which answers stand: a table's label cells and the words in front of a number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from yuejuan.graders.common.answers.plain import bare, plain

_ENDINGS = ("人数", "量", "额", "数", "值")
_NEGATED = "不非没未"
_OPERATOR_BEFORE = "=×*+÷/≈x^"
_OPERATOR_BEHIND = "×*+÷/^"
_SPAN_OF_TIME = re.compile(r"^(?:\d{1,3}|[一二两三四五六七八九十]{1,3})(?:年|个月|月|周|天)(?:内|里|间)?的?")
_SLACK = 6
_SHORTEST = 3


@dataclass(frozen=True)
class Mention:
    """A label in running text: whose it is, its place, and whether it is the label as the paper writes it."""

    name: str
    start: int
    end: int
    whole: bool


class Labels:
    """The labels of several things, told apart: the longest label wins, and one that fits two things fits none."""

    def __init__(self, labels: Mapping[str, Sequence[str]]) -> None:
        self._whole = _unique({bare(label): name for name, group in labels.items() for label in group}, labels)
        shorter: dict[str, set[str]] = {}
        for label, name in self._whole.items():
            for ending in _ENDINGS:
                short = label.removesuffix(ending)
                if short != label and len(short) >= _SHORTEST:
                    shorter.setdefault(short, set()).add(name)
        self._short = {
            short: names.pop() for short, names in shorter.items() if len(names) == 1 and short not in self._whole
        }
        spellings = sorted({*self._whole, *self._short}, key=lambda label: (-len(label), label))
        self._pattern = re.compile("|".join(r"\s*".join(map(re.escape, label)) for label in spellings))

    def of_cell(self, text: str) -> tuple[str, bool] | None:
        """Whose label a table cell is, and whether it says that alone; ``None`` when it is nobody's."""
        said = bare(text)
        if said in self._whole:
            return self._whole[said], True
        said = _SPAN_OF_TIME.sub("", said)
        found = {self._name(match.group()) for match in self._pattern.finditer(said) if not _taken_back(said, match)}
        longest = max((len(match.group()) for match in self._pattern.finditer(said)), default=0)
        if len(found) != 1 or len(said) > longest + _SLACK or re.search(r"\d", said):
            return None
        return found.pop(), False

    def ends_with(self, figure: str) -> bool:
        """Whether a label ends with the words of a header and says more: ``甲学校毛利`` under ``毛利``."""
        said = bare(figure)
        return bool(said) and any(label.endswith(said) and label != said for label in self._whole)

    def joined(self, thing: str, figure: str) -> str | None:
        """Whose whole label the head of a row makes with that of a column."""
        return self._whole.get(bare(thing) + bare(figure)) or self._whole.get(f"{bare(thing)}的{bare(figure)}")

    def mentions(self, text: str) -> Iterator[Mention]:
        """Every place where a label is said to have a value; one that is a term of a formula is passed over."""
        said = plain(text)
        for match in self._pattern.finditer(said):
            before, behind = said[: match.start()].rstrip(), said[match.end() :].lstrip()
            if before.endswith(tuple(_OPERATOR_BEFORE)) or behind.startswith(tuple(_OPERATOR_BEHIND)):
                continue
            if not _taken_back(said, match):
                spelling = re.sub(r"\s+", "", match.group())
                yield Mention(self._name(spelling), match.start(), match.end(), spelling in self._whole)

    def _name(self, spelling: str) -> str:
        known = re.sub(r"\s+", "", spelling)
        return self._whole.get(known) or self._short[known]


def _unique(spellings: Mapping[str, str], labels: Mapping[str, Sequence[str]]) -> dict[str, str]:
    owners: dict[str, set[str]] = {}
    for name, group in labels.items():
        for label in group:
            owners.setdefault(bare(label), set()).add(name)
    return {label: name for label, name in spellings.items() if label and len(owners[label]) == 1}


def _taken_back(said: str, match: re.Match[str]) -> bool:
    """``不满意价值`` does not name ``满意价值``."""
    return said[: match.start()].endswith(tuple(_NEGATED))
