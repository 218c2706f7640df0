"""The activities of a plan in running text: blocks of labelled lines, items of a list, headings, sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from yuejuan.artifacts.document.facts import Paragraph
from yuejuan.graders.common.dates import Period, Window, find_periods
from yuejuan.graders.common.document.places import sentences, span
from yuejuan.graders.common.document.sections import Section
from yuejuan.graders.marketing_plan.activity import Activity

_TITLE = re.compile(
    r"^\s*(?:活动|阶段|步骤|第)\s*[一二三四五六七八九十\d]+\s*(?:阶段|步|个活动)?\s*[：:、.．\s]\s*(?P<name>[^：:，。]{2,20})"
)
_ORDINAL = re.compile(
    r"^\s*(?:[（(]?\s*(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s*(?:[)）、]|[.．](?!\d))|[①-⑳●■◆★▶※·•✔])\s*"
)
_TIME = re.compile(
    rf"(?:{_ORDINAL.pattern})?\s*【?(?:活动|执行|起止|开展|具体)?(?:时间|日期)(?:安排)?】?\s*[：:]\s*(?P<text>.*)$"
)
_CONTENT = re.compile(
    rf"(?:{_ORDINAL.pattern})?\s*【?(?:活动|具体|主要|工作)?(?:内容|形式|方式|安排|规则|做法|玩法)】?\s*[：:]\s*(?P<text>.*)$"
)
_NAME = re.compile(rf"(?:{_ORDINAL.pattern})?\s*【?活动?(?:名称|主题)】?\s*[：:]\s*(?P<name>[^：:，。]{{2,20}})")
_FILLER = re.compile(r"[\s（）()，,。；;：:、\-—~～至到日期时间为在于]+")
_SHORTEST_NAME = 2
_SHORTEST_CONTENT = 6
_NOTHING_PLANNED = re.compile(
    r"(?:不|没有?|暂无|无)(?:再|会|单独|专门|打算)*(?:安排|开展|举办|组织|举行|做|搞|进行|有)?(?:什么|任何|具体|其他|专门)*的?"
    r"(?:营销|促销|推广)?(?:活动|促销|推广)"
)
_NO_ACTIVITY = re.compile(r"注意|要求|分工|保障|人员|总结|说明|预算|备注|前提|目的|意义|原则")
_LONGEST_TITLE = 12
_SEVERAL = 2
# Of 1日开始直播，到5日结束 only the times are taken out, and the words between stay as content.
_WRITTEN_APART = re.compile(
    r"(?<=[日号])(?:[^日号\d]*(?:开始|起|开播|开售|启动|上线)[^日号\d]*)(?=\d|[一二三四五六七八九十])"
)
_LISTED = 5
_LONGEST_LISTED = 8
_BEGINS, _ENDS = (
    re.compile(r"[^，。；]{0,4}(?:开始|起|开播|开售|启动|上线)[^。；]{0,14}"),
    re.compile(r"\s*[^，。；\d]{0,4}(?:结束|截止|为止|收尾|收官|下线)"),
)
_AND = re.compile(r"\s*(?:和|、|及|与|,|，)\s*")
_OPENS = re.compile(
    r"(?:^|[，,；;、。])\s*(?:然后|接着|接下来|最后|再|之前|此前|之后|此后|随后|紧接着|首先|其次|到了?|从|在|于|而|则|第[一二三四]步?|是|[：:])*\s*$"
)
_TIME_WORDS = re.compile(
    r"\d\s*(?:[月日号天周]|[./]\s*\d)|[一二三四五六七八九十两]\s*(?:月|日|号|天|周|个月)|[上中下]旬|期间|全程|每[天日周晚月]|周[一二三四五六日末]|"
    r"节|开学|放假|当天|首日|阶段|[前中后]期|[前后]夕|年[底初货]|月[底初]|双十"
)


Place = tuple[Paragraph, int, int]


@dataclass
class _Block:
    """A heading or an item of a list with what stands below it, or a sentence with those that belong to it."""

    places: list[Place]
    numbered: bool = False
    heading: bool = False

    @property
    def text(self) -> str:
        """All of it: the title apart from what stands below."""
        first, *rest = (paragraph.text[start:end].strip() for paragraph, start, end in self.places)
        return f"{first}：{''.join(rest)}" if rest and self.numbered | self.heading else first + "".join(rest)


def activities_in_lines(file: str, section: Section, window: Window) -> list[Activity]:
    """The activities of a section that has no table of them, in the order of the text."""
    inside = tuple(table.path + "/" for table in section.own_tables)
    places = [place for place in _places(section) if not place[0].path.startswith(inside)]
    found = _labelled(file, [paragraph for paragraph, start, _ in places if start == 0], window)
    blocks = [] if found else [part for block in _blocks(places, window) for part in _parts(block, window)]
    return found or [activity for block in blocks if (activity := _activity(file, block, window)) is not None]


def tells_a_time(section: Section) -> bool:
    """Whether any sentence that plans something tells a time, however vague (``开学前``), or a table may."""
    if section.own_tables or section.pictures:
        return True
    return any(
        _TIME_WORDS.search(text) and not _plans_nothing(text)
        for paragraph, start, end in _places(section)
        for first, last in sentences(paragraph.text[start:end])
        if (text := paragraph.text[start + first : start + last])
    )


def _places(section: Section) -> list[Place]:
    """The lines of the section; of its heading's own line what stands behind the label."""
    heading = section.heading
    lead = [(heading, len(heading.text) - len(section.lead), len(heading.text))] if section.lead else []
    return [*lead, *((paragraph, 0, len(paragraph.text)) for paragraph in section.paragraphs if paragraph.text.strip())]


