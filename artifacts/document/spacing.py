"""Alignment, indents and distances of a docx paragraph, taken attribute by attribute through its styles."""

from __future__ import annotations

from lxml import etree

from yuejuan.artifacts.document.blocks import Block
from yuejuan.artifacts.document.styles import Styles, number, value, w

_ALIGNMENT = {
    "start": "left", "left": "left", "end": "right", "right": "right", "center": "center",
    "both": "both", "distribute": "both",
}  # fmt: skip
_TWIPS = 20
_LINE = 240
_WORD_SIZE = 10.0


def set_spacing(block: Block, chain: list[etree._Element], styles: Styles) -> None:
    """Set alignment and distances of ``block`` from its ``w:pPr`` elements, nearest first, then the defaults."""
    elements = [*chain, *([styles.default_spacing] if styles.default_spacing is not None else [])]
    alignment = next((found for element in elements if (found := value(element.find(w("jc"))))), None)
    block.alignment = _ALIGNMENT.get(alignment or "")
    spacings = [spacing for element in elements if (spacing := element.find(w("spacing"))) is not None]
    line = _nearest(spacings, "line")
    if line is not None:
        rule = next((found for spacing in spacings if (found := value(spacing, "lineRule"))), "auto")
        if rule == "auto":
            block.line_spacing = round(line / _LINE, 3)
        else:
            block.line_points = line / _TWIPS
    block.space_before = _points(_nearest(spacings, "before"))
    block.space_after = _points(_nearest(spacings, "after"))
    block.first_line_indent = _first_line(elements, block, styles)


def _first_line(elements: list[etree._Element], block: Block, styles: Styles) -> float | None:
    """Characters win over twips (ECMA-376 part 1, 17.3.1.12); a hanging indent is negative."""
    for element in elements:
        indent = element.find(w("ind"))
        if indent is None:
            continue
        for name, sign in (("hanging", -1), ("firstLine", 1)):
            characters, twips = number(value(indent, f"{name}Chars")), number(value(indent, name))
            if characters:
                size = block.size or styles.look(block.style_id, None).size or _WORD_SIZE
                return sign * round(characters / 100 * size, 2)
            if twips is not None:
                return sign * twips / _TWIPS
    return None


def _nearest(spacings: list[etree._Element], attribute: str) -> float | None:
    return next((found for spacing in spacings if (found := number(value(spacing, attribute))) is not None), None)


def _points(twips: float | None) -> float | None:
    return None if twips is None else twips / _TWIPS
