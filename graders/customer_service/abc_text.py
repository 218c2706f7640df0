"""Classes out of running text: ``A类：甲、乙``, ``甲、乙属于A类，丙是B类``, and classes that are only implied."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from yuejuan.graders.common.answers import Line
from yuejuan.graders.common.answers.names import NameBook
from yuejuan.graders.common.answers.plain import plain
from yuejuan.graders.common.document.places import span
from yuejuan.graders.customer_service.abc_marks import ClassMark, Marks

_SENTENCE = re.compile(r"[^。；;！？\n]+")
_CLASS = re.compile(r"(?<![a-z])([abc])(?![a-z])\s*[类级等型档]?(?:客户|用户|顾客|会员)?")
_ITEM = re.compile(r"[^、，,;；。:：\s\n()（）/和与及]+")
_REST = re.compile(
    r"其余|其他|其它|剩下|剩余|余下|另外|等\s*[一二三四五六七八九十\d]+\s*[名位个家]|前\s*[一二三四五六七八九十\d]+\s*[名位个家]|"
    r"第?\s*[一二三四五六七八九十\d]+\s*[名位]?\s*[-—~～至到]\s*第?\s*[一二三四五六七八九十\d]+\s*[名位个家]"
)
_NOT = re.compile(r"不是|不属于|并非|不应|没有|不能|争取|升为|转为|发展为|转化为|降为|提升")
_HEADING = re.compile(r"^.{0,4}[abc]\s*[类级等型档]?(?:客户|用户|顾客|会员)?(?:有|包括|如下|名单)?\s*[:：]?\s*$")


@dataclass(frozen=True)
class Token:
    """A customer or a class in a sentence."""

    kind: str
    value: str
    start: int
    end: int
    exact: bool = True


def read_lines(lines: Sequence[Line], names: NameBook, marks: Marks) -> None:
    """Add what running text says to ``marks``. A short line with a class alone is the heading of what follows."""
    heading: str | None = None
    for line in lines:
        said = plain(line.own)
        if not said.strip():
            continue
        tokens = _tokens(said, names)
        kinds = {token.kind for token in tokens}
        if _HEADING.match(said) and kinds == {"class"} and len({token.value for token in tokens}) == 1:
            heading = tokens[0].value
            continue
        if kinds == {"name"} and heading is not None:
            for token in tokens:
                marks.classes.append(_mark(line, token, heading))
            continue
        if "class" in kinds or not kinds:
            heading = None
        for match in _SENTENCE.finditer(said):
            inside = [token for token in tokens if match.start() <= token.start < match.end()]
            _read_sentence(line, match.group(), inside, marks)


def _tokens(said: str, names: NameBook) -> list[Token]:
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
    return sorted(found, key=lambda token: token.start)


def _read_sentence(line: Line, sentence: str, tokens: Sequence[Token], marks: Marks) -> None:
    customers = [token for token in tokens if token.kind == "name"]
    letters = [token for token in tokens if token.kind == "class"]
    if not letters:
        return
    if _REST.search(sentence):
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
    if tokens[0].kind == "class" and tokens[-1].kind == "name":
        return _following(tokens)
    if tokens[0].kind == "name" and tokens[-1].kind == "class":
        return _following(list(reversed(tokens)))
    return None


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
