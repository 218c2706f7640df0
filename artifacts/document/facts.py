"""Facts about one written document, whatever program wrote it."""

from __future__ import annotations

from typing import Literal

import msgspec

from yuejuan.artifacts.facts import Facts


class Run(msgspec.Struct, frozen=True, omit_defaults=True):
    """A stretch of one paragraph with one look: ``start`` and ``end`` are code points in the paragraph's text.

    ``struck`` is text that is crossed out with a single or double line; it is part of the paragraph's text.
    """

    start: int
    end: int
    font: str | None = None
    size: float | None = None
    bold: bool = False
    italic: bool = False
    colour: str | None = None
    struck: bool = False


class Paragraph(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One paragraph with its place.

    ``path`` is the block path: ``body/p3``, ``body/t2/r3/c1/p0``, ``body/p3/box0/p1``. ``text`` is the final text:
    tracked insertions in, deletions and hidden text out, field results in. ``label`` is the automatic list number as
    Word shows it (``一、``), not part of ``text``. ``level`` is the heading level 1-9 and ``heading_by`` how it was
    recognised. ``alignment`` is left, center, right or both; ``first_line_indent`` in points, negative for hanging.
    ``line_spacing`` is a multiple of a single line; a fixed or least distance stands in ``line_points``.
    """

    path: str
    text: str
    style: str | None = None
    label: str | None = None
    level: int | None = None
    heading_by: Literal["style", "outline", "numbering", "bold"] | None = None
    list_level: int | None = None
    caption: bool = False
    alignment: str | None = None
    first_line_indent: float | None = None
    line_spacing: float | None = None
    line_points: float | None = None
    space_before: float | None = None
    space_after: float | None = None
    runs: tuple[Run, ...] = ()
    pictures: int = 0


class Cell(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One cell of the grid of a table. A merged cell stands once, at its first row and column, with its spans."""

    path: str
    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1


class Table(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A table as a grid; ``cells`` in reading order; nested tables are tables of their own with the cell's path."""

    path: str
    rows: int
    columns: int
    cells: tuple[Cell, ...]
    caption: str | None = None


class Heading(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A heading found in the text: its level, its text with the typed number, where it stands, how it was found."""

    level: int
    text: str
    path: str
    by: Literal["style", "outline", "numbering", "bold"]


class Picture(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A picture or drawing in the document. ``sha256`` is of the embedded bytes; ``None`` when it is only linked."""

    path: str
    format: str | None = None
    width: int | None = None
    height: int | None = None
    alt: str | None = None
    caption: str | None = None
    sha256: str | None = None
    external: bool = False
    kind: Literal["picture", "chart", "diagram", "shape"] = "picture"


class DocumentFacts(Facts, frozen=True, kw_only=True, tag="document"):
    """A document as text with places.

    ``word_count`` is what Word shows as 字数 (each Han or full-width character one, each blank-separated run of the
    rest one; text boxes and notes in, headers, footers, comments out); ``word_count_range`` is (low, high) over the
    fair ways to count (with and without text boxes, list labels, contents lists, captions). ``characters`` are
    without blanks.
    ``fonts`` maps font name to the number of characters set in it. ``blocks`` are paths of paragraphs and tables of
    the body in order. ``headers_footers`` is text that does not count. ``comments`` and ``deletions`` are kept apart.
    """

    format: Literal["docx", "doc", "wps", "rtf", "odt", "pdf", "txt", "md", "html"]
    word_count: int | None
    word_count_range: tuple[int, int] | None
    characters: int | None
    paragraphs: tuple[Paragraph, ...] | None
    headings: tuple[Heading, ...] | None
    tables: tuple[Table, ...] | None
    pictures: tuple[Picture, ...] | None
    fonts: dict[str, int] | None
    title: str | None
    author: str | None
    bytes: int
    sha256: str
    encoding: str | None = None
    pages: int | None = None
    blocks: tuple[str, ...] = ()
    headers_footers: str = ""
    comments: tuple[str, ...] = ()
    deletions: tuple[str, ...] = ()
    hidden_text: str = ""
    tracked_changes: bool = False
    last_modified_by: str | None = None
    application: str | None = None
