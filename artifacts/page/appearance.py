"""What takes effect on the body and on links: background, margins, colours (CSS Cascade Level 4, 6; HTML, 15.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import cssselect2
import tinycss2
from tinycss2 import color3

from yuejuan.artifacts.page.cascade import MAX_TESTS, applies_on_desktop
from yuejuan.artifacts.page.colours import canonical_colour, legacy_colour
from yuejuan.artifacts.page.facts import CssRule, Place, Stylesheet, StyleValue
from yuejuan.artifacts.page.markup import Element, Markup
from yuejuan.artifacts.page.references import FolderIndex, Resolver
from yuejuan.artifacts.page.styles import inline_declarations

LINK_STATES = ("link", "visited", "hover", "active")
_MAX_LINKS = 400
_SIDES = ("top", "right", "bottom", "left")
_BODY = {"color", "background-color", "background-image", "background-repeat"} | {f"margin-{side}" for side in _SIDES}
_SHORT = {"margin", "background"}
# Always true, with the weight of the pseudo-class that it stands for (Selectors Level 4, 17).
_TRUE = ":not([yuejuan-never])"
_HELD = {"link": (), "visited": ("visited",), "hover": ("hover",), "active": ("hover", "active", "focus")}
_LEGACY = {"link": "link", "visited": "vlink", "hover": "link", "active": "alink"}
_REPEATS = {"repeat", "repeat-x", "repeat-y", "no-repeat", "space", "round"}

Rank = tuple[bool, bool, Any, int]


@dataclass(frozen=True)
class _Declared:
    """A value with its weight in the cascade."""

    rank: Rank
    value: str
    place: Place


def appearance(
    markup: Markup, sheets: tuple[Stylesheet, ...], index: FolderIndex
) -> dict[str, tuple[StyleValue, ...]] | None:
    """Values by name as :class:`PageFacts` tells them; ``None`` when there are too many rules to work it out."""
    rules = [rule for sheet in sheets for rule in sheet.rules if applies_on_desktop(rule.media)]
    if len(rules) * len(markup.elements) > MAX_TESTS:
        return None
    wrappers = {wrapper.etree_element: wrapper for wrapper in _wrappers(markup)}
    found = _of_body(markup, rules, wrappers, index)
    links = [element for element in markup.named("a") if element.get("href") is not None][:_MAX_LINKS]
    for state in LINK_STATES:
        colours = tuple(dict.fromkeys(_of_links(markup, rules, wrappers, links, state)))
        if colours:
            found[f"a:{state}"] = colours
    return found


def _wrappers(markup: Markup) -> Iterator[Any]:
    yield from cssselect2.ElementWrapper.from_html_root(markup.root).iter_subtree()


def _of_body(
    markup: Markup, rules: list[CssRule], wrappers: dict[Element, Any], index: FolderIndex
) -> dict[str, tuple[StyleValue, ...]]:
    rules = [rule for rule in rules if any(name in _BODY or name in _SHORT for name, _ in rule.declarations)]
    matcher = _matcher(rules, "link")
    found: dict[str, _Declared] = {}
    # A background of the root element covers the window; without one the body's does (CSS Backgrounds, 2.11.2).
    for tag in ("html", "body"):
        element = next(markup.named(tag), None)
        if element is None:
            continue
        attributes = _body_attributes(element, markup.place(element)) if tag == "body" else []
        for name, declared in [*attributes, *_declared(markup, element, wrappers, matcher, rules)]:
            inherited = name.startswith("background") or name == "color"
            if name in _BODY and (tag == "body" or inherited):
                _keep(found, name, declared)
    values = {name: declared for name, declared in found.items() if declared.value not in ("none", "transparent")}
    return {name: (_shown(name, declared, index),) for name, declared in sorted(values.items())}


def _shown(name: str, declared: _Declared, index: FolderIndex) -> StyleValue:
    if name == "background-image":
        target = Resolver(index, declared.place.file).resolve(declared.value).target
        return StyleValue(target or declared.value, declared.place)
    colour = name in ("color", "background-color")
    return StyleValue(canonical_colour(declared.value) if colour else declared.value, declared.place)


def _of_links(
    markup: Markup, rules: list[CssRule], wrappers: dict[Element, Any], links: list[Element], state: str
) -> Iterator[StyleValue]:
    rules = [rule for rule in rules if any(name == "color" for name, _ in rule.declarations)]
    matcher = _matcher(rules, state)
    body = next(markup.named("body"), None)
    legacy = None if body is None else body.get(_LEGACY[state])
    for element in links:
        found: dict[str, _Declared] = {}
        if legacy and body is not None:
            _keep(found, "color", _Declared((False, False, (), -1), legacy_colour(legacy), markup.place(body)))
        for name, declared in _declared(markup, element, wrappers, matcher, rules):
            _keep(found, name, declared)
        if "color" in found:
            yield StyleValue(canonical_colour(found["color"].value), found["color"].place)


def _matcher(rules: list[CssRule], state: str) -> Any:
    """A matcher as if every element were in ``state``; unknown selectors are left out, as browsers do."""
    matcher = cssselect2.Matcher()
    for number, rule in enumerate(rules):
        for selector in _compiled(_in_state(rule.selector, state)):
            matcher.add_selector(selector, number)
    return matcher


def _in_state(selector: str, state: str) -> str:
    if state == "visited":
        selector = re.sub(r":link\b", ":hover", selector)
    for held in _HELD[state]:
        selector = re.sub(rf":{held}\b(?!-)", _TRUE, selector)
    return selector


def _compiled(selector: str) -> list[Any]:
    try:
        return list(cssselect2.compile_selector_list(selector))
    except (cssselect2.SelectorError, RecursionError):
        return []


def _declared(
    markup: Markup, element: Element, wrappers: dict[Element, Any], matcher: Any, rules: list[CssRule]
) -> Iterator[tuple[str, _Declared]]:
    for specificity, order, pseudo, number in matcher.match(wrappers[element]):
        if pseudo is None:
            rule = rules[number]
            for name, value in rule.declarations:
                yield from _longhands(name, value, (False, specificity, order), rule.place)
    for name, value in inline_declarations(element.get("style", "")):
        yield from _longhands(name, value, (True, (0, 0, 0), 0), markup.place(element))


def _longhands(name: str, value: str, weight: tuple[bool, Any, int], place: Place) -> Iterator[tuple[str, _Declared]]:
    important = value.endswith("!important")
    bare = value.removesuffix("!important").strip()
    rank = (important, *weight)
    if name == "margin":
        yield from ((f"margin-{side}", _Declared(rank, one, place)) for side, one in _four(bare))
    elif name == "background":
        yield from ((long, _Declared(rank, one, place)) for long, one in _background(bare))
    elif name == "background-image":
        url = next((one for long, one in _background(bare) if long == name), bare)
        yield name, _Declared(rank, url, place)
    else:
        yield name, _Declared(rank, bare.lower() if name != "font-family" else bare, place)


def _four(value: str) -> list[tuple[str, str]]:
    parts = value.split()
    if not 1 <= len(parts) <= 4:
        return []
    top, right, bottom, left = (parts + [parts[0]] * 3)[:4] if len(parts) == 1 else _sides(parts)
    return list(zip(_SIDES, (top, right, bottom, left), strict=True))


def _sides(parts: list[str]) -> list[str]:
    right = parts[1]
    bottom = parts[2] if len(parts) > 2 else parts[0]
    return [parts[0], right, bottom, parts[3] if len(parts) > 3 else right]


def _background(value: str) -> list[tuple[str, str]]:
    """The three parts of a ``background`` that papers ask for; what it does not name it sets back."""
    parts = {"background-color": "transparent", "background-image": "none", "background-repeat": "repeat"}
    for token in tinycss2.parse_component_value_list(value):
        if token.type == "url":
            parts["background-image"] = token.value
        elif token.type == "function" and token.lower_name == "url":
            parts["background-image"] = "".join(one.value for one in token.arguments if one.type == "string")
        elif token.type == "ident" and token.lower_value in _REPEATS:
            parts["background-repeat"] = token.lower_value
        elif color3.parse_color(token) is not None:
            parts["background-color"] = token.serialize().lower()
        elif token.type == "function":
            parts["background-image"] = token.serialize()
    return list(parts.items())


def _body_attributes(body: Element, place: Place) -> list[tuple[str, _Declared]]:
    """Presentational hints of ``body``: they weigh less than any rule."""
    found: list[tuple[str, str]] = []
    for attribute, name in (("bgcolor", "background-color"), ("text", "color")):
        if body.get(attribute):
            found.append((name, legacy_colour(body.get(attribute, ""))))
    if body.get("background"):
        found.append(("background-image", body.get("background", "")))
    for attributes, name in (
        (("marginheight", "topmargin"), "margin-top"),
        (("marginheight", "bottommargin"), "margin-bottom"),
        (("marginwidth", "leftmargin"), "margin-left"),
        (("marginwidth", "rightmargin"), "margin-right"),
    ):
        size = next((body.get(one) for one in attributes if body.get(one)), None)
        if size is not None:
            found.append((name, f"{size.strip()}px" if size.strip().isdecimal() else size.strip()))
    return [(name, _Declared((False, False, (), -1), value, place)) for name, value in found]


def _keep(found: dict[str, _Declared], name: str, declared: _Declared) -> None:
    if name not in found or found[name].rank <= declared.rank:
        found[name] = declared
