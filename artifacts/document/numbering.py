"""Automatic list labels: the numbers that Word shows but does not store in the text (ECMA-376 part 1, 17.9)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from yuejuan.artifacts.document.package import Package
from yuejuan.artifacts.document.styles import Styles, number, switched_on, value, w

_DIGITS = "〇一二三四五六七八九"
_LEGAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_LARGEST = 99_999
_LEVELS = 9


def chinese(count: int, digits: str = _DIGITS, units: str = "十百千万") -> str:
    """A counting number in Chinese, 105 as 一百零五; ``digits`` and ``units`` choose plain or legal forms."""
    if count <= 0:
        return digits[0]
    if count >= 10_000:
        rest = count % 10_000
        gap = "零" if 0 < rest < 1_000 else ""
        one = digits[1] if 10 <= rest < 20 and units[0] == "十" else ""
        tail = one + chinese(rest, digits, units) if rest else ""
        return chinese(count // 10_000, digits, units) + units[3] + gap + tail
    written, pending_zero = "", False
    for place in (3, 2, 1, 0):
        digit = count // 10**place % 10
        if digit == 0:
            pending_zero = bool(written)
            continue
        zero = "零" if pending_zero else ""
        one_ten = place == 1 and digit == 1 and not written and units[0] == "十"
        written += zero + ("" if one_ten else digits[digit]) + (units[place - 1] if place else "")
        pending_zero = False
    return written


def roman(count: int) -> str:
    """A Roman numeral in capitals."""
    written = ""
    for size, letters in _ROMAN:
        written += letters * (count // size)
        count %= size
    return written


def letters(count: int) -> str:
    """Word's letters: A … Z, AA, BB … (17.18.59)."""
    return chr(ord("A") + (count - 1) % 26) * min((count - 1) // 26 + 1, 10) if count > 0 else ""


def formatted(count: int, number_format: str) -> str:
    """``count`` in one of Word's number formats; formats of other scripts come out as decimal digits."""
    count = max(0, min(count, _LARGEST))
    if number_format in {"chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting",
                         "taiwaneseCountingThousand", "koreanCounting"}:  # fmt: skip
        return chinese(count)
    if number_format in {"chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal"}:
        return chinese(count, _LEGAL_DIGITS, "拾佰仟萬")
    simple: dict[str, Callable[[], str]] = {
        "lowerLetter": lambda: letters(count).lower(),
        "upperLetter": lambda: letters(count),
        "lowerRoman": lambda: roman(count).lower(),
        "upperRoman": lambda: roman(count),
        "decimalZero": lambda: f"{count:02d}",
        "ideographDigital": lambda: "".join(_DIGITS[int(digit)] for digit in str(count)),
        "taiwaneseDigital": lambda: "".join(_DIGITS[int(digit)] for digit in str(count)),
        "ideographTraditional": lambda: _STEMS[(count - 1) % 10],
        "ideographZodiac": lambda: _BRANCHES[(count - 1) % 12],
        "decimalFullWidth": lambda: "".join(chr(0xFF10 + int(digit)) for digit in str(count)),
        "decimalFullWidth2": lambda: "".join(chr(0xFF10 + int(digit)) for digit in str(count)),
        "none": lambda: "",
    }
    if number_format.startswith("decimalEnclosed"):
        return _enclosed(count, number_format)
    return simple.get(number_format, lambda: str(count))()


def _enclosed(count: int, number_format: str) -> str:
    first = {"decimalEnclosedFullstop": 0x2488, "decimalEnclosedParen": 0x2474}.get(number_format, 0x2460)
    return chr(first + count - 1) if 1 <= count <= 20 else str(count)


@dataclass(frozen=True)
class Level:
    """One level of a list: where it starts, its format and its text with the places ``%1`` … ``%9``."""

    start: int
    number_format: str
    text: str
    style: str | None
    restart: int | None
    legal: bool


@dataclass
class Numbering:
    """The lists of a document and their running counters."""

    abstract: dict[str, dict[int, Level]] = field(default_factory=dict)
    instances: dict[str, str] = field(default_factory=dict)
    overrides: dict[str, dict[int, int]] = field(default_factory=dict)
    replaced: dict[str, dict[int, Level]] = field(default_factory=dict)
    _counters: dict[str, dict[int, int]] = field(default_factory=dict)
    _started: set[tuple[str, int]] = field(default_factory=set)

    def place(self, properties: list[etree._Element], style: str | None) -> tuple[str, int] | None:
        """List id and level of a paragraph out of its ``w:pPr`` elements, direct first; ``None`` without a list."""
        level: int | None = None
        for element in properties:
            found = element.find(w("numPr"))
            if found is None:
                continue
            written = number(value(found.find(w("ilvl"))))
            level = int(written) if level is None and written is not None else level
            if (list_id := value(found.find(w("numId")))) is not None:
                if list_id not in self.instances:
                    return None
                return list_id, max(0, min(self._level(list_id, level, style), _LEVELS - 1))
        return None

    def next_label(self, list_id: str, level: int) -> str:
        """Count one paragraph of the list and give its label as Word shows it; bullets of symbol fonts as ``•``."""
        levels = self._levels(list_id)
        counters = self._counters.setdefault(self.instances[list_id], {})
        here = levels.get(level)
        if here is None:
            return ""
        first_use = (list_id, level) not in self._started
        self._started.add((list_id, level))
        override = self.overrides.get(list_id, {}).get(level)
        if first_use and override is not None:
            counters[level] = override
        else:
            counters[level] = counters.get(level, here.start - 1) + 1
        for deeper in range(level + 1, _LEVELS):
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or (restart != 0 and level < restart):
                counters.pop(deeper, None)
        if here.number_format == "bullet":
            return "".join("•" if "\ue000" <= character <= "\uf8ff" else character for character in here.text[:4])
        return self._filled(here, levels, counters)

    def _filled(self, here: Level, levels: dict[int, Level], counters: dict[int, int]) -> str:
        def shown(match: re.Match[str]) -> str:
            index = int(match.group(1)) - 1
            level = levels.get(index)
            if level is None:
                return ""
            return formatted(counters.get(index, level.start), "decimal" if here.legal else level.number_format)

        return re.sub(r"%([1-9])", shown, here.text[:100])

    def _levels(self, list_id: str) -> dict[int, Level]:
        return self.abstract.get(self.instances[list_id], {}) | self.replaced.get(list_id, {})

    def _level(self, list_id: str, written: int | None, style: str | None) -> int:
        if written is not None:
            return written
        for index, level in self._levels(list_id).items():
            if style and level.style == style:
                return index
        return 0


def read_numbering(package: Package, main: str, styles: Styles) -> Numbering:
    """The list definitions of the document part ``main``."""
    numbering = Numbering()
    names = package.related(main, "numbering")
    root = package.xml(names[0]) if names else None
    if root is None:
        return numbering
    links: dict[str, str] = {}
    for element in root.iterfind(w("abstractNum")):
        abstract_id = element.get(w("abstractNumId")) or ""
        numbering.abstract[abstract_id] = _levels_of(element)
        if link := value(element.find(w("numStyleLink"))):
            links[abstract_id] = link
    for element in root.iterfind(w("num")):
        list_id = element.get(w("numId")) or ""
        numbering.instances[list_id] = value(element.find(w("abstractNumId"))) or ""
        for override in element.iterfind(w("lvlOverride")):
            index = int(number(override.get(w("ilvl"))) or 0)
            start = number(value(override.find(w("startOverride"))))
            if start is not None:
                numbering.overrides.setdefault(list_id, {})[index] = int(start)
            numbering.replaced.setdefault(list_id, {}).update(_levels_of(override))
    _follow_links(numbering, links, styles)
    return numbering


def _follow_links(numbering: Numbering, links: dict[str, str], styles: Styles) -> None:
    """A list that only names a list style takes the levels of the list which that style is made of."""
    for abstract_id, style_id in links.items():
        for properties in styles.paragraph_properties(style_id):
            linked = value(properties.find(f"{w('numPr')}/{w('numId')}"))
            target = numbering.instances.get(linked or "")
            if target and target != abstract_id:
                numbering.abstract[abstract_id] = numbering.abstract.get(target, {})
                break


def _levels_of(element: etree._Element) -> dict[int, Level]:
    levels: dict[int, Level] = {}
    for level in element.iterfind(w("lvl")):
        index = int(number(level.get(w("ilvl"))) or 0)
        start = number(value(level.find(w("start"))))
        restart = number(value(level.find(w("lvlRestart"))))
        legal = level.find(w("isLgl"))
        levels[index] = Level(
            start=int(start) if start is not None else 0,
            number_format=value(level.find(w("numFmt"))) or "decimal",
            text=value(level.find(w("lvlText"))) or "",
            style=value(level.find(w("pStyle"))),
            restart=int(restart) if restart is not None else None,
            legal=legal is not None and switched_on(legal),
        )
    return levels
