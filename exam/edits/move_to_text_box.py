"""Put paragraphs of a Word file into text boxes."""

from __future__ import annotations

from pathlib import Path

from yuejuan.exam.edits._word import containing, word

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_BOX = (
    f'<w:r xmlns:w="{_WORD}" xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:shape style="width:400pt;height:60pt">'
    "<v:textbox><w:txbxContent/></v:textbox></v:shape></w:pict></w:r>"
)


def edit(root: Path, file: str | None, *, find: str) -> None:
    """Move every paragraph that holds ``find`` into a text box of its own, anchored in its place."""
    from copy import deepcopy

    from docx.oxml import parse_xml
    from docx.oxml.ns import qn

    with word(root, file) as document:
        for paragraph in containing(document, find, file):
            inner = deepcopy(paragraph._p)
            box = parse_xml(_BOX)
            next(box.iter(qn("w:txbxContent"))).append(inner)
            for run in list(paragraph._p.iter(qn("w:r"))):
                run.getparent().remove(run)
            paragraph._p.append(box)
