"""A written dialogue or script as utterances: who says what, by labels in front, speaker cells and table headers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from yuejuan.graders.common.answers import Line

_CUSTOMER = re.compile(
    r"顾客|客户(?!服务|经理|专员|代表)|买家|买方|客人|用户|消费者|会员|投诉人|^问$|先生|女士|小姐|阿姨|大叔|大爷|大妈|"
    r"customer|buyer|client",
    re.IGNORECASE,
)
_SHOP = re.compile(
    r"客服|客户服务|客户(?:经理|专员|代表)|店|掌柜|卖家|卖方|商家|旗舰|铺|小二|导购|服务|售[前后]|专员|话术|应答|回[复答]|答$|"
    r"^我(?:方|们)?$|service|seller|staff",
    re.IGNORECASE,
)
_BAD_EXAMPLE = re.compile(
    r"忌语|禁语|禁用|禁忌|禁止用语|不(?:能|要|可|应该?|得|该|可以|准|许)(?:说|使用|用|讲|出现)|避免(?:说|使用|用|出现|讲)|"
    r"错误(?:示范|说法|用语|话术|回答|做法|示例)|反面|反例|不当(?:用语|说法|言[语辞])|不恰当|不文明|不礼貌|切忌|杜绝"
)
_SPEAKER = re.compile(
    r"^\s{0,40}[【\[（(]?\s{0,2}(?P<name>[^:：\s，。！？,!?；;“”\"]{1,12}?)\s{0,2}(?:[（(][^）)]{0,12}[)）])?\s{0,2}"
    r"[】\])）]?\s{0,2}[:：]\s*"
)
_TITLE = re.compile(r"先生|女士|小姐|阿姨|大叔|大爷|大妈")
_ADDRESS = re.compile(r"^(?:尊敬|亲爱|敬爱|尊贵)的")
_CELL = re.compile(r"(.*)/r(\d+)/c(\d+)(?:/|$)")
_QUOTED = re.compile(r"[“\"「『‘]([^“”\"「」『』‘’]{1,60})[”\"」』’]")
_CUSTOMERS_WORDS = re.compile(
    r"(?:顾客|客户|买家|客人|用户|消费者|对方|先生|女士)[^“”\"，。！？；]{0,12}(?:说|问|道|讲|表示|反映|抱怨|提出|认为|称|回[复答]|:|：)?"
    r"[，,：:]?\s*$"
)
_FAULTS = re.compile(r"推诿|推脱|推卸|敷衍|顶撞|冷漠|生硬|不耐烦|伤害顾客|刺激顾客")
_NEW_THOUGHT = re.compile(r"[。！？；!?;\n]|(?:要|应|应该|应当|可以|建议|改|而要|而是)说|改[为成]|换成|正确")
_SENTENCE_MARK = re.compile(r"[。！？!?；;，,]")
_LONGEST_HEADING = 24
_REACH = 60


class Side(StrEnum):
    """Whose words they are. Text without a speaker is the shop's: a script says what is to be said."""

    SHOP = "shop"
    CUSTOMER = "customer"
    BAD_EXAMPLE = "bad_example"


@dataclass(frozen=True)
class Utterance:
    """Words of one side: code points ``start`` to ``end`` of a line. ``spoken`` is True where a speaker is named.

    ``text`` has quotations of the other side blanked, character for character.
    """

    line: Line
    start: int
    end: int
    side: Side
    spoken: bool
    text: str


@dataclass
class _State:
    """Who spoke last in running text or in a row of a table, and whether bad examples are being listed."""

    side: Side | None = None
    spoken: bool = False
    row: str | None = None
    bad_list: bool = False
    columns: dict[tuple[str, int], Side] = field(default_factory=dict)


def utterances(lines: Sequence[Line]) -> tuple[Utterance, ...]:
    """All utterances in the order of the text; blank lines end nothing, a heading ends a speaker."""
    state = _State(columns=dict(_sides_of_columns(lines)))
    shop_named = any(found[0] is Side.SHOP for line in lines if (found := _speaker(line.own, True)) is not None)
    return tuple(found for line in lines if line.own.strip() for found in _read(line, state, shop_named))


