"""Text without what its writer crossed out: a candidate who strikes an answer through has taken it back."""

from __future__ import annotations

import msgspec

from yuejuan.artifacts.document.facts import Cell, DocumentFacts, Paragraph


def standing(paragraph: Paragraph) -> str:
    """The text of a paragraph with crossed-out characters replaced by blanks, so that places stay as they are."""
    text = paragraph.text
    for run in paragraph.runs:
        if run.struck:
            text = f"{text[: run.start]}{' ' * (run.end - run.start)}{text[run.end :]}"
    return text


def with_standing_cells(facts: DocumentFacts) -> DocumentFacts:
    """The document with only what still stands in the cells of its tables."""
    struck: dict[str, list[Paragraph]] = {}
    for paragraph in facts.paragraphs or ():
        struck.setdefault(paragraph.path.rpartition("/p")[0], []).append(paragraph)
    struck = {path: own for path, own in struck.items() if any(run.struck for one in own for run in one.runs)}
    if not struck or facts.tables is None:
        return facts
    tables = tuple(
        msgspec.structs.replace(table, cells=tuple(_standing(cell, struck.get(cell.path)) for cell in table.cells))
        for table in facts.tables
    )
    return msgspec.structs.replace(facts, tables=tables)


def _standing(cell: Cell, paragraphs: list[Paragraph] | None) -> Cell:
    if paragraphs is None:
        return cell
    written = "\n".join(one.text for one in paragraphs).strip("\n")
    kept = "\n".join(filter(None, (standing(one).strip() for one in paragraphs)))
    return msgspec.structs.replace(cell, text=cell.text.replace(written, kept, 1))
