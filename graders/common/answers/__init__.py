"""Finding answers: without what was copied from the brief, wherever they stand, and the values that they give."""

from yuejuan.graders.common.answers.cells import evidence_at, row_of, with_cells
from yuejuan.graders.common.answers.copies import is_copied, without_copies
from yuejuan.graders.common.answers.located import Located, Place, locate
from yuejuan.graders.common.answers.source import WRITTEN, Answer, Line, read_answer
from yuejuan.graders.common.answers.values import Values, find_values
from yuejuan.graders.common.answers.written import Found, Value, Wanted

__all__ = [
    "WRITTEN",
    "Answer",
    "Found",
    "Line",
    "Located",
    "Place",
    "Value",
    "Values",
    "Wanted",
    "evidence_at",
    "find_values",
    "is_copied",
    "locate",
    "read_answer",
    "row_of",
    "with_cells",
    "without_copies",
]
