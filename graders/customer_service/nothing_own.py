"""Works without a word of the candidate's own: blank, or nothing but the copied brief."""

from __future__ import annotations

from yuejuan.graders.api import lost
from yuejuan.graders.common.answers import Answer
from yuejuan.graders.common.answers.fillers import is_filler, is_label
from yuejuan.graders.finding import FileEvidence, Point
from yuejuan.messages import say

_MOST = 5


def has_nothing_own(answer: Answer) -> bool:
    """Whether everything handed in was read and nothing in it is the candidate's own.

    Headings, labels and words such as 略 say nothing themselves. What stands in pictures or in files that are not read
    may be the answer; then it is not known.
    """
    blank = all(line.paragraph.level is not None or is_filler(line.own) or is_label(line.own) for line in answer.lines)
    read = {line.file for line in answer.lines}
    cells = any(grid.rows for grid in answer.grids if grid.file not in read)
    return answer.whole and bool(answer.files) and blank and not cells and not answer.pictures


def nothing_own(answer: Answer, key: str, name: str, weight: int = 1) -> Point:
    """The point lost because the candidate wrote nothing; a suggestion, for the wrong file may have been handed in."""
    searched = [FileEvidence(file=file) for file in answer.files[:_MOST]]
    message = say("check.customer_service.nothing_own", name=name)
    return lost(key, message, *searched, weight=weight, suggested=True)
