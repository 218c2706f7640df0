"""A written answer as text: what is shown of a document, sheet or mail, with the places where it earned or lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from yuejuan.artifacts.document.facts import DocumentFacts, Paragraph, Table
from yuejuan.artifacts.facts import Facts
from yuejuan.artifacts.mail.facts import MailFacts
from yuejuan.artifacts.workbook.facts import Sheet, WorkbookFacts
from yuejuan.graders.finding import TableCell, TextSpan
from yuejuan.reports.grid import Cell, Grid, grid
from yuejuan.reports.marks import ZERO, Marks
from yuejuan.reports.passages import AROUND, Piece, pieces
from yuejuan.reports.places import SEVEREST, Numbered, Place

READERS = {"document": "document", "workbook": "workbook", "mail": "mail"}
"""The reader whose facts show a file of each kind as text."""

_MOST_PIECES = 400


@dataclass(frozen=True)
class Line:
    """One paragraph: pieces of its text, the points in it, and what else it is."""

    pieces: tuple[Piece, ...]
    places: tuple[Place, ...] = ()
    label: str = ""
    level: int | None = None
    caption: bool = False
    pictures: int = 0


@dataclass(frozen=True)
class Gap:
    """Paragraphs and tables that are left out, and how many characters stand in them."""

    blocks: int
    characters: int


Block = Line | Grid | Gap


@dataclass(frozen=True)
class Note:
    """Points of one part in the margin. Earned ones stand together, any other by itself with its message."""

    points: tuple[Numbered, ...]

    @property
    def first(self) -> Numbered:
        """The first of them, which tells what they have in common."""
        return self.points[0]

    @property
    def mark(self) -> str:
        """The marks of all of them, or that of an open one."""
        if self.first.tone == "open":
            return self.first.point.mark
        awarded = sum((one.point.awarded or ZERO for one in self.points), ZERO)
        return str(Marks(awarded, sum((one.point.available for one in self.points), ZERO)))


def notes(points: Sequence[Numbered]) -> tuple[Note, ...]:
    """Notes on ``points`` in their order."""
    made: list[Note] = []
    for one in points:
        last = made[-1].points[-1] if made else None
        alike = last is not None and (last.part.anchor, last.point.suggested) == (one.part.anchor, one.point.suggested)
        if alike and last is not None and last.tone == one.tone == "earned":
            made[-1] = Note((*made[-1].points, one))
        else:
            made.append(Note((one,)))
    return tuple(made)


@dataclass(frozen=True)
class Written:
    """One file as text. ``elsewhere`` are points about it without a place; ``left_out`` counts places not shown.

    ``shown`` of ``characters`` are shown.
    """

    file: str
    blocks: tuple[Block, ...]
    elsewhere: tuple[Note, ...]
    places: tuple[Place, ...]
    left_out: int
    shown: int
    characters: int

    @property
    def points(self) -> tuple[Place, ...]:
        """One place of each point in it, in the order of the rubric."""
        return one_each(self.places)

    @property
    def noted(self) -> Iterator[tuple[Block, tuple[Note, ...]]]:
        """Each block with notes on the points that no block before it has: what stands in its margin."""
        known: set[int] = set()
        for block in self.blocks:
            points = [] if isinstance(block, Gap) else [place.numbered for place in one_each(block.places)]
            yield block, notes([point for point in points if point.number not in known])
            known |= {point.number for point in points}


def one_each(places: Iterable[Place]) -> tuple[Place, ...]:
    """One place of each point, the severest of it, in the order of the rubric."""
    found: dict[int, Place] = {}
    for place in places:
        known = found.get(place.numbered.number)
        if known is None or SEVEREST.index(place.tone) < SEVEREST.index(known.tone):
            found[place.numbered.number] = place
    return tuple(found[number] for number in sorted(found))


def written(
    file: str, facts: Facts, places: Sequence[Place], elsewhere: tuple[Numbered, ...], most: int, most_places: int
) -> Written | None:
    """``file`` as text in about ``most`` characters with at most ``most_places`` places; ``None`` without any text.

    A longer text is shown around its places, those that lost marks first.
    """
    chosen = tuple(sorted(places, key=lambda place: SEVEREST.index(place.tone))[:most_places])
    by_block = _by_block(chosen)
    sources = _sources(facts)
    if not sources:
        return None
    characters = sum(source.characters for source in sources)
    shown_whole = characters <= most
    indices = range(len(sources)) if shown_whole else _chosen(sources, by_block, most)
    blocks = list(_blocks(sources, indices, by_block, shown_whole))
    there = {place.id: place for block in blocks if not isinstance(block, Gap) for place in block.places}
    return Written(
        file=file,
        blocks=tuple(blocks),
        elsewhere=notes(elsewhere),
        places=tuple(there.values()),
        left_out=sum(place.id not in there for place in places),
        shown=sum(_length(block) for block in blocks),
        characters=characters,
    )


@dataclass(frozen=True)
class _Source:
    """One block of the file before anything is left out: a paragraph or a table, with the paths that lie in it."""

    path: str
    paragraph: Paragraph | None
    table: Table | Sheet | None
    inside: tuple[Paragraph, ...] = ()

    @property
    def characters(self) -> int:
        if self.paragraph is not None:
            return len(self.paragraph.text)
        if isinstance(self.table, Table):
            return sum(len(cell.text) for cell in self.table.cells)
        return sum(len(cell.shown or cell.value or "") for cell in self.table.cells) if self.table else 0

    @property
    def heading(self) -> bool:
        return self.paragraph is not None and self.paragraph.level is not None


def _by_block(places: Iterable[Place]) -> dict[str, list[Place]]:
    found: dict[str, list[Place]] = {}
    for place in places:
        evidence = place.evidence
        if isinstance(evidence, TableCell):
            found.setdefault(evidence.table, []).append(place)
        elif isinstance(evidence, TextSpan):
            found.setdefault(evidence.block, []).append(place)
    return found


def _sources(facts: Facts) -> list[_Source]:
    if isinstance(facts, DocumentFacts):
        return _sources_of_document(facts)
    if isinstance(facts, WorkbookFacts):
        return [_Source(sheet.name, None, sheet) for sheet in facts.sheets if sheet.cells and not sheet.hidden]
    if isinstance(facts, MailFacts):
        lines = (facts.body or "").split("\n")
        return [_Source(f"body/p{n}", Paragraph(path=f"body/p{n}", text=line), None) for n, line in enumerate(lines)]
    return []


def _sources_of_document(facts: DocumentFacts) -> list[_Source]:
    """Paragraphs and tables in the order of the text; what stands in a cell belongs to its table."""
    tables = {table.path: table for table in facts.tables or ()}
    inside: dict[str, list[Paragraph]] = {}
    sources: list[_Source] = []
    for paragraph in facts.paragraphs or ():
        table = _innermost(paragraph.path, tables)
        if table is None:
            sources.append(_Source(paragraph.path, paragraph, None))
            continue
        if table not in inside:
            inside[table] = []
            sources.append(_Source(table, None, tables[table]))
        inside[table].append(paragraph)
    sources += [_Source(path, None, table) for path, table in tables.items() if path not in inside]
    return [_Source(one.path, one.paragraph, one.table, tuple(inside.get(one.path, ()))) for one in sources]


def _innermost(path: str, tables: Mapping[str, Table]) -> str | None:
    parts = path.split("/")
    return next((found for n in range(len(parts) - 1, 0, -1) if (found := "/".join(parts[:n])) in tables), None)


def _chosen(sources: Sequence[_Source], by_block: Mapping[str, list[Place]], most: int) -> list[int]:
    """Which blocks of a long text are shown: those with places, severest first, then what stands around them."""
    severity = {
        index: min(SEVEREST.index(place.tone) for place in found)
        for index, source in enumerate(sources)
        if (found := _places_in(source, by_block))
    }
    marked = sorted(severity, key=lambda index: (severity[index], index))
    chosen: set[int] = set()
    left = most
    for index in [*marked, *_around(sources, marked), *range(len(sources))]:
        if left <= 0:
            break
        if index not in chosen:
            chosen.add(index)
            left -= min(sources[index].characters, most // 8) + 1
    return sorted(chosen)


def _around(sources: Sequence[_Source], marked: Sequence[int]) -> list[int]:
    """For each block the heading that it stands under and the blocks before and after it."""
    found = []
    for index in marked:
        under = next((n for n in range(index, max(-1, index - 50), -1) if sources[n].heading), None)
        found += [n for n in (under, index - 1, index + 1) if n is not None and 0 <= n < len(sources)]
    return found


def _places_in(source: _Source, by_block: Mapping[str, list[Place]]) -> list[Place]:
    keys = [source.path, *(paragraph.path for paragraph in source.inside)]
    if isinstance(source.table, Table):
        keys += [cell.path for cell in source.table.cells]
    return [place for key in keys for place in by_block.get(key, ())]


def _blocks(
    sources: Sequence[_Source], indices: Sequence[int], by_block: Mapping[str, list[Place]], whole: bool
) -> Iterable[Block]:
    before = 0
    for index in [*indices, len(sources)]:
        if index > before:
            skipped = sources[before:index]
            yield Gap(len(skipped), sum(source.characters for source in skipped))
        if index < len(sources):
            yield _block(sources[index], by_block, whole)
        before = index + 1


def _block(source: _Source, by_block: Mapping[str, list[Place]], whole: bool) -> Block:
    if source.paragraph is not None:
        return _line(source.paragraph, by_block.get(source.path, []), whole)
    if isinstance(source.table, Table):
        return _table(source.table, source.inside, by_block, whole)
    assert source.table is not None
    cells = {
        (cell.row - 1, cell.column - 1): Cell(
            (Line(pieces(cell.shown or cell.value or "", (), whole)),),
            row_span=cell.row_span,
            column_span=cell.column_span,
        )
        for cell in source.table.cells
    }
    places = _cell_places(by_block, source.path)
    return grid(source.table.name, source.table.rows, source.table.columns, cells, places, named=True)


def _line(paragraph: Paragraph, places: list[Place], whole: bool) -> Line:
    ordered = tuple(sorted(places, key=lambda place: place.numbered.number))
    whole = whole or len(paragraph.text) <= 4 * AROUND
    return Line(
        pieces=pieces(paragraph.text, ordered, whole)[:_MOST_PIECES],
        places=ordered,
        label=paragraph.label or "",
        level=paragraph.level,
        caption=paragraph.caption,
        pictures=paragraph.pictures,
    )


def _table(table: Table, inside: Sequence[Paragraph], by_block: Mapping[str, list[Place]], whole: bool) -> Grid:
    lines: dict[str, list[Line]] = {}
    for paragraph in inside:
        cell_path = "/".join(paragraph.path.split("/")[: table.path.count("/") + 3])
        lines.setdefault(cell_path, []).append(_line(paragraph, by_block.get(paragraph.path, []), whole))
    places = _cell_places(by_block, table.path)
    cells = {}
    for cell in table.cells:
        at = (cell.row, cell.column)
        places.setdefault(at, []).extend(by_block.get(cell.path, ()))
        cells[at] = Cell(
            tuple(lines.get(cell.path) or [Line(pieces(cell.text, (), whole))]),
            row_span=cell.row_span,
            column_span=cell.column_span,
        )
    return grid(table.caption or "", table.rows, table.columns, cells, places)


def _cell_places(by_block: Mapping[str, list[Place]], table: str) -> dict[tuple[int, int], list[Place]]:
    found: dict[tuple[int, int], list[Place]] = {}
    for place in by_block.get(table, ()):
        if isinstance(place.evidence, TableCell):
            found.setdefault((place.evidence.row, place.evidence.column), []).append(place)
    return found


def _length(block: Block) -> int:
    if isinstance(block, Line):
        return sum(len(piece.text) for piece in block.pieces)
    if isinstance(block, Grid):
        return sum(_length(line) for row in block.rows() for cell in row for line in cell.lines)
    return 0
