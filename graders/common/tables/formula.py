"""Exact values of simple formulas that have no stored result.

References, numbers and percentages, ``+ - * /``, brackets, and the functions of :data:`_FUNCTIONS`, as ECMA-376 part 1,
18.17.7 defines them. Anything else, and anything that refers to a text, gives ``None``: an unknown value is never a
guess.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from fractions import Fraction
from math import ceil, floor, prod

Operand = Callable[[tuple[int, int]], str | None]

_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d{1,20}(?:\.\d{1,20})?)|(?P<name>(?:_xlfn\.)?[A-Z]+(?:\.[A-Z]+)?)(?=\()|(?P<ref>\$?[A-Z]{1,3}\$?\d{1,7})|(?P<mark>[-+*/(),:%]))",
    re.I,
)
_STORED = re.compile(r"-?\d{1,20}(?:\.\d{1,20})?(?:[eE][+-]?\d{1,2})?")
_MAX_DEPTH = 20
_MAX_CELLS = 5_000
_MOST_PLACES = 15
_NOISE = 10**10
"""What a stored result has behind the tenth place is noise of a computer's arithmetic; rounding up must not see it."""


class _Unknown(Exception):
    """The formula is beyond what is evaluated here."""


def evaluate(formula: str, operand: Operand) -> Fraction | None:
    """The value of ``formula`` (with or without ``=``), ``None`` when it is not simple or an operand is unknown.

    ``operand`` gives a cell's stored value as text, another formula with its ``=``, or ``None`` for an empty cell.
    """
    try:
        return _Parser(formula.lstrip("="), operand, 0).whole()
    except (_Unknown, ZeroDivisionError):
        return None


class _Parser:
    """Recursive descent over one formula; ``depth`` counts formulas that refer to formulas."""

    def __init__(self, formula: str, operand: Operand, depth: int) -> None:
        if depth > _MAX_DEPTH:
            raise _Unknown
        self.operand, self.depth = operand, depth
        self.tokens = self._tokens(formula)
        self.position = 0

    def _tokens(self, formula: str) -> list[tuple[str, str]]:
        tokens, position = [], 0
        text = formula.strip()
        while position < len(text):
            match = _TOKEN.match(text, position)
            if match is None or match.lastgroup is None:
                raise _Unknown
            tokens.append((match.lastgroup, match[match.lastgroup].upper().replace("$", "")))
            position = match.end()
        return tokens

    def whole(self) -> Fraction:
        value = self._sum()
        if self.position != len(self.tokens):
            raise _Unknown
        return value

    def _take(self, *marks: str) -> str | None:
        if self.position < len(self.tokens) and self.tokens[self.position][1] in marks:
            self.position += 1
            return self.tokens[self.position - 1][1]
        return None

    def _sum(self) -> Fraction:
        value = self._product()
        while mark := self._take("+", "-"):
            term = self._product()
            value = value + term if mark == "+" else value - term
        return value

    def _product(self) -> Fraction:
        value = self._factor()
        while mark := self._take("*", "/"):
            factor = self._factor()
            value = value * factor if mark == "*" else value / factor
        return value

    def _factor(self) -> Fraction:
        if self._take("-"):
            return -self._factor()
        value = self._operand()
        while self._take("%"):
            value /= 100
        return value

    def _operand(self) -> Fraction:
        if self._take("("):
            value = self._sum()
            self._closing()
            return value
        if self.position >= len(self.tokens):
            raise _Unknown
        kind, text = self.tokens[self.position]
        self.position += 1
        if kind == "number":
            return Fraction(text)
        if kind == "ref":
            return self._cell(_place(text)) or Fraction(0)
        if kind == "name":
            return self._function(text)
        raise _Unknown

    def _closing(self) -> None:
        if not self._take(")"):
            raise _Unknown

    def _function(self, name: str) -> Fraction:
        function = _FUNCTIONS.get(name.removeprefix("_XLFN."))
        if function is None:
            raise _Unknown
        self._take("(")
        values = [*self._argument()]
        while self._take(","):
            values += self._argument()
        self._closing()
        return function(values)

    def _argument(self) -> list[Fraction]:
        following = self.tokens[self.position + 1 : self.position + 3]
        if following and following[0] == ("mark", ":"):
            (kind, first), (other, last) = self.tokens[self.position], following[-1]
            if kind != "ref" or other != "ref":
                raise _Unknown
            self.position += 3
            return self._range(_place(first), _place(last))
        if following and self.tokens[self.position][0] == "ref" and following[0][1] in (",", ")"):
            # An empty cell is no value of AVERAGE or MIN, whether alone or in a range.
            self.position += 1
            return self._range(*[_place(self.tokens[self.position - 1][1])] * 2)
        return [self._sum()]

    def _range(self, first: tuple[int, int], last: tuple[int, int]) -> list[Fraction]:
        rows, columns = range(first[0], last[0] + 1), range(first[1], last[1] + 1)
        if len(rows) * len(columns) > _MAX_CELLS:
            raise _Unknown
        found = (self._cell((row, column), in_range=True) for row in rows for column in columns)
        return [value for value in found if value is not None]

    def _cell(self, place: tuple[int, int], in_range: bool = False) -> Fraction | None:
        text = self.operand(place)
        if text is None:
            return None
        if text.startswith("="):
            return _Parser(text[1:], self.operand, self.depth + 1).whole()
        if _STORED.fullmatch(text):
            return Fraction(text)
        # SUM and PRODUCT pass over texts in a range; a direct reference to a text is an error in a workbook.
        if in_range:
            return None
        raise _Unknown


