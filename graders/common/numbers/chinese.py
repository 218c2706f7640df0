"""Chinese numerals, everyday and capital (GB/T 15835-2011; capital numerals as on cheques)."""

from __future__ import annotations

from fractions import Fraction

DIGITS = {
    character: value
    for value, characters in enumerate(
        ("零〇○", "一壹幺", "二贰两", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
    )
    for character in characters
}
SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
LARGE = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
LONGEST = 40
"""Longer strings of digits are no numbers that anybody wrote: they are left alone."""
NUMERALS = frozenset(DIGITS) | frozenset(SMALL) | frozenset(LARGE)


def read_chinese(text: str) -> Fraction | None:
    """The value of a whole Chinese numeral (``一千二百``, ``三万五``, ``二〇二六``, ``三点五``), else ``None``.

    A last digit without its place after a larger place is the next smaller place, as it is said: ``三百五`` is 350,
    ``一万二`` is 12000; after ``零`` it is itself (``三百零五``).
    """
    if len(text) > LONGEST:
        return None
    whole, point, decimals = text.partition("点")
    value = _whole(whole)
    if value is None or (point and not decimals) or any(character not in DIGITS for character in decimals):
        return None
    digits = "".join(str(DIGITS[character]) for character in decimals)
    return Fraction(value) + (Fraction(int(digits), 10 ** len(digits)) if digits else 0)


def _whole(text: str) -> int | None:
    if not text or any(character not in NUMERALS for character in text):
        return None
    if all(character in DIGITS for character in text):
        return int("".join(str(DIGITS[character]) for character in text))
    for mark, size in (("亿億", 10**8), ("万萬", 10**4)):
        position = max(text.rfind(character) for character in mark)
        if position >= 0:
            return _around(text[:position], text[position + 1 :], size)
    return _below_ten_thousand(text)


def _around(before: str, after: str, size: int) -> int | None:
    high = _whole(before)
    if high is None:
        return None
    if not after:
        return high * size
    if len(after) == 1 and after in DIGITS and DIGITS[after]:
        return high * size + DIGITS[after] * size // 10
    low = _whole(after.lstrip("零〇○"))
    return high * size + low if low is not None and low < size else None


def _below_ten_thousand(text: str) -> int | None:
    total, pending, last = 0, None, 10_000
    spoken_zero = False
    for character in text:
        if character in SMALL:
            place = SMALL[character]
            digit = pending if pending is not None else 1 if place == 10 and total == 0 else None
            if not digit or place >= last:
                return None
            total, pending, last, spoken_zero = total + digit * place, None, place, False
        elif pending is not None:
            return None
        elif DIGITS[character] == 0:
            spoken_zero = True
        else:
            pending = DIGITS[character]
    if pending is None:
        return total
    return total + pending * (1 if spoken_zero or last == 10_000 else last // 10)
