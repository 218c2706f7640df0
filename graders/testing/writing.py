"""Documents and workbooks made at test time: a list of blocks becomes a Word file, rows become sheets."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from yuejuan.graders.testing.making import generator


@generator("docx")
def _docx(path: Path, blocks: list[Any]) -> None:
    """A list of blocks, top to bottom.

    A string is a paragraph. Mappings: ``{h: text, level: 1}`` a heading by style; ``{bold: text}`` a bold line;
    ``{caption: text}``; ``{table: [[…]]}`` rows of cells, where ``{span: n, text: …}`` covers n columns; ``{picture:
    [width, height]}`` in pixels; ``{p: text, font: 楷体, spacing: 2.0}`` a paragraph with a font of its own or another
    line spacing.
    """
    from docx import Document

    document = Document()
    for block in blocks:
        if isinstance(block, str):
            document.add_paragraph(block)
        elif "h" in block:
            document.add_heading(block["h"], block.get("level", 1))
        elif "bold" in block:
            document.add_paragraph().add_run(block["bold"]).bold = True
        elif "caption" in block:
            document.add_paragraph(block["caption"], style="Caption")
        elif "table" in block:
            _add_table(document, block["table"])
        elif "picture" in block:
            document.add_paragraph().add_run().add_picture(_picture(*block["picture"]))
        else:
            _add_paragraph(document, block)
    document.save(str(path))


def _add_paragraph(document: Any, block: dict[str, Any]) -> None:
    from docx.oxml.ns import qn

    paragraph = document.add_paragraph()
    run = paragraph.add_run(block["p"])
    if "font" in block:
        run.font.name = block["font"]
        run._element.rPr.rFonts.set(qn("w:eastAsia"), block["font"])
    if "spacing" in block:
        paragraph.paragraph_format.line_spacing = block["spacing"]


def _add_table(document: Any, rows: list[list[Any]]) -> None:
    width = max(sum(cell["span"] if isinstance(cell, dict) else 1 for cell in row) for row in rows)
    table = document.add_table(rows=len(rows), cols=width)
    for row, cells in enumerate(rows):
        column = 0
        for cell in cells:
            span, text = (cell["span"], cell["text"]) if isinstance(cell, dict) else (1, cell)
            place = table.cell(row, column)
            if span > 1:
                place = place.merge(table.cell(row, column + span - 1))
            place.text = str(text)
            column += span


def _picture(width: int, height: int) -> io.BytesIO:
    from PIL import Image

    buffer = io.BytesIO()
    Image.new("RGB", (width, height), "white").save(buffer, "PNG")
    buffer.seek(0)
    return buffer


@generator("xlsx")
def _xlsx(path: Path, sheets: dict[str, list[list[Any]]]) -> None:
    """Sheets by name, each a list of rows; a text that begins with ``=`` is a formula without a stored value."""
    from openpyxl import Workbook

    workbook = Workbook()
    workbook.remove(workbook.active)
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
    workbook.save(path)
