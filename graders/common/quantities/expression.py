"""Formulas of a paper: arithmetic on exact fractions with names, read by an own small parser and never by Python's.

Grammar, loosest first: ``a + b``, ``a - b``; ``a * b``, ``a / b`` (also ``×``, ``÷``); ``-a``; numbers (``52``,
``0.4``, ``40%``), names, brackets, and the functions ``ceil floor round min max sum`` (``round(x)`` or
``round(x, places)``, half up). Full-width signs mean the same. There are no powers, so a formula cannot grow numbers
without bound.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import ceil, floor

_LONGEST = 500
_DEEPEST = 40
_MOST_PLACES = 12
_SIGNS = str.maketrans({"×": "*", "÷": "/", "＋": "+", "－": "-", "−": "-", "（": "(", "）": ")", "，": ",", "％": "%"})
_TOKEN = re.compile(r"\s*(?:(?P<number>\d+(?:\.\d+)?%?)|(?P<name>[^\W\d]\w*)|(?P<sign>[-+*/(),]))")


class FormulaError(ValueError):
    """A formula that cannot be read; the text says what is wrong and where."""


class Undefined(ArithmeticError):
    """A formula that has no value: a division by zero, or a name without a value. ``why`` names it."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


Node = tuple[str, ...] | tuple[str, Fraction] | tuple[str, tuple["Node", ...]]


@dataclass(frozen=True)
class Formula:
    """A formula that was read: its text, the names it uses in order of first use, and how it is built."""

    text: str
    names: tuple[str, ...]
    root: Node

    def value(self, values: Mapping[str, Fraction]) -> Fraction:
        """The exact value; :class:`Undefined` when a name has no value or a divisor is zero."""
        return _value(self.root, values)


@lru_cache(maxsize=1024)
def parse(text: str) -> Formula:
    """Read a formula. Raises :class:`FormulaError` for anything outside the grammar."""
    if len(text) > _LONGEST:
        raise FormulaError(f"a formula has at most {_LONGEST} characters")
    reader = _Reader(_tokens(text))
    root = reader.sum(0)
    if reader.peek() is not None:
        raise FormulaError(f"“{text}”: “{reader.peek()}” is not expected there")
    return Formula(text, tuple(dict.fromkeys(reader.names)), root)


def _tokens(text: str) -> list[str]:
    plain = text.translate(_SIGNS).strip()
    tokens, position = [], 0
    while position < len(plain):
        match = _TOKEN.match(plain, position)
        if match is None:
            raise FormulaError(f"“{text}”: “{plain[position]}” is not expected there")
        tokens.append(match.group().strip())
        position = match.end()
    return tokens


class _Reader:
    """Reads tokens by recursive descent; ``names`` collects the names met."""

    def __init__(self, tokens: list[str]) -> None:
        self.tokens = tokens
        self.position = 0
        self.names: list[str] = []

    def peek(self) -> str | None:
        """The token that comes next."""
        return self.tokens[self.position] if self.position < len(self.tokens) else None

    def take(self, expected: str | None = None) -> str:
        """The next token, which must be ``expected`` where that is given."""
        token = self.peek()
        if token is None or (expected is not None and token != expected):
            raise FormulaError(f"“{expected or 'a value'}” is expected, not “{token or 'the end'}”")
        self.position += 1
        return token

    def sum(self, depth: int) -> Node:
        """Terms added and subtracted."""
        if depth > _DEEPEST:
            raise FormulaError("the brackets are nested too deep")
        node = self.product(depth)
        while self.peek() in ("+", "-"):
            node = (self.take(), (node, self.product(depth)))
        return node

    def product(self, depth: int) -> Node:
        """Factors multiplied and divided."""
        node = self.factor(depth)
        while self.peek() in ("*", "/"):
            node = (self.take(), (node, self.factor(depth)))
        return node

    def factor(self, depth: int) -> Node:
        """A number, a name, a call, a bracket, or one of them with a sign."""
        if depth > _DEEPEST:
            raise FormulaError("the signs are nested too deep")
        word = self.take()
        if word == "-":
            return ("negative", (self.factor(depth + 1),))
        if word == "(":
            node = self.sum(depth + 1)
            self.take(")")
            return node
        if word[0].isdigit():
            percent = word.endswith("%")
            return ("number", Fraction(word.rstrip("%")) / (100 if percent else 1))
        if word in FUNCTIONS:
            return self.call(word, depth)
        if word in "+*/),":
            raise FormulaError(f"a value is expected, not “{word}”")
        self.names.append(word)
        return ("name", word)

    def call(self, name: str, depth: int) -> Node:
        """The arguments of a function."""
        self.take("(")
        arguments = [self.sum(depth + 1)]
        while self.peek() == ",":
            self.take(",")
            arguments.append(self.sum(depth + 1))
        self.take(")")
        most = {"ceil": 1, "floor": 1, "round": 2}.get(name)
        if most is not None and len(arguments) > most:
            raise FormulaError(f"{name} takes at most {most} value(s)")
        return (name, tuple(arguments))


def round_half_up(value: Fraction, places: int = 0) -> Fraction:
    """``value`` to that many decimal places, halves away from zero, as taught in school."""
    scale = Fraction(10) ** places
    rounded = floor(abs(value) * scale + Fraction(1, 2))
    return Fraction(rounded if value >= 0 else -rounded) / scale


def _round(value: Fraction, places: Fraction = Fraction(0)) -> Fraction:
    if places.denominator != 1 or not 0 <= places <= _MOST_PLACES:
        raise Undefined("round")
    return round_half_up(value, int(places))


FUNCTIONS: dict[str, Callable[..., Fraction]] = {
    "ceil": lambda value: Fraction(ceil(value)),
    "floor": lambda value: Fraction(floor(value)),
    "round": _round,
    "min": lambda *values: min(values),
    "max": lambda *values: max(values),
    "sum": lambda *values: sum(values, Fraction(0)),
}


def _value(node: Node, values: Mapping[str, Fraction]) -> Fraction:
    kind, content = node[0], node[1]
    if isinstance(content, Fraction):
        return content
    if isinstance(content, str):
        if content not in values:
            raise Undefined(content)
        return values[content]
    parts = [_value(part, values) for part in content]
    if kind in FUNCTIONS:
        return FUNCTIONS[kind](*parts)
    if kind == "negative":
        return -parts[0]
    return _combined(kind, *parts)


def _combined(sign: str, left: Fraction, right: Fraction) -> Fraction:
    if sign == "+":
        return left + right
    if sign == "-":
        return left - right
    if sign == "*":
        return left * right
    if right == 0:
        raise Undefined("÷0")
    return left / right
