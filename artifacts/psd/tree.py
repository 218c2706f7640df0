"""Layer records, bottom to top as stored, made into the tree that the layers panel shows, top to bottom.

Source: Adobe Photoshop File Formats Specification, "Additional Layer Information" (section dividers, type tool, placed
layers, adjustments, fills, vector masks, artboards).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import msgspec

from yuejuan.artifacts.facts import Box
from yuejuan.artifacts.psd.descriptor import BrokenDescriptor, DescriptorReader, Value
from yuejuan.artifacts.psd.facts import Layer, LayerKind
from yuejuan.artifacts.psd.structure import Header, Malformed, Record

MAX_DEPTH = 64
"""Deepest nesting of groups that is shown; Photoshop allows ten."""

_TYPE = (b"TySh", b"tySh")
_SMART_OBJECT = (b"SoLd", b"SoLE", b"PlLd", b"plLd")
_FILL = (b"SoCo", b"GdFl", b"PtFl")
_ADJUSTMENT = frozenset(
    {b"brit", b"CgEd", b"curv", b"expA", b"levl", b"vibA", b"hue2", b"hue ", b"blnc", b"blwh", b"phfl"}
    | {b"mixr", b"clrL", b"nvrt", b"post", b"thrs", b"selc", b"grdm"}
)
_VECTOR = (b"vogk", b"vmsk", b"vsms", b"vstk", b"vscg")
_ARTBOARD = (b"artb", b"artd", b"abdd")
_HIDDEN, _NO_PIXELS = 2, 16
_OPEN_GROUP, _CLOSED_GROUP, _GROUP_END = 1, 2, 3
_BLEND_MODES = {
    b"pass": "pass through",
    b"norm": "normal",
    b"diss": "dissolve",
    b"dark": "darken",
    b"mul ": "multiply",
    b"idiv": "color burn",
    b"lbrn": "linear burn",
    b"dkCl": "darker color",
    b"lite": "lighten",
    b"scrn": "screen",
    b"div ": "color dodge",
    b"lddg": "linear dodge",
    b"lgCl": "lighter color",
    b"over": "overlay",
    b"sLit": "soft light",
    b"hLit": "hard light",
    b"vLit": "vivid light",
    b"lLit": "linear light",
    b"pLit": "pin light",
    b"hMix": "hard mix",
    b"diff": "difference",
    b"smud": "exclusion",
    b"fsub": "subtract",
    b"fdiv": "divide",
    b"hue ": "hue",
    b"sat ": "saturation",
    b"colr": "color",
    b"lum ": "luminosity",
}


@dataclass(kw_only=True)
class Tree:
    """The root layers top to bottom and what was met on the way."""

    layers: tuple[Layer, ...] = ()
    layer_count: int = 0
    group_count: int = 0
    unbalanced: bool = False
    texts_unread: list[str] = field(default_factory=list)


def build_tree(records: list[Record], header: Header, transparent: Callable[[Record], bool | None]) -> Tree:
    """The tree of ``records``; ``transparent`` measures one pixel layer. Raises ``Malformed`` for absurd nesting."""
    tree = Tree()
    open_groups: list[list[Layer]] = [[]]
    for index, record in enumerate(records):
        divider = _divider(record)
        if divider == _GROUP_END:
            open_groups.append([])
            if len(open_groups) > MAX_DEPTH:
                raise Malformed("group_depth")
        elif divider in (_OPEN_GROUP, _CLOSED_GROUP):
            tree.group_count += 1
            if len(open_groups) == 1:
                tree.unbalanced = True
                open_groups.append([])
            children = open_groups.pop()
            open_groups[-1].append(_group(record, children[::-1]))
        else:
            tree.layer_count += 1
            layer = _layer(record, tree, background=index == 0 and _is_background(record, header))
            if layer.kind == "pixel" and not layer.empty:
                layer = msgspec.structs.replace(layer, transparent=transparent(record))
            open_groups[-1].append(layer)
    while len(open_groups) > 1:
        # A group that is never closed has no record and so no name: its layers move up.
        tree.unbalanced = True
        orphans = open_groups.pop()
        open_groups[-1].extend(orphans)
    tree.layers = tuple(open_groups[0][::-1])
    return tree


def _divider(record: Record) -> int:
    data = record.blocks.get(b"lsct") or record.blocks.get(b"lsdk") or b""
    return int.from_bytes(data[:4], "big")


def _kind(record: Record) -> LayerKind:
    blocks = record.blocks.keys()
    if not blocks.isdisjoint(_TYPE):
        return "type"
    if not blocks.isdisjoint(_SMART_OBJECT):
        return "smartobject"
    if not blocks.isdisjoint(_ADJUSTMENT):
        return "adjustment"
    if record.flags & _NO_PIXELS and not blocks.isdisjoint(_VECTOR):
        return "shape"
    return "pixel" if blocks.isdisjoint(_FILL) else "fill"


def _is_background(record: Record, header: Header) -> bool:
    """True for the locked bottom layer: the only kind that has no transparency channel and fills the whole canvas."""
    canvas = Box(0, 0, header.width, header.height)
    no_alpha = all(identifier != -1 for identifier, _ in record.channels)
    return no_alpha and record.box == canvas and _kind(record) == "pixel"


def _layer(record: Record, tree: Tree, *, background: bool) -> Layer:
    kind = _kind(record)
    name = _name(record)
    text = _text(record) if kind == "type" else None
    if kind == "type" and text is None:
        tree.texts_unread.append(name)
    return Layer(
        name=name,
        kind=kind,
        visible=not record.flags & _HIDDEN,
        opacity=record.opacity,
        bbox=record.box,
        text=text,
        blend_mode=_blend_mode(record.blend_key),
        clipping=record.clipping,
        background=background,
        empty=record.box.empty if kind == "pixel" else None,
    )


def _group(record: Record, children: list[Layer]) -> Layer:
    data = record.blocks.get(b"lsct") or record.blocks.get(b"lsdk") or b""
    artboard = next((record.blocks[key] for key in _ARTBOARD if key in record.blocks), None)
    box = _artboard_box(artboard) if artboard is not None else None
    return Layer(
        name=_name(record),
        kind="group",
        visible=not record.flags & _HIDDEN,
        opacity=record.opacity,
        bbox=box or _union([child.bbox for child in children]),
        children=tuple(children),
        blend_mode=_blend_mode(data[8:12] if len(data) >= 12 else record.blend_key),
        clipping=record.clipping,
        artboard=artboard is not None,
    )


def _union(boxes: list[Box]) -> Box:
    filled = [box for box in boxes if not box.empty]
    if not filled:
        return Box(0, 0, 0, 0)
    return Box(
        min(box.left for box in filled),
        min(box.top for box in filled),
        max(box.right for box in filled),
        max(box.bottom for box in filled),
    )


def _name(record: Record) -> str:
    """The Unicode name; files older than Photoshop 5 have only the one in the writer's own encoding."""
    data = record.blocks.get(b"luni")
    if data is not None and len(data) >= 4:
        return data[4 : 4 + 2 * int.from_bytes(data[:4], "big")].decode("utf-16-be", "replace").rstrip("\x00")
    for encoding in ("ascii", "gb18030"):
        try:
            return record.legacy_name.decode(encoding)
        except UnicodeDecodeError:
            continue
    return record.legacy_name.decode("mac-roman")


def _blend_mode(key: bytes) -> str:
    return _BLEND_MODES.get(key) or key.decode("ascii", "replace").strip()


def _text(record: Record) -> str | None:
    data = record.blocks.get(b"TySh", b"")
    # Version (2 bytes), transform (6 doubles), text version (2) and descriptor version (4) come first.
    try:
        text = DescriptorReader(data, 56).read(until=b"Txt ").get(b"Txt ")
    except BrokenDescriptor:
        return None
    if not isinstance(text, str):
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x03", "\n")


def _artboard_box(data: bytes) -> Box | None:
    try:
        rectangle = DescriptorReader(data, 4).read(until=b"artboardRect").get(b"artboardRect")
    except BrokenDescriptor:
        return None
    if not isinstance(rectangle, dict):
        return None
    sides = [_side(rectangle.get(key)) for key in (b"Left", b"Top ", b"Rght", b"Btom")]
    left, top, right, bottom = sides
    if left is None or top is None or right is None or bottom is None:
        return None
    return Box(left, top, right, bottom)


def _side(value: Value) -> int | None:
    """A side in whole pixels; ``None`` for what is no number or lies beyond any canvas."""
    if not isinstance(value, int | float) or not -1e6 < value < 1e6:
        return None
    return round(value)
