"""Posts in tables: a row (or column) that is labelled with a post, and what the other cells of it are about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass

from yuejuan.graders.common.answers.plain import bare
from yuejuan.graders.common.tables import Grid, GridCell
from yuejuan.graders.common.tables.headers import kind_of
from yuejuan.graders.team_management.post_names import PostNames
from yuejuan.graders.team_management.roles import Role, roles_of

_LONGEST_HEADER = 16


@dataclass(frozen=True)
class PostCell:
    """A cell beside the name of a post, with what its header, or else its surroundings, say that it is about.

    ``told``: the table says so itself, not only a heading above it.
    """

    cell: GridCell
    column: int
    roles: frozenset[Role]
    told: bool = True


@dataclass(frozen=True)
class PostRow:
    """A post that is the label of rows of a grid. ``whole``: the cell names the post and nothing else.

    ``block`` numbers the runs of posts of one table: where the same posts come again below another heading, they are
    another block. The grid is turned, where needed, so that posts stand one below the other.
    """

    post: str
    grid: Grid
    cell: GridCell
    whole: bool
    block: int
    beside: tuple[PostCell, ...]

    def about(self, role: Role) -> tuple[PostCell, ...]:
        """The cells that are about ``role``, empty ones included."""
        return tuple(one for one in self.beside if role in one.roles)


@dataclass(frozen=True)
class PostTable:
    """A table whose rows are posts. ``repeated`` are names of rows that one block has more than once.

    ``others`` are the cells of rows with other labels: what stands there is about posts that were not asked for.
    """

    grid: Grid
    rows: tuple[PostRow, ...]
    repeated: tuple[tuple[GridCell, GridCell], ...]
    others: tuple[GridCell, ...]


Titles = Mapping[tuple[str, str], frozenset[Role]]
"""By file and block path of a table: what the heading above it says that it is about."""


def post_tables(grids: Sequence[Grid], names: PostNames, titles: Titles) -> Iterator[PostTable]:
    """Every table with a post as a label, in order. A table with labels in several columns is read part by part."""
    for grid in grids:
        title = titles.get((grid.file, grid.name), frozenset())
        parts = max((_parts(grid, names), _parts(grid.turned(), names)), key=_fitness)
        for part, labels in parts:
            yield _table(part, labels, title)


Label = tuple[int, int, GridCell, str, bool]
Part = tuple[Grid, list[Label]]


def _parts(grid: Grid, names: PostNames) -> list[Part]:
    """The grid cut in front of every column of labels, each part with its labels.

    Besides the column that names most posts, others are one where they name only posts that it does not have, below a
    title that says the same.
    """
    by_column = _labels(grid, names)
    if not by_column:
        return []
    main = max(by_column, key=lambda column: len({label[3] for label in by_column[column]}))
    posts = {label[3] for label in by_column[main]}
    title = roles_of(_title_of_column(grid, by_column[main][0][0], main, names))
    chosen = [main]
    for column, labels in by_column.items():
        here = {label[3] for label in labels}
        alike = roles_of(_title_of_column(grid, labels[0][0], column, names)) == title
        if column != main and alike and all(label[4] for label in labels) and not here & posts:
            chosen.append(column)
            posts |= here
    starts = sorted(chosen)
    ends = [*starts[1:], grid.columns]
    if len(starts) == 1:
        return [(grid, by_column[main])]
    firsts = [0, *starts[1:]]
    return [
        (
            grid.part(first, end),
            [(row, at - first, cell, post, whole) for row, at, cell, post, whole in by_column[start]],
        )
        for first, start, end in zip(firsts, starts, ends, strict=True)
    ]


def _labels(grid: Grid, names: PostNames) -> dict[int, list[Label]]:
    """The label cells by column, one for each cell."""
    by_column: dict[int, list[Label]] = defaultdict(list)
    for row in range(grid.rows):
        for column in range(grid.columns):
            cell = grid.at(row, column)
            covered = cell is not None and any(
                cell is other for other in (row and grid.at(row - 1, column), column and grid.at(row, column - 1))
            )
            if cell is None or covered or not cell.words.strip():
                continue
            found = names.of_cell(cell.words)
            if found is not None and Role.OTHER not in roles_of(_title_of_column(grid, row, column, names)):
                by_column[column].append((row, column, cell, *found))
    return dict(by_column)


def _title_of_column(grid: Grid, row: int, column: int, names: PostNames) -> str:
    """The nearest short words above a label that are no label themselves."""
    while row > 0:
        words = grid.words(row - 1, column)
        if words and not _covers_row(grid, row - 1) and names.of_cell(words) is None:
            return words if len(words) <= _LONGEST_HEADER else ""
        row -= 1
    return ""


def _fitness(parts: Sequence[Part]) -> tuple[int, int, int]:
    """How well a direction fits: posts with cells beside them, posts below each other, headers that say a role."""
    if not parts:
        return 0, 0, 0
    posts = [len({label[3] for label in labels}) for _, labels in parts]
    beside = sum(count for count, (grid, _) in zip(posts, parts, strict=True) if grid.columns > 1)
    grid, labels = parts[0]
    said = {role for column in range(grid.columns) for role in roles_of(_header(grid, labels[0][0], column))}
    return beside, max(posts), len(said)


def _header(grid: Grid, row: int, column: int, labelled: Container[int] = ()) -> str:
    """The nearest short words above a cell, not from a cell covering the whole row nor from a ``labelled`` one."""
    for above in range(row - 1, -1, -1):
        cell = grid.at(above, column)
        if cell is None or not cell.words.strip() or above in labelled or _covers_row(grid, above):
            continue
        return cell.words.strip() if len(cell.words.strip()) <= _LONGEST_HEADER else ""
    return ""


def _covers_row(grid: Grid, row: int) -> bool:
    cells = grid.row(row)
    return grid.columns > 1 and all(cell is cells[0] for cell in cells)


def _table(grid: Grid, labels: Sequence[Label], title: frozenset[Role]) -> PostTable:
    column = labels[0][1]
    starts = {label[0] for label in labels}
    title -= {role for place in range(grid.columns) for role in roles_of(_header(grid, labels[0][0], place))}
    block = 0
    rows: list[PostRow] = []
    for at, (row, _, cell, post, whole) in enumerate(labels):
        if at and _begins_again(grid, labels[at - 1][0], row, column):
            block += 1
        first = _first_of_block(grid, rows, row, block)
        beside = tuple(_beside(grid, (row, column), first, starts, title))
        rows.append(PostRow(post, grid, cell, whole, block, beside))
    others = tuple(_others(grid, rows, column, starts))
    return PostTable(grid, tuple(rows), tuple(_repeated(grid, rows, column)), others)


def _begins_again(grid: Grid, before: int, row: int, column: int) -> bool:
    """Whether a header or a title stands between two labels, or the cell left of them is another one."""
    for between in range(before + 1, row):
        cell = grid.at(between, column)
        if cell is not None and cell is grid.at(before, column):
            continue
        # Below a label's blank cells its row goes on: 考核组员 there is no header.
        if not grid.words(between, column) and any(grid.words(between, at) for at in range(column + 1, grid.columns)):
            continue
        if _covers_row(grid, between) or any(roles_of(grid.words(between, at)) for at in _short(grid, between)):
            return True
    left, above = _left_title(grid, row, column), _left_title(grid, before, column)
    return bool(roles_of(left)) and roles_of(left) != roles_of(above)


def _short(grid: Grid, row: int) -> list[int]:
    return [at for at in range(grid.columns) if 0 < len(grid.words(row, at)) <= _LONGEST_HEADER]


def _left_title(grid: Grid, row: int, column: int) -> str:
    return " ".join(grid.words(row, at) for at in range(column))


def _first_of_block(grid: Grid, rows: Sequence[PostRow], row: int, block: int) -> int:
    same = [one for one in rows if one.block == block]
    if not same:
        return row
    return same[0].cell.column if grid.transposed else same[0].cell.row


def _beside(
    grid: Grid, place_of_label: tuple[int, int], first: int, starts: set[int], title: frozenset[Role]
) -> Iterator[PostCell]:
    """The cells of all rows that the label covers, or that are left blank below it, merged ones once.

    Cells left of the label count where a header says what they are about. Cells without any header are about what the
    ``title`` above the table says, unless the table has headers for others.
    """
    row, column = place_of_label
    label = grid.at(row, column)
    context = roles_of(f"{_left_title(grid, row, column)} {_title_above(grid, first)}") or roles_of(grid.caption)
    seen: set[tuple[int, int]] = set()
    last = row
    while last + 1 < grid.rows and last + 1 not in starts and _continues(grid, last + 1, column, label):
        last += 1
    for at in range(row, last + 1):
        for place in range(grid.columns):
            cell = grid.at(at, place)
            if place == column or cell is None or cell is label or _place(cell) in seen:
                continue
            roles = roles_of(_header(grid, first, place, starts))
            if place < column and not roles:
                continue
            seen.add(_place(cell))
            own = roles or (context if len(bare(cell.words)) > 3 else frozenset())
            about = own or (title if place > column else frozenset())
            yield PostCell(cell, place, about, told=bool(own))


def _continues(grid: Grid, row: int, column: int, label: GridCell | None) -> bool:
    cell = grid.at(row, column)
    blank = cell is None or not cell.words.strip()
    return cell is label or (blank and kind_of(grid, row) == "item")


def _title_above(grid: Grid, row: int) -> str:
    """The title of a block: the nearest row above that is one cell."""
    return next((grid.words(above, 0) for above in range(row - 1, -1, -1) if _covers_row(grid, above)), "")


def _others(grid: Grid, rows: Sequence[PostRow], column: int, starts: set[int]) -> Iterator[GridCell]:
    """The cells of rows below the first post whose label is short and names no question, each in one column."""
    known = {_place(cell) for row in rows for cell in (row.cell, *(one.cell for one in row.beside))}
    for row in range(min(starts) + 1, grid.rows):
        label = grid.words(row, column)
        if row in starts or not 0 < len(label) <= _LONGEST_HEADER or roles_of(label):
            continue
        for place in range(grid.columns):
            cell = grid.at(row, place)
            wide = cell is not None and place + 1 < grid.columns and cell is grid.at(row, place + 1)
            if cell is not None and not wide and _place(cell) not in known:
                yield cell


def _place(cell: GridCell) -> tuple[int, int]:
    return cell.row, cell.column


def _repeated(grid: Grid, rows: Sequence[PostRow], column: int) -> Iterator[tuple[GridCell, GridCell]]:
    """Pairs of label cells of one block that have the same name, posts and whatever else stands between them."""
    for block in sorted({one.block for one in rows}):
        inside = [one for one in rows if one.block == block]
        places = [one.cell.column if grid.transposed else one.cell.row for one in inside]
        seen: dict[str, GridCell] = {}
        before: GridCell | None = None
        for row in range(min(places), max(places) + 1):
            cell = grid.at(row, column)
            if cell is None or cell is before or not bare(cell.words) or kind_of(grid, row) != "item":
                continue
            before = cell
            post = next((one.post for one in inside if one.cell is cell and one.whole), bare(cell.words))
            if post in seen:
                yield seen[post], cell
            seen.setdefault(post, cell)
