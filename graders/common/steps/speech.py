"""A written talk or process as parts: who speaks, under which label, and what is said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from yuejuan.graders.common.answers import Line
from yuejuan.graders.common.answers.fillers import is_filler
from yuejuan.graders.common.answers.plain import NUMBERING, plain

_SPEAKER = re.compile(r"^\s*(?:[(（\[【][^)）\]】]{0,10}[)）\]】]\s*)?([^:\s，。！？,.!?（）()【】]{1,10})\s*:\s*")
_CUSTOMER = re.compile(
    r"顾客|客户|买家|买方|客人|用户|消费者|先生|女士|小姐|阿姨|大叔|同学|宝妈|customer|buyer|client|guest"
)
_SERVICE = re.compile(r"客服|店|掌柜|卖家|卖方|商家|旗舰|铺|小二|导购|服务|售前|专员|^cs|service|seller|staff|答")
_SPEAKING = re.compile(r"[您请]")  # 麻烦您看一下订单： is said by somebody
_OPENING = r"^\s*[【\[《「“\"(（<]*\s*"
_CLOSING = r"\s*[】\]》」”\")）>]*\s*"
_AFTER_LABEL = (
    r"(?:客户|顾客|客人|买家|用户|亲|需求|产品|商品|订单|信息|价格|服务|用语|话术|语|"
    r"环节|步骤|阶段|部分|流程|工作|时|中)*"
)
_ARROWS = re.compile(r"\s*(?:-+>|=+>|→|⇒|➔|➜|＞|>|—+|–|、|，|,|/|\||；|;|然后|再|最后|\d+[.、)]|[①-⑳])\s*")
_LATER = re.compile(r"次日|第二天|隔天|过后|[天日周月年期]后|小时后|之后")
_TELLER = re.compile(r"我|客服|服务")
_LONGEST_NAME = 4
_SIDE_COLUMN = re.compile(
    r"注意|备注|要点|说明|序号|目的|标准|时间|负责|^\s*(?:顾客|客户|买家|客人|用户)(?:说|的话|话语|发言|提问|咨询)?\s*$"
)
_SEQUENCE = re.compile(
    r"(?<=[，,])(?=\s*(?:首先|其次|再次|接着|接下来|然后|随后|之后|而后|再|最后|最终|等到?|待|当|如果|若是?|顾客|客户|客人|买家|"
    r"成交|下单|付款|发货|签收|[一二两三几\d]+[天日周]后|第[一二三四五六七]步?))"
)
_COMMA = re.compile(r"(?<=[，,])(?=.)")
_SPOKEN_TO = re.compile(r"[您你亲]")
_JOINT = r"\s*(?:-+>|=+>|→|⇒|➔|➜|＞|>|—+|–|、|，|,|/|\||和|与|及|然后|再|最后)\s*"
_LEFT_OF_A_FLOW = 12


@dataclass(frozen=True)
class Said:
    """One thing said or described: its text with its place in the line, and the label that it stands under.

    ``item`` is True where a numbered item or a row begins, beside others that are labels, under an unknown name;
    ``named`` where the words are another name of the label. ``joined`` are places that only join names of steps.
    """

    line: Line
    start: int
    end: int
    label: str | None
    item: bool = False
    named: bool = False
    joined: tuple[tuple[int, int], ...] = ()

    @property
    def text(self) -> str:
        """The words themselves."""
        return self.line.own[self.start : self.end]

    def telling(self, start: int, end: int) -> str:
        """The words between two places of the line, with blanks where names of steps are only joined."""
        kept = list(self.line.own)
        for first, last in self.joined:
            kept[first:last] = " " * (last - first)
        return "".join(kept[start:end])


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
        self._steps = tuple(labels)
        words = "|".join(re.escape(label) for label in sorted(self._owner, key=lambda word: (-len(word), word)))
        self._name = re.compile(words)
        self._label = re.compile(
            rf"{_OPENING}(?:第\s*[一二三四五六七八九十\d]+\s*[步个]?\s*(?:环节|步骤)?\s*[:、.，]?\s*)?(?P<name>{words})"
            rf"{_AFTER_LABEL}{_CLOSING}(?:(?P<mark>:|-+>?|—+|→|\.|、|，|\n)|(?P<end>\s*$)|(?=\s)|(?<=[】\]》」]))"
        )
        self._joined = re.compile(rf"(?:{words})(?:{_JOINT}(?:{words})){{2,}}")
        self._unknown = re.compile(rf"{_OPENING}(?P<name>[\u4e00-\u9fff]{{2,{_LONGEST_NAME}}}){_CLOSING}:")

    def read(self, lines: Sequence[Line]) -> Talk:
        """The talk in the order of the document; a table is read row by row."""
        said: list[Said] = []
        labels: list[tuple[str, Line]] = []
        flows: list[tuple[tuple[str, ...], Line]] = []
        current: str | None = None
        row: str | None = None
        heading = ""
        style = next((_style(line.own) for line in lines if self._after_label(line.own)[1] is not None), "")
        columns = {_cell(line)[:2] for line in lines if _cell(line)[0] and self._after_label(line.own)[1] is not None}
        tables = {table for table, _ in columns}
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
            numbered = _style(line.own)
            item = label is None and bool(numbered) and numbered == style
            if label is not None and label == current and not line.own[start:].strip() and line.own.strip() != heading:
                said.append(Said(line, 0, len(line.own), current, named=True))
                continue
            if label is not None:
                current, style, heading = label, numbered, line.own.strip()
                labels.append((label, line))
            elif item:
                current = None
            unnamed = current is None and _cell(line)[0] in tables and _cell(line)[2] != "0"
            beside = unnamed and _cell(line)[:2] not in columns
            spoken = self._spoken(line.own, start, has_service)
            if spoken is not None:
                joined = tuple(match.span() for match in self._joined.finditer(plain(line.own)))
                said.append(Said(line, spoken, len(line.own), current, item or beside, joined=joined))
        return Talk(tuple(said), tuple(labels), tuple(flows))

    def _speaker(self, line: Line) -> str | None:
        match = _SPEAKER.match(plain(line.own))
        return match[1] if match and match[1] not in self._owner and not _SPEAKING.search(match[1]) else None

    def _after_label(self, text: str) -> tuple[int, str | None]:
        """Where the text behind a label begins, and whose label it is; the start of the text where there is none."""
        numbering = NUMBERING.match(text)
        start = numbering.end() if numbering else 0
        said = plain(text[start:])
        match = self._label.match(said)
        if match is not None:
            return start + match.end(), self._owner[match["name"]]
        unknown = self._unknown.match(said)
        meant = self._misspelt(unknown["name"]) if unknown else None
        return (start + unknown.end(), meant) if unknown and meant else (0, None)

    def _misspelt(self, name: str) -> str | None:
        """The one step whose name differs from this in one character; 招乎 for 招呼. Who speaks is no step."""
        if _CUSTOMER.search(name) or _SERVICE.search(name):
            return None
        for names in (dict(zip(self._steps, self._steps, strict=True)), self._owner):
            near = {step for label, step in names.items() if _differ_once(label, name)}
            if near:
                return near.pop() if len(near) == 1 else None
        return None

    def _spoken(self, text: str, start: int, has_service: bool) -> int | None:
        """Where the words of the seller's side begin; ``None`` for a customer's words or none at all."""
        rest = text[start:]
        match = _SPEAKER.match(plain(rest))
        if match and not _SPEAKING.search(match[1]):
            speaker = match[1]
            teller = bool(_TELLER.search(speaker))  # 顾客一进来我就回复： introduces the shop's own words
            customer = bool(_CUSTOMER.search(speaker)) and not teller
            if customer or (has_service and not teller and not _SERVICE.search(speaker)):
                return None
            if _LATER.search(rest[: match.start(1)]) is None:  # （三天后） in front of the speaker tells what follows
                start, rest = start + match.end(), rest[match.end() :]
        return None if is_filler(rest) else start

    def _flow(self, text: str) -> tuple[str, ...]:
        """The steps of a line that only joins names by arrows or marks; empty for any other line."""
        said = plain(text)
        names = [self._owner[match.group()] for match in self._name.finditer(said)]
        rest = self._name.sub("", _ARROWS.sub("", said))
        left = re.sub(rf"{_AFTER_LABEL}|[\s:.。()（）]", "", rest)
        return tuple(names) if len(set(names)) >= 3 and len(left) <= _LEFT_OF_A_FLOW else ()


def _differ_once(one: str, other: str) -> bool:
    """Whether two names of the same length differ in one character."""
    return len(one) == len(other) and sum(a != b for a, b in zip(one, other, strict=True)) == 1


def _style(text: str) -> str:
    """How a line is numbered, without the number; empty where it is not."""
    match = NUMBERING.match(text)
    return re.sub(r"[一二三四五六七八九十\d①-⑳]+", "#", match.group().strip()) if match else ""


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
    """Start and end, in the line, of each sentence of what is said, cut where it goes on to what comes next.

    A sentence that speaks to nobody tells what is done, and is cut at every comma.
    """
    for match in re.finditer(r"[^。！？!?~～；;\n]+[。！？!?~～；;\n]*", said.text):
        parts = _SEQUENCE if _SPOKEN_TO.search(match.group()) else _COMMA
        cuts = [cut.start() for cut in parts.finditer(match.group())]
        for start, end in zip([0, *cuts], [*cuts, len(match.group())], strict=True):
            yield said.start + match.start() + start, said.start + match.start() + end
