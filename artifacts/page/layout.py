"""By what means a page is laid out: tables, frames, layers, forms, and the style rules that apply."""

from __future__ import annotations

from collections.abc import Iterator

from yuejuan.artifacts.page.cascade import value_of
from yuejuan.artifacts.page.facts import Layout, LayoutKind, PageTable
from yuejuan.artifacts.page.markup import Element, Markup, inner_text

_MAX_PLACES = 50
_LAYERED = ("absolute", "fixed")
_PICTURES = {"img", "picture", "svg", "canvas", "video", "embed", "object"}
# Content that a cell of data does not hold.
_BLOCKS = {"table", "form", "div", "ul", "ol", "iframe", "h1", "h2", "h3", "hr", "marquee", "nav", "section"}
_LAYOUT_TEXT_SHARE = 0.5


class LayoutReader:
    """Finds the techniques of one page. ``texts`` are the visible texts, ``values`` the computed values."""

    def __init__(
        self,
        markup: Markup,
        texts: list[tuple[Element, str]],
        values: dict[Element, dict[str, str]],
        hidden: set[Element],
    ) -> None:
        self._markup = markup
        self._values = values
        self._hidden = hidden
        self._lengths = _text_lengths(markup, texts)
        self._total = self._lengths.get(markup.root, 0)

    def techniques(self) -> tuple[Layout, ...]:
        """Every technique that the page uses, with the share of the visible text inside its elements."""
        found: dict[LayoutKind, list[Element]] = {}
        for element in self._markup.elements:
            for technique in self._techniques_of(element):
                found.setdefault(technique, []).append(element)
        return tuple(
            Layout(
                technique=technique,
                places=tuple(self._markup.place(element) for element in found[technique][:_MAX_PLACES]),
                share=self._share(found[technique]),
            )
            for technique in sorted(found)
        )

    def tables(self) -> tuple[PageTable, ...]:
        """Every ``table`` of the page."""
        return tuple(self._table(table) for table in self._markup.named("table"))

    def _techniques_of(self, element: Element) -> list[LayoutKind]:
        tag = str(element.tag)
        found: list[LayoutKind] = []
        if tag in ("frameset", "iframe", "form"):
            found.append(tag)  # type: ignore[arg-type]
        if tag == "layer":
            found.append("layer")
        if tag == "table" and self._lays_out(element):
            nested = next(element.iterancestors("table"), None) is not None
            found.append("nested_table" if nested else "table")
        return found + self._styled(element)

    def _styled(self, element: Element) -> list[LayoutKind]:
        values = self._values.get(element)
        if not values:
            return []
        found: list[LayoutKind] = []
        display = value_of(values, "display")
        # A layer counts while hidden, too: scripts show it later. A floating picture only lets text flow around it.
        positioned = value_of(values, "position") in _LAYERED
        if positioned:
            found.append("layer")
        if element in self._hidden or element.tag in _PICTURES:
            return found
        if value_of(values, "float") in ("left", "right") and not positioned and self._holds_content(element):
            found.append("css_float")
        if display in ("flex", "inline-flex"):
            found.append("css_flex")
        if display in ("grid", "inline-grid"):
            found.append("css_grid")
        return found

    def _holds_content(self, element: Element) -> bool:
        """True with words, pictures, or a link that shows its background only, as menus of one sprite do."""
        if self._lengths.get(element, 0) > 0 or next(element.iter(*_PICTURES), None) is not None:
            return True
        links = (self._values.get(link, {}) for link in element.iter("a"))
        return any("url(" in value_of(link, name) for link in links for name in ("background", "background-image"))

    def _lays_out(self, table: Element) -> bool:
        """True without header cells or caption, when blocks, pictures or half of the page's text are inside."""
        if table.get("role", "").lower() in ("presentation", "none"):
            return True
        if next(_own(table, "th", "caption"), None) is not None:
            return False
        inside = _BLOCKS | _PICTURES
        if any(element.tag in inside for element in table.iterdescendants()):
            return True
        return self._total > 0 and self._lengths.get(table, 0) >= _LAYOUT_TEXT_SHARE * self._total

    def _share(self, elements: list[Element]) -> float:
        """Share, 0 to 1, of the page's visible characters; elements inside one another count once."""
        chosen = set(elements)
        inside: set[Element] = set()
        characters = 0
        for element in self._markup.elements:
            if element.getparent() in inside:
                inside.add(element)
            elif element in chosen:
                inside.add(element)
                characters += self._lengths.get(element, 0)
        return round(characters / self._total, 4) if self._total else 0.0

    def _table(self, table: Element) -> PageTable:
        rows = list(_own(table, "tr"))
        widths = [sum(_span(cell) for cell in row.iterchildren("td", "th")) for row in rows]
        caption = next(_own(table, "caption"), None)
        return PageTable(
            place=self._markup.place(table),
            rows=len(rows),
            columns=max(widths, default=0),
            headers=sum(1 for _ in _own(table, "th")),
            caption=None if caption is None else " ".join(inner_text(caption).split()),
            nested=next(table.iterancestors("table"), None) is not None,
        )


def _own(table: Element, *tags: str) -> Iterator[Element]:
    """Descendants with these tags that belong to ``table`` and not to one inside it."""
    return (element for element in table.iterdescendants(*tags) if next(element.iterancestors("table")) is table)


def _span(cell: Element) -> int:
    """Columns of a cell; HTML caps ``colspan`` at 1,000."""
    raw = cell.get("colspan", "1").strip()
    return min(max(int(raw), 1), 1000) if raw.isascii() and raw.isdecimal() and len(raw) < 6 else 1


def _text_lengths(markup: Markup, texts: list[tuple[Element, str]]) -> dict[Element, int]:
    """Visible characters, blanks aside, inside each element and all that it holds."""
    lengths: dict[Element, int] = {}
    for element, text in texts:
        lengths[element] = lengths.get(element, 0) + len(text) - text.count(" ")
    for element in reversed(markup.elements):
        parent = element.getparent()
        if parent is not None and element in lengths:
            lengths[parent] = lengths.get(parent, 0) + lengths[element]
    return lengths
