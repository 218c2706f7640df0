"""Facts about one web page as it stands in the files; what happens when it runs is added where a browser ran."""

from __future__ import annotations

from typing import Literal

import msgspec

from yuejuan.artifacts.facts import Facts

EffectKind = Literal["scrolling_text", "image_rollover", "zoom", "carousel", "floating_ad"]
LayoutKind = Literal[
    "table", "nested_table", "frameset", "iframe", "layer", "form", "css_float", "css_flex", "css_grid"
]


class Place(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where in a source file: path relative to the submission, line from 1, a selector that finds the element."""

    file: str
    line: int | None = None
    selector: str | None = None


class Reference(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One reference to another file. ``raw`` as written; ``target`` is the path inside the submission it resolves to.

    ``state``: ``ok`` found; ``case`` found only when letter case is ignored; ``missing``; ``external`` another host;
    ``local_path`` the candidate's own disk (``file:``, ``C:\\``); ``outside`` climbs out of the folder; ``empty``
    (``#``, ``javascript:``); ``inline`` (``data:``).
    """

    raw: str
    state: Literal["ok", "case", "missing", "external", "local_path", "outside", "empty", "inline"]
    place: Place
    attribute: str
    target: str | None = None
    element: str = ""
    text: str = ""


class PageImage(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An ``img`` or a background picture of the page."""

    reference: Reference
    alt: str | None = None
    width: str | None = None
    height: str | None = None
    background: bool = False


class CssRule(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One style rule: its selector, declarations in order, where it stands, how many elements of the page it matches.

    ``matches`` is ``None`` where the selector cannot be evaluated statically (unknown pseudo-class).
    """

    selector: str
    declarations: tuple[tuple[str, str], ...]
    place: Place
    matches: int | None = None
    media: str | None = None


class Stylesheet(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A style sheet: external, imported, or embedded in the page."""

    origin: Literal["external", "imported", "embedded"]
    place: Place
    rules: tuple[CssRule, ...]
    reference: Reference | None = None
    errors: tuple[str, ...] = ()


class Script(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A script: inline text length or the reference to its file."""

    place: Place
    reference: Reference | None = None
    length: int = 0


class Layout(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One layout technique found in the page, with the elements that use it and the share of text they hold."""

    technique: LayoutKind
    places: tuple[Place, ...]
    share: float = 0.0


class Effect(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One effect seen in a running page."""

    kind: EffectKind
    selector: str
    evidence: str


class PageTable(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A ``table`` element: rows, columns, header cells, caption, and whether it holds data or carries layout."""

    place: Place
    rows: int
    columns: int
    headers: int = 0
    caption: str | None = None
    nested: bool = False


class Form(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A form with the names and types of its fields."""

    place: Place
    fields: tuple[tuple[str, str], ...] = ()


class StyleValue(msgspec.Struct, frozen=True, omit_defaults=True):
    """One value that takes effect, and the rule or attribute it comes from. Colours are ``#rrggbb`` where readable."""

    value: str
    place: Place


class PageText(msgspec.Struct, frozen=True, omit_defaults=True):
    """The visible words of one block of the page, inline elements run together."""

    text: str
    place: Place


class PageFacts(Facts, frozen=True, kw_only=True, tag="page"):
    """One HTML page read as a browser reads it, and every file it refers to resolved inside the submission.

    ``encoding`` is that of the bytes, ``declared_encoding`` what header or meta say. ``keywords`` are split at
    separators of every kind, full width too. ``effects`` is ``None`` where no browser ran (listed in ``not_measured``).

    ``path`` is the page's own path inside the submission. ``appearance`` holds what takes effect on the body
    (``background-color background-image margin-top`` … ``color``) and the distinct colours of links (``a:link
    a:visited a:hover a:active``); ``None`` where it was not worked out. ``ids`` are the targets of links within the
    page. ``scripted`` tells what its scripts may change, so that the files do not tell all: elements and
    words (``content``), the look of single elements (``style``), classes, rules and the look of the body (``rules``),
    the head; ``unknown`` where a script was not read. ``uses`` are all files
    that the page needs, by way of linked pages, style sheets and scripts too; ``computed_names`` are the extensions of
    files whose names scripts put together, and ``uses_complete`` is False when the search was cut.
    ``ascii_only``: the bytes are the same in every encoding but UTF-16. ``spoken_references`` are pictures that scripts
    and event handlers name whole and that are not found under this name; whether the script runs is not told.
    ``sources_set``: one of them sets sources of pictures, so that an ``img`` without one may wait for it.
    """

    encoding: str | None
    declared_encoding: str | None
    title: str | None
    keywords: tuple[str, ...] | None
    description: str | None
    stylesheets: tuple[Stylesheet, ...]
    scripts: tuple[Script, ...]
    images: tuple[PageImage, ...]
    links: tuple[Reference, ...]
    media: tuple[Reference, ...]
    forms: tuple[Form, ...]
    tables: tuple[PageTable, ...]
    frames: tuple[Reference, ...]
    layout: tuple[Layout, ...]
    effects: tuple[Effect, ...] | None
    broken_references: tuple[Reference, ...]
    external_references: tuple[Reference, ...]
    bytes: int
    sha256: str
    doctype: str | None = None
    language: str | None = None
    text: str = ""
    encoding_conflict: tuple[str, ...] = ()
    inline_styles: int = 0
    presentational_attributes: int = 0
    element_count: int = 0
    depth: int = 0
    path: str = ""
    appearance: dict[str, tuple[StyleValue, ...]] | None = None
    texts: tuple[PageText, ...] = ()
    ids: tuple[str, ...] = ()
    scripted: tuple[Literal["content", "style", "rules", "head", "unknown"], ...] = ()
    uses: tuple[str, ...] = ()
    computed_names: tuple[str, ...] = ()
    uses_complete: bool = True
    ascii_only: bool = False
    spoken_references: tuple[Reference, ...] = ()
    sources_set: bool = False
