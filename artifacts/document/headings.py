"""Headings that were typed by hand: Chinese numbering (一、 （一） 1. 1.1 ① 第一章) and short bold lines.

Headings by style or outline level are facts of the file and are found while it is read; what this module finds is a
reading of the text, so each heading says how it was recognised.
"""

from __future__ import annotations

import re
from collections import Counter

from yuejuan.artifacts.document.blocks import Block
from yuejuan.artifacts.document.facts import Heading

_NUMBER = "[一二三四五六七八九十百零〇两]+"
# From the widest to the narrowest; a title's level is its place among the kinds that the document uses.
_KINDS = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("chapter", rf"第\s*(?:{_NUMBER}|\d+)\s*(?:章|篇|部分|编|部)"),
        ("section", rf"第\s*(?:{_NUMBER}|\d+)\s*(?:节|條|条)"),
        ("chinese", rf"{_NUMBER}\s*[、.．，:：]"),
        ("chinese_bracket", rf"[（(【〔]\s*{_NUMBER}\s*[)）】〕]"),
        ("digit", r"\d{1,2}\s*[、.．](?!\d)|\d{1,2}\s(?=[^\d\s])"),
        ("digit_2", r"\d{1,2}[.．]\d{1,2}(?![.．\d%％万亿千百元倍折成个])"),
        ("digit_3", r"\d{1,2}(?:[.．]\d{1,2}){2,}(?![.．\d%])"),
        ("digit_bracket", r"[（(]\s*\d{1,2}\s*[)）]|\d{1,2}\s*[)）]|[⑴-⒇]"),
        ("circle", r"[①-⑳❶-❿]"),
    )
)
_ORDER = {name: index for index, (name, _) in enumerate(_KINDS)}
_ALWAYS = {"chapter", "section", "chinese", "chinese_bracket"}
_ITEMS = {"digit", "digit_bracket", "circle"}
_SENTENCE_END = re.compile(r"[。；;，,！!？?…、]\s*$")
_TALK = re.compile(r"[。；;！!？?]")
_DOTTED = re.compile(r"(?:[.．·‥]{4,}|…{2,})\s*\d{1,3}\s*$")
_PAGE = re.compile(r"(?:[.．·‥…\s]+\d{1,3})\s*$")
_CONTENTS = re.compile(r"\s*[【\[]?目\s*录[】\]]?[：:]?\s*")
_END = 80
"""Where a page number is looked for, in characters from the end of a line."""
_LONGEST_NUMBERED = 40
_LONGEST_BOLD = 30
_LAYOUT_CELL = 5
_LEVELS = 9


def find_headings(blocks: list[Block]) -> tuple[Heading, ...]:
    """Mark typed headings in ``blocks`` (paragraphs in reading order) and give all headings of the document."""
    lines = [block for block in blocks if block.place == "body" and block.text.strip() and not block.contents]
    per_cell = Counter(block.container for block in lines)
    candidates = [block for block in lines if not block.in_table or per_cell[block.container] >= _LAYOUT_CELL]
    contents = _typed_contents(candidates)
    candidates = [block for block in candidates if id(block) not in contents]
    title = _title(candidates)
    kinds: dict[int, str] = {}
    for index, block in enumerate(candidates):
        if block.level is None and block is not title and not block.caption:
            kind = _numbered(candidates, index)
            if kind is not None:
                block.heading_by = "numbering"
                kinds[id(block)] = kind
            elif _bold_line(block):
                block.heading_by = "bold"
    _set_levels(candidates, kinds)
    return tuple(
        Heading(level=block.level, text=_shown(block), path=block.path, by=block.heading_by)
        for block in blocks
        if block.level is not None and block.heading_by is not None
    )


