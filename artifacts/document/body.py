"""The order of a docx: paragraphs, tables, text boxes and content controls, each block with its path."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from lxml import etree

from yuejuan.artifacts.document.blocks import Block, Collected, Grid, widened
from yuejuan.artifacts.document.facts import Cell
from yuejuan.artifacts.document.inline import Inline
from yuejuan.artifacts.document.numbering import Numbering
from yuejuan.artifacts.document.package import Package
from yuejuan.artifacts.document.pictures import ALTERNATE, branch
from yuejuan.artifacts.document.spacing import set_spacing
from yuejuan.artifacts.document.styles import Styles, number, value, w

MAX_DEPTH = 16
_MAX_SPAN = 1_000
_DELETED = {w("del"), w("moveFrom")}
_TRANSPARENT = {w("sdt"), w("sdtContent"), w("customXml"), w("ins"), w("moveTo"), w("smartTag")} | _DELETED
Place = Literal["body", "box", "note"]


@dataclass
class Reading:
    """What the walk needs everywhere: the package, the part, and the collected result."""

    package: Package
    part: str
    styles: Styles
    numbering: Numbering
    collected: Collected


@dataclass(frozen=True)
class Where:
    """Where the walk stands: path prefix of its blocks, kind of place, and what surrounds it."""

    path: str
    place: Place = "body"
    depth: int = 0
    contents: bool = False


def read_container(element: etree._Element, reading: Reading, where: Where) -> None:
    """Read the blocks of a body, cell, text box or note."""
    if where.depth > MAX_DEPTH:
        reading.collected.too_deep = True
        return
    inline = Inline(reading.package, reading.part, reading.styles, reading.collected)
    order = reading.collected.order.setdefault(where.path, [])
    paragraphs = tables = 0
    for child, contents, deleted in _blocks(element, contents=where.contents):
        here = Where(where.path, where.place, where.depth, contents)
        if deleted:
            _deleted(child, reading)
        elif child.tag == w("p"):
            order.append(("p", len(reading.collected.blocks)))
            _paragraph(child, reading, here, f"{where.path}/p{paragraphs}", inline)
            paragraphs += 1
        else:
            order.append(("t", len(reading.collected.grids)))
            _table(child, reading, here, f"{where.path}/t{tables}")
            tables += 1


def _deleted(element: etree._Element, reading: Reading) -> None:
    """Text of a paragraph, row or table that a tracked change took out."""
    reading.collected.tracked = True
    inline = Inline(reading.package, reading.part, reading.styles, reading.collected)
    for paragraph in [element] if element.tag == w("p") else element.iter(w("p")):
        inline.read(paragraph, Block("", ""), deleted=True)


def _blocks(element: etree._Element, *, contents: bool) -> Iterator[tuple[etree._Element, bool, bool]]:
    """Paragraphs and tables of a container in order, looking through content controls and tracked changes."""
    stack = [(child, contents, False) for child in reversed(element)]
    while stack:
        child, in_contents, is_deleted = stack.pop()
        if child.tag in (w("p"), w("tbl")):
            yield child, in_contents, is_deleted
        elif child.tag == ALTERNATE and (chosen := branch(child)) is not None:
            stack.extend((inner, in_contents, is_deleted) for inner in reversed(chosen))
        elif child.tag in _TRANSPARENT:
            in_contents = in_contents or _is_contents_list(child)
            is_deleted = is_deleted or child.tag in _DELETED
            stack.extend((inner, in_contents, is_deleted) for inner in reversed(child))


def _is_contents_list(element: etree._Element) -> bool:
    gallery = element.find(f"{w('sdtPr')}/{w('docPartObj')}/{w('docPartGallery')}")
    return (value(gallery) or "").lower() == "table of contents"


def _paragraph(element: etree._Element, reading: Reading, where: Where, path: str, inline: Inline) -> None:
    styles = reading.styles
    properties = element.find(w("pPr"))
    style_id = value(properties.find(w("pStyle"))) if properties is not None else None
    known = styles.get(style_id or styles.default_paragraph or "")
    block = Block(path, where.path, style_id=style_id, style=known.name if known else None, place=where.place)
    block.contents = where.contents or any(style.name.lower().startswith("toc ") for style in styles.chain(style_id))
    chain = [*([properties] if properties is not None else []), *styles.paragraph_properties(style_id)]
    reading.collected.blocks.append(block)
    boxes = inline.read(element, block, deleted=False)
    set_spacing(block, chain, styles)
    if (listed := reading.numbering.place(chain, style_id)) is not None:
        block.list_level = listed[1]
        block.label = reading.numbering.next_label(*listed) or None
    _built_in_heading(block, properties, styles)
    block.caption = block.caption or styles.named(style_id, "caption", "题注")
    for index, box in enumerate(boxes):
        inside = Where(f"{path}/box{index}", "box", where.depth + 1, where.contents)
        read_container(box, reading, inside)


def _built_in_heading(block: Block, properties: etree._Element | None, styles: Styles) -> None:
    if block.contents or not block.text.strip():
        return
    if level := styles.heading_level(block.style_id):
        block.level, block.heading_by = level, "style"
        return
    direct = number(value(properties.find(w("outlineLvl")))) if properties is not None else None
    if direct is not None:
        outline = int(direct) + 1 if 0 <= direct <= 8 else None
    else:
        outline = styles.outline_level(block.style_id)
    if outline:
        block.level, block.heading_by = outline, "outline"


def _table(element: etree._Element, reading: Reading, where: Where, path: str) -> None:
    grid = Grid(path, where.path, len(reading.collected.grids))
    reading.collected.grids.append(grid)
    above: dict[int, int] = {}
    for row, deleted in _within_table(element, w("tr")):
        properties = row.find(w("trPr"))
        if deleted or (properties is not None and properties.find(w("del")) is not None):
            _deleted(row, reading)
            continue
        column = _span(properties, "gridBefore", least=0)
        for cell, cell_deleted in _within_table(row, w("tc")):
            if cell_deleted:
                _deleted(cell, reading)
                continue
            inside = Where(f"{path}/r{grid.rows}/c{column}", where.place, where.depth + 1, where.contents)
            column += _cell(cell, reading, inside, grid, column, above)
        grid.columns = max(grid.columns, column + _span(properties, "gridAfter", least=0))
        grid.rows += 1


def _cell(
    element: etree._Element, reading: Reading, where: Where, grid: Grid, column: int, above: dict[int, int]
) -> int:
    """Read one ``w:tc``; gives its width in columns. ``above`` maps columns to the open vertically merged cell."""
    properties = element.find(w("tcPr"))
    width = _span(properties, "gridSpan", least=1)
    merge = properties.find(w("vMerge")) if properties is not None else None
    first = len(reading.collected.blocks)
    continues = merge is not None and value(merge) != "restart" and column in above
    if not continues or any((text.text or "").strip() for text in element.iter(w("t"))):
        read_container(element, reading, where)
    own = (block.text for block in reading.collected.blocks[first:] if block.container == where.path)
    text = "\n".join(own).strip("\n")
    if continues:
        at = above[column]
        origin = grid.cells[at]
        grid.cells[at] = widened(origin, grid.rows - origin.row + 1, text)
        return width
    if merge is not None:
        above[column] = len(grid.cells)
    else:
        above.pop(column, None)
    grid.cells.append(Cell(path=where.path, row=grid.rows, column=column, text=text, column_span=width))
    return width


def _within_table(element: etree._Element, tag: str) -> Iterator[tuple[etree._Element, bool]]:
    """Rows of a table or cells of a row, looking through content controls; with whether they are tracked as deleted."""
    stack = [(child, False) for child in reversed(element)]
    while stack:
        child, deleted = stack.pop()
        if child.tag == tag:
            yield child, deleted
        elif child.tag in _TRANSPARENT:
            stack.extend((inner, deleted or child.tag in _DELETED) for inner in reversed(child))


def _span(properties: etree._Element | None, name: str, *, least: int) -> int:
    written = number(value(properties.find(w(name)))) if properties is not None else None
    return max(least, min(int(written), _MAX_SPAN)) if written is not None else least
