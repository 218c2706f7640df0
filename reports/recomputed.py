"""Values that were worked out again, beside those that were handed in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from yuejuan.artifacts.document.facts import DocumentFacts
from yuejuan.artifacts.facts import Facts
from yuejuan.artifacts.workbook.facts import WorkbookFacts
from yuejuan.graders.finding import Evidence, FileEvidence, TableCell, TextSpan
from yuejuan.reports.places import SIGNS, TONES, Place, Places, Tone
from yuejuan.reports.view import PartView, PointView

_CARRIED = ("carried", "_carried")
"""How the ids of messages end that say: wrong before, rightly worked out from there."""
_FEWEST = 2


@dataclass(frozen=True)
class Row:
    """One value: its name, as handed in (``None``: not there), what is right there, and what the key says.

    ``key`` is empty where it is not known; ``formula`` says how it is worked out. ``place`` is where the
    value stands, ``carried`` that it follows rightly from an earlier error and keeps its mark.
    """

    label: str
    given: str | None
    right: str
    unit: str
    key: str
    formula: str
    carried: bool
    point: PointView
    number: int
    tone: Tone
    place: Place | None

    @property
    def told_apart(self) -> bool:
        """Whether the key says something else than what is right there."""
        return bool(self.key) and self.key != self.right

    @property
    def sign(self) -> str:
        """The sign of the value with the number of its point."""
        return f"{SIGNS[self.tone]}{self.number}"


def rows(part: PartView, places: Places, facts: Mapping[str, Facts]) -> tuple[Row, ...]:
    """The values of a part that were worked out again; a single one makes a table only if its formula is known."""
    found = _found(part, places, facts)
    return found if len(found) >= _FEWEST or any(row.formula for row in found) else ()


def single_rows(parts: Sequence[PartView], places: Places, facts: Mapping[str, Facts]) -> tuple[Row, ...]:
    """The values of parts that have no table of their own, as one; empty when that would be a single row."""
    without = [part for part in parts if not rows(part, places, facts)]
    found = tuple(row for part in without for row in _found(part, places, facts))
    return found if len(found) >= _FEWEST else ()


def _found(part: PartView, places: Places, facts: Mapping[str, Facts]) -> tuple[Row, ...]:
    found: list[Row] = []
    for point in part.points:
        for item in sorted(dict.fromkeys(point.evidence), key=_reading_order):
            # A value that is nowhere in the answer is expected of the file, and the message names it.
            absent = isinstance(item, FileEvidence) and item.measured is None and bool(_value(point, "label"))
            given = isinstance(item, (TableCell, TextSpan)) and item.measured is not None
            if item.expected is not None and (given or absent):
                found.append(_row(point, item, places, facts))
    return tuple(found)


def _reading_order(item: Evidence) -> tuple[int, str, int, int]:
    """Cells of a table as they are read; anything else before them, in its own order."""
    return (1, item.table, item.row, item.column) if isinstance(item, TableCell) else (0, "", 0, 0)


def _row(point: PointView, item: Evidence, places: Places, facts: Mapping[str, Facts]) -> Row:
    place = places.of(point, item)
    return Row(
        label=_value(point, "label") or _value(point, "name") or _row_head(item, facts) or _quote(item),
        given=item.measured,
        right=item.expected or "",
        unit=_value(point, "unit"),
        key=_value(point, "expected"),
        formula=_value(point, "formula"),
        carried=point.point.message.id.endswith(_CARRIED),
        point=point,
        number=places.numbers[point.anchor],
        tone=place.tone if place is not None else TONES[point.outcome],
        place=place,
    )


def _value(point: PointView, name: str) -> str:
    value = point.point.message.values.get(name, "")
    return value if isinstance(value, str) else ""


def _quote(item: Evidence) -> str:
    return item.sentence or item.quote if isinstance(item, TextSpan) else ""


def _row_head(item: Evidence, facts: Mapping[str, Facts]) -> str:
    """The words at the left of a cell that tell its row from the others: the last text before the first number."""
    if not isinstance(item, TableCell):
        return ""
    words = [text for column, text in sorted(_row_of(item, facts.get(item.file)).items()) if column < item.column]
    names = [text for text in words if not any(char.isdigit() for char in text)]
    return " · ".join(dict.fromkeys(names[:2]))


def _row_of(item: TableCell, facts: Facts | None) -> dict[int, str]:
    if isinstance(facts, DocumentFacts):
        table = next((table for table in facts.tables or () if table.path == item.table), None)
        cells = table.cells if table is not None else ()
        return {c.column: c.text for c in cells if c.row <= item.row < c.row + c.row_span and c.text.strip()}
    if isinstance(facts, WorkbookFacts):
        sheet = next((sheet for sheet in facts.sheets if sheet.name == item.table), None)
        filled = sheet.cells if sheet is not None else ()
        return {
            c.column - 1: c.shown or c.value or ""
            for c in filled
            if c.row - 1 <= item.row < c.row - 1 + c.row_span and (c.shown or c.value or "").strip()
        }
    return {}
