"""What the docx walker collects before anything is judged: paragraphs, tables and pictures with their places."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Literal

import msgspec

from yuejuan.artifacts.document.characters import asian, has_asian, shared
from yuejuan.artifacts.document.facts import Cell, Picture, Run, Table
from yuejuan.artifacts.document.styles import Look


@dataclass
class Block:
    """One paragraph while it is read; becomes a ``Paragraph`` when headings and captions are known."""

    path: str
    container: str
    style_id: str | None = None
    style: str | None = None
    text: str = ""
    label: str | None = None
    list_level: int | None = None
    level: int | None = None
    heading_by: Literal["style", "outline", "numbering", "bold"] | None = None
    caption: bool = False
    contents: bool = False
    place: Literal["body", "box", "note"] = "body"
    alignment: str | None = None
    first_line_indent: float | None = None
    line_spacing: float | None = None
    line_points: float | None = None
    space_before: float | None = None
    space_after: float | None = None
    runs: list[Run] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)

    @property
    def in_table(self) -> bool:
        """True inside a table cell, of any depth."""
        return "/t" in self.path

    @property
    def bold(self) -> bool:
        """True when every visible character is bold; never for text without looks (txt, PDF)."""
        plain = (run for run in self.runs if not run.bold and self.text[run.start : run.end].strip())
        return bool(self.runs) and bool(self.text.strip()) and next(plain, None) is None

    @property
    def size(self) -> float | None:
        """The size in points that most characters have."""
        sizes: Counter[float] = Counter()
        for run in self.runs:
            if run.size is not None:
                sizes[run.size] += run.end - run.start
        return sizes.most_common(1)[0][0] if sizes else None

    def add(self, text: str, look: Look, *, asian_hint: bool = False) -> None:
        """Append visible text; a stretch with the same look joins the run before it."""
        if not text:
            return
        start = len(self.text)
        self.text += text
        font = look.asian if asian_hint or has_asian(text) else look.latin
        run = Run(start, len(self.text), font, look.size, look.bold, look.italic, look.colour, look.struck)
        if self.runs and _same_look(self.runs[-1], run):
            self.runs[-1] = msgspec.structs.replace(self.runs[-1], end=run.end)
        else:
            self.runs.append(run)


@dataclass
class Grid:
    """One table while it is read."""

    path: str
    container: str
    position: int
    rows: int = 0
    columns: int = 0
    cells: list[Cell] = field(default_factory=list)
    caption: str | None = None

    def table(self) -> Table:
        """The finished table, cells in reading order."""
        cells = tuple(sorted(self.cells, key=lambda cell: (cell.row, cell.column)))
        return Table(path=self.path, rows=self.rows, columns=self.columns, cells=cells, caption=self.caption)


@dataclass
class Collected:
    """Everything read out of one document part.

    ``order`` interleaves paragraphs and tables of every container (``("p", index)``, ``("t", index)``) in reading
    order, for captions stand before or after what they name.
    """

    blocks: list[Block] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)
    fonts: Counter[str] = field(default_factory=Counter)
    deletions: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    tracked: bool = False
    order: dict[str, list[tuple[Literal["p", "t"], int]]] = field(default_factory=dict)
    too_deep: bool = False

    def count_fonts(self, text: str, look: Look, *, asian_hint: bool) -> None:
        """Add the visible characters of ``text`` to the font that shows them."""
        shown = "".join(text.split())
        in_asian = asian(shown)
        if asian_hint or in_asian:
            in_asian += shared(shown)
        for font, count in ((look.asian, in_asian), (look.latin, len(shown) - in_asian)):
            if font and count:
                self.fonts[font] += count

    def caption_picture(self, block: int, picture: int, caption: str) -> None:
        """Give a picture its caption."""
        pictures = self.blocks[block].pictures
        pictures[picture] = msgspec.structs.replace(pictures[picture], caption=caption)


def widened(cell: Cell, rows: int, text: str) -> Cell:
    """``cell`` grown downwards to ``rows`` rows, with text that a merged cell below still held."""
    joined = f"{cell.text}\n{text}" if text.strip() else cell.text
    return msgspec.structs.replace(cell, row_span=rows, text=joined)


def _same_look(one: Run, other: Run) -> bool:
    return msgspec.structs.replace(one, start=0, end=0) == msgspec.structs.replace(other, start=0, end=0)
