"""The activities of a plan: in a table, in blocks of labelled lines, or as a list in running text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from yuejuan.artifacts.document.facts import DocumentFacts, Paragraph
from yuejuan.graders.common.dates import Period, Window, find_periods
from yuejuan.graders.common.document.places import span
from yuejuan.graders.common.document.sections import Section
from yuejuan.graders.common.tables import Grid, Reading, Record, Role, grids_of_document, read_by_headers
from yuejuan.graders.finding import Evidence

ROLES = (
    Role("name", ("活动名称", "活动", "名称", "项目", "阶段", "步骤", "主题", "任务", "环节", "活动主题", "事项")),
    Role(
        "time",
        ("时间", "日期", "活动时间", "起止时间", "时间安排", "执行时间", "日程", "活动日期", "时段"),
        needed=True,
    ),
    Role(
        "content",
        (
            "内容",
            "活动内容",
            "具体内容",
            "方式",
            "说明",
            "形式",
            "具体安排",
            "工作内容",
            "执行内容",
            "措施",
            "主要工作",
            "工作",
            "重点工作",
        ),
    ),
    Role("owner", ("负责人", "责任人", "负责", "执行人", "部门", "人员", "分工")),
)
_TITLE = re.compile(
    r"^\s*(?:活动|阶段|步骤|第)\s*[一二三四五六七八九十\d]+\s*(?:阶段|步|个活动)?\s*[：:、.．\s]\s*(?P<name>[^：:，。]{2,20})"
)
_TIME = re.compile(r"^\s*(?:活动|执行|起止)?(?:时间|日期)(?:安排)?\s*[：:]\s*(?P<text>.*)$")
_CONTENT = re.compile(r"^\s*(?:活动|具体|主要|工作)?(?:内容|形式|方式|安排|规则)\s*[：:]\s*(?P<text>.*)$")
_ORDINAL = re.compile(r"^\s*(?:[（(]?\s*(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s*(?:[)）、]|[.．](?!\d))|[①-⑳])\s*")
_FILLER = re.compile(r"[\s（）()，,。；;：:、\-—~～至到日期时间为在于]+")
_SHORTEST_NAME = 2
_SHORTEST_CONTENT = 6
_NO_TIME = re.compile(r"[\s\-—－–/／无待定]*")


@dataclass(frozen=True)
class Activity:
    """One activity. ``time`` is what was written; ``periods`` what it means; ``exact`` is True for cells of a table."""

    name: str
    time: str
    content: str
    periods: tuple[Period, ...]
    evidence: Evidence
    exact: bool

    @property
    def complete(self) -> bool:
        """Whether name, time and content are all there."""
        return bool(self.name and self.time and self.content)

    @property
    def understood(self) -> bool:
        """Whether the time is one that was read as days."""
        return bool(self.periods)


def activities_of(file: str, facts: DocumentFacts, section: Section | None, window: Window) -> list[Activity]:
    """The activities in the first form that is there: tables, blocks or lines of the section, then any other table."""
    grids = grids_of_document(file, facts)
    inside = {table.path for table in section.tables} if section else set()
    found = [activity for grid in grids if grid.name in inside for activity in _in_table(grid, window)]
    if section is not None and not found:
        paragraphs = [p for p in section.paragraphs if "/t" not in p.path and p.text.strip()]
        found = _in_blocks(file, paragraphs, window) or [*_in_lines(file, section, paragraphs, window)]
    return found or [activity for grid in grids for activity in _in_table(grid, window)]


def _in_table(grid: Grid, window: Window) -> Iterator[Activity]:
    reading = read_by_headers(grid, ROLES)
    if reading is None or not {"name", "content"} & reading.columns.keys() or len(reading.columns) < 3:
        return
    for record in reading.of_kind("item"):
        if any(record.words(role) for role in ("name", "time", "content")):
            yield _of_record(reading, record, window)


def _of_record(reading: Reading, record: Record, window: Window) -> Activity:
    time = record.words("time")
    time = "" if _NO_TIME.fullmatch(time) else time
    cell = record.cells.get("time") or next(iter(record.cells.values()))
    return Activity(
        name=record.words("name") or record.words("content")[:20],
        time=time,
        content=record.words("content") if "content" in reading.columns else record.words("name"),
        periods=find_periods(time, window, loose=True),
        evidence=reading.grid.evidence(cell),
        exact=True,
    )


def _in_blocks(file: str, paragraphs: Sequence[Paragraph], window: Window) -> list[Activity]:
    """``活动一：…`` followed by lines of time and content; a heading may stand for the title."""
    found: list[Activity] = []
    starts = [index for index, paragraph in enumerate(paragraphs) if _TIME.match(paragraph.text)]
    titles = [index for index, paragraph in enumerate(paragraphs) if _TITLE.match(paragraph.text)]
    if not starts:
        return []
    edges = titles if len(titles) >= len(starts) else [max(0, index - 1) for index in starts]
    for first, last in zip(edges, [*edges[1:], len(paragraphs)], strict=True):
        block = paragraphs[first:last]
        title = _TITLE.match(block[0].text)
        name = title["name"].strip() if title else _ORDINAL.sub("", block[0].text).strip(" ：:。")
        time = next((match["text"].strip() for paragraph in block if (match := _TIME.match(paragraph.text))), "")
        content = next((match["text"].strip() for paragraph in block if (match := _CONTENT.match(paragraph.text))), "")
        rest = [p.text for p in block[1:] if not _TIME.match(p.text) and len(p.text) >= _SHORTEST_CONTENT]
        periods = find_periods(time, window, loose=True)
        found.append(Activity(name, time, content or "".join(rest), periods, span(file, block[0]), False))
    return found


def _in_lines(file: str, section: Section, paragraphs: Sequence[Paragraph], window: Window) -> Iterator[Activity]:
    """One activity in a line or in a clause: what is left of it beside the time is its name and content."""
    lines = [(section.heading, section.lead)] if section.lead else []
    for paragraph, text in [*lines, *((paragraph, paragraph.text) for paragraph in paragraphs)]:
        numbered = _ORDINAL.match(text) is not None
        clauses = [text] if numbered else [clause for clause in re.split(r"[；;。]", text) if clause.strip()]
        for clause in clauses:
            periods = find_periods(clause, window) or _bracketed(clause, window)
            if not periods and not (numbered and len(clause) >= _SHORTEST_CONTENT):
                continue
            start = max(paragraph.text.find(clause), 0)
            name, content = _name_and_content(clause, periods)
            time = " ".join(period.text for period in periods)
            yield Activity(name, time, content, periods[:1], span(file, paragraph, start, start + len(clause)), False)


def _bracketed(text: str, window: Window) -> tuple[Period, ...]:
    """A bare ``11.1`` or ``9/5`` in brackets or at the start of a line is a day."""
    place = re.search(r"[（(](?P<inner>[^（()）]{3,24})[)）]", text)
    inner = place["inner"] if place else re.split(r"[：:\s]", _ORDINAL.sub("", text), maxsplit=1)[0]
    return find_periods(inner, window, loose=True)


def _name_and_content(clause: str, periods: Sequence[Period]) -> tuple[str, str]:
    rest = _ORDINAL.sub("", clause)
    for period in periods:
        rest = rest.replace(period.text, "", 1)
    name, colon, content = rest.partition("：" if "：" in rest else ":")
    name = _FILLER.sub("", name)
    if not colon:
        name, content = name[:20], _FILLER.sub("", rest)
    said = len(_FILLER.sub("", content)) >= (_SHORTEST_CONTENT if not colon else _SHORTEST_NAME)
    return (name if len(name) >= _SHORTEST_NAME else ""), (content.strip() if said else "")