def _labelled(file: str, paragraphs: Sequence[Paragraph], window: Window) -> list[Activity]:
    """``活动一：…`` followed by lines of time and content; a heading may stand for the title."""
    found: list[Activity] = []
    starts = [index for index, paragraph in enumerate(paragraphs) if _TIME.match(paragraph.text)]
    if not starts:
        return []
    edges = _title_lines(paragraphs, starts)
    for first, last in zip(edges, [*edges[1:], len(paragraphs)], strict=True):
        block = paragraphs[first:last]
        title = _NAME.match(block[0].text) or _TITLE.match(block[0].text)
        name = title["name"].strip() if title else _ORDINAL.sub("", block[0].text).strip(" ：:。")
        time = next((match["text"].strip() for paragraph in block if (match := _TIME.match(paragraph.text))), "")
        content = next((match["text"].strip() for paragraph in block if (match := _CONTENT.match(paragraph.text))), "")
        rest = [p.text for p in block[1:] if not _TIME.match(p.text) and len(p.text) >= _SHORTEST_CONTENT]
        periods = find_periods(time, window, loose=True)
        found.append(Activity(name, time, content or "".join(rest), periods, span(file, block[0]), False))
    return found


def _title_lines(paragraphs: Sequence[Paragraph], starts: Sequence[int]) -> list[int]:
    """Where the activities begin: at their name, title or heading, of which one may have no time; else above times."""
    kinds = (
        [index for index, paragraph in enumerate(paragraphs) if _NAME.match(paragraph.text)],
        [index for index, paragraph in enumerate(paragraphs) if _TITLE.match(paragraph.text)],
        [
            index
            for index, paragraph in enumerate(paragraphs)
            if paragraph.level is not None and not _NO_ACTIVITY.search(paragraph.text)
        ],
    )
    for titles in kinds:
        above = {max((title for title in titles if title < start), default=None) for start in starts}
        if None not in above and len(above) == len(starts):
            return titles
    return [max(0, index - 1) for index in starts]


def _blocks(places: Sequence[Place], window: Window) -> Iterator[_Block]:
    block: _Block | None = None
    for place in places:
        paragraph, start, end = place
        text = paragraph.text[start:end]
        numbered = _ORDINAL.match(text) is not None or _TITLE.match(text) is not None
        if numbered or paragraph.level is not None:
            if block is not None:
                yield block
            block = _Block([place], numbered, paragraph.level is not None)
        elif block is not None and not (_periods(block.text, window) and _opened(text, _periods(text, window))):
            block.places.append(place)
        else:
            if block is not None:
                yield block
            block = None
            yield _Block([place])
    if block is not None:
        yield block


def _parts(block: _Block, window: Window) -> Iterator[_Block]:
    """The block itself; of running text, and of a heading above several dated sentences, a part for each of them."""
    below = block.places[1:] if block.heading else ([] if block.numbered else block.places)
    cut = [part for place in below for part in _cut(place, window)]
    dated = [part for part in cut if _periods(_said(part), window)]
    if (block.numbered or block.heading) and len(dated) < _SEVERAL:
        if block.heading and len(block.places) == 1 and not _periods(block.text, window):
            return
        yield block
        return
    part: _Block | None = None
    for place in cut:
        if place in dated:
            if part is not None:
                yield part
            part = _Block([place])
        elif part is not None:
            part.places.append(place)
    if part is not None:
        yield part


