"""Values in tables of things by figures: ``甲学校毛利`` stands in the row of 甲学校 under 毛利."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from yuejuan.graders.common.answers.calculation import result_of_cell
from yuejuan.graders.common.answers.labels import Labels
from yuejuan.graders.common.answers.written import Found, Wanted, in_unit
from yuejuan.graders.common.numbers import money_factor, read_quantity, unit_in
from yuejuan.graders.common.tables import Grid, GridCell

_FEWEST = 2
_SEARCHED = 4
"""Rows from the top, and columns from the left, in which heads are looked for."""


def values_crossed(grid: Grid, labels: Labels, wanted: Mapping[str, Wanted]) -> list[Found]:
    """The values whose whole label is the head of their row with that of their column; empty below two of them."""
    found = list(dict.fromkeys(_values(grid, labels, wanted)))
    return found if len({one.name for one in found}) >= _FEWEST else []


def _values(grid: Grid, labels: Labels, wanted: Mapping[str, Wanted]) -> Iterator[Found]:
    for top in range(min(grid.rows, _SEARCHED)):
        for column in range(1, grid.columns):
            figure = grid.words(top, column)
            if not labels.ends_with(figure):
                continue
            for row in range(top + 1, grid.rows):
                things = {grid.words(row, place) for place in range(min(column, _SEARCHED))}
                names = {name for thing in things if thing and (name := labels.joined(thing, figure))}
                cell = grid.at(row, column)
                if cell is not None and len(names) == 1 and cell.words.strip():
                    yield _found(grid, cell, names.pop(), figure, wanted)


def _found(grid: Grid, cell: GridCell, name: str, figure: str, wanted: Mapping[str, Wanted]) -> Found:
    asked = wanted[name].unit
    unit = unit_in(figure) if money_factor(asked) is not None else None
    quantity = result_of_cell(cell.words, asked)
    read = in_unit(quantity, asked, unit) if quantity is not None else None
    return Found(name, read, read is not None and read_quantity(cell.words, asked) is not None, grid.place(cell))
