"""Names in an answer that may be a post's name with a slip: 点长 for 店长, 产品经里 for 产品经理."""

from __future__ import annotations

import re
from collections.abc import Sequence

from yuejuan.graders.common.answers import Line
from yuejuan.graders.common.document.places import span
from yuejuan.graders.finding import Evidence

_ITEM = re.compile(
    r"(?:^|(?<=[、，,；;。：:\s（(）).．\d]))(?P<name>[\u4e00-\u9fff]{2,6})"
    r"(?=\s*(?:[：:、，,；;。（(]|\d|[一二两三四五六七八九十]+[名人位个]|$))"
)
_LONG = 3


def look_alikes(lines: Sequence[Line], names: Sequence[str], known: frozenset[str]) -> list[Evidence]:
    """Items of lists and labels that differ in one character from one of a post's names, and are nobody's own name.

    A short one counts only where it is no word of its own.
    """
    found: list[Evidence] = []
    for line in lines:
        for match in _ITEM.finditer(line.own):
            item = match["name"]
            if item not in known and any(_alike(item, name) for name in names):
                found.append(span(line.file, line.paragraph, match.start(), match.end()))
    return found


def _alike(item: str, name: str) -> bool:
    if len(item) != len(name) or sum(map(str.__ne__, item, name)) != 1:
        return False
    if len(item) >= _LONG:
        return True
    from yuejuan.graders.common.keypoints.cutting import is_known

    return not is_known(item)


_COUNTED = re.compile(
    r"(?P<what>[^，,、；;。：:\n]{2,24}?)\s*(?:\d{1,2}|[一二两三四五六七八九十]{1,2})\s*[名位人](?=[，,、；;。）)\s]|$)"
)
_DESCRIBED = re.compile(r"的|[\u4e00-\u9fff]{5}")
_TOTAL = re.compile(r"共|合计|总|每|约|以上|需要?$|其中|早班|晚班")


def unknown_posts(lines: Sequence[Line], known: frozenset[str]) -> list[Evidence]:
    """Items with a number of people that describe a post without any known name, beside items that have one."""
    found: list[Evidence] = []
    for line in lines:
        items = list(_COUNTED.finditer(line.own))
        named = [any(name in item["what"] for name in known) for item in items]
        if any(named):
            others = (item for item, is_named in zip(items, named, strict=True) if not is_named)
            places = (item.span("what") for item in others if _is_description(item["what"]))
            found += [span(line.file, line.paragraph, start, end) for start, end in places]
    return found


def _is_description(what: str) -> bool:
    """Whether words tell what somebody does: a short name (仓库) is that of another post."""
    return _DESCRIBED.search(what) is not None and _TOTAL.search(what) is None
