"""Until when a goal is to be reached: ``活动结束前``, ``三个月内``, ``9月底前``, ``11月1日至11日``, ``本季度``."""

from __future__ import annotations

import re

from yuejuan.graders.common.dates.spelled import in_digits

_NUMBER = r"(?:\d{1,4}|[一二两三四五六七八九十半]{1,3})"
_UNIT = r"(?:个月|个季度|个星期|个工作日|季度|周|天|日|年|月)"
_FESTIVALS = (
    r"元旦|春节|过年|除夕|元宵|清明|五一|劳动节|端午|六一|儿童节|七夕|中秋|国庆|教师节|重阳|双十[一二]|双1[12]|618|圣诞|情人节|妇女节|"
    r"父亲节|母亲节|年货节|购物节|开学季?|暑假|寒假|年关"
)
_SPOKEN = re.compile(
    "|".join(
        (
            rf"(?:在|未来|今后|接下来)?{_NUMBER}\s*{_UNIT}(?:之内|以内|内|里|后|左右的?时间)",
            rf"{_NUMBER}\s*{_UNIT}(?=的?时间|的?活动|达|完成|实现)|(?:期限|时限|周期|为期|历时|时间)[为是：:]?\s*{_NUMBER}\s*{_UNIT}",
            r"(?:活动|大促|推广|促销)[中里](?!心)",
            r"(?:活动|促销|大促|节日|推广|项目|方案|双十一|双十二|618|本次)[^，。；、]{0,4}?(?:期间|结束前|结束时|结束后|当天|当日|期内|首日|最后一天)",
            r"(?:截止|截至)[^，。；、]{0,10}|期间|结束前|首日",
            rf"(?:{_FESTIVALS})[^，。；、\d]{{0,3}}?(?:之前|以前|之后|过后|期间|当天|当日|那天|结束|前|后)",
            r"(?:本|当|全|今|明|去|上|下)(?:年|季度|季|月|周)(?:度|底|末|内|初)?",
            r"(?:年|月|季|周|学期)(?:底|末|内|中)(?:之?前)?",
            r"第[一二三四1-4]季度|[上下]半年|(?:寒|暑)假(?:期间)?|每(?:天|日|周|月|季度|年)|开学前",
            r"(?:20\d\d\s*[年./-]\s*)?(?:1[0-2]|0?[1-9])\s*月\s*(?:(?:3[01]|[12]\d|0?[1-9])[日号]?|份|底|末|初|中|上旬|中旬|下旬)?(?:之?前|内|以前)?",
            r"(?:1[0-2]|0?[1-9])[./](?:3[01]|[12]\d|0?[1-9])\s*[-—–~～至到]\s*(?:1[0-2]|0?[1-9])[./](?:3[01]|[12]\d|0?[1-9])",
            r"20\d\d\s*年(?:度|底|内|末)?(?:之?前)?",
            r"20\d\d[-./]\d{1,2}(?:[-./]\d{1,2})?",
        )
    )
)
_PAST = re.compile(r"(?:较|比|同比|环比|与|相比|相较)[^，。；、]{0,6}$|(?:由|从)[^，。；、]{0,4}$")
_REACH = 12
_BEFORE_WORD = re.compile(r"^(?:相比|同期|的?销售额为|的?基础上|增长为)")


def find_deadline(text: str) -> tuple[int, int] | None:
    """Where the first time by which something is to be done stands (code points), else ``None``.

    A year that is only compared with (``比2023年``, ``同比去年``) is no deadline.
    """
    plain, places = in_digits(text)
    for match in _SPOKEN.finditer(plain):
        if _PAST.search(plain[max(0, match.start() - _REACH) : match.start()]) or _BEFORE_WORD.match(
            plain[match.end() :]
        ):
            continue
        return places[match.start()], places[match.end()]
    return None
