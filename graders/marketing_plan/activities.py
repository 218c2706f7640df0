"""The activities of a plan: in a table, in blocks of labelled lines, or as a list in running text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yuejuan.artifacts.document.facts import DocumentFacts
from yuejuan.graders.common.dates import Window, find_periods
from yuejuan.graders.common.document.sections import Section
from yuejuan.graders.common.tables import Grid, Reading, Record, Role, grids_of_document, read_by_headers
from yuejuan.graders.marketing_plan.activity import Activity
from yuejuan.graders.marketing_plan.activity_lines import activities_in_lines

ROLES = (
    Role("name", ("活动名称", "活动", "名称", "项目", "阶段", "步骤", "主题", "任务", "环节", "活动主题", "事项")),
    Role(
        "time",
        ("时间", "日期", "活动时间", "起止时间", "时间安排", "执行时间", "日程", "活动日期", "时段", "周期"),
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
            "怎么做",
            "做法",
            "玩法",
            "规则",
            "操作",
        ),
    ),
    Role("owner", ("负责人", "责任人", "负责", "执行人", "部门", "人员", "分工")),
)
_SPAN_ROLES = (
    *(role for role in ROLES if role.name != "time"),
    Role("begin", ("开始时间", "开始日期", "起始时间", "起始日期", "开始", "起始"), needed=True),
    Role("end", ("结束时间", "结束日期", "截止时间", "截止日期", "结束", "截止"), needed=True),
)
_NO_TIME = re.compile(r"[\s\-—－–/／无待定]*")
_LONGEST_BARE_NAME = 10


def activities_of(file: str, facts: DocumentFacts, section: Section | None, window: Window) -> list[Activity]:
    """The activities in the first form that is there: tables, blocks or lines of the section, then any other table."""
    grids = grids_of_document(file, facts)
    inside = {table.path for table in section.tables} if section else set()
    found = [activity for grid in grids if grid.name in inside for activity in _in_table(grid, window, bare=True)]
    if section is not None and not found:
        found = activities_in_lines(file, section, window)
    return found or [activity for grid in grids for activity in _in_table(grid, window)]


def _in_table(grid: Grid, window: Window, bare: bool = False) -> Iterator[Activity]:
    """The activities of a table; with ``bare`` one of only names and times will do."""
    reading = read_by_headers(grid, _SPAN_ROLES) or read_by_headers(grid, ROLES)
    if reading is None or not {"name", "content"} & reading.columns.keys():
        return
    if len(reading.columns) < 3 and not bare:
        return
    for record in reading.of_kind("item"):
        if any(record.words(role) for role in ("name", "time", "content")):
            yield _of_record(reading, record, window)


def _of_record(reading: Reading, record: Record, window: Window) -> Activity:
    written = [text for role in ("time", "begin", "end") if not _NO_TIME.fullmatch(text := record.words(role))]
    time = "—".join(written)
    cell = record.cells.get("time") or record.cells.get("begin") or next(iter(record.cells.values()))
    name, content = record.words("name"), record.words("content")
    only_names = len(reading.columns) < 3
    if "content" not in reading.columns:
        # A table of names and times alone has content where the name says more than a name.
        content = name if not only_names or len(name) > _LONGEST_BARE_NAME else ""
    return Activity(
        name=name or content[:20],
        time=time,
        content=content,
        periods=find_periods(time, window, loose=True),
        evidence=reading.grid.evidence(cell),
        exact=not only_names,
    )