def _cut(place: Place, window: Window) -> Iterator[Place]:
    """The sentences of a line, cut again before each time that opens a clause (``1日预热，5日开卖``)."""
    paragraph, begin, end = place
    for start, until in sentences(paragraph.text[begin:end]):
        text = paragraph.text[begin + start : begin + until]
        if _plans_nothing(text):
            continue
        periods = _periods(text, window)
        edges = [0, *(period.at for period in periods[1:] if _OPENS.search(text[: period.at])), len(text)]
        for first, last in pairwise(edges):
            yield paragraph, begin + start + first, begin + start + last


def _said(place: Place) -> str:
    paragraph, start, end = place
    return paragraph.text[start:end]


def _activity(file: str, block: _Block, window: Window) -> Activity | None:
    """What is left of a block beside its time is its name and content; ``None`` for what is no activity."""
    text = block.text
    periods = _periods(text, window)
    is_item = block.numbered and len(text) >= _SHORTEST_CONTENT and not _NO_ACTIVITY.search(text[:_LONGEST_TITLE])
    if _plans_nothing(text) or not (periods or is_item):
        return None
    name, content = _name_and_content(text, periods)
    paragraph, start, _ = block.places[0]
    end = block.places[-1][2] if block.places[-1][0] is paragraph else len(paragraph.text)
    time = " ".join(period.text for period in periods)
    return Activity(name, time, content, periods[:1], span(file, paragraph, start, end), False)


def _periods(text: str, window: Window) -> tuple[Period, ...]:
    """The times of a text; ``1日开始…5日结束`` and ``3日、4日`` are one."""
    merged: list[Period] = []
    for period in find_periods(text, window) or _bracketed(text, window):
        last = merged[-1] if merged else None
        between = text[last.until : period.at] if last else ""
        if last is not None and (
            (_BEGINS.fullmatch(between) and _ENDS.match(text, period.until))
            or (_AND.fullmatch(between) and 0 <= (period.start - last.end).days <= 1)
        ):
            text_of_both = text[last.at : period.until]
            merged[-1] = replace(
                last, end=period.end, text=text_of_both, until=period.until, exact=last.exact and period.exact
            )
        else:
            merged.append(period)
    return tuple(merged)


def _bracketed(text: str, window: Window) -> tuple[Period, ...]:
    """A bare ``11.1`` or ``9/5`` in brackets or at the start of a line is a day."""
    place = re.search(r"[（(](?P<inner>[^（()）]{3,24})[)）]", text)
    inner = place["inner"] if place else re.split(r"[：:\s]", _ORDINAL.sub("", text), maxsplit=1)[0]
    at = text.find(inner)
    return tuple(replace(p, at=p.at + at, until=p.until + at) for p in find_periods(inner, window, loose=True))


def _opened(text: str, periods: Sequence[Period]) -> bool:
    return bool(periods) and _OPENS.search(text[: periods[0].at]) is not None


def _plans_nothing(text: str) -> bool:
    """Whether a sentence says that nothing is planned, or only lists words (``活动名称、时间、地点、预热、返场``)."""
    items = text.strip(" 。；;").split("、")
    listed = len(items) >= _LISTED and all(len(item) <= _LONGEST_LISTED for item in items)
    return listed or _NOTHING_PLANNED.search(text) is not None


def _name_and_content(text: str, periods: Sequence[Period]) -> tuple[str, str]:
    rest = _ORDINAL.sub("", text)
    for period in periods:
        for words in _WRITTEN_APART.split(period.text):
            rest = rest.replace(words, "", 1)
    name, colon, content = rest.partition("：" if "：" in rest else ":")
    name = _FILLER.sub("", name)
    if not colon:
        name, content = name[:20], _FILLER.sub("", rest)
    said = len(_FILLER.sub("", content)) >= (_SHORTEST_CONTENT if not colon else _SHORTEST_NAME)
    if colon and len(name) < _SHORTEST_NAME and said:
        # 9月1日—5日：转发抽奖，…: the first words of the content are the name.
        name = re.split(r"[，,。；;]", content.strip(" ：:"), maxsplit=1)[0][:20]
    return (name if len(name) >= _SHORTEST_NAME else ""), (content.strip() if said else "")
