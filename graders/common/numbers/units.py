"""Units that stand behind numbers in trade papers, and what the units of money are worth in yuan."""

from __future__ import annotations

import re
from fractions import Fraction

MONEY_UNITS: dict[str, Fraction] = {
    "亿元": Fraction(10**8),
    "千万元": Fraction(10**7),
    "百万元": Fraction(10**6),
    "万元": Fraction(10**4),
    "千元": Fraction(1000),
    "百元": Fraction(100),
    "元": Fraction(1),
    "圆": Fraction(1),
    "块钱": Fraction(1),
    "块": Fraction(1),
    "角": Fraction(1, 10),
    "毛": Fraction(1, 10),
    "分钱": Fraction(1, 100),
}
RATIO_UNITS = {"%": Fraction(1, 100), "％": Fraction(1, 100), "‰": Fraction(1, 1000), "个百分点": Fraction(1, 100)}
_COUNTED = (
    "人天 人次 人日 工时 小时 分钟 平方米 千克 公斤 毫升 "
    "人 个 件 份 张 条 篇 次 场 套 单 位 名 只 台 项 趟 群 天 周 月 年 "
    "盒 箱 袋 瓶 包 吨 斤 克 亩 户 家 款 种 页 幅 本 册 组 期 批 米 卷 面 部 支 枚 束 车 岁 倍 折 "
    "kg km cm mm KB MB px ml g m L"
)
UNITS = tuple(sorted({*MONEY_UNITS, *RATIO_UNITS, *_COUNTED.split()}, key=lambda unit: (-len(unit), unit)))
UNIT_PATTERN = "|".join(re.escape(unit) for unit in UNITS)
_IN_BRACKETS = re.compile(
    r"[（(\[【/／:：]\s*(?:人民币|单位)?[:：]?\s*(" + "|".join(MONEY_UNITS) + r")(?:[/／]\w{1,3})?\s*[)）\]】]?"
)
_BARE = re.compile("|".join(MONEY_UNITS))


def money_factor(unit: str | None) -> Fraction | None:
    """How many yuan one of ``unit`` is; ``None`` when it is no unit of money."""
    return MONEY_UNITS.get(unit.split("/")[0]) if unit else None


def unit_in(text: str) -> str | None:
    """The one unit of money named in a header or note (``金额（万元）``, ``单位：元``), else ``None``.

    Two different units in one header leave it undecided.
    """
    found = {match.group(1) for match in _IN_BRACKETS.finditer(text)} or {m.group() for m in _BARE.finditer(text)}
    return found.pop() if len(found) == 1 else None
