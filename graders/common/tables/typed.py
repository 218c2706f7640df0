"""Tables that were typed into a text file: lines whose cells are parted by tabs, bars or wide blanks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from yuejuan.artifacts.document.facts import Paragraph
from yuejuan.graders.common.document.places import span
from yuejuan.graders.common.tables.grid import Grid, GridCell

_BAR = re.compile(r"[|｜│]")
_GAP = re.compile(r"[ \u00a0]*\t[ \u00a0]*|[ \u00a0]{2,}|\u3000+")
_RULE = re.compile(r"[-─—=+:|｜│\s]+")
_RULER = re.compile(r"[-─—=]{3}")
_SENTENCE = re.compile(r"[，,。；;！？:：=＝]\s*\D")
_EMPHASIS = re.compile(r"\*\*|__|`")
_LONGEST_CELL = 12
_FEWEST_COLUMNS = 3
_FEWEST_ROWS = 3


def grids_of_typed_lines(file: str, paragraphs: Sequence[Paragraph], single_blanks: bool = False) -> tuple[Grid, ...]:
    """Every run of at least three lines with at least three cells each, or of two with a ruler of dashes below.

    Where ``single_blanks`` part cells, too, a calculation with blanks (``520 / 80 = 6.5``) may be cut into pieces.
    """
    return tuple(_grid(file, run, paragraphs) for run in _runs(paragraphs, single_blanks))


def _runs(paragraphs: Sequence[Paragraph], single_blanks: bool) -> Iterator[list[tuple[int, list[str]]]]:
    run: list[tuple[int, list[str]]] = []
    ruled = False
    for number, paragraph in enumerate(paragraphs):
        if _RULE.fullmatch(paragraph.text):
            ruled = ruled or (bool(run) and _RULER.search(paragraph.text) is not None)
            continue
        cells = _cells(paragraph.text, single_blanks)
        if len(cells) >= _FEWEST_COLUMNS:
            run.append((number, cells))
            continue
        if len(run) >= _FEWEST_ROWS - ruled:
            yield run
        run, ruled = [], False
    if len(run) >= _FEWEST_ROWS - ruled:
        yield run


def _cells(line: str, single_blanks: bool) -> list[str]:
    if len(_BAR.findall(line)) >= _FEWEST_COLUMNS - 1:
        return [cell.strip() for cell in _BAR.split(line.strip().strip("|｜│"))]
    if "\t" in line:
        return [cell.strip() for cell in line.split("\t")]
    wide = _GAP.split(line.strip())
    narrow = line.split() if single_blanks else []
    if len(wide) < _FEWEST_COLUMNS and len(narrow) > _FEWEST_COLUMNS and not _SENTENCE.search(line):
        return narrow if max(map(len, narrow)) <= _LONGEST_CELL else wide
    return wide


def _grid(file: str, run: Sequence[tuple[int, list[str]]], paragraphs: Sequence[Paragraph]) -> Grid:
    first, last = run[0][0], run[-1][0]
    cells = {
        (row, column): cell
        for row, (number, texts) in enumerate(run)
        for column, cell in enumerate(_typed_cells(file, paragraphs[number], row, texts))
    }
    around = "\n".join(one.text for one in (*paragraphs[max(0, first - 2) : first], *paragraphs[last + 1 : last + 2]))
    columns = max(len(texts) for _, texts in run)
    typed = tuple(paragraphs[number].path for number, _ in run)
    return Grid(file, typed[0], len(run), columns, around, typed=typed, _cells=cells)


def _typed_cells(file: str, paragraph: Paragraph, row: int, texts: Sequence[str]) -> Iterator[GridCell]:
    end = 0
    for column, text in enumerate(texts):
        typed = text.strip()
        start = paragraph.text.find(typed, end)
        end = start + len(typed)
        place = span(file, paragraph, start, end)
        yield GridCell(row, column, _EMPHASIS.sub("", typed).strip(), span=place)
