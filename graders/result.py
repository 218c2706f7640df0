"""The result document of one submission: versioned, immutable, stored as JSON. Reports read this and nothing else.

All marks are exact fractions as text (``5/2``); people see them as decimals. Nothing in it depends on a clock, on
the machine or on the order in which things were measured.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from yuejuan.graders.finding import Point
from yuejuan.graders.submission import Submission
from yuejuan.messages import Message

SCHEMA = "yuejuan.result/1"


class Tally(msgspec.Struct, frozen=True, kw_only=True):
    """Marks of one class as awarded out of available, exact fractions as text."""

    determined: tuple[str, str]
    suggested: tuple[str, str]
    open: tuple[str, str]


class PartResult(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One part: its marks, who judges it, and its scoring points (a human part has one open point)."""

    id: str
    title: dict[str, str]
    points: str
    judge: Literal["check", "human"]
    check: str | None = None
    deliverables: tuple[str, ...] = ()
    finding: tuple[Point, ...] = ()
    prompt: dict[str, str] = {}
    levels: tuple[tuple[str, dict[str, str]], ...] = ()


class RuleLine(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A rule across points that fired, or is pending because its condition is not settled yet."""

    id: str
    title: dict[str, str]
    kind: Literal["factor", "deduction", "cap", "gate"]
    state: Literal["fired", "pending"]
    message: Message
    change: str | None = None


class CriterionResult(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One criterion: tally before rules, rule lines, and the interval of possible marks after rules and rounding."""

    id: str
    clause: str
    title: dict[str, str]
    points: str
    literacy: bool
    tally: Tally
    low: str
    high: str
    parts: tuple[PartResult, ...]
    rules: tuple[RuleLine, ...] = ()


class FileDigest(msgspec.Struct, frozen=True, array_like=True):
    """A file that was graded and the digest of its bytes."""

    path: str
    sha256: str


class Digests(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Digests of everything that the result is a function of."""

    paper: str
    rubric: str
    checks: str
    facts: str
    files: tuple[FileDigest, ...]
    corrections: str | None = None
    amendments: str | None = None
    untrusted_checks: dict[str, str] = {}


class SubmissionResult(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The whole result of one submission. ``low`` and ``high`` are the interval of the possible total.

    ``step`` is the paper's step that criteria are rounded to, an exact fraction as text.
    """

    schema: str
    paper: str
    paper_title: dict[str, str]
    project: str
    candidate: str
    folder: str
    submission: Submission
    criteria: tuple[CriterionResult, ...]
    tally: Tally
    low: str
    high: str
    digests: Digests
    generator: str
    step: str = "1/2"
    rules: tuple[RuleLine, ...] = ()
    notes: tuple[Message, ...] = ()
