"""Captions of pictures and tables: by the style Caption, by a SEQ field, or typed (图1 …, 表 2：…)."""

from __future__ import annotations

import re
from typing import Literal

from yuejuan.artifacts.document.blocks import Collected

_NUMBER = r"(?:[0-9０-９一二三四五六七八九十]+(?:[-－—–.．][0-9０-９]+)*)"
_TYPED = re.compile(
    rf"^\s*[（(\[【]?\s*(?:(?P<figure>图表|插图|附图|图片|图|Figure|Fig\.?|Chart)|(?P<table>表格|附表|表|Table))"
    rf"\s*(?:{_NUMBER}(?P<rest>.*)|[:：](?P<plain>.+))$",
    re.IGNORECASE | re.DOTALL,
)
# What follows the number in a sentence about the picture, not in its caption.
_SENTENCE = re.compile(r"^\s*(?:所示|中|可见|可知|是|为|显示|说明|列出|反映|给出|展示了|的|和|与|、|，|,)")
# 单位：元 stands between a table and its caption.
_UNIT_NOTE = re.compile(r"^\s*[（(]?\s*(?:金额|货币|计量)?单位\s*[:：]?\s*[^，。；]{1,10}?[)）]?\s*$")
_LONGEST = 60
_REACH = 2
Kind = Literal["figure", "table"]


def typed_caption(text: str) -> Kind | None:
    """``figure`` or ``table`` when ``text`` is written like a caption, else ``None``."""
    match = _TYPED.match(text.strip())
    if match is None or len(text.strip()) > _LONGEST or text.rstrip().endswith(("。", "；", ";")):
        return None
    if _SENTENCE.match(match.group("rest") or ""):
        return None
    return "figure" if match.group("figure") else "table"


def assign_captions(collected: Collected) -> None:
    """Mark captions and give each table and picture its own; a caption serves one table or one line of pictures."""
    for block in collected.blocks:
        if typed_caption(block.text) and not block.contents and block.level is None:
            block.caption = True
    taken: set[int] = set()
    for order in collected.order.values():
        for index, (kind, at) in enumerate(order):
            if kind == "t":
                found = _near(collected, order, index, "table", taken, first=-1)
                if found is not None:
                    collected.grids[at].caption = collected.blocks[found].text.strip()
            elif collected.blocks[at].pictures:
                _of_pictures(collected, order, index, taken)


def _of_pictures(collected: Collected, order: list[tuple[Literal["p", "t"], int]], index: int, taken: set[int]) -> None:
    own = order[index][1]
    block = collected.blocks[own]
    found = own if block.caption and typed_caption(block.text) != "table" else None
    if found is None:
        found = _near(collected, order, index, "figure", taken, first=1)
    if found is not None:
        taken.add(found)
        for picture in range(len(block.pictures)):
            collected.caption_picture(own, picture, collected.blocks[found].text.strip())


def _near(
    collected: Collected,
    order: list[tuple[Literal["p", "t"], int]],
    index: int,
    kind: Kind,
    taken: set[int],
    *,
    first: int,
) -> int | None:
    """The caption next to an item, first where it usually stands (above a table, below a picture); skips blanks."""
    for step in (first, -first):
        at, blanks = index + step, 0
        while 0 <= at < len(order) and order[at][0] == "p" and blanks <= _REACH:
            number = order[at][1]
            block = collected.blocks[number]
            if block.caption and number not in taken and typed_caption(block.text) in (kind, None):
                taken.add(number)
                return number
            if (block.text.strip() and not _UNIT_NOTE.match(block.text)) or (block.pictures and kind == "table"):
                break
            at, blanks = at + step, blanks + 1
    return None
