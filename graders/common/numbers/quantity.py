"""One number with its unit, read out of a cell or found in prose."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction

from yuejuan.graders.common.numbers.chinese import DIGITS, LONGEST, NUMERALS, read_chinese
from yuejuan.graders.common.numbers.units import MONEY_UNITS, RATIO_UNITS, UNIT_PATTERN, UNITS, money_factor
from yuejuan.graders.common.remembered import for_short_texts

_LONGEST, _MOST = 400, 2048
"""What is remembered: texts of so many characters, so many of them."""
_FULL_WIDTH = {ord("０") + digit: str(digit) for digit in range(10)} | {
    ord("．"): ".",
    ord("％"): "%",
    ord("￥"): "¥",
    ord("＋"): "+",
    ord("－"): "-",
    ord("／"): "/",
    ord("（"): "(",
    ord("）"): ")",
}
_NUMERAL = re.compile(r"[\d" + "".join(sorted(frozenset(DIGITS) | NUMERALS | {"十", "拾"})) + "]")
_MAGNITUDE = {"千": 10**3, "百万": 10**6, "千万": 10**7, "万": 10**4, "萬": 10**4, "亿": 10**8, "百": 10**2}
_ARABIC = r"\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?(?![\d])|\d+(?:\.\d+)?"
_ARABIC_IN_TEXT = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d])|\d+(?:\.\d+)?"
_HAN = "[" + "".join(sorted(frozenset(DIGITS) | {"十", "拾"})) + "][" + "".join(sorted(NUMERALS)) + "点]*"
_SCALE = r"(?:百万|千万|[万萬亿千百](?!分))?"
_NUMBER = r"(?P<arabic>{arabic})\s*(?P<scale>" + _SCALE + r")|(?P<han>" + _HAN + ")"
_CURRENCY = r"(?:¥|RMB|CNY|人民币|\$)?\s*"
_UNIT = rf"\s*(?P<unit>{UNIT_PATTERN})?(?:\s*[/每]\s*(?P<per>[\u4e00-\u9fff]{{1,3}}))?"
_CELL = re.compile(rf"(?P<sign>[-−+]?)(?P<currency>{_CURRENCY})(?:{_NUMBER.format(arabic=_ARABIC)}){_UNIT}(?:整|正)?")
_TEXT = re.compile(
    rf"(?P<currency>(?:¥|RMB|CNY|人民币)?\s*)(?:{_NUMBER.format(arabic=_ARABIC_IN_TEXT)}){_UNIT}(?:整|正)?"
)
_PERCENT_OF = re.compile(r"(百|千)分之(?P<number>\d+(?:\.\d+)?|[" + "".join(sorted(NUMERALS)) + "点]+)")
_TENTHS = re.compile(
    r"(?P<tenths>[一二两三四五六七八九]|\d(?:\.\d)?)成(?P<half>半|[一二三四五六七八九])?(?![功为立员本长交果都绩])"
)
_CAPITAL = re.compile(
    r"(?:人民币)?(?P<yuan>[壹贰叁肆伍陆柒捌玖拾佰仟万萬亿億零〇]+)[元圆](?:零)?(?:(?P<jiao>[壹贰叁肆伍陆柒捌玖])角)?"
    r"(?:零)?(?:(?P<fen>[壹贰叁肆伍陆柒捌玖])分)?[整正]?"
)
_APART = re.compile(r"\d\s+\d")
_GROUPED = re.compile(r"(?<!\d)\d{1,3}(?:[ \u00a0\u2009\u202f\u3000]\d{3})+(?!\d)")
_NOT_BEFORE = re.compile(r"[第双\d.A-Za-z_#]")

LONGEST_TEXT = 6_000
"""Code points of one paragraph that are searched: no honest one is longer, and hostile ones must not take minutes."""


@dataclass(frozen=True)
class Quantity:
    """A value with its unit and place.

    ``value`` is in ``unit`` with magnitudes resolved (``1.2万`` 元 is 12000 元; ``万元`` stays a unit of its own).
    ``decimals`` are the written decimal places, before magnitudes. ``per`` is what a rate is for (``元/件``: ``件``).
    ``start`` and ``end`` are code points in the text that was searched.
    """

    value: Fraction
    unit: str | None
    text: str
    start: int = 0
    end: int = 0
    decimals: int = 0
    per: str | None = None
    scale: int = 1

    @property
    def yuan(self) -> Fraction | None:
        """The amount in yuan, ``None`` when this is no money."""
        factor = money_factor(self.unit)
        return self.value * factor if factor is not None else None

    @property
    def ratio(self) -> Fraction | None:
        """The share that a percentage stands for (30 % is 3/10), else ``None``."""
        return self.value * RATIO_UNITS[self.unit] if self.unit in RATIO_UNITS else None


@for_short_texts(_LONGEST, _MOST)
def read_quantity(text: str, unit: str | None = None) -> Quantity | None:
    """The quantity that is the whole of ``text`` (a table cell), ``None`` when there is anything else in it.

    An amount in accountants' brackets is negative; spaces do not count, but two numbers apart are not one: only groups
    of three digits go on behind a blank (``12 000``). ``unit`` is read beside those of :data:`UNITS` (``36班``).
    """
    if unit is not None and unit not in UNITS and text.rstrip().endswith(unit):
        number = read_quantity(text.rstrip().removesuffix(unit))
        return replace(number, unit=unit, text=text, end=len(text)) if number and number.unit is None else None
    if _APART.search(_GROUPED.sub("0", text)):
        return None
    plain = re.sub(r"\s+", "", text).translate(_FULL_WIDTH)
    negative = plain.startswith("(") and plain.endswith(")")
    plain = plain[1:-1] if negative else plain
    if capital := _capital(plain):
        return capital
    for pattern, reading in ((_PERCENT_OF, _percent_of), (_TENTHS, _tenths)):
        if match := pattern.fullmatch(plain):
            return reading(match)
    match = _CELL.fullmatch(plain)
    quantity = _quantity(match) if match else None
    if quantity is None or match is None:
        return None
    if negative or match["sign"] in ("-", "−"):
        return Quantity(
            -quantity.value, quantity.unit, text, 0, len(text), quantity.decimals, quantity.per, quantity.scale
        )
    return quantity


@for_short_texts(_LONGEST, _MOST)
def find_quantities(text: str) -> tuple[Quantity, ...]:
    """Every quantity in running text, from left to right.

    Numerals that are part of a word are left out (``第一``, ``双十一``, ``A4``); a lone Chinese numeral counts only
    with a unit behind it.
    """
    if not _NUMERAL.search(text):
        return ()
    plain = text[:LONGEST_TEXT].translate(_FULL_WIDTH)
    matches = [
        (match.start(), order, match)
        for order, (pattern, _) in enumerate(_READINGS)
        for match in pattern.finditer(plain)
        if not _NOT_BEFORE.match(plain[max(0, match.start() - 1) : match.start()])
    ]
    found: list[Quantity] = []
    for start, order, match in sorted(matches, key=lambda entry: entry[:2]):
        if not found or start >= found[-1].end:
            quantity = _READINGS[order][1](match)
            if quantity is not None:
                found.append(quantity)
    return tuple(found)


def _quantity(match: re.Match[str]) -> Quantity | None:
    unit = match["unit"]
    start = match.start() + (len(match["currency"]) - len(match["currency"].lstrip()) if match["currency"] else 0)
    unit = unit or ("元" if match["currency"].strip() else None)
    if match["han"]:
        value = read_chinese(match["han"])
        if value is None or (unit is None and len(match["han"]) < 2):
            return None
        return Quantity(value, unit, match.group().strip(), start, match.end(), 0, match["per"])
    digits = re.sub("[,，]", "", match["arabic"])
    if len(digits) > LONGEST:
        return None
    scale = _MAGNITUDE.get(match["scale"], 1)
    if scale == 10**4 and unit in ("元", "圆"):
        unit, scale = "万元", 1
    decimals = len(digits.partition(".")[2])
    return Quantity(
        Fraction(digits) * scale, unit, match.group().strip(), start, match.end(), decimals, match["per"], scale
    )


def _percent_of(match: re.Match[str]) -> Quantity | None:
    number = match["number"]
    if len(number) > LONGEST:
        return None
    whole = Fraction(100) if number == match[1] == "百" else None
    value = whole or (Fraction(number) if number[0].isdigit() and number.isascii() else read_chinese(number))
    if value is None:
        return None
    value = value if match[1] == "百" else value / 10
    decimals = len(re.split("[.点]", number, maxsplit=1)[-1]) if re.search("[.点]", number) else 0
    return Quantity(value, "%", match.group(), match.start(), match.end(), decimals + (match[1] == "千"))


def _tenths(match: re.Match[str]) -> Quantity | None:
    tenths = match["tenths"]
    value = Fraction(tenths) if tenths[0].isdigit() and tenths.isascii() else Fraction(DIGITS[tenths])
    half = {"半": 5, None: 0}.get(match["half"], DIGITS.get(match["half"] or "", 0))
    return Quantity(value * 10 + half, "%", match.group(), match.start(), match.end())


def _capital(text: str) -> Quantity | None:
    match = _CAPITAL.fullmatch(text)
    return _capital_amount(match) if match else None


def _capital_amount(match: re.Match[str]) -> Quantity | None:
    yuan = read_chinese(match["yuan"])
    if yuan is None:
        return None
    cents = Fraction(DIGITS.get(match["jiao"] or "", 0), 10) + Fraction(DIGITS.get(match["fen"] or "", 0), 100)
    return Quantity(yuan + cents, "元", match.group(), match.start(), match.end(), 2 if cents else 0)


_READINGS = ((_CAPITAL, _capital_amount), (_PERCENT_OF, _percent_of), (_TENTHS, _tenths), (_TEXT, _quantity))

__all__ = ["MONEY_UNITS", "Quantity", "find_quantities", "read_quantity"]
