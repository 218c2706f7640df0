"""A written talk or process as parts: who speaks, under which label, and what is said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from yuejuan.graders.common.answers import Line
from yuejuan.graders.common.answers.plain import NUMBERING, plain

_SPEAKER = re.compile(r"^\s*(?:[(（\[【][^)）\]】]{0,10}[)）\]】]\s*)?([^:\s，。！？,.!?（）()【】]{1,10})\s*:\s*")
_CUSTOMER = re.compile(
    r"顾客|客户|买家|买方|客人|用户|消费者|先生|女士|小姐|阿姨|大叔|同学|宝妈|customer|buyer|client|guest"
)
_SERVICE = re.compile(r"客服|店|掌柜|卖家|卖方|商家|旗舰|铺|小二|导购|服务|售前|专员|^cs|service|seller|staff|答")
_OPENING = r"^\s*[【\[《「“\"(（<]*\s*"
_CLOSING = r"\s*[】\]》」”\")）>]*\s*"
_AFTER_LABEL = (
    r"(?:客户|顾客|客人|买家|用户|亲|需求|产品|商品|订单|信息|价格|服务|用语|话术|语|"
    r"环节|步骤|阶段|部分|流程|工作|时|中)*"
)
_ARROWS = re.compile(r"\s*(?:-+>|=+>|→|⇒|➔|➜|＞|>|—+|–|、|，|,|/|\||；|;|然后|再|最后|\d+[.、)]|[①-⑳])\s*")
_EMPTY = re.compile(r"^[\s.…。、，\-—_:：（）()无略]*$")
_SIDE_COLUMN = re.compile(r"注意|备注|要点|说明|序号|目的|标准|时间|负责")
_LEFT_OF_A_FLOW = 12


@dataclass(frozen=True)
class Said:
    """One thing said or described: its text with its place in the line, and the label that it stands under."""

    line: Line
    start: int
    end: int
    label: str | None

    @property
    def text(self) -> str:
        """The words themselves."""
        return self.line.own[self.start : self.end]


@dataclass(frozen=True)
class Talk:
    """A talk: what was said by the seller's side, the labels met in order, and flows that only join names."""

    said: tuple[Said, ...]
    labels: tuple[tuple[str, Line], ...]
    flows: tuple[tuple[tuple[str, ...], Line], ...]

    def under(self, label: str) -> tuple[Said, ...]:
        """What stands under a label."""
        return tuple(one for one in self.said if one.label == label)


class TalkReader:
    """Reads lines as a talk; ``labels`` maps each step to the names that it goes by."""

    def __init__(self, labels: Mapping[str, Sequence[str]]) -> None:
        self._owner = {plain(label): step for step, group in labels.items() for label in group}
        words = "|".join(re.escape(label) for label in sorted(self._owner, key=lambda word: (-len(word), word)))
        self._name = re.compile(words)
        self._label = re.compile(
            rf"{_OPENING}(?:第\s*[一二三四五六七八九十\d]+\s*[步个]?\s*(?:环节|步骤)?\s*[:、.，]?\s*)?(?P<name>{words})"
            rf"{_AFTER_LABEL}{_CLOSING}(?:(?P<mark>:|-+>?|—+|→|\.|、|，|\n)|(?P<end>\s*$)|(?=\s)|(?<=[】\]》」]))"
        )

    def read(self, lines: Sequence[Line]) -> Talk:
        """The talk in the order of the document; a table is read row by row."""
        said: list[Said] = []
        labels: list[tuple[str, Line]] = []
        flows: list[tuple[tuple[str, ...], Line]] = []
        current: str | None = None
        row: str | None = None
        has_service = any(_SERVICE.search(name) for line in lines if (name := self._speaker(line)))
        side = _side_columns(lines)
        for line in lines:
            if not line.own.strip() or _cell(line)[:2] in side:
                continue
            if _row(line) != row and (row is not None or _row(line) is not None):
                current, row = None, _row(line)
            flow = self._flow(line.own)
            if flow:
                flows.append((flow, line))
                continue
            start, label = self._after_label(line.own)
            if label is not None:
                current = label
                labels.append((label, line))
            spoken = self._spoken(line.own, start, has_service)
            if spoken is not None:
                said.append(Said(line, spoken, len(line.own), current))
        return Talk(tuple(said), tuple(labels), tuple(flows))

    def _speaker(self, line: Line) -> str | None:
        match = _SPEAKER.match(plain(line.own))
        return match[1] if match and match[1] not in self._owner else None

    def _after_label(self, text: str) -> tuple[int, str | None]:
        """Where the text behind a label begins, and whose label it is; the start of the text where there is none."""
        numbering = NUMBERING.match(text)
        start = numbering.end() if numbering else 0
        match = self._label.match(plain(text[start:]))
        if match is None:
            return 0, None
        return start + match.end(), self._owner[match["name"]]

    def _spoken(self, text: str, start: int, has_service: bool) -> int | None:
        """Where the words of the seller's side begin; ``None`` for a customer's words or none at all."""
        rest = text[start:]
        match = _SPEAKER.match(plain(rest))
        if match:
            speaker = match[1]
            customer = bool(_CUSTOMER.search(speaker)) and not re.search(r"客服|服务", speaker)
            if customer or (has_service and not _SERVICE.search(speaker)):
                return None
            start, rest = start + match.end(), rest[match.end() :]
        return None if _EMPTY.match(rest) else start

    def _flow(self, text: str) -> tuple[str, ...]:
        """The steps of a line that only joins names by arrows or marks; empty for any other line."""
        said = plain(text)
        names = [self._owner[match.group()] for match in self._name.finditer(said)]
        rest = self._name.sub("", _ARROWS.sub("", said))
        left = re.sub(rf"{_AFTER_LABEL}|[\s:.。()（）]", "", rest)
        return tuple(names) if len(set(names)) >= 3 and len(left) <= _LEFT_OF_A_FLOW else ()


def _row(line: Line) -> str | None:
    head, mark, tail = line.paragraph.path.rpartition("/r")
    return f"{line.file}:{head}/r{tail.partition('/')[0]}" if mark else None


def _cell(line: Line) -> tuple[str, str, str]:
    """Table, column and row of a line in a table."""
    match = re.match(r"(.*)/r(\d+)/c(\d+)(?:/|$)", line.paragraph.path)
    return (f"{line.file}:{match[1]}", match[3], match[2]) if match else ("", "", "")


def _side_columns(lines: Sequence[Line]) -> frozenset[tuple[str, str]]:
    """The columns of tables that hold remarks beside what is said."""
    return frozenset(
        _cell(line)[:2]
        for line in lines
        if _cell(line)[2] == "0" and _SIDE_COLUMN.search(line.own) and len(line.own) <= 8
    )


def sentences_of(said: Said) -> Iterator[tuple[int, int]]:
    """Start and end, in the line, of each sentence of what is said."""
    for match in re.finditer(r"[^。！？!?~～；;\n]+[。！？!?~～；;\n]*", said.text):
        yield said.start + match.start(), said.start + match.end()
