"""Which style rules apply to which elements, and the few computed values that tell how a page is laid out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import cssselect2
import msgspec

from yuejuan.artifacts.page.facts import CssRule, Stylesheet
from yuejuan.artifacts.page.markup import Element, Markup
from yuejuan.artifacts.page.styles import inline_declarations

LAYOUT_PROPERTIES = frozenset({"display", "position", "float", "visibility", "background", "background-image"})
MAX_TESTS = 4_000_000
"""Rules times elements that are tried; 400 rules on 10,000 elements, about five seconds at worst."""
DESKTOP_WIDTH = 1280
"""CSS pixels of the window that media conditions are read for: a desktop browser, as papers ask."""

# States that only a visitor brings about: no static answer is right.
_DYNAMIC = re.compile(r":(?:hover|active|focus|focus-within|focus-visible|target|visited|checked|playing|autofill)\b")
_NAME = re.compile(r"[.#]([\w-]+)")
_WIDTH = re.compile(r"\(\s*(min|max)-width\s*:\s*(\d+(?:\.\d+)?)px\s*\)")
_ANY_CONDITION = re.compile(r"\([^)]*\)")


@dataclass
class Applied:
    """The sheets with their matches, values of :data:`LAYOUT_PROPERTIES` by element, and whether the search was cut."""

    sheets: tuple[Stylesheet, ...] = ()
    values: dict[Element, dict[str, str]] = field(default_factory=dict)
    too_costly: bool = False


def apply(markup: Markup, sheets: list[Stylesheet]) -> Applied:
    """Match every rule against the page; rules for other media or narrow windows match but give no values."""
    rules = [rule for sheet in sheets for rule in sheet.rules]
    applied = Applied(sheets=tuple(sheets))
    applied.too_costly = len(rules) * len(markup.elements) > MAX_TESTS
    if rules and not applied.too_costly:
        counts = _without_case_doubts(markup, rules, _match(markup, rules, applied))
        numbered = iter(counts)
        applied.sheets = tuple(
            msgspec.structs.replace(
                sheet, rules=tuple(msgspec.structs.replace(rule, matches=next(numbered)) for rule in sheet.rules)
            )
            for sheet in sheets
        )
    for element in markup.elements:
        style = element.get("style")
        if style:
            _override(applied.values.setdefault(element, {}), inline_declarations(style))
    return applied


def _match(markup: Markup, rules: list[CssRule], applied: Applied) -> list[int | None]:
    matcher = cssselect2.Matcher()
    counts: list[int | None] = []
    for number, rule in enumerate(rules):
        selectors = _compiled(rule.selector)
        counts.append(0 if selectors else None)
        for selector in selectors:
            matcher.add_selector(selector, number)
    wanted = [_layout_declarations(rule) for rule in rules]
    for wrapper in cssselect2.ElementWrapper.from_html_root(markup.root).iter_subtree():
        element = wrapper.etree_element
        seen: set[int] = set()
        for _, _, pseudo, number in matcher.match(wrapper):
            count = counts[number]
            if number not in seen and count is not None:
                counts[number] = count + 1
                seen.add(number)
            if pseudo is None and wanted[number]:
                _override(applied.values.setdefault(element, {}), wanted[number])
    return counts


def _without_case_doubts(markup: Markup, rules: list[CssRule], counts: list[int | None]) -> list[int | None]:
    """``counts``, with ``None`` for rules that match nothing but might where letter case does not count.

    Without a full doctype browsers ignore the case of classes and ids (Selectors, "quirks mode").
    """
    if not _quirks(markup.doctype):
        return counts
    written = (f"{element.get('class', '')} {element.get('id', '')}" for element in markup.elements)
    names = {name for text in written for name in text.split()}
    folded = {name.lower() for name in names}
    return [
        None if count == 0 and any(one not in names and one.lower() in folded for one in _NAME.findall(rule.selector))
        else count
        for rule, count in zip(rules, counts, strict=True)
    ]  # fmt: skip


def _quirks(doctype: str | None) -> bool:
    """True for a missing doctype and for the old ones without an address (HTML Standard, 13.2.6.4.1)."""
    return doctype is None or ("public" in doctype.lower() and "http" not in doctype.lower())


def _compiled(selector: str) -> list[cssselect2.compiler.CompiledSelector]:
    """The selector list, or nothing when part of it cannot be evaluated without a visitor or is unknown."""
    if _DYNAMIC.search(selector.lower()):
        return []
    try:
        return list(cssselect2.compile_selector_list(selector))
    except (cssselect2.SelectorError, RecursionError):
        return []


def _layout_declarations(rule: CssRule) -> list[tuple[str, str]]:
    if not applies_on_desktop(rule.media):
        return []
    return [(name, value) for name, value in rule.declarations if name in LAYOUT_PROPERTIES]


def _override(values: dict[str, str], declarations: list[tuple[str, str]]) -> None:
    """Let later declarations win, unless an earlier one is ``!important`` and the later is not."""
    for name, value in declarations:
        if name not in LAYOUT_PROPERTIES:
            continue
        if values.get(name, "").endswith("!important") and not value.endswith("!important"):
            continue
        values[name] = value.lower()


def value_of(values: dict[str, str], name: str) -> str:
    """The value without ``!important``; empty when nothing is set."""
    return values.get(name, "").removesuffix("!important").strip()


def applies_on_desktop(media: str | None) -> bool:
    """True when a media query list holds for a desktop screen; a condition other than width counts as not holding."""
    if not media:
        return True
    return any(_query_holds(query.strip().lower()) for query in media.split(","))


def _query_holds(query: str) -> bool:
    for bound, pixels in _WIDTH.findall(query):
        if (bound == "min") != (float(pixels) <= DESKTOP_WIDTH):
            return False
    rest = _WIDTH.sub("", query)
    if _ANY_CONDITION.search(rest):
        return False
    words = [word for word in rest.split() if word not in ("and", "only")]
    return all(word in ("screen", "all", "projection") for word in words)
