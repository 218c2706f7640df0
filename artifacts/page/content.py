"""What a page holds: head entries, pictures, links, media, frames, scripts and forms, with every reference resolved."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yuejuan.artifacts.page.facts import Form, PageImage, Reference, Script
from yuejuan.artifacts.page.markup import Element, Markup, inner_text, text_of
from yuejuan.artifacts.page.references import Resolver
from yuejuan.artifacts.page.styles import urls_in

_SEPARATORS = re.compile(r"[,，、;；|｜/／\s\u3000·•]+")
_WIDE = re.compile(r"[,，、;；|｜/／\u3000·•]+")
_PUNCTUATED = re.compile(r"[,，、;；|｜/／·•]")
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_PRESENTATIONAL = {
    "align", "valign", "bgcolor", "background", "color", "face", "border", "cellpadding", "cellspacing", "hspace",
    "vspace", "width", "height", "text", "link", "vlink", "alink", "nowrap", "noshade", "clear", "bordercolor",
    "marginwidth", "marginheight", "topmargin", "leftmargin",
}  # fmt: skip
# Pictures, frames and media have a size as content, not as style (HTML Standard, obsolete features).
_SIZED = {"img", "iframe", "video", "embed", "object", "canvas", "input", "source", "svg", "frame"}
_PRESENTATIONAL_TAGS = {"font", "center", "big", "strike", "tt", "basefont", "marquee", "blink", "nobr", "u"}
_SERVED = re.compile(r"\.(?:php|aspx?|jspx?|do|action|cgi|ashx|pl|py)(?:$|[?#])", re.IGNORECASE)
"""What a program of a server answers; no such file is ever handed in with a page."""
_FIELDS = ("input", "select", "textarea", "button")


def title(markup: Markup) -> str | None:
    """Text of the first ``title`` on one line; ``None`` without one."""
    element = next(markup.named("title"), None)
    return None if element is None else text_of(element, 1000)


def meta(markup: Markup, name: str) -> str | None:
    """Content of the first ``meta`` of this name, letter case ignored."""
    for element in markup.named("meta"):
        if element.get("name", "").strip().lower() == name and element.get("content") is not None:
            return _BLANKS.sub(" ", element.get("content", "")).strip()
    return None


def keywords(content: str | None) -> tuple[str, ...] | None:
    """The words between separators of every kind; narrow blanks separate only where no other separator was used."""
    if content is None:
        return None
    separators = _WIDE if _PUNCTUATED.search(content) else _SEPARATORS
    return tuple(word.strip() for word in separators.split(content) if word.strip())


def images(markup: Markup, resolver: Resolver) -> list[PageImage]:
    """``img``, image buttons, picture sources, and backgrounds in attributes and inline styles."""
    found: list[PageImage] = []
    for element in markup.elements:
        tag = str(element.tag)
        if tag == "img" or (tag == "input" and element.get("type", "").lower() == "image"):
            for attribute, raw in _sources(element):
                found.append(
                    PageImage(
                        reference=_reference(markup, resolver, element, attribute, raw),
                        alt=element.get("alt"),
                        width=element.get("width"),
                        height=element.get("height"),
                    )
                )
        elif tag == "source" and _parent_tag(element) == "picture":
            found += [
                PageImage(reference=_reference(markup, resolver, element, attribute, raw))
                for attribute, raw in _sources(element)
            ]
        found += [PageImage(reference=one, background=True) for one in _backgrounds(markup, resolver, element)]
    return found


def _backgrounds(markup: Markup, resolver: Resolver, element: Element) -> Iterator[Reference]:
    background = element.get("background")
    if background:
        yield _reference(markup, resolver, element, "background", background)
    for url in urls_in(element.get("style", "")):
        yield _reference(markup, resolver, element, "style", url)


def _sources(element: Element) -> Iterator[tuple[str, str]]:
    """``src`` and each candidate of ``srcset``; an ``img`` without either has an empty one."""
    if element.get("src") is not None:
        yield "src", element.get("src", "")
    for candidate in re.split(r",\s+|,$", element.get("srcset", "")):
        if candidate.strip():
            yield "srcset", candidate.split()[0]
    if element.get("src") is None and element.get("srcset") is None:
        yield "src", ""


def links(markup: Markup, resolver: Resolver) -> list[Reference]:
    """``a`` and ``area`` with ``href``, actions of forms that are files, and ``link`` other than style sheets."""
    found: list[Reference] = []
    for element in markup.elements:
        if element.tag in ("a", "area") and element.get("href") is not None:
            found.append(_reference(markup, resolver, element, "href", element.get("href", "")))
        elif element.tag == "form" and element.get("action"):
            sent = _reference(markup, resolver, element, "action", element.get("action", ""))
            if sent.state != "missing" or not _SERVED.search(sent.raw):
                found.append(sent)
        elif element.tag == "link" and element.get("href") and "stylesheet" not in element.get("rel", "").lower():
            found.append(_reference(markup, resolver, element, "href", element.get("href", "")))
    return found


def media(markup: Markup, resolver: Resolver) -> list[Reference]:
    """Sound, film, Flash and other embedded objects."""
    found: list[Reference] = []
    for element in markup.named("video", "audio", "source", "track", "embed", "object", "bgsound"):
        if element.tag == "source" and _parent_tag(element) == "picture":
            continue
        for attribute in ("src", "data", "poster"):
            if element.get(attribute):
                found.append(_reference(markup, resolver, element, attribute, element.get(attribute, "")))
    return found


def frames(markup: Markup, resolver: Resolver) -> list[Reference]:
    """Pages in ``frame`` and ``iframe``."""
    return [
        _reference(markup, resolver, element, "src", element.get("src", ""))
        for element in markup.named("frame", "iframe")
    ]


def scripts(markup: Markup, resolver: Resolver) -> list[Script]:
    """Scripts in files and in the page."""
    found: list[Script] = []
    for element in markup.named("script"):
        place = markup.place(element)
        raw = element.get("src")
        if raw is None:
            found.append(Script(place=place, length=len(inner_text(element).strip())))
        else:
            found.append(Script(place=place, reference=resolver.reference(raw, place, "src", "script")))
    return found


def forms(markup: Markup) -> list[Form]:
    """Forms with the names and types of their fields."""
    return [
        Form(
            place=markup.place(form),
            fields=tuple((one.get("name") or one.get("id") or "", _field_type(one)) for one in form.iter(*_FIELDS)),
        )
        for form in markup.named("form")
    ]


def presentational_attributes(markup: Markup) -> int:
    """Attributes and elements that only tell how something looks (HTML Standard, 16.2 non-conforming features)."""
    count = 0
    for element in markup.elements:
        names = {str(name).lower() for name in element.attrib} & _PRESENTATIONAL
        if element.tag in _SIZED:
            names -= {"width", "height"}
        count += len(names) + (element.tag in _PRESENTATIONAL_TAGS)
    return count


def _field_type(element: Element) -> str:
    if element.tag in ("input", "button"):
        default = "text" if element.tag == "input" else "submit"
        return (element.get("type") or default).strip().lower()
    return str(element.tag)


def _parent_tag(element: Element) -> str:
    parent = element.getparent()
    return "" if parent is None else str(parent.tag)


def _reference(markup: Markup, resolver: Resolver, element: Element, attribute: str, raw: str) -> Reference:
    text = text_of(element) if element.tag == "a" else element.get("alt", "")
    return resolver.reference(raw, markup.place(element), attribute, str(element.tag), text)