def _read(line: Line, state: _State, shop_named: bool) -> Iterator[Utterance]:
    text = line.own
    cell = _CELL.match(line.paragraph.path)
    row = f"{line.file}:{cell[1]}/r{cell[2]}" if cell else None
    if row != state.row:
        state.side, state.spoken, state.row = None, False, row
    named = _speaker(text, shop_named)
    if named is not None:
        state.side, start = named
        state.spoken = True
        state.bad_list = False
        if text[start:].strip():
            yield _utterance(line, start, state.side, True)
        return
    alone = _side_of(text) if cell and len(text.strip()) <= 8 else None
    if alone is not None:
        state.side, state.spoken = alone, True
        return
    if cell and (of_column := state.columns.get((f"{line.file}:{cell[1]}", int(cell[3])))) is not None:
        yield _utterance(line, 0, of_column, True)
        return
    if is_heading(text):
        state.side, state.spoken = None, False
        state.bad_list = _BAD_EXAMPLE.search(text) is not None
    if state.bad_list or _lists_bad_examples(text):
        yield _utterance(line, 0, Side.BAD_EXAMPLE, False)
        return
    yield _utterance(line, 0, state.side or Side.SHOP, state.spoken)


def _speaker(text: str, shop_named: bool) -> tuple[Side, int] | None:
    """Who speaks, and where the words begin. ``林女士：`` is an address unless the shop's side is labelled, too."""
    match = _SPEAKER.match(text)
    if match is None or _ADDRESS.match(match["name"]) or (_TITLE.search(match["name"]) and not shop_named):
        return None
    side = _side_of(match["name"])
    return (side, match.end()) if side is not None else None


def _side_of(name: str) -> Side | None:
    if _BAD_EXAMPLE.search(name):
        return Side.BAD_EXAMPLE
    if _SHOP.search(name):
        return Side.SHOP
    return Side.CUSTOMER if _CUSTOMER.search(name) else None


def _sides_of_columns(lines: Sequence[Line]) -> Iterator[tuple[tuple[str, int], Side]]:
    """Columns of tables whose first cell names a side or bad examples, where at least two columns have headers."""
    heads: dict[str, dict[int, str]] = {}
    for line in lines:
        cell = _CELL.match(line.paragraph.path)
        if cell and cell[2] == "0" and len(line.own.strip()) <= 12:
            heads.setdefault(f"{line.file}:{cell[1]}", {})[int(cell[3])] = line.own
    for table, columns in heads.items():
        for column, text in columns.items():
            side = _side_of(text)
            if side is not None and len(columns) > 1:
                yield (table, column), side


def is_heading(text: str) -> bool:
    """Whether a line reads like a title, a number or a label: short, and without a sentence."""
    bare = text.strip()
    return len(bare) <= _LONGEST_HEADING and (bare.endswith(("：", ":")) or not _SENTENCE_MARK.search(bare))


def _lists_bad_examples(text: str) -> bool:
    """``服务忌语：不知道、随便`` names them; ``不能说“不知道”，要说“我查一下”`` is taken apart by its quotations."""
    label = re.match(r"^[^:：]{1,16}[:：]", text)
    return label is not None and _BAD_EXAMPLE.search(label.group()) is not None


def _utterance(line: Line, start: int, side: Side, spoken: bool) -> Utterance:
    text = line.own[start:]
    return Utterance(line, start, len(line.own), side, spoken, _without_foreign_quotes(text))


def _without_foreign_quotes(text: str) -> str:
    """Quotations of a customer and of what is not to be said blanked, with those joined to them by ``、``."""
    kept: list[str] = []
    at, banned_until = 0, -1
    for match in _QUOTED.finditer(text):
        clause = _NEW_THOUGHT.split(text[max(0, match.start() - _REACH) : match.start()])[-1]
        joined = banned_until >= 0 and match.start() - banned_until <= _REACH
        banned = bool(_BAD_EXAMPLE.search(clause) or _FAULTS.search(clause)) or (
            joined and not text[banned_until : match.start()].strip("、，, 或和及与者")
        )
        if banned or _CUSTOMERS_WORDS.search(clause):
            banned_until = match.end() if banned else banned_until
            kept += [text[at : match.start()], "\n" * len(match.group())]
            at = match.end()
    return "".join((*kept, text[at:]))