def _typed_contents(candidates: list[Block]) -> set[int]:
    """Lines of a typed list of contents: with dots before a page number, or below 目录 and met again further on.

    They are neither headings nor neighbours that would make a heading an item of a list.
    """
    found = {id(block) for block in candidates if block.level is None and _DOTTED.search(block.text[-_END:])}
    start = next((index for index, block in enumerate(candidates) if _CONTENTS.fullmatch(block.text)), None)
    if start is not None:
        last_of = {_without_page(block): index for index, block in enumerate(candidates)}
        for index, block in enumerate(candidates[start + 1 :], start + 1):
            if block.level is not None or last_of[_without_page(block)] == index:
                break
            found.add(id(block))
    return found


def _without_page(block: Block) -> str:
    text = block.text
    return re.sub(r"\s+", "", text[:-_END] + _PAGE.sub("", text[-_END:]))


def numbering_kind(text: str) -> str | None:
    """The kind of typed number that ``text`` begins with (``chinese`` for 一、), else ``None``."""
    return next((name for name, pattern in _KINDS if pattern.match(text)), None)


def _shown(block: Block) -> str:
    return block.text.strip()


def _line(block: Block) -> str:
    return f"{block.label or ''}{block.text.strip()}"


def _title(candidates: list[Block]) -> Block | None:
    """The document's title: a first line without number that is centred or larger than what follows."""
    if not candidates or candidates[0].level is not None or numbering_kind(_line(candidates[0])):
        return None
    first, rest = candidates[0], Counter(block.size for block in candidates[1:] if block.size)
    usual = rest.most_common(1)[0][0] if rest else None
    larger = first.size is not None and usual is not None and first.size > usual
    return first if first.alignment == "center" or larger else None


def _numbered(candidates: list[Block], index: int) -> str | None:
    block = candidates[index]
    line = _line(block)
    kind = numbering_kind(line)
    if kind is None or len(line) > _LONGEST_NUMBERED or _SENTENCE_END.search(line) or _TALK.search(line[:-1]):
        return None
    if kind in _ALWAYS and not (kind != "chapter" and _item_of_list(candidates, index, kind)):
        return kind
    if block.bold:
        return kind
    if re.search("[，,]", line):
        return None
    return None if _item_of_list(candidates, index, kind) or _runs_on(line) else kind


def _runs_on(line: str) -> bool:
    """True for a line like ``1. 目标：提升销量`` that says something after a colon, which is an item and no title."""
    return bool(re.search(r"[:：]\s*\S", line))


def _item_of_list(candidates: list[Block], index: int, kind: str) -> bool:
    """True when a neighbour line has a like number: items follow each other, titles have text between them."""
    if candidates[index].bold:
        return False
    neighbours = candidates[max(0, index - 1) : index] + candidates[index + 1 : index + 2]
    siblings = _ITEMS if kind in _ITEMS else {kind}
    return any(numbering_kind(_line(block)) in siblings and block.level is None for block in neighbours)


def _bold_line(block: Block) -> bool:
    text = block.text.strip()
    short = len(text) <= _LONGEST_BOLD and "\n" not in text and "\t" not in text
    return short and block.bold and not _SENTENCE_END.search(text) and not _TALK.search(text) and not _runs_on(text)


def _set_levels(candidates: list[Block], kinds: dict[int, str]) -> None:
    styled = [block for block in candidates if block.level is not None]
    fixed: dict[str, int] = {}
    for block in styled:
        if block.level is not None and (kind := numbering_kind(_line(block))):
            fixed.setdefault(kind, block.level)
    deepest = max((block.level for block in styled if block.level is not None), default=0)
    level = 0 if fixed or not styled else min(deepest, 1)
    levels: dict[str, int] = {}
    for kind in sorted(set(kinds.values()) | set(fixed), key=_ORDER.__getitem__):
        level = fixed.get(kind, level + 1)
        levels[kind] = level
    for block in candidates:
        if id(block) in kinds:
            block.level = min(levels[kinds[id(block)]], _LEVELS)
    bold = [block for block in candidates if block.heading_by == "bold"]
    base = max(levels.values(), default=min(deepest, 1))
    sizes = sorted({block.size or 0.0 for block in bold}, reverse=True)
    for block in bold:
        block.level = min(base + 1 + sizes.index(block.size or 0.0), _LEVELS)
