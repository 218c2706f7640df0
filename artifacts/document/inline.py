"""The inside of one docx paragraph: visible text with its looks, fields, tracked changes, hidden text, drawings."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from yuejuan.artifacts.document.blocks import Block, Collected
from yuejuan.artifacts.document.package import Package
from yuejuan.artifacts.document.pictures import ALTERNATE, branch, pictures_of, text_boxes
from yuejuan.artifacts.document.styles import Look, Styles, value, w

_M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_DELETED = {w("del"), w("moveFrom")}
_INSERTED = {w("ins"), w("moveTo")}
_CHANGED = {w(f"{name}Change") for name in ("rPr", "pPr", "sectPr", "tblPr", "trPr", "tcPr")}
_DRAWN = {w("drawing"), w("pict"), w("object")}
_WRITTEN = {
    w("tab"): "\t",
    w("ptab"): "\t",
    w("br"): "\n",
    w("cr"): "\n",
    w("noBreakHyphen"): "-",
}
_PROPERTIES = {w("pPr"), w("rPr"), w("sdtPr"), w("sdtEndPr"), w("smartTagPr"), w("customXmlPr"), w("rt"), w("rubyPr")}


@dataclass
class Field:
    """One complex field that is open: its instruction and whether its result has begun."""

    instruction: str = ""
    result: bool = False

    @property
    def name(self) -> str:
        """The field's type in capitals, such as TOC or SEQ."""
        return (self.instruction.split() or [""])[0].upper()


@dataclass
class Inline:
    """Reads paragraphs of one part one after the other; complex fields may span several of them."""

    package: Package
    part: str
    styles: Styles
    collected: Collected
    fields: list[Field] = field(default_factory=list)
    block: Block = field(default_factory=lambda: Block("", ""))
    boxes: list[etree._Element] = field(default_factory=list)

    def read(self, element: etree._Element, block: Block, *, deleted: bool) -> list[etree._Element]:
        """Fill ``block`` from a ``w:p`` and give the text boxes anchored in it."""
        self.block, self.boxes = block, []
        block.contents = block.contents or self._in_contents()
        self._children(element, deleted=deleted)
        block.contents = block.contents or self._in_contents()
        return self.boxes

    def _in_contents(self) -> bool:
        return any(open_field.name == "TOC" for open_field in self.fields)

    def _children(self, element: etree._Element, *, deleted: bool) -> None:
        for child in element:
            if not isinstance(child.tag, str) or child.tag in _PROPERTIES:
                continue
            if child.tag == w("r"):
                self._run(child, deleted=deleted)
            elif child.tag == ALTERNATE:
                chosen = branch(child)
                if chosen is not None:
                    self._children(chosen, deleted=deleted)
            elif child.tag in _DELETED or child.tag in _INSERTED:
                self.collected.tracked = True
                self._children(child, deleted=deleted or child.tag in _DELETED)
            elif child.tag == w("fldSimple"):
                self._simple_field(child, deleted=deleted)
            elif child.tag == f"{{{_M}}}t":
                self._text(child.text or "", self.styles.look(self.block.style_id, None), deleted=deleted)
            else:
                self._children(child, deleted=deleted)

    def _simple_field(self, element: etree._Element, *, deleted: bool) -> None:
        open_field = Field(value(element, "instr") or "", result=True)
        self.fields.append(open_field)
        self._note_field(open_field)
        self._children(element, deleted=deleted)
        self.fields.remove(open_field)

    def _note_field(self, open_field: Field) -> None:
        if open_field.name == "SEQ":
            self.block.caption = True
        self.block.contents = self.block.contents or open_field.name == "TOC"

    def _run(self, run: etree._Element, *, deleted: bool) -> None:
        properties = run.find(w("rPr"))
        look = self.styles.look(self.block.style_id, properties)
        hint = properties is not None and value(properties.find(w("rFonts")), "hint") == "eastAsia"
        if properties is not None and any(child.tag in _CHANGED for child in properties):
            self.collected.tracked = True
        self._run_children(run, look, hint=hint, deleted=deleted)

    def _run_children(self, run: etree._Element, look: Look, *, hint: bool, deleted: bool) -> None:
        for child in run:
            tag = child.tag
            if tag in (w("t"), w("delText")):
                self._text(child.text or "", look, hint=hint, deleted=deleted or tag == w("delText"))
            elif tag in _WRITTEN:
                self._text(_WRITTEN[tag], look, hint=hint, deleted=deleted)
            elif tag == w("sym"):
                self._text(_symbol(child), look, hint=hint, deleted=deleted)
            elif tag == w("fldChar"):
                self._field_character(child)
            elif tag == w("instrText") and self.fields:
                self.fields[-1].instruction += child.text or ""
            elif tag in _DRAWN:
                self._drawing(child, look, deleted=deleted)
            elif tag == ALTERNATE and (chosen := branch(child)) is not None:
                self._run_children(chosen, look, hint=hint, deleted=deleted)
            elif tag == w("ruby") and (base := child.find(w("rubyBase"))) is not None:
                self._children(base, deleted=deleted)

    def _field_character(self, element: etree._Element) -> None:
        kind = value(element, "fldCharType")
        if kind == "begin":
            self.fields.append(Field())
        elif kind == "separate" and self.fields:
            self.fields[-1].result = True
            self._note_field(self.fields[-1])
        elif kind == "end" and self.fields:
            self._note_field(self.fields.pop())

    def _text(self, text: str, look: Look, *, hint: bool = False, deleted: bool) -> None:
        if any(not open_field.result for open_field in self.fields):
            return
        if deleted:
            self.collected.tracked = True
            self.collected.deletions.append(text)
        elif look.hidden:
            self.collected.hidden.append(text)
        else:
            self.block.add(text, look, asian_hint=hint)
            self.collected.count_fonts(text, look, asian_hint=hint)

    def _drawing(self, element: etree._Element, look: Look, *, deleted: bool) -> None:
        if deleted or look.hidden:
            return
        self.block.pictures.extend(pictures_of(element, self.package, self.part, self.block.path))
        self.boxes.extend(text_boxes(element))


def _symbol(element: etree._Element) -> str:
    code = value(element, "char") or ""
    try:
        return chr(int(code[:6], 16))
    except (ValueError, OverflowError):
        return "\ufffd"
