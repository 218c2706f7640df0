"""The number that a goal is to reach, with its unit, in a clause or a cell."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from yuejuan.graders.common.dates import find_deadline
from yuejuan.graders.common.numbers import Quantity, find_quantities
from yuejuan.graders.common.numbers.units import UNIT_PATTERN

_TIME_UNITS = frozenset(["天", "周", "月", "年", "期", "小时", "分钟", "季度", "日"])
_NO_AIM_UNITS = frozenset({"岁"})
_YEARS = range(2015, 2041)
"""What a bare number means a year by: round ones (2000) are what goals reach."""
_REACH = 14
_FROM = re.compile(r"(?:由|从|原来的?|目前的?|现在的?|现有的?|去年的?)[^，。；\d增提涨升减降翻达]{0,6}$")
_NO_AMOUNT = re.compile(r"\s*(?:[.:：/-]\s*\d|[日号]|季度|月|星期|工作日)")
# GMV 15万: the letters are no part of the number.
_BEHIND_LETTERS = re.compile(r"(?<=[A-Za-z])\s(?=\d)")
# 两千多台: the unit stands behind 多; 三百双: a measure word that no trade paper adds up.
_UNIT_BEHIND = re.compile(
    rf"\s*[多余来+＋]?\s*(?P<unit>{UNIT_PATTERN}|[双对罐桶颗枝株杯碗笔辆间粒提听副把根串朵盆坛壶盏顶床匹架座片筐捆尾艘])"
)
_DOUBLED = re.compile(r"翻(?P<times>一|两|二|三)?番|翻(?:了|一)?倍")
_TIMES = {"一": 2, "两": 4, "二": 4, "三": 8}
_VAGUE = re.compile(r"[几数上好][十百千万]|成[百千]上[千万]")
# 转化率4%、退货率控制在1%: each has its own name.
_NEXT_OF_LIST = re.compile(r"、[\u4e00-\u9fff]{3,}")
_SEPARATED = re.compile(r"[、和及与并]|以及|同时|外加")


def aims(text: str) -> list[Quantity]:
    """The numbers that are no time and no starting value (``由2%提高到5%`` aims at 5 %), from left to right."""
    deadline = find_deadline(text) or (0, 0)
    text = _BEHIND_LETTERS.sub("：", text)
    found = [
        _with_unit(quantity, text)
        for quantity in find_quantities(text)
        if not (deadline[0] <= quantity.start < deadline[1])
        and is_aim(quantity, text)
        and not _FROM.search(text[max(0, quantity.start - _REACH) : quantity.start])
    ]
    doubled = _DOUBLED.search(text)
    if doubled:
        times = Fraction(_TIMES.get(doubled["times"] or "", 2))
        found.append(Quantity(times, "倍", doubled.group(), doubled.start(), doubled.end()))
    return sorted(found, key=lambda quantity: quantity.start)


def different_aims(text: str) -> list[Quantity]:
    """One number for each goal of a clause: the last, or all that ``和`` or ``、`` set apart in units of their own."""
    found = aims(text)
    with_unit = [quantity for quantity in found if quantity.unit] or found
    kept = with_unit[-1:]
    for quantity in reversed(with_unit[:-1]):
        between = text[quantity.end : kept[0].start]
        another = quantity.unit != kept[0].unit and _SEPARATED.search(between)
        if quantity.unit and (another or _NEXT_OF_LIST.search(between)):
            kept.insert(0, quantity)
        else:
            break
    return kept


def is_aim(quantity: Quantity, text: str) -> bool:
    """Whether a number can be what a goal is to reach: no time, no age, no year and no part of a date."""
    if quantity.unit in _TIME_UNITS or quantity.unit in _NO_AIM_UNITS:
        return False
    is_year = quantity.unit is None and quantity.value in _YEARS
    return not is_year and not _NO_AMOUNT.match(text[quantity.end :])


def is_vague(text: str) -> bool:
    """Whether an amount is told without a number (``几千台``)."""
    return _VAGUE.search(text) is not None


def _with_unit(quantity: Quantity, text: str) -> Quantity:
    behind = _UNIT_BEHIND.match(text, quantity.end) if quantity.unit is None else None
    return replace(quantity, unit=behind["unit"]) if behind else quantity
