"""The result in a cell or clause that may hold a calculation: ``640÷90=7.11≈8（人）``."""

from __future__ import annotations

import re
from collections.abc import Sequence

from yuejuan.graders.common.answers.plain import plain
from yuejuan.graders.common.answers.written import in_unit
from yuejuan.graders.common.numbers import Quantity, find_quantities, read_chinese, read_quantity

_EQUALS = re.compile(r"[=≈≒→⇒]|->")
_AROUND = re.compile(r"^[\s=≈:约为是共计需取]*|[\s。;，,]*$")
_REMARK = re.compile(r"\([^()\d]*\)$")
_INTO_NEXT_PLACE = re.compile(r"进\s*$")
_UNIT_IN_BRACKETS = re.compile(r"\(\s*([^()\d]{1,4})\s*\)$")
OPERATORS = re.compile(r"[×*÷/+x^]|(?<=\d)\s*-\s*(?=\d)")


def result_of_cell(text: str, unit: str | None = None) -> Quantity | None:
    """The one number of a cell: alone, with its unit in brackets, or behind the last = or ≈ of a calculation.

    ``unit`` is the unit asked for, which may be none of the common ones.
    """
    said = plain(text).strip()
    parts = _EQUALS.split(said)
    last = _AROUND.sub("", parts[-1])
    last = _UNIT_IN_BRACKETS.sub(r"\1", last)
    return read_quantity(_people(last), unit) or _read_numeral(last)


def result_with_remark(text: str, unit: str | None) -> Quantity | None:
    """The one number of a cell that has a remark in brackets behind it: ``6人（进位）``."""
    said = plain(text).strip()
    return result_of_cell(_REMARK.sub("", said), unit) if _REMARK.search(said) else None


def _read_numeral(text: str) -> Quantity | None:
    """A Chinese numeral of one character: alone in a cell it is a number."""
    value = read_chinese(text) if len(text) == 1 else None
    return Quantity(value, None, text, 0, 1) if value is not None else None


def result_of_clause(text: str, unit: str | None) -> tuple[Quantity, ...]:
    """The numbers of a clause that can be its result, in the clause's own places: one, none, or several.

    Behind the last = or ≈ the first number is the result. Without a sign of equality every number counts whose unit is
    of the right kind and that is no term of a calculation.
    """
    said = plain(text)
    cut = max((match.end() for match in _EQUALS.finditer(said)), default=0)
    behind = [one for one in find_quantities(said) if one.start >= cut and not _is_next_place(said, one)]
    fitting = [one for one in behind if in_unit(one, unit) is not None]
    if cut:
        return tuple(fitting[:1])
    return tuple(one for one in fitting if not _is_term(said, one))


def terms_of(text: str) -> Sequence[Quantity]:
    """Every number of a text that is a term of a calculation."""
    said = plain(text)
    return [one for one in find_quantities(said) if _is_term(said, one)]


def _is_term(said: str, one: Quantity) -> bool:
    before, behind = said[: one.start].rstrip(), said[one.end :].lstrip()
    return bool(re.search(r"[×*÷/+x^乘除加减]$", before) or re.match(r"[×*÷/+x^=≈乘除加减]", behind))


def _is_next_place(said: str, one: Quantity) -> bool:
    """``进一位`` tells how a number is rounded, not how many people."""
    return one.unit == "位" and one.value == 1 and _INTO_NEXT_PLACE.search(said[: one.start]) is not None


def _people(text: str) -> str:
    """``8个人`` counts people as ``8人`` does."""
    return re.sub(r"个人$", "人", text)
