"""Spans of days: ``2026年11月1日``, ``11.1-11.11``, ``十一月一日至五日``, ``11月上旬``, ``第一周``, ``活动第3天``."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from yuejuan.graders.common.dates.spelled import in_digits
from yuejuan.graders.common.numbers import read_chinese

_YEAR = r"(?:(?P<{p}y>(?:19|20)\d\d)\s*[年./-]\s*)?"
_DAY = _YEAR + r"(?P<{p}m>1[0-2]|0?[1-9])\s*[月./-]\s*(?P<{p}d>3[01]|[12]\d|0?[1-9])(?!\d|\s*[月%])\s*[日号]?"
_TIME = r"(?:\s*[（(][^（）()]{1,6}[)）])?(?:\s*\d{1,2}[:：]\d\d|\s*\d{1,2}[点时](?!间))?"
_TO = r"\s*(?:起|开始)?\s*(?:-{1,2}|[—–－~～―一至到]{1,2}|[，,]?(?:持续|一直|直)[至到])\s*"
# 5月1日 9:00-18:00: what a clock time follows is an hour.
_END_DAY = r"(?P<only>3[01]|[12]\d|0?[1-9])(?![\d.月/]|\s*[:：]\s*\d|\s*[点时](?!间))\s*[日号]?"
_SPAN = re.compile(
    _DAY.format(p="a") + _TIME + "(?:" + _TO + "(?:" + _DAY.format(p="b") + "|" + _END_DAY + ")" + _TIME + ")?"
)
_SHORT_SPAN = re.compile(
    r"(?P<m>1[0-2]|0?[1-9])\s*月\s*(?P<d>3[01]|[12]\d|0?[1-9])" + _TO + r"(?P<e>3[01]|[12]\d|0?[1-9])\s*[日号]"
)
_TENTH = re.compile(_YEAR.format(p="") + r"(?P<m>1[0-2]|0?[1-9])\s*月\s*(?P<part>上旬|中旬|下旬|初|中|底|末)")
_WEEK = re.compile(
    r"第(?P<a>[一二三四五六七八九十\d]+)(?:"
    + _TO
    + r"(?:第)?(?P<b>[一二三四五六七八九十\d]+))?\s*(?P<u>周|天|日|个星期)"
)
_WHOLE_MONTH = re.compile(_YEAR.format(p="") + r"(?P<m>1[0-2]|0?[1-9])\s*月(?:份|整月)?(?!\s*\d)")
# A day whose month stands before it or is the only one of the campaign with that day: 从十五号到二十四号.
_LONE_DAY = re.compile(
    r"(?<![\d月./-])(?<!月\s)(?<![每共续时期])(?P<d>3[01]|[12]\d|0?[1-9])\s*[日号](?!楼|店|链接|主播|线|车|馆|厅|院|码|召|[角入内游常用历期子均销])"
    r"(?:" + _TO + r"(?P<e>3[01]|[12]\d|0?[1-9])\s*[日号])?"
    r"|(?<![\d月./-])(?<!月\s)(?P<f>3[01]|[12]\d|0?[1-9])\s*[-—–~～至到]\s*(?P<g>3[01]|[12]\d|0?[1-9])\s*[日号]"
)
_OPEN_END = re.compile(r"\s*(?:以后|之后|以前|之前|起(?!止)|后)")
_THIRDS = {
    "上旬": (1, 10),
    "中旬": (11, 20),
    "下旬": (21, 31),
    "初": (1, 10),
    "中": (11, 20),
    "底": (21, 31),
    "末": (21, 31),
}


@dataclass(frozen=True)
class Window:
    """The days of a campaign; a date without a year is taken in the year that brings it nearest to them."""

    start: date
    end: date

    def holds(self, period: Period) -> bool:
        """Whether all of ``period`` lies inside."""
        return self.start <= period.start and period.end <= self.end

    def touches(self, period: Period) -> bool:
        """Whether any day of ``period`` lies inside."""
        return period.start <= self.end and self.start <= period.end


@dataclass(frozen=True)
class Period:
    """First and last day, both included. ``exact`` is False for ``上旬`` or ``初``, where people differ by days.

    ``at`` and ``until`` are code points in the searched text; ``reversed_`` marks an end before its start.
    """

    start: date
    end: date
    text: str
    at: int
    until: int
    exact: bool = True
    reversed_: bool = False


def read_period(text: str, window: Window) -> Period | None:
    """The one period of a cell or a line about time (``11.1`` is a day there); ``None`` unless there is exactly one."""
    found = find_periods(text, window, loose=True)
    return found[0] if len(found) == 1 else None


def find_periods(text: str, window: Window, loose: bool = False) -> tuple[Period, ...]:
    """All periods in ``text`` from left to right. Unless ``loose``, a bare ``11.1`` is a number and no day."""
    plain, places = in_digits(text)
    found: list[Period] = []
    taken: list[tuple[int, int]] = []
    for pattern, reading in _FORMS:
        for match in pattern.finditer(plain):
            start, end = match.span()
            if any(start < until and at < end for at, until in taken) or plain[start - 1 : start].isdigit():
                continue
            if pattern is _SPAN and not loose and not _is_plainly_a_date(match):
                continue
            period = reading(match, window)
            if period is not None and not _OPEN_END.match(plain[end:]):
                taken.append((start, end))
                found.append(period)
    found += _lone_days(plain, window, found, taken)
    return tuple(_in_place(period, text, places) for period in sorted(found, key=lambda period: period.at))


def _in_place(period: Period, text: str, places: Sequence[int]) -> Period:
    at, until = places[period.at], places[period.until]
    return replace(period, at=at, until=until, text=text[at:until].strip())


def _lone_days(
    plain: str, window: Window, found: Sequence[Period], taken: Sequence[tuple[int, int]]
) -> Iterator[Period]:
    """Days without a month: the first such day from the period before on, else the only one inside the campaign."""
    for match in _LONE_DAY.finditer(plain):
        start, end = match.span()
        if any(start < until and at < end for at, until in taken) or _OPEN_END.match(plain[end:]):
            continue
        before = max((period for period in found if period.at < start), key=lambda period: period.at, default=None)
        first = _next_day(before.start if before else None, match["d"] or match["f"], window)
        last = _next_day(first, match["e"] or match["g"] or match["d"], window) if first else None
        if first is not None and last is not None:
            yield _period(match, first, last)


def _next_day(after: date | None, day: str, window: Window) -> date | None:
    if after is None:
        days = [window.start + timedelta(days=n) for n in range(min((window.end - window.start).days + 1, 366))]
        inside = [one for one in days if one.day == int(day)]
        return inside[0] if len(inside) == 1 else None
    return next((one for n in range(31) if (one := after + timedelta(days=n)).day == int(day)), None)


def _is_plainly_a_date(match: re.Match[str]) -> bool:
    return "月" in match.group() or match["ay"] is not None or match["bm"] is not None


def _span(match: re.Match[str], window: Window) -> Period | None:
    start = _day(match["ay"], match["am"], match["ad"], window)
    if start is None:
        return None
    if match["bm"]:
        end = _day(match["by"] or match["ay"], match["bm"], match["bd"], window)
    elif match["only"]:
        end = _day(str(start.year), str(start.month), match["only"], window)
    else:
        end = start
    if end is None:
        return None
    if end < start and match["ay"] and not match["by"] and end.month < start.month:
        end = end.replace(year=end.year + 1)
    return _period(match, start, end)


def _short_span(match: re.Match[str], window: Window) -> Period | None:
    start, end = _day(None, match["m"], match["d"], window), _day(None, match["m"], match["e"], window)
    return _period(match, start, end) if start and end else None


def _tenth(match: re.Match[str], window: Window) -> Period | None:
    first, last = _THIRDS[match["part"]]
    start = _day(match["y"], match["m"], str(first), window)
    if start is None:
        return None
    last = min(last, calendar.monthrange(start.year, start.month)[1])
    return _period(match, start, start.replace(day=last), exact=False)


def _whole_month(match: re.Match[str], window: Window) -> Period | None:
    start = _day(match["y"], match["m"], "1", window)
    if start is None:
        return None
    return _period(match, start, start.replace(day=calendar.monthrange(start.year, start.month)[1]), exact=False)


def _week(match: re.Match[str], window: Window) -> Period | None:
    first, last = _ordinal(match["a"]), _ordinal(match["b"] or match["a"])
    if first is None or last is None or last < first or last > 400:
        return None
    days = 1 if match["u"] in "天日" else 7
    start = window.start + timedelta(days=(first - 1) * days)
    return _period(match, start, window.start + timedelta(days=last * days - 1), exact=days == 1)


def _ordinal(text: str) -> int | None:
    if text.isascii() and text.isdigit():
        return (int(text) or None) if len(text) <= 4 else None
    value = read_chinese(text)
    return int(value) if value else None


def _day(year: str | None, month: str, day: str, window: Window) -> date | None:
    years = [int(year)] if year else range(window.start.year - 1, window.end.year + 2)
    days = []
    for candidate in years:
        if int(day) <= calendar.monthrange(candidate, int(month))[1]:
            days.append(date(candidate, int(month), int(day)))
    return min(days, key=lambda found: max(window.start - found, found - window.end), default=None)


def _period(match: re.Match[str], start: date, end: date, exact: bool = True) -> Period:
    first, last = min(start, end), max(start, end)
    return Period(first, last, match.group().strip(), match.start(), match.end(), exact, end < start)


_FORMS = ((_WEEK, _week), (_SHORT_SPAN, _short_span), (_SPAN, _span), (_TENTH, _tenth), (_WHOLE_MONTH, _whole_month))
