"""How a sentence speaks of a post: as one that there is, in passing, or as one that is not set up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum

from yuejuan.graders.common.answers.labels import Mention


class Standing(StrEnum):
    """``LISTED``: set up by a list, a number of people or a verb; ``ACTING``: what a clause is about.

    ``PASSING``: only spoken of; ``REFUSED``: expressly not set up, or later only.
    """

    LISTED = "listed"
    ACTING = "acting"
    PASSING = "passing"
    REFUSED = "refused"

    @property
    def affirmed(self) -> bool:
        """Whether the post is not taken back."""
        return self is not Standing.REFUSED


_REACH, _FAR = 24, 40
_COUNT = r"(?:\d{1,3}|[一二两三四五六七八九十几]{1,3})\s*(?:至|到|-|~)?\s*\d*\s*(?:名|人|位|个)"
_SET_UP = r"(?:设置|设立|设|招聘|招|聘请|聘|配备|配|增设|新增|成立|安排)"
_CLAUSE_START = re.compile(
    r"(?:^|[，,：:（(\s“”→])(?:而|同时|然后|接着|再|最后|其中|另外|此外|对于|针对|对|作为|至于|(?:首先|其次|再次|接下来|然后|最后)是|首先|其次|再次|本店|网店|我们|每个|各|"
    r"其[一二三四五六]|[一二三四五六七八九]是|第[一二三四五六七八九](?:是|个)?|(?:想|要|能|若|如果)?(?:要|想)?(?:当|做|担任|胜任|干)好?)*的?$"
    r"|(?:由|靠|归|让|请|轮到)$"
)
_OUTSIDE = re.compile(
    r"(?:外聘|外请|外面请来?|请来|外包|外部|第三方|合作|总店|总部|总公司|平台|美团|饿了么|顺丰|快递公司?|别家|其他店|厂家|供应商|同行)的?$"
)
_HELPED = re.compile(
    r"(?:协助|配合|辅助|向|服从|听从|汇报给|上报|报给|报|请示|对接|通知|联系|提醒|催促?|转告|告诉|告知|帮助?|帮着|替|代替)(?:上级|本店|店铺|网店)?$"
)
_GIVES = re.compile(r"给$")
_GIVEN = re.compile(r"^[^，。；;、]{0,8}?(?:派|安排|提供|发|下达|拍|做|写|打|讲|开会|培训|布置|分配|反馈|看)")
_WITH = re.compile(r"(?:与|和|跟|同|及)$")
_TOGETHER = re.compile(
    r"^[^，。；;、]{0,6}?(?:沟通|谈|对接|配合|协商|商量|商定|交流|联系|讨论|核对|协作|合作|一起|共同|保持)"
)
_REFUSED_BEFORE = re.compile(
    r"(?:不|没有?|无|未|暂不|勿|别)(?:必要?|用|需要?|想|打算|准备|再|另外?|单独|专门|专|额外|考虑|要|急着)*"
    rf"{_SET_UP}?(?:专门|专职|单独|固定|全职|独立|正式)?的?$"
    r"|(?:不|没|无)(?:负责|参与|管|兼任?|属于|归|由)$"
)
_LATER = re.compile(
    rf"(?:[等待到][^。；;]{{2,20}}?(?:以后|之后|后|时|再)|以后|将来|未来|后期|日后|后续|下一步)[^。；;]{{0,8}}?{_SET_UP}[^。；;，,]{{0,4}}$"
)
_REFUSED_BEHIND = re.compile(
    r"^(?:岗位|一职|岗)?(?:取消|撤销|暂缺|空缺)|^(?:岗位|岗|工作|这块)?(?:先|暂时|全部|都|则|就)*外包"
    r"|^[^。；;！？]*?(?:不|暂不|没有|不再|没必要)(?:另外?|单独|专门|再)?(?:设|招|配备)"
)
_BEHIND_SET_UP = re.compile(rf"^\s*(?:岗位?|职位|一职|一岗|兼)|^(?:岗位?|一职)?\s*[:：（(]?\s*{_COUNT}")
_BEFORE_SET_UP = re.compile(
    rf"(?:{_COUNT}|[一二两三四五六七八九十]名)(?:[^，。；;、]{{0,10}}的)?$|{_SET_UP}[^，。；;]{{0,10}}$"
    r"|(?:需要?|要有|得有|有|包括|包含|分为|分成|组成|也就是|就是|即|叫做?|为|是|兼任?|交给|分别)[^，。；;、]{0,6}$"
)
_HANDED = re.compile(r"交给$")
_BETWEEN = re.compile(
    rf"^(?:[\s、，,/+＋→]|和|与|及|以及|跟|还有|{_COUNT}|各|分别|岗位?|专员|[（(][^）)]{{0,10}}[）)]|\d+)*$"
)
_ONLY_JOINED = re.compile(r"(?:岗位?|专员)?\s*(?:[、，,/+＋]|和|与|及|以及|跟|还有)+\s*")
_LONGEST_BETWEEN, _MANY = 16, 3
_SENTENCE_END = re.compile(r"[。；;！？!?\n]")


def acts(sentence: str, start: int) -> bool:
    """Whether what stands at ``start`` is what a clause is about, or does something (``由库管检查``)."""
    before = sentence[:start] if start <= _REACH else "\0" + sentence[start - _REACH : start]
    return _CLAUSE_START.search(before) is not None


def standings(said: str, told: Sequence[Mention]) -> Iterator[tuple[Mention, Standing]]:
    """Every mention with its standing; those of partners and outsiders are passed over."""
    before: Standing | None = None
    for at, mention in enumerate(told):
        follows = at > 0 and _joined(said, told[at - 1], mention)
        leads = at + 1 < len(told) and _joined(said, mention, told[at + 1])
        if follows and before in (None, Standing.REFUSED) and not _BEHIND_SET_UP.match(said[mention.end :]):
            standing: Standing | None = before
        else:
            standing = _standing(said, told, at, follows or leads)
        before = standing
        if standing is not None:
            yield mention, standing


def in_lists(said: str, told: Sequence[Mention]) -> set[Mention]:
    """Mentions in a list of three or more with no words between them: what follows is said of all together."""
    return {mention for run in _runs(said, told) if len(run) >= _MANY for mention in run}


def pairs(said: str, told: Sequence[Mention]) -> dict[Mention, Mention]:
    """The first of every two mentions that are joined (``主管和推广``) to the second: what follows is said of both."""
    return {run[0]: run[1] for run in _runs(said, told) if len(run) == _MANY - 1}


def _runs(said: str, told: Sequence[Mention]) -> list[list[Mention]]:
    runs: list[list[Mention]] = []
    for mention in told:
        if runs and _ONLY_JOINED.fullmatch(said, runs[-1][-1].end, mention.start):
            runs[-1].append(mention)
        else:
            runs.append([mention])
    return runs


def _standing(said: str, told: Sequence[Mention], at: int, listed: bool) -> Standing | None:
    mention = told[at]
    before = said[max(0, mention.start - _FAR) : mention.start].rstrip()
    behind = _SENTENCE_END.split(said[mention.end :], maxsplit=1)[0]
    if _REFUSED_BEFORE.search(before) or _LATER.search(before) or _taken_back(behind, said, told, at):
        return Standing.REFUSED
    if _is_partner(before, behind):
        return None
    if _HANDED.search(before) and any(one.start >= _clause(said, mention) for one in told[:at]):
        return Standing.PASSING
    if listed or _BEHIND_SET_UP.match(behind) or _BEFORE_SET_UP.search(before):
        return Standing.LISTED
    return Standing.ACTING if acts(said, mention.start) else Standing.PASSING


def _clause(said: str, mention: Mention) -> int:
    """Where the clause of a mention begins."""
    return max(said.rfind(mark, 0, mention.start) for mark in "，,。；;！？\n") + 1


def _taken_back(behind: str, said: str, told: Sequence[Mention], at: int) -> bool:
    """Whether the rest of the sentence gives the post up, and names no other that it could be about."""
    end = told[at].end + len(behind)
    alone = all(not told[at].end <= one.start < end for one in told)
    return alone and _REFUSED_BEHIND.match(behind) is not None


def _is_partner(before: str, behind: str) -> bool:
    if _HELPED.search(before) or _OUTSIDE.search(before):
        return True
    if _GIVES.search(before) and _GIVEN.match(behind):
        return not before.endswith("交给")
    return _WITH.search(before) is not None and _TOGETHER.match(behind) is not None


def _joined(said: str, first: Mention, second: Mention) -> bool:
    """Whether two mentions stand in one list, with nothing but marks and numbers of people between them."""
    between = said[first.end : second.start]
    return 0 < len(between) <= _LONGEST_BETWEEN and _BETWEEN.match(between) is not None
