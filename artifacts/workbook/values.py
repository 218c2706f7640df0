"""Cell values as text: the number as spreadsheets keep it, and as its number format shows it where that is simple."""

from __future__ import annotations

import datetime
import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

# One section of a number format (ECMA-376 part 1, 18.8.31): sign, thousands, decimals, percent, a unit around them.
_SIMPLE = re.compile(
    r'^(?P<before>[¥￥$€]?|"[^"]{0,8}")(?P<thousands>#,##)?0(?P<decimals>\.0{1,10})?(?P<percent>%?)(?P<after>"[^"]{0,8}"|[^\W\d]?)$'
)
_NOISE = re.compile(r"\[[^\]]*\]|_.|\*.|\\(?=.)| ")


def stored(value: Any) -> tuple[str | None, str]:
    """Text and type (``text number bool date error``) of a stored value; numbers keep the digits that Excel keeps."""
    if value is None:
        return None, "text"
    if isinstance(value, bool):
        return ("TRUE" if value else "FALSE"), "bool"
    if isinstance(value, int | float):
        return _digits(value), "number"
    if isinstance(value, datetime.datetime):
        midnight = value.time() == datetime.time()
        return (value.date().isoformat() if midnight else value.isoformat(sep=" ", timespec="seconds")), "date"
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat(), "date"
    if isinstance(value, datetime.timedelta):
        return str(value), "date"
    return str(value), "text"


def _digits(value: float | int) -> str:
    """The number with 15 digits, as Excel and WPS show it: what follows is the noise of binary arithmetic."""
    if isinstance(value, int):
        return str(value)
    kept = float(f"{value:.15g}")
    return str(int(kept)) if kept.is_integer() and abs(kept) < 1e15 else repr(kept)


def shown(value: Any, number_format: str | None) -> str | None:
    """``value`` as the number format shows it, ``None`` when the format is General or not a simple one."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not number_format:
        return None
    section = _NOISE.sub("", number_format.split(";")[0][:100])
    match = _SIMPLE.match(section)
    if match is None:
        return None
    places = len(match.group("decimals") or ".") - 1
    factor = 100 if match.group("percent") else 1
    try:
        rounded = (Decimal(_digits(value)) * factor).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    except InvalidOperation:
        return None
    digits = f"{rounded:,f}" if match.group("thousands") else f"{rounded:f}"
    before, after = match.group("before").strip('"'), match.group("after").strip('"')
    return f"{before}{digits}{match.group('percent')}{after}"
