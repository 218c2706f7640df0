"""Facts about one workbook or table file."""

from __future__ import annotations

import msgspec

from yuejuan.artifacts.facts import Facts


class SheetCell(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One cell that holds something. ``ref`` is ``B3``; ``value`` is the stored value as text in full precision.

    ``formula`` is the formula without ``=`` expanded; ``value`` is ``None`` when a formula has no stored result.
    ``shown`` is the value in its number format where that is simple (percent, thousands, decimals), else ``value``.
    """

    ref: str
    row: int
    column: int
    value: str | None
    type: str = "text"
    formula: str | None = None
    shown: str | None = None
    row_span: int = 1
    column_span: int = 1


class Sheet(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One sheet. ``rows`` and ``columns`` span the used area; ``cells`` row by row, empty cells left out."""

    name: str
    rows: int
    columns: int
    cells: tuple[SheetCell, ...] = ()
    hidden: bool = False


class WorkbookFacts(Facts, frozen=True, kw_only=True, tag="workbook"):
    """A workbook (xlsx, xls, ods) or a delimited text (csv, tsv)."""

    format: str
    sheets: tuple[Sheet, ...]
    bytes: int
    sha256: str
    encoding: str | None = None
    delimiter: str | None = None
    external_links: tuple[str, ...] = ()
    author: str | None = None
