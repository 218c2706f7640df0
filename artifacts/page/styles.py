"""Style sheets of a page: external, imported and embedded, as rules with places (CSS Syntax Level 3)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

import tinycss2

from yuejuan.artifacts.page.facts import CssRule, Place, Reference, Stylesheet
from yuejuan.artifacts.page.markup import Markup, inner_text
from yuejuan.artifacts.page.references import FolderIndex, Resolver
from yuejuan.artifacts.text import decode

MAX_SHEETS = 100
MAX_SHEET_BYTES = 4 * 1024 * 1024
MAX_TOTAL_CHARACTERS = 1_000_000
"""All sheets of a page together; large libraries have 300,000, and this many take up to ten seconds."""
_MAX_NESTING = 64
_MAX_GROUPS = 8
_MAX_ERRORS = 50
_CHARSET = re.compile(rb'^@charset "([^"]{1,40})";')
_OPENING = re.compile(r"[({\[]|[)}\]]")
_GROUPS = {"media", "supports", "layer", "container", "document"}

Origin = Literal["external", "imported", "embedded"]


@dataclass
class _Draft:
    """What was collected from one style sheet so far."""

    file: str
    first_line: int
    resolver: Resolver
    rules: list[CssRule] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    imports: list[tuple[str, int, str | None]] = field(default_factory=list)
    imports_ended: bool = False

    def place(self, node: Any) -> Place:
        return Place(self.file, self.first_line + node.source_line - 1)

    def error(self, node: Any) -> None:
        if len(self.errors) < _MAX_ERRORS:
            line = self.first_line + node.source_line - 1
            self.errors.append(f"{line}:{node.source_column} {node.message}")


@dataclass
class Styles:
    """All style sheets of a page in the order in which they apply, and what they refer to."""

    sheets: list[Stylesheet] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    left_out: bool = False


class StyleReader:
    """Collects the style sheets of one page; a sheet that imports itself is read once."""

    def __init__(self, markup: Markup, index: FolderIndex, resolver: Resolver) -> None:
        self._markup = markup
        self._index = index
        self._resolver = resolver
        self._seen: set[str] = set()
        self._characters = 0
        self.styles = Styles()

    def read(self) -> Styles:
        """Every ``style`` and ``link rel=stylesheet`` in document order."""
        for element in self._markup.named("style", "link"):
            place = self._markup.place(element)
            media = element.get("media")
            if element.tag == "style":
                text = inner_text(element)
                self._add(text, "embedded", place, self._resolver, place.line or 1, media, None)
            elif "stylesheet" in element.get("rel", "").lower().split():
                reference = self._resolver.reference(element.get("href", ""), place, "href", "link")
                self._follow(reference, "external", media)
        return self.styles

    def _follow(self, reference: Reference, origin: Origin, media: str | None) -> None:
        """Read the file that ``reference`` leads to, when it is one of the submission and was not read before."""
        self.styles.references.append(reference)
        target = reference.target
        if reference.state not in ("ok", "case") or not target:
            self.styles.sheets.append(Stylesheet(origin=origin, place=reference.place, rules=(), reference=reference))
            return
        path = self._index.root / target
        if target in self._seen or not path.is_file():
            return
        if len(self.styles.sheets) >= MAX_SHEETS or path.stat().st_size > MAX_SHEET_BYTES:
            self.styles.left_out = True
            return
        self._seen.add(target)
        data = path.read_bytes()
        charset = _CHARSET.match(data)
        text = decode(data, charset[1].decode("latin-1") if charset else None).text
        resolver = Resolver(self._index, target)
        self._add(text, origin, Place(target, 1), resolver, 1, media, reference)

    def _add(
        self,
        text: str,
        origin: Origin,
        place: Place,
        resolver: Resolver,
        first_line: int,
        media: str | None,
        reference: Reference | None,
    ) -> None:
        draft = _Draft(resolver.file, first_line, resolver)
        self._characters += len(text)
        if self._characters > MAX_TOTAL_CHARACTERS or _too_nested(text):
            self.styles.left_out = True
        else:
            nodes = tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
            self._collect(nodes, draft, media, 0)
        for raw, line, import_media in draft.imports:
            imported = resolver.reference(raw, Place(resolver.file, line), "@import", "css")
            self._follow(imported, "imported", import_media or media)
        sheet = Stylesheet(
            origin=origin, place=place, rules=tuple(draft.rules), reference=reference, errors=tuple(draft.errors)
        )
        self.styles.sheets.append(sheet)

    def _collect(self, nodes: list[Any], draft: _Draft, media: str | None, level: int) -> None:
        for node in nodes:
            if node.type == "error":
                draft.error(node)
            elif node.type == "qualified-rule":
                self._add_rule(node, draft, media)
            elif node.type == "at-rule":
                self._add_at_rule(node, draft, media, level)

    def _add_at_rule(self, node: Any, draft: _Draft, media: str | None, level: int) -> None:
        keyword = node.lower_at_keyword
        if keyword not in ("import", "charset", "layer"):
            draft.imports_ended = True
        if keyword == "import" and not draft.imports_ended and node.content is None:
            url = next((part.value for part in node.prelude if part.type in ("url", "string")), None)
            url = url or next(iter(_urls(node.prelude)), None)
            if url is not None:
                rest = [part for part in node.prelude if part.type not in ("url", "string", "function")]
                draft.imports.append((url, draft.place(node).line or 1, tinycss2.serialize(rest).strip() or None))
        elif keyword in _GROUPS and node.content is not None and level < _MAX_GROUPS:
            inner = tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)
            condition = _condition(keyword, tinycss2.serialize(node.prelude).strip())
            both = " and ".join(part for part in (media, condition) if part)
            self._collect(inner, draft, both or None, level + 1)
        elif keyword == "font-face" and node.content is not None:
            self._refer(node.content, draft, draft.place(node), "@font-face")

    def _add_rule(self, node: Any, draft: _Draft, media: str | None) -> None:
        draft.imports_ended = True  # browsers ignore an @import behind other rules
        declarations: list[tuple[str, str]] = []
        for part in tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True):
            if part.type == "error":
                draft.error(part)
            elif part.type == "declaration":
                value = tinycss2.serialize(part.value).strip() + (" !important" if part.important else "")
                declarations.append((part.lower_name, value))
                self._refer(part.value, draft, draft.place(part), part.lower_name)
        selector = " ".join(tinycss2.serialize(node.prelude).split())
        draft.rules.append(
            CssRule(selector=selector, declarations=tuple(declarations), place=draft.place(node), media=media)
        )

    def _refer(self, values: list[Any], draft: _Draft, place: Place, attribute: str) -> None:
        for url in _urls(values):
            self.styles.references.append(draft.resolver.reference(url, place, attribute, "css"))


def _condition(keyword: str, prelude: str) -> str | None:
    """The media query of a group of rules; what asks that a browser lacks a feature holds in none of today's."""
    if keyword == "supports" and prelude.lower().startswith("not"):
        return "not all"
    return prelude if keyword == "media" else None