def _product_of(values: Sequence[Fraction]) -> Fraction:
    return prod(values, start=Fraction(1))


def _average(values: Sequence[Fraction]) -> Fraction:
    return sum(values, Fraction(0)) / len(values)


def _to_places(rounded: Callable[[Fraction], int]) -> Callable[[Sequence[Fraction]], Fraction]:
    """A function of a number and places; ``rounded`` makes a number that is not negative whole."""

    def function(values: Sequence[Fraction]) -> Fraction:
        if len(values) != 2 or values[1].denominator != 1 or abs(values[1]) > _MOST_PLACES:
            raise _Unknown
        scale = Fraction(10) ** int(values[1])
        whole = rounded(_without_noise(abs(values[0]) * scale)) / scale
        return whole if values[0] >= 0 else -whole

    return function


def _to_multiple(rounded: Callable[[Fraction], int]) -> Callable[[Sequence[Fraction]], Fraction]:
    """A function of a number and the number of which it is to be a multiple, 1 when left out; none is negative."""

    def function(values: Sequence[Fraction]) -> Fraction:
        step = values[1] if len(values) == 2 else Fraction(1)
        if len(values) > 2 or values[0] < 0 or step <= 0:
            raise _Unknown
        return rounded(_without_noise(values[0] / step)) * step

    return function


def _whole_below(values: Sequence[Fraction]) -> Fraction:
    if len(values) != 1:
        raise _Unknown
    return Fraction(floor(_without_noise(values[0])))


def _without_noise(value: Fraction) -> Fraction:
    return Fraction(round(value * _NOISE), _NOISE)


_CEILING, _FLOOR = _to_multiple(ceil), _to_multiple(floor)
_FUNCTIONS: dict[str, Callable[[Sequence[Fraction]], Fraction]] = {
    "SUM": lambda values: sum(values, Fraction(0)),
    "PRODUCT": _product_of,
    "AVERAGE": _average,
    "MAX": lambda values: max(values, default=Fraction(0)),
    "MIN": lambda values: min(values, default=Fraction(0)),
    "ROUND": _to_places(lambda value: floor(value + Fraction(1, 2))),
    "ROUNDUP": _to_places(ceil),
    "ROUNDDOWN": _to_places(floor),
    "CEILING": _CEILING,
    "CEILING.MATH": _CEILING,
    "FLOOR": _FLOOR,
    "FLOOR.MATH": _FLOOR,
    "INT": _whole_below,
}


def _place(ref: str) -> tuple[int, int]:
    letters = ref.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(ref[len(letters) :]) - 1, column - 1
