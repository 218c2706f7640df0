"""What is wrong with a rubric or a paper, and where: file, line, column, what was expected, the nearest valid name."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from yuejuan.messages import Message, render, say

Language = Literal["zh_CN", "en"]

_NEAR_ENOUGH = 0.6
"""Similarity (difflib ratio) from which a name is worth suggesting: ``chek`` for ``check``."""


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One fault in one file.

    ``line`` and ``column`` count from 1, as editors do; None where a fault belongs to no place (a missing file).
    ``expected`` says what would be right, ``nearest`` is the closest valid name.
    """

    file: str
    message: Message
    line: int | None = None
    column: int | None = None
    expected: Message | None = None
    nearest: str | None = None

    @property
    def place(self) -> str:
        """``file:line:column``, as editors and terminals open it; the file alone where there is no line."""
        return self.file if self.line is None else f"{self.file}:{self.line}:{self.column}"

    def text(self, language: Language = "zh_CN") -> str:
        """The place and the whole sentence for a person."""
        pieces = [render(self.message, language)]
        if self.expected is not None:
            pieces.append(render(self.expected, language))
        if self.nearest is not None:
            pieces.append(render(say("rubric.nearest", name=self.nearest), language))
        return f"{self.place}: " + ("" if language == "zh_CN" else " ").join(pieces)


@dataclass
class RubricError(Exception):
    """A rubric or paper that cannot be used; ``problems`` are all faults found, in the order of the file."""

    problems: tuple[Problem, ...] = field(default_factory=tuple)

    def text(self, language: Language = "zh_CN") -> str:
        """All problems, one line each."""
        return "\n".join(problem.text(language) for problem in self.problems)

    def __str__(self) -> str:
        return self.text()


def nearest_of(name: str, valid: Iterable[str]) -> str | None:
    """The valid name most like ``name``; None when nothing is like it."""
    names = sorted(set(valid))
    close = difflib.get_close_matches(name, names, n=1, cutoff=_NEAR_ENOUGH)
    if not close:  # a paper often gives the last part of a dotted name only
        close = [valid_name for valid_name in names if name and valid_name.rpartition(".")[2] == name][:1]
    return close[0] if close else None
