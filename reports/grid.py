"""A table as it is shown: rows and columns around the marked cells, merged cells cut to what is left of them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import TYPE_CHECKING

from yuejuan.reports.passages import kept, runs
from yuejuan.reports.places import Place, Tone, severest

if TYPE_CHECKING:
    from yuejuan.reports.written import Line

MOST_ROWS = 60
MOST_COLUMNS = 24
_HEAD_COLUMNS = 2


@dataclass(frozen=True)
class Cell:
    """One cell: its paragraphs, the places that are the cell as a whole, and the rows and columns that it covers."""

    lines: tuple[Line, ...]
    places: tuple[Place, ...] = ()
    row_span: int = 1
    column_span: int = 1

    @property
    def tone(self) -> Tone | None:
        """What became of the cell; ``None`` when no point rests on it."""
        return severest({place.tone for place in self.places})

    @property
    def corrected(self) -> tuple[str, ...]:
        """What is right there, where the cell says something else."""
        return tuple(dict.fromkeys(place.corrected for place in self.places if place.corrected))

    @property
    def all_places(self) -> tuple[Place, ...]:
        """The places of the cell and of its paragraphs."""
        return (*self.places, *(place for line in self.lines for place in line.places))


@dataclass(frozen=True)
class Bodies:
    """Rows that stand together; ``skipped`` rows above them are left out."""

    skipped: int
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Grid:
    """A table; ``named`` when its title has to be shown with it, and is not a caption that the text has anyway.

    ``columns`` counts those shown; ``skipped_rows`` below the last body and ``skipped_columns`` are not.
    """

    title: str
    named: bool
    bodies: tuple[Bodies, ...]
    columns: int
    skipped_rows: int = 0
    skipped_columns: int = 0

    def rows(self) -> Iterator[tuple[Cell, ...]]:
        """All rows shown."""
        return (row for body in self.bodies for row in body.rows)

    @property
    def places(self) -> tuple[Place, ...]:
        """All places in the cells shown."""
        return tuple(place for row in self.rows() for cell in row for place in cell.all_places)


def grid(
    title: str,
    rows: int,
    columns: int,
    cells: Mapping[tuple[int, int], Cell],
    places: Mapping[tuple[int, int], Sequence[Place]],
    *,
    named: bool = False,
) -> Grid:
    """The table of ``cells`` by row and column from 0, with ``places`` by position, within the limits of a page."""
    marked = {at for at, cell in cells.items() if any(line.places for line in cell.lines)}
    marked |= {at for at, found in places.items() if found}
    shown_rows = kept(rows, {row for row, _ in marked}, MOST_ROWS)
    shown_columns = kept(columns, {column for _, column in marked}, MOST_COLUMNS, _HEAD_COLUMNS)
    filled = _filled(cells, places)
    owners = _owners(shown_rows, shown_columns, filled)
    used: set[tuple[int, int]] = set()
    bodies, after = [], 0
    for run in runs(shown_rows):
        bodies.append(Bodies(run[0] - after, tuple(_rows(run, shown_columns, filled, owners, used))))
        after = run[-1] + 1
    return Grid(title, named, tuple(bodies), len(shown_columns), rows - after, columns - len(shown_columns))


def _filled(
    cells: Mapping[tuple[int, int], Cell], places: Mapping[tuple[int, int], Sequence[Place]]
) -> dict[tuple[int, int], Cell]:
    """The cells with their places; a place where there is no cell gets an empty one."""
    filled = dict(cells)
    for at, found in places.items():
        if found:
            ordered = tuple(sorted(found, key=lambda place: place.numbered.number))
            filled[at] = replace(filled.get(at, Cell(())), places=ordered)
    return filled


def _owners(
    rows: Sequence[int], columns: Sequence[int], cells: Mapping[tuple[int, int], Cell]
) -> dict[tuple[int, int], tuple[int, int]]:
    """For each position that is shown the cell that covers it, by the cell's first row and column."""
    owners: dict[tuple[int, int], tuple[int, int]] = {}
    for (row, column), cell in cells.items():
        over_rows = rows[bisect_left(rows, row) : bisect_left(rows, row + max(1, cell.row_span))]
        over_columns = columns[bisect_left(columns, column) : bisect_left(columns, column + max(1, cell.column_span))]
        for at in ((r, c) for r in over_rows for c in over_columns):
            if at == (row, column) or at not in owners:
                owners[at] = (row, column)
    return owners


def _rows(
    run: Sequence[int],
    columns: Sequence[int],
    cells: Mapping[tuple[int, int], Cell],
    owners: Mapping[tuple[int, int], tuple[int, int]],
    used: set[tuple[int, int]],
) -> Iterator[tuple[Cell, ...]]:
    """The rows of one run. A merged cell appears at the first of its positions that is shown, its text once only."""
    covered: set[tuple[int, int]] = set()
    for row in run:
        made = []
        for n, column in enumerate(columns):
            if (row, column) in covered:
                continue
            owner = owners.get((row, column))
            over_rows, over_columns = [row], [column]
            if owner is not None:
                below = ((r, owners.get((r, column))) for r in run[row - run[0] :])
                beside = ((c, owners.get((row, c))) for c in columns[n:])
                over_rows = [r for r, _ in takewhile(lambda one: one[1] == owner, below)]  # noqa: B023
                over_columns = [c for c, _ in takewhile(lambda one: one[1] == owner, beside)]  # noqa: B023
            covered |= {(r, c) for r in over_rows for c in over_columns}
            cell = cells[owner] if owner is not None and owner not in used else Cell(())
            if owner is not None:
                used.add(owner)
            made.append(replace(cell, row_span=len(over_rows), column_span=len(over_columns)))
        yield tuple(made)
