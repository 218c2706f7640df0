"""Reading a grid by what its headers say."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from yuejuan.graders.common.tables.grid import Grid, GridCell

_SEARCHED = 8
_UNIT_PART = re.compile(r"[（(\[【][^）)\]】]*[）)\]】]|[/／].*$|\s+|[:：*＊]")
_TOTAL = re.compile(
    r"^(?:本次|活动|项目|全部|整体|方案|费用|预算|金额|经费){0,3}"
    r"(?:合计|总计|共计|总额|总和|总合计|总费用|总预算|总金额|总经费|总支出|总投入|总成本)(?:金额|费用)?$"
)
_SUBTOTAL = re.compile(r"(?:小计|分计|合计|共计)$")


@dataclass(frozen=True)
class Role:
    """What a column can be: the words of its header, whole ones first, and whether the table needs it."""

    name: str
    words: tuple[str, ...]
    needed: bool = False


@dataclass(frozen=True)
class Record:
    """One row of the body: the cells by role, and whether it is an item, a subtotal or a total."""

    row: int
    cells: Mapping[str, GridCell]
    kind: str = "item"

    def words(self, role: str) -> str:
        """The text of a role's cell, empty when there is none."""
        cell = self.cells.get(role)
        return cell.words.strip() if cell else ""


@dataclass(frozen=True)
class Reading:
    """A grid as records. ``headers`` is the whole header text of each role; ``grid`` is upright (turned if need be)."""

    grid: Grid
    headers: Mapping[str, str]
    columns: Mapping[str, int]
    records: tuple[Record, ...]
    notes: str = ""

    def of_kind(self, kind: str) -> tuple[Record, ...]:
        """Records of one kind in order."""
        return tuple(record for record in self.records if record.kind == kind)


def read_by_headers(grid: Grid, roles: Sequence[Role]) -> Reading | None:
    """The grid read by the header row that names all needed roles, upright or transposed; ``None`` when there is none.

    Headers of several rows are joined. Where both directions fit, the one that names more roles is taken.
    """
    readings = [reading for turned in (grid, grid.turned()) if (reading := _read(turned, roles))]
    return max(readings, key=lambda reading: len(reading.columns)) if readings else None


def _read(grid: Grid, roles: Sequence[Role]) -> Reading | None:
    best: tuple[int, dict[str, int]] | None = None
    for row in range(min(grid.rows, _SEARCHED)):
        columns = _columns(grid, row, roles)
        if all(role.name in columns for role in roles if role.needed) and (best is None or len(columns) > len(best[1])):
            best = (row, columns)
    if best is None:
        return None
    header, columns = best
    names = {name: _joined(grid, header, column) for name, column in columns.items()}
    records = tuple(_records(grid, header, columns))
    notes = " ".join(grid.words(row, column) for row in range(header) for column in range(grid.columns))
    return Reading(grid, names, columns, records, f"{grid.around}\n{grid.caption}\n{notes}")


def _columns(grid: Grid, row: int, roles: Sequence[Role]) -> dict[str, int]:
    """Each role's column by this row. A whole header word goes before one that is only contained."""
    plain = [(i, text) for i in range(grid.columns) if (text := _without_unit(grid.words(row, i)))]
    everything = "\n".join(text for _, text in plain)
    taken: dict[str, int] = {}
    for fits in (lambda text, word: text == word, lambda text, word: word in text and len(text) <= len(word) + 4):
        for role in roles:
            if role.name in taken:
                continue
            for word in role.words:
                if word not in everything:
                    continue
                column = next((i for i, text in plain if fits(text, word) and i not in taken.values()), None)
                if column is not None:
                    taken[role.name] = column
                    break
    return taken


@lru_cache(maxsize=2048)
def _without_unit(text: str) -> str:
    """A header without its unit and blanks; kept, because every table is read in both directions."""
    return _UNIT_PART.sub("", text)


def _joined(grid: Grid, row: int, column: int) -> str:
    lines: list[str] = []
    for above in range(row + 1):
        text = grid.words(above, column)
        if text and text not in lines:
            lines.append(text)
    return " ".join(lines[-2:])


def _records(grid: Grid, header: int, columns: Mapping[str, int]) -> list[Record]:
    records = []
    for row in range(header + 1, grid.rows):
        cells = {name: cell for name, column in columns.items() if (cell := grid.at(row, column)) is not None}
        if not any((cell and cell.words.strip()) or (cell and cell.formula) for cell in grid.row(row)):
            continue
        # A header row that is merged downwards covers this row too: it is still the header.
        if cells and all(cell.row <= header for cell in cells.values()) and not grid.transposed:
            continue
        records.append(Record(row, cells, kind_of(grid, row)))
    return records


def kind_of(grid: Grid, row: int) -> str:
    """``total``, ``subtotal`` or ``item``, by the labels of the row (``合 计``, ``小计``, ``推广费小计``)."""
    for column in range(grid.columns):
        label = re.sub(r"[\s:：（(].*$|\s", "", re.sub(r"\s+", "", grid.words(row, column)))
        if _TOTAL.match(label):
            return "total"
        if _SUBTOTAL.search(label):
            return "subtotal"
    return "item"
