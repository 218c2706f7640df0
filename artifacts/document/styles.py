"""Styles of a docx: what a paragraph or run looks like after style, basedOn chain, defaults and theme.

Resolution follows ECMA-376 part 1, 17.7.2: document defaults, paragraph style, character style, direct formatting.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from lxml import etree

from yuejuan.artifacts.document.package import A, Package, W

_CHAIN = 24
_HEADING = re.compile(r"^(?:heading|标题|標題)\s*([1-9])$", re.IGNORECASE)
_NUMBER = re.compile(r"-?\d{1,9}(?:\.\d{1,9})?")
_OFF = {"0", "false", "off", "none"}
_SWITCHES = {"b": "bold", "i": "italic", "vanish": "hidden", "strike": "strike", "dstrike": "dstrike"}
_SCRIPT_OF_LANGUAGE = {"zh-TW": "Hant", "zh-HK": "Hant", "ja-JP": "Jpan", "ko-KR": "Hang"}


@cache
def w(name: str) -> str:
    """The qualified name of a WordprocessingML element or attribute."""
    return f"{{{W}}}{name}"


def value(element: etree._Element | None, name: str = "val") -> str | None:
    """Attribute ``w:name`` of ``element``, ``None`` when either is missing."""
    return None if element is None else element.get(w(name))


def switched_on(element: etree._Element) -> bool:
    """The value of an on/off property (ECMA-376 part 1, 17.17.4): present without a value means on."""
    return (element.get(w("val")) or "1").lower() not in _OFF


def number(text: str | None) -> float | None:
    """A number in an attribute; ``None`` when missing or not a number (hostile files write anything)."""
    if text is None or not _NUMBER.fullmatch(text.strip()):
        return None
    return float(text)


@dataclass(frozen=True)
class Style:
    """One style as written: its name, parent and property elements."""

    id: str
    name: str
    kind: str
    parent: str | None
    paragraph: etree._Element | None
    run: etree._Element | None


@dataclass(frozen=True)
class Look:
    """How a run looks: fonts of the Latin and the East Asian characters, size in points, and switches."""

    latin: str | None = None
    asian: str | None = None
    size: float | None = None
    bold: bool = False
    italic: bool = False
    hidden: bool = False
    colour: str | None = None
    struck: bool = False


@dataclass
class Styles:
    """All styles of one document (``elements``: ``w:style`` by id) with its defaults and theme fonts."""

    elements: dict[str, etree._Element] = field(default_factory=dict)
    default_paragraph: str | None = None
    default_run: etree._Element | None = None
    default_spacing: etree._Element | None = None
    theme: dict[str, str] = field(default_factory=dict)
    _read: dict[str, Style] = field(default_factory=dict)
    _looks: dict[tuple[str | None, str | None], dict[str, str | bool | float]] = field(default_factory=dict)

    def get(self, style_id: str) -> Style | None:
        """One style; it is read when it is first asked for, because a document uses few of the hundreds it has."""
        if style_id not in self._read and style_id in self.elements:
            self._read[style_id] = _style(style_id, self.elements[style_id])
        return self._read.get(style_id)

    def chain(self, style_id: str | None) -> Iterator[Style]:
        """The style and its ancestors, nearest first; cycles and overlong chains end."""
        seen: set[str] = set()
        while style_id and style_id not in seen and len(seen) < _CHAIN and (style := self.get(style_id)) is not None:
            seen.add(style_id)
            yield style
            style_id = style.parent

    def paragraph_properties(self, style_id: str | None) -> Iterator[etree._Element]:
        """The ``w:pPr`` elements of the chain, nearest first."""
        for style in self.chain(style_id or self.default_paragraph):
            if style.paragraph is not None:
                yield style.paragraph

    def heading_level(self, style_id: str | None) -> int | None:
        """Level 1-9 when the style is, or is based on, a built-in heading style."""
        for style in self.chain(style_id):
            for text in (style.name, style.id):
                if match := _HEADING.match(text.strip()):
                    return int(match.group(1))
        return None

    def outline_level(self, style_id: str | None) -> int | None:
        """Outline level 1-9 that the style chain sets; ``None`` for body text."""
        for properties in self.paragraph_properties(style_id):
            if (found := properties.find(w("outlineLvl"))) is not None:
                level = number(value(found))
                return int(level) + 1 if level is not None and 0 <= level <= 8 else None
        return None

    def named(self, style_id: str | None, *names: str) -> bool:
        """True when the style or an ancestor has one of ``names`` (lower case)."""
        return any(style.name.lower() in names or style.id.lower() in names for style in self.chain(style_id))

    def look(self, paragraph_style: str | None, properties: etree._Element | None) -> Look:
        """The look of a run with direct ``w:rPr`` ``properties`` in a paragraph of ``paragraph_style``."""
        run_style = value(properties.find(w("rStyle"))) if properties is not None else None
        key = (paragraph_style, run_style)
        if key not in self._looks:
            self._looks[key] = self._inherited(paragraph_style, run_style)
        found = dict(self._looks[key])
        if properties is not None:
            _apply(found, properties, self.theme)
        size = found.get("size")
        return Look(
            latin=_text(found.get("latin")),
            asian=_text(found.get("asian")),
            size=size if isinstance(size, float) else None,
            bold=bool(found.get("bold")),
            italic=bool(found.get("italic")),
            hidden=bool(found.get("hidden")),
            colour=_text(found.get("colour")),
            struck=bool(found.get("strike") or found.get("dstrike")),
        )

    def _inherited(self, paragraph_style: str | None, run_style: str | None) -> dict[str, str | bool | float]:
        found: dict[str, str | bool | float] = {}
        if self.default_run is not None:
            _apply(found, self.default_run, self.theme)
        for style_id in (paragraph_style or self.default_paragraph, run_style):
            for style in reversed(list(self.chain(style_id))):
                if style.run is not None:
                    _apply(found, style.run, self.theme)
        return found


def read_styles(package: Package, main: str) -> Styles:
    """The styles of the document part ``main``; empty when the document has none."""
    styles = Styles(theme=_theme(package, main))
    for name in package.related(main, "styles")[:1]:
        root = package.xml(name)
        if root is None:
            continue
        styles.default_run = root.find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}")
        styles.default_spacing = root.find(f"{w('docDefaults')}/{w('pPrDefault')}/{w('pPr')}")
        for element in root.iterchildren(w("style")):
            style_id = element.get(w("styleId")) or ""
            kind = element.get(w("type")) or "paragraph"
            styles.elements[style_id] = element
            if kind == "paragraph" and (element.get(w("default")) or "0").lower() not in _OFF:
                styles.default_paragraph = style_id
    return styles


def _style(style_id: str, element: etree._Element) -> Style:
    return Style(
        id=style_id,
        name=value(element.find(w("name"))) or style_id,
        kind=element.get(w("type")) or "paragraph",
        parent=value(element.find(w("basedOn"))),
        paragraph=element.find(w("pPr")),
        run=element.find(w("rPr")),
    )


def _text(found: str | bool | float | None) -> str | None:
    return found if isinstance(found, str) else None


def _apply(found: dict[str, str | bool | float], properties: etree._Element, theme: dict[str, str]) -> None:
    for child in properties:
        name = child.tag.rpartition("}")[2] if isinstance(child.tag, str) else ""
        if name == "rFonts":
            _apply_fonts(found, child, theme)
        elif name == "sz" and (size := number(value(child))):
            found["size"] = size / 2
        elif name in _SWITCHES:
            found[_SWITCHES[name]] = switched_on(child)
        elif name == "color" and (colour := value(child)):
            found["colour"] = f"#{colour.upper()}" if re.fullmatch(r"[0-9A-Fa-f]{6}", colour) else False


def _apply_fonts(found: dict[str, str | bool | float], fonts: etree._Element, theme: dict[str, str]) -> None:
    for ours, names in (("latin", ("ascii", "hAnsi")), ("asian", ("eastAsia",))):
        for name in names:
            themed = theme.get(fonts.get(w(f"{name}Theme")) or "")
            if font := themed or fonts.get(w(name)):
                found[ours] = font
                break


def _theme(package: Package, main: str) -> dict[str, str]:
    """Theme font names by the value of ``w:asciiTheme`` and its sisters (17.18.96)."""
    script = "Hans"
    for name in package.related(main, "settings")[:1]:
        settings = package.xml(name)
        language = value(settings.find(w("themeFontLang")), "eastAsia") if settings is not None else None
        script = _SCRIPT_OF_LANGUAGE.get(language or "", "Hans")
    fonts: dict[str, str] = {}
    for name in package.related(main, "theme")[:1]:
        root = package.xml(name)
        for weight in ("major", "minor"):
            scheme = root.find(f".//{{{A}}}{weight}Font") if root is not None else None
            if scheme is None:
                continue
            latin = _typeface(scheme.find(f"{{{A}}}latin"))
            asian = _typeface(scheme.find(f"{{{A}}}ea"))
            by_script = {font.get("script"): _typeface(font) for font in scheme.iterfind(f"{{{A}}}font")}
            asian = asian or by_script.get(script)
            for suffix, font in (("Ascii", latin), ("HAnsi", latin), ("EastAsia", asian)):
                if font:
                    fonts[weight + suffix] = font
    return fonts


def _typeface(element: etree._Element | None) -> str | None:
    return (element.get("typeface") or None) if element is not None else None