def inline_declarations(style: str) -> list[tuple[str, str]]:
    """Names and values of a ``style`` attribute; wrong declarations are left out as browsers do."""
    if _too_nested(style):
        return []
    parts = tinycss2.parse_blocks_contents(style, skip_comments=True, skip_whitespace=True)
    return [
        (part.lower_name, tinycss2.serialize(part.value).strip() + (" !important" if part.important else ""))
        for part in parts
        if part.type == "declaration"
    ]


def urls_in(style: str) -> list[str]:
    """Every ``url()`` in a ``style`` attribute."""
    return [] if _too_nested(style) else list(_urls(tinycss2.parse_component_value_list(style)))


def _urls(values: list[Any]) -> Iterator[str]:
    for value in values:
        if value.type == "url":
            yield value.value
        elif value.type == "function" and value.lower_name == "url":
            yield from (part.value for part in value.arguments if part.type == "string")
        elif value.type == "function":
            yield from _urls(value.arguments)
        elif value.type in ("() block", "[] block", "{} block"):
            yield from _urls(value.content)


def _too_nested(text: str) -> bool:
    """True when brackets nest deeper than any real sheet: serialising them would recurse as deep."""
    depth = 0
    for match in _OPENING.finditer(text):
        depth = depth + 1 if match[0] in "({[" else max(0, depth - 1)
        if depth > _MAX_NESTING:
            return True
    return False
