"""Change one cell of a workbook and leave the stored values of all others as they are."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from yuejuan.exam.edits import EditError, place
from yuejuan.messages import say

_NAMESPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def edit(
    root: Path, file: str | None, *, cell: str, value: str | float, keep_formula: bool = False, sheet: int = 1
) -> None:
    """Put ``value`` into ``cell`` (``B3``) of sheet number ``sheet``: a text, or a number in the place of a formula.

    ``keep_formula`` changes only the stored value of the formula there.
    """
    from lxml import etree

    path = place(root, file)
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as source:
        members = {name: source.read(name) for name in source.namelist()}
    member = f"xl/worksheets/sheet{sheet}.xml"
    if member not in members:
        raise EditError(say("exam.edit_no_text", file=file or "", text=member))
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    tree = etree.fromstring(members[member], parser)
    found = next((element for element in tree.iter(f"{_NAMESPACE}c") if element.get("r") == cell), None)
    if found is None:
        raise EditError(say("exam.edit_no_text", file=file or "", text=cell))
    for child in list(found):
        if not (keep_formula and child.tag == f"{_NAMESPACE}f"):
            found.remove(child)
    if "t" in found.attrib:
        del found.attrib["t"]
    if isinstance(value, str):
        found.set("t", "inlineStr")
        text = etree.SubElement(etree.SubElement(found, f"{_NAMESPACE}is"), f"{_NAMESPACE}t")
        text.text = value
    else:
        etree.SubElement(found, f"{_NAMESPACE}v").text = str(value)
    members[member] = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in members.items():
            target.writestr(zipfile.ZipInfo(name, (2026, 11, 20, 9, 0, 0)), content)
