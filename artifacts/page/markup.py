"""The bytes of a page as a tree of elements, with the places where elements stand.

The tree is libxml2's, which repairs broken markup as browsers of the time did. Its limit of 256 nested elements stays
on: deeper trees come from generators of bombs, and every later walk would pay for them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

import webencodings
from lxml import etree

from yuejuan.artifacts.page.facts import Place
from yuejuan.artifacts.text import Decoded, decode

MAX_DEPTH = 256
_LIMITS = (etree.ErrorTypes.ERR_RESOURCE_LIMIT, etree.ErrorTypes.ERR_INTERNAL_ERROR, etree.ErrorTypes.ERR_NO_MEMORY)
_PRESCAN_BYTES = 4096
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_META_CHARSET = re.compile(rb"<meta\b[^>]*?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.+-]+)", re.IGNORECASE)
_DOCTYPE = re.compile(r"<!doctype\s+([^>]{1,300})>", re.IGNORECASE)
_TAG = re.compile(r"<[A-Za-z!]")
_INVISIBLE = {"script", "style", "noscript", "template", "head", "title", "noframes", "object", "select", "textarea"}
_INLINE = {
    "a", "abbr", "acronym", "b", "big", "cite", "code", "del", "em", "font", "i", "ins", "kbd", "label", "mark", "nobr",
    "q", "s", "small", "span", "strike", "strong", "sub", "sup", "tt", "u",
}  # fmt: skip
_IDENTIFIER = re.compile(r"^[A-Za-z_][\w-]*$")

Element = etree._Element


@dataclass(frozen=True)
class Markup:
    """A parsed page. ``elements`` are all elements in document order, ``file`` is the path inside the submission."""

    file: str
    decoded: Decoded
    declared: str | None
    doctype: str | None
    root: Element
    elements: tuple[Element, ...]
    positions: dict[Element, int]
    depth: int
    cut_off: bool

    def place(self, element: Element) -> Place:
        """Where ``element`` starts."""
        return Place(self.file, cast("int | None", element.sourceline), self.selector(element))

    def selector(self, element: Element) -> str:
        """A CSS selector of this element alone, from the nearest ancestor with an id."""
        steps: list[str] = []
        current: Element | None = element
        while current is not None:
            identifier = current.get("id", "")
            if _IDENTIFIER.match(identifier):
                steps.append(f"#{identifier}")
                break
            tag = str(current.tag)
            steps.append(tag if tag in ("html", "body", "head") else f"{tag}:nth-of-type({self.positions[current]})")
            current = current.getparent()
        return " > ".join(reversed(steps))

    def named(self, *tags: str) -> Iterator[Element]:
        """Elements with one of these tags, in document order."""
        wanted = set(tags)
        return (element for element in self.elements if element.tag in wanted)


def parse(data: bytes, file: str) -> Markup | None:
    """The tree of the page in ``data``; ``None`` when there is no markup in it."""
    declared = declared_charset(data)
    decoded = _decoded(data, _codec(declared))
    if not _TAG.search(decoded.text):
        return None
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    text = decoded.text.replace("\0", "\ufffd").encode("utf-8", "replace")
    try:
        root = etree.fromstring(text, parser)
    except etree.XMLSyntaxError:
        return None
    if root is None:
        return None
    cut_off = any(error.type in _LIMITS for error in parser.error_log)
    if not cut_off:
        _imply_table_bodies(root)
    elements = tuple(element for element in root.iter() if isinstance(element.tag, str))
    depths: dict[Element, int] = {}
    positions: dict[Element, int] = {}
    counters: dict[Element | None, Counter[str]] = {}
    for element in elements:
        parent = element.getparent()
        depths[element] = 1 if parent is None else depths[parent] + 1
        counter = counters.setdefault(parent, Counter())
        counter[str(element.tag)] += 1
        positions[element] = counter[str(element.tag)]
    found = _DOCTYPE.search(decoded.text[:2000])
    return Markup(
        file=file,
        decoded=decoded,
        declared=declared,
        doctype=" ".join(found[1].split()) if found else None,
        root=root,
        elements=elements,
        positions=positions,
        depth=max(depths.values(), default=0),
        cut_off=cut_off,
    )


def _imply_table_bodies(root: Element) -> None:
    """Put rows that stand right in a table into a ``tbody``, as browsers do (HTML Standard, "in table")."""
    for table in list(root.iter("table")):
        body: Element | None = None
        for child in list(table):
            if child.tag != "tr":
                body = None
                continue
            if body is None:
                body = etree.Element("tbody")
                child.addprevious(body)
            body.append(child)


def declared_charset(data: bytes) -> str | None:
    """What the page itself says in ``meta``, as written (HTML Standard, "prescan a byte stream"); NULs are skipped."""
    head = _COMMENT.sub(b"", data[: 2 * _PRESCAN_BYTES].replace(b"\0", b""))[:_PRESCAN_BYTES]
    found = _META_CHARSET.search(head)
    return found[1].decode("ascii") if found else None


def _decoded(data: bytes, codec: str | None) -> Decoded:
    """The text. Browsers take UTF-16 only with a mark, so a few NULs do not make a page that is otherwise none."""
    decoded = decode(data, codec)
    if decoded.encoding.startswith("utf-16") and not decoded.bom and not _TAG.search(decoded.text):
        return decode(data.replace(b"\0", b" "), codec)
    return decoded


def inner_text(element: Element) -> str:
    """All text inside ``element`` as written."""
    return "".join(map(str, element.itertext()))


def _codec(label: str | None) -> str | None:
    """Python's codec for a label of the WHATWG Encoding Standard (``gb2312`` is GBK, ``iso-8859-1`` windows-1252)."""
    known = webencodings.lookup(label) if label else None
    return known.codec_info.name if known else label


def visible_text(markup: Markup, hidden: set[Element]) -> list[tuple[Element, str]]:
    """The texts that a reader sees with the elements they stand in, in document order.

    No scripts, styles, heads or ``hidden`` elements; the tail behind an element belongs to its parent; blank texts are
    left out and blanks run together.
    """
    texts: list[tuple[Element, str]] = []
    concealed: set[Element] = set()
    for event, element in etree.iterwalk(markup.root, events=("start", "end")):
        parent = element.getparent()
        if event == "start":
            if parent in concealed or element in hidden or element.tag in _INVISIBLE:
                concealed.add(element)
            elif element.text and element.text.strip():
                texts.append((element, " ".join(element.text.split())))
        elif parent is not None and parent not in concealed and element.tail and element.tail.strip():
            texts.append((parent, " ".join(element.tail.split())))
    return texts


def text_blocks(texts: list[tuple[Element, str]]) -> list[tuple[Element, str]]:
    """``texts`` run together by the nearest element that is not inline, so that a sentence stands in one piece."""
    blocks: list[tuple[Element, str]] = []
    for element, text in texts:
        block = element
        while block.tag in _INLINE and (parent := block.getparent()) is not None:
            block = parent
        if blocks and blocks[-1][0] is block:
            blocks[-1] = (block, blocks[-1][1] + text)
        else:
            blocks.append((block, text))
    return blocks


def text_of(element: Element, limit: int = 200) -> str:
    """All text inside ``element`` on one line, cut after ``limit`` characters."""
    pieces: list[str] = []
    length = 0
    for piece in element.itertext():
        pieces.append(str(piece))
        length += len(piece)
        if length > 4 * limit:
            break
    return " ".join("".join(pieces).split())[:limit]
