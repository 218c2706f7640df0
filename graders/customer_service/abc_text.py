"""Classes out of running text: ``A类：甲、乙``, ``甲、乙属于A类，丙是B类``, and classes that are only implied."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from yuejuan.graders.common.answers import Line
from yuejuan.graders.common.answers.names import NameBook
from yuejuan.graders.common.answers.plain import plain
from yuejuan.graders.common.document.places import span
from yuejuan.graders.customer_service.abc_marks import ClassMark, Marks
from yuejuan.graders.customer_service.abc_rule import CLASSES

_SENTENCE = re.compile(r"[^。；;！？\n]+")
_CLASS = re.compile(r"(?<![a-z])([abc])(?![a-z])\s*[类级等型档]?(?:客户|用户|顾客|会员)?")
_ITEM = re.compile(r"[^、，,;；。:：\s\n()（）/和与及]+")
_REST = re.compile(
    r"其余|其他|其它|剩下|剩余|余下|另外|等\s*[一二两三四五六七八九十\d]+\s*[名位个家]|前\s*[一二两三四五六七八九十\d]+\s*[名位个家]|"
    r"第?\s*[一二两三四五六七八九十\d]+\s*[名位]?\s*[-—~～至到]\s*第?\s*[一二两三四五六七八九十\d]+\s*[名位个家]"
)
_RULE_REST = frozenset({"其余", "其他", "其它", "剩下", "剩余", "余下", "另外"})
"""Words with which a rule ends (``其余为C类``): beside percentages and without a customer they class nobody."""
_NOT = re.compile(r"不是|不属于|并非|不应|没有|不能|争取|升为|转为|发展为|转化为|降为|提升")
_NUMBERED = re.compile(r"(\D*?)(\d{1,3})(\D*)")
_UP_TO = re.compile(r"\s*(?:[-—–~～]{1,2}|至|到)\s*")
_LONGEST_RANGE = 50
_HEADING = re.compile(
    r"^.{0,4}[abc]\s*[类级等型档]?(?:客户|用户|顾客|会员)?(?:有|包括|如下|名单)?\s*(?:\([^()]*\))?\s*[:：]?\s*$"
)


@dataclass(frozen=True)
class Token:
    """A customer or a class in a sentence."""

    kind: str
    value: str
    start: int
    end: int
    exact: bool = True


def read_lines(lines: Sequence[Line], names: NameBook, marks: Marks) -> None:
    """Add what running text says to ``marks``. A short line with a class alone is the heading of what follows.

    One in a cell of a table is a heading of that cell alone.
    """
    heading: str | None = None
    within: str | None = None
    for line in lines:
        cell = line.paragraph.path.rpartition("/")[0] if line.table is not None else None
        heading = heading if within in (None, cell) else None
        said = plain(line.own)
        if not said.strip():
            continue
        tokens = tokens_in(said, names)
        kinds = {token.kind for token in tokens}
        marks.named |= {token.value for token in tokens if token.kind == "name"}
        if _HEADING.match(said) and kinds == {"class"} and len({token.value for token in tokens}) == 1:
            heading, within = tokens[0].value, cell
            continue
        if kinds == {"name"} and heading is not None:
            for token in tokens:
                marks.classes.append(_mark(line, token, heading))
            continue
        if "class" in kinds or not (kinds or cell):
            heading = None
        for match in _SENTENCE.finditer(said):
            inside = [token for token in tokens if match.start() <= token.start < match.end()]
            _read_sentence(line, match.group(), inside, marks)


def tokens_in(said: str, names: NameBook) -> list[Token]:
    """Names and classes in order. A list item that is no whole name may be a short form of one, or have a slip."""
    found = [Token("name", one.name, one.start, one.end) for one in names.in_text(said)]
    taken = [(token.start, token.end) for token in found]
    for match in _CLASS.finditer(said):
        if not any(start < match.end() and match.start() < end for start, end in taken):
            found.append(Token("class", match[1].upper(), match.start(), match.end()))
    taken = [(token.start, token.end) for token in found]
    if any(token.kind == "class" for token in found):
        for item in _ITEM.finditer(said):
            if not any(start < item.end() and item.start() < end for start, end in taken):
                near = names.of_cell(item.group())
                if near:
                    found.append(Token("name", near[0], item.start(), item.end(), False))
    ordered = sorted(found, key=lambda token: token.start)
    return sorted([*ordered, *_between(said, ordered, names)], key=lambda token: token.start)


def _between(said: str, tokens: Sequence[Token], names: NameBook) -> Iterator[Token]:
    """The customers that a range of numbers takes in: ``客户4～客户7``."""
    for left, right in pairwise(token for token in tokens if token.kind == "name"):
        numbers = [_NUMBERED.fullmatch(said[token.start : token.end]) for token in (left, right)]
        first, last = numbers
        if first is None or last is None or not _UP_TO.fullmatch(said[left.end : right.start]):
            continue
        if (first[1], first[3]) != (last[1], last[3]) or int(last[2]) - int(first[2]) > _LONGEST_RANGE:
            continue
        for number in range(int(first[2]) + 1, int(last[2])):
            found = names.of_cell(f"{first[1]}{number}{first[3]}")
            if found is not None and found[1]:
                yield Token("name", found[0], left.end, left.end, False)


def _read_sentence(line: Line, sentence: str, tokens: Sequence[Token], marks: Marks) -> None:
    customers = [token for token in tokens if token.kind == "name"]
    letters = [token for token in tokens if token.kind == "class"]
    if not letters:
        return
    rest = _REST.search(sentence)
    is_rule = not customers and ("%" in sentence or "百分" in sentence) and rest is not None and rest[0] in _RULE_REST
    if rest is not None and not is_rule:
        first, last = min(token.start for token in letters), max(token.end for token in letters)
        marks.implied.append(span(line.file, line.paragraph, first, last))
    if not customers:
        return
    pairs = None if _NOT.search(sentence) else _pairs(tokens)
    for customer in customers:
        letter = pairs.get(customer.start) if pairs is not None else None
        if letter is not None:
            marks.classes.append(_mark(line, customer, letter))
        else:
            marks.unclear[customer.value] = span(line.file, line.paragraph, customer.start, customer.end)


def _pairs(tokens: Sequence[Token]) -> dict[int, str] | None:
    """Each customer's class by the order of the words; ``None`` where the order leaves it open."""
    letters = [token.value for token in tokens if token.kind == "class"]
    if len(set(letters)) == 1:
        return {token.start: letters[0] for token in tokens if token.kind == "name"}
    if _lists_classes(tokens):
        return None
    if tokens[0].kind == "class" and tokens[-1].kind == "name":
        return _following(tokens)
    if tokens[0].kind == "name" and tokens[-1].kind == "class":
        return _following(list(reversed(tokens)))
    return None


def _lists_classes(tokens: Sequence[Token]) -> bool:
    """All three classes side by side without a customer between them: they are named, not given to anybody."""
    kinds = [(token.kind, token.value) for token in tokens]
    return any(sorted(kinds[at : at + 3]) == [("class", letter) for letter in CLASSES] for at in range(len(kinds) - 2))


def _following(tokens: Sequence[Token]) -> dict[int, str]:
    current, found = "", {}
    for token in tokens:
        if token.kind == "class":
            current = token.value
        else:
            found[token.start] = current
    return found


def _mark(line: Line, token: Token, letter: str) -> ClassMark:
    return ClassMark(token.value, letter, False, span(line.file, line.paragraph, token.start, token.end))
