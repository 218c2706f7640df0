"""The posts of a paper by the names that answers give them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pydantic import Field

from yuejuan.graders.api import Ask, CheckParameters
from yuejuan.graders.common.answers.labels import Labels, Mention
from yuejuan.graders.common.answers.plain import NUMBERING, bare, plain
from yuejuan.graders.common.document.phrases import negated
from yuejuan.graders.common.numbers import LONGEST_TEXT

_SUFFIX = r"(?:岗位|职位|岗|的|主要|工作|职责|任务|内容|任职|匹配|标准|要求|条件|说明|描述|人员|与|和|及|、)*"
_ORDINAL = r"(?:(?:岗位|职位)[一二三四五六七八九十\d]*\s*[：:、]?\s*)?"
_BRACKETS = r"(?:\s*[（(][^）)]{0,16}[）)])?"
_NOT_ITS_OWN = re.compile(
    r"(?:协助|配合|辅助|向|服从|听从|汇报给|上报|报给|报|请示|交给|对接|通知|联系)(?:上级|本店|店铺|网店)?$"
)
_MERGED = re.compile(
    r"^(?:岗位|一职|岗)?(?:取消|撤销|暂缺|空缺)|^[^。；;！？]*?(?:不|暂不|没有|不再)(?:另外?|单独|专门|再)?(?:设|招|配备)"
)
_REACH = 12
_BULLET = re.compile(r"\s*[-–—*•>]+\s*")


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
    """A post named at the start of a line. ``text`` is where what is said of it begins; ``alone``: nothing follows.

    ``suffix`` is what the name carries (``岗位职责``), ``plain`` whether the line names the post and nothing else.
    """

    post: str
    begin: int
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
        self._start = re.compile(
            rf"{_ORDINAL}[【\[“\"]?(?P<name>{names})[】\]”\"]?{_BRACKETS}(?P<suffix>{_SUFFIX}){_BRACKETS}\s*"
            r"(?P<mark>[：:]|[—–－-]+(?=\s*\D)|$)"
        )

    def of_cell(self, text: str) -> tuple[str, bool] | None:
        """Whose name a table cell holds, and whether it says that alone; ``None`` when it is nobody's."""
        return self._labels.of_cell(text)

    def at_start(self, text: str) -> Start | None:
        """The post that a line is labelled with (``客服专员：…``, ``（一）店长岗位职责``)."""
        said = plain(text)
        number = NUMBERING.match(said) or _BULLET.match(said)
        match = self._start.match(said, number.end() if number else len(said) - len(said.lstrip()))
        if match is None:
            return None
        rest = said[match.end() :].strip()
        return Start(self._owner[match["name"]], match.start("name"), match.end(), match["suffix"], not rest)

    def mentions(self, text: str) -> Iterator[tuple[Mention, bool]]:
        """Every place where a post is named as one that there is, and False where the text takes it back.

        Somebody to report to or to help (``协助店长``) is passed over.
        """
        text = text[:LONGEST_TEXT]
        said = plain(text)
        told = list(self._labels.mentions(text))
        for mention in told:
            if not _NOT_ITS_OWN.search(said[max(0, mention.start - _REACH) : mention.start].rstrip()):
                after = re.split(r"[。；;！？]", said[mention.end :])[0]
                last = all(one.start <= mention.start or one.start > mention.end + len(after) for one in told)
                yield mention, not (negated(said, mention.start) or (last and _MERGED.match(after)))
