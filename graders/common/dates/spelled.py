"""Days written in Chinese numerals (``九月十号``, ``二〇二六年``) as digits, each with its place in the text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from yuejuan.graders.common.numbers import LONGEST_TEXT, read_chinese

_FULL_WIDTH = {ord("０") + digit: str(digit) for digit in range(10)} | {ord("．"): ".", ord("／"): "/"}
_DIGITS = {han: str(value) for value, han in enumerate("〇一二三四五六七八九")} | {"零": "0", "○": "0"}
_YEAR = re.compile(rf"(?<![{''.join(_DIGITS)}十])[{''.join(_DIGITS)}]{{4}}(?=\s*年)")
_NUMERAL = r"(?:[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_DAY_OR_MONTH = re.compile(
    rf"(?<![一二三四五六七八九十百第双几每半两个]){_NUMERAL}(?=\s*(?:月(?!亮|饼|老)|[日号]))"
    rf"|(?<=月){_NUMERAL}(?=\s*(?:[-—–－~～至到]{{1,2}})\s*{_NUMERAL}\s*[日号])"
)


def in_digits(text: str) -> tuple[str, Sequence[int]]:
    """The text with its spelled dates in digits, and for every character the place it stands for (the end included)."""
    text = text[:LONGEST_TEXT].translate(_FULL_WIDTH)
    spelled = sorted(
        [(match, "".join(_DIGITS[han] for han in match.group())) for match in _YEAR.finditer(text)]
        + [(match, str(int(read_chinese(match.group()) or 0))) for match in _DAY_OR_MONTH.finditer(text)],
        key=lambda one: one[0].start(),
    )
    if not spelled:
        return text, range(len(text) + 1)
    plain: list[str] = []
    places: list[int] = []
    done = 0
    for match, digits in spelled:
        plain += [text[done : match.start()], digits]
        places += [*range(done, match.start()), *([match.start()] * len(digits))]
        done = match.end()
    return "".join([*plain, text[done:]]), [*places, *range(done, len(text) + 1)]
