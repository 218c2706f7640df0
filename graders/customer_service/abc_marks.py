"""What an answer says about each customer: classes and shares, each with its place."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from fractions import Fraction

from yuejuan.graders.common.answers.plain import plain
from yuejuan.graders.customer_service.abc_rule import CLASSES
from yuejuan.graders.finding import TableCell, TextSpan

_LETTER = re.compile(r"(?<![A-Z])[ABC](?![A-Z])")
_ALONE = re.compile(r"([ABC])\s*[类级等型档]?(?:客户|用户|顾客|会员)?(?:\([^()]*\))?")


@dataclass(frozen=True)
class ClassMark:
    """One class given to one customer. ``exact`` is True for a cell that says the class and nothing else."""

    name: str
    letter: str
    exact: bool
    evidence: TableCell | TextSpan


@dataclass(frozen=True)
class ShareMark:
    """A share or cumulative share as written. ``percent`` tells the form; ``None`` for a bare number.

    ``half`` is half of the last written place, in the number's own form.
    """

    name: str
    kind: str
    value: Fraction
    half: Fraction
    percent: bool | None
    exact: bool
    evidence: TableCell | TextSpan


@dataclass
class Marks:
    """All that was found. ``blank`` are cells of a class column that hold nothing; ``implied`` say a class by rank.

    ``named`` are customers of whom anything is said; ``loose_shares``: kinds of percentages that belong to nobody.
    """

    classes: list[ClassMark] = field(default_factory=list)
    shares: list[ShareMark] = field(default_factory=list)
    blank: dict[str, TableCell | TextSpan] = field(default_factory=dict)
    implied: list[TextSpan] = field(default_factory=list)
    unclear: dict[str, TextSpan] = field(default_factory=dict)
    unread: dict[tuple[str, str], TableCell | TextSpan] = field(default_factory=dict)
    columns: set[str] = field(default_factory=set)
    named: set[str] = field(default_factory=set)
    loose_shares: set[str] = field(default_factory=set)


def letters_in(text: str) -> tuple[str, ...]:
    """The classes named in a text, each once, in order."""
    return tuple(dict.fromkeys(_LETTER.findall(plain(text).upper())))


def letter_alone(text: str) -> str | None:
    """The class that is all a cell says: ``A``, ``Ａ类``, ``A（重点客户）``; ``None`` for anything else."""
    match = _ALONE.fullmatch(plain(text).upper().strip())
    return match[1] if match and match[1] in CLASSES and len(letters_in(text)) == 1 else None
