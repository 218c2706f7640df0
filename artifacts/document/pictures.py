"""Pictures, charts, diagrams and shapes in a docx paragraph: DrawingML (ECMA-376 part 1, 20) and VML (part 4)."""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Iterator

from lxml import etree

from yuejuan.artifacts.document.facts import Picture
from yuejuan.artifacts.document.package import A, Package, R
from yuejuan.artifacts.document.styles import number, w

_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_DIAGRAM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
_SHAPE = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
_VML = "urn:schemas-microsoft-com:vml"
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_EMU_PER_PIXEL = 9525
_LENGTH = re.compile(r"(?:^|;)\s*(width|height)\s*:\s*([\d.]{1,12})(pt|px|in|cm|mm)?", re.IGNORECASE)
_PIXELS = {"pt": 96 / 72, "px": 1.0, "in": 96.0, "cm": 96 / 2.54, "mm": 96 / 25.4, "": 1.0}
_FORMAT = {"jpg": "jpeg", "jpe": "jpeg", "tif": "tiff"}
FALLBACK = f"{{{_COMPATIBILITY}}}Fallback"
ALTERNATE = f"{{{_COMPATIBILITY}}}AlternateContent"
CHOICE = f"{{{_COMPATIBILITY}}}Choice"
TEXT_BOX = w("txbxContent")


def branch(element: etree._Element) -> etree._Element | None:
    """The one branch of ``mc:AlternateContent`` that counts: the first choice, the fallback when there is none."""
    choice = element.find(CHOICE)
    return choice if choice is not None else element.find(FALLBACK)


def within(element: etree._Element) -> Iterator[etree._Element]:
    """Descendants in document order, without second branches of alternate content and without text boxes' insides."""
    stack = [element]
    while stack:
        here = stack.pop()
        yield here
        if here.tag == TEXT_BOX:
            continue
        if here.tag == ALTERNATE:
            chosen = branch(here)
            stack.extend([] if chosen is None else [chosen])
            continue
        stack.extend(child for child in reversed(here) if isinstance(child.tag, str))


def text_boxes(element: etree._Element) -> list[etree._Element]:
    """The ``w:txbxContent`` elements of a drawing, each once."""
    return [found for found in within(element) if found.tag == TEXT_BOX]


def pictures_of(element: etree._Element, package: Package, part: str, path: str) -> list[Picture]:
    """Everything that a ``w:drawing``, ``w:pict`` or ``w:object`` shows, text boxes left out."""
    found: list[Picture] = []
    inside = list(within(element))
    alt, width, height = _frame(inside)
    for child in inside:
        if child.tag == f"{{{A}}}blip":
            link = child.get(f"{{{R}}}embed") or child.get(f"{{{R}}}link")
            found.append(_picture(package, part, path, link, alt=alt, width=width, height=height))
        elif child.tag == f"{{{_CHART}}}chart" and child.get(f"{{{R}}}id"):
            found.append(Picture(path=path, kind="chart", alt=alt, width=width, height=height))
        elif child.tag == f"{{{_DIAGRAM}}}relIds":
            found.append(Picture(path=path, kind="diagram", alt=alt, width=width, height=height))
        elif child.tag == f"{{{_VML}}}imagedata":
            found.append(_vml_picture(child, package, part, path))
    if not found and any(child.tag == f"{{{_SHAPE}}}wsp" for child in inside) and not text_boxes(element):
        found.append(Picture(path=path, kind="shape", alt=alt, width=width, height=height))
    return found


def _frame(inside: list[etree._Element]) -> tuple[str | None, int | None, int | None]:
    alt: str | None = None
    width: int | None = None
    height: int | None = None
    for child in inside:
        if child.tag == f"{{{_WP}}}docPr" and alt is None:
            alt = child.get("descr") or child.get("title") or None
        elif child.tag == f"{{{_WP}}}extent" and width is None:
            width, height = (_pixels(number(child.get(name))) for name in ("cx", "cy"))
    return alt, width, height


def _pixels(emu: float | None) -> int | None:
    return None if emu is None else round(emu / _EMU_PER_PIXEL)


def _vml_picture(data: etree._Element, package: Package, part: str, path: str) -> Picture:
    shape = data.getparent()
    style = (shape.get("style") or "") if shape is not None else ""
    lengths = {
        name.lower(): round(float(size) * _PIXELS[(unit or "").lower()])
        for name, size, unit in _LENGTH.findall(style)
        if size.count(".") <= 1 and size != "."
    }
    alt = (shape.get("alt") if shape is not None else None) or None
    link = data.get(f"{{{R}}}id") or data.get(f"{{{R}}}href")
    return _picture(package, part, path, link, alt=alt, width=lengths.get("width"), height=lengths.get("height"))


def _picture(
    package: Package, part: str, path: str, link: str | None, *, alt: str | None, width: int | None, height: int | None
) -> Picture:
    relationship = package.relationships(part).get(link or "")
    target = relationship.target if relationship is not None else ""
    external = relationship is not None and relationship.external
    data = None if external else package.parts.get(target)
    extension = posixpath.splitext(target.partition("?")[0])[1].lstrip(".").lower()
    return Picture(
        path=path,
        format=_FORMAT.get(extension, extension) or None,
        width=width,
        height=height,
        alt=alt,
        sha256=hashlib.sha256(data).hexdigest() if data is not None else None,
        external=external,
    )
