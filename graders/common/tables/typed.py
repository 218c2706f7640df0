"""Tables that were typed into a text file: lines whose cells are parted by tabs, bars or wide blanks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from yuejuan.artifacts.document.facts import DocumentFacts, Paragraph
from yuejuan.graders.common.tables.grid import Grid, GridCell

_BAR = re.compile(r"[|｜│]")
_GAP = re.compile(r"[ \u00a0]*\t[ \u00a0]*|[ \u00a0]{2,}|\u3000+")
_RULE = re.compile(r"[-─—=+:|｜│\s]+")
_SENTENCE = re.compile(r"[，,。；;！？:：=＝]\s*\D")
_LONGEST_CELL = 12
_FEWEST_COLUMNS = 3
_FEWEST_ROWS = 3


def grids_of_typed_lines(file: str, facts: DocumentFacts) -> tuple[Grid, ...]:
    """Every run of at least three lines with at least three cells each; rulers of dashes are left out."""
    return tuple(_grid(file, run, facts.paragraphs or ()) for run in _runs(facts.paragraphs or ()))


def _runs(paragraphs: Sequence[Paragraph]) -> Iterator[list[tuple[int, list[str]]]]:
    run: list[tuple[int, list[str]]] = []
    for number, paragraph in enumerate(paragraphs):
        if _RULE.fullmatch(paragraph.text):
            continue
        cells = _cells(paragraph.text)
        if len(cells) >= _FEWEST_COLUMNS:
            run.append((number, cells))
            continue
        if len(run) >= _FEWEST_ROWS:
            yield run
        run = []
    if len(run) >= _FEWEST_ROWS:
        yield run


def _cells(line: str) -> list[str]:
    if len(_BAR.findall(line)) >= _FEWEST_COLUMNS - 1:
        return [cell.strip() for cell in _BAR.split(line.strip().strip("|｜│"))]
    if "\t" in line:
        return [cell.strip() for cell in line.split("\t")]
    wide = _GAP.split(line.strip())
    narrow = line.split()
    if len(wide) < _FEWEST_COLUMNS and len(narrow) > _FEWEST_COLUMNS and not _SENTENCE.search(line):
        return narrow if max(map(len, narrow)) <= _LONGEST_CELL else wide
    return wide


def _grid(file: str, run: Sequence[tuple[int, list[str]]], paragraphs: Sequence[Paragraph]) -> Grid:
    first, last = run[0][0], run[-1][0]
    cells = {
        (row, column): GridCell(row, column, text.strip())
        for row, (_, texts) in enumerate(run)
        for column, text in enumerate(texts)
    }
    around = "\n".join(one.text for one in (*paragraphs[max(0, first - 2) : first], *paragraphs[last + 1 : last + 2]))
    columns = max(len(texts) for _, texts in run)
    return Grid(file, paragraphs[first].path, len(run), columns, around, "", False, cells)
