"""The posts of a paper by the names that answers give them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pydantic import Field

from yuejuan.graders.api import Ask, CheckParameters
from yuejuan.graders.common.answers.labels import Labels, Mention
from yuejuan.graders.common.answers.plain import NUMBERING, bare, plain
from yuejuan.graders.common.numbers import LONGEST_TEXT
from yuejuan.graders.team_management.post_standing import Standing, standings

_SUFFIX = r"(?:岗位|职位|岗|的|主要|工作|职责|任务|内容|任职|匹配|标准|要求|条件|说明|描述|人员|与|和|及|、)*"
_ORDINAL = r"(?:(?:岗位|职位)[一二三四五六七八九十\d]*\s*[：:、]?\s*)?"
_BRACKETS = r"(?:\s*[（(][^）)]{0,16}[）)])?"
_BULLET = re.compile(
    r"\s*[-–—*•>├└│─━┣┗┃]+[-–—─━\s]*|\s*\d{1,2}(?:[.．]\d{1,2})+\s+|"
    r"\s*(?:其[一二三四五六七八九]|[一二三四五六七八九十]是|第[一二三四五六七八九十](?:是|个)?|另外|还有)[，,、]?"
)
_INSIDE = r"(?:(?<=[。；;！？!?，,、\s\]】〕])|^)"
_ITEM_NUMBER = r"(?:[(（]?[一二三四五六七八九十\d]{1,3}[)）.．、]\s*|[①-⑳]\s*)?"


class PostParameters(CheckParameters):
    """The posts that the paper asks for."""

    posts: dict[str, tuple[str, ...]] = Field(
        min_length=1, description="Name of a post to the other names that answers may give it."
    )
    brief: str = Field("", description="The text of the task, so that copied sentences are not taken for answers.")

    def points(self) -> tuple[Ask, ...]:
        """One for each post."""
        return tuple(Ask(name) for name in self.posts)


@dataclass(frozen=True)
class Start:
    """A post named at the start of a line, from ``begin`` to ``end``; ``text`` is where what is said of it begins.

    ``suffix`` is what the name carries (``岗位职责``); ``alone``: nothing follows.
    """

    post: str
    begin: int
    end: int
    text: int
    suffix: str
    alone: bool


class PostNames:
    """The names of several posts told apart: the longest wins, and a name of two posts is nobody's."""

    def __init__(self, posts: Mapping[str, Sequence[str]]) -> None:
        spelled = {post: (post, *others) for post, others in posts.items()}
        self._labels = Labels(spelled)
        owners: dict[str, set[str]] = {}
        for post, spellings in spelled.items():
            for name in spellings:
                owners.setdefault(bare(name), set()).add(post)
        self._owner = {name: next(iter(found)) for name, found in owners.items() if len(found) == 1}
        names = "|".join(re.escape(name) for name in sorted(self._owner, key=lambda name: (-len(name), name)))
        named = rf"(?P<name>{names})[】\]”\"]?{_BRACKETS}(?P<suffix>{_SUFFIX}){_BRACKETS}\s*"
        boxed = rf"[【\[](?P<boxed>{names})(?P<of>{_SUFFIX}){_BRACKETS}[】\]]\s*[：:]?"
        self._start = re.compile(rf"{_ORDINAL}(?:{boxed}|[“\"]?{named}(?:[：:]|[—–－-]+(?=\s*\D)|[→➔⇒]+|$))")
        self._inside = re.compile(rf"{_INSIDE}{_ITEM_NUMBER}(?:{boxed}|{named}(?:[：:]|[—–]+(?=\s*\D)))")

    def of_cell(self, text: str) -> tuple[str, bool] | None:
        """Whose name a table cell holds, and whether it says that alone; ``None`` when it is nobody's."""
        return self._labels.of_cell(text)

    def at_start(self, text: str) -> Start | None:
        """The post that a line is labelled with (``客服专员：…``, ``（一）店长岗位职责``)."""
        said = plain(text)
        match = self._start_of(said)
        if match is None:
            return None
        rest = said[match.end() :].strip()
        name, suffix = ("boxed", "of") if match["boxed"] else ("name", "suffix")
        return Start(self._owner[match[name]], *match.span(name), match.end(), match[suffix], not rest)

    def _start_of(self, said: str) -> re.Match[str] | None:
        """The label at the start of a line, behind its number or bullet."""
        numbers = (pattern.match(said) for pattern in (_BULLET, NUMBERING))
        starts = [number.end() for number in numbers if number] + [len(said) - len(said.lstrip())]
        return next((match for start in starts if (match := self._start.match(said, start))), None)

    def parts(self, text: str) -> list[tuple[int, int]]:
        """A line cut in front of every label inside it: ``店长：定目标。运营：引流。`` are two parts."""
        starts = [match.start() for match in self._inside.finditer(plain(text[:LONGEST_TEXT])) if match.start()]
        return list(zip([0, *starts], [*starts, len(text)], strict=True))

    def mentions(self, text: str) -> Iterator[tuple[Mention, Standing]]:
        """Every place where a post is named, and how; outsiders and those to help or report to are passed over."""
        text = text[:LONGEST_TEXT]
        told = list(self._labels.mentions(text))
        yield from standings(plain(text), told)
