"""Reading workbooks: xlsx, xls, ods and delimited text, told apart by their content."""

from __future__ import annotations

import hashlib
from pathlib import PurePosixPath
from typing import Literal

from yuejuan.artifacts.facts import NotMeasured
from yuejuan.artifacts.reader import Source, UnreadableSource
from yuejuan.artifacts.text import decode
from yuejuan.artifacts.workbook.delimited import find_delimiter, read_cells
from yuejuan.artifacts.workbook.facts import Sheet, WorkbookFacts
from yuejuan.artifacts.workbook.spreadsheet import MAX_CELLS, BrokenWorkbook, check_zip, read_other, read_xlsx
from yuejuan.messages import Message, say

MAX_BYTES = 50 * 1024 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_XLS_STREAMS = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))
_TABS = {"tsv", "tab"}


def read_workbook(source: Source) -> WorkbookFacts:
    """Facts of one workbook; ``UnreadableSource`` when nothing of it can be read."""
    name = PurePosixPath(source.name).name
    if name.startswith("~$"):
        raise UnreadableSource(say("workbook.lock_file", file=source.name))
    if source.path.stat().st_size > MAX_BYTES:
        raise UnreadableSource(say("workbook.too_large", file=source.name))
    data = source.path.read_bytes()
    if not data.strip(b"\0"):
        raise UnreadableSource(say("workbook.empty", file=source.name))
    extension = PurePosixPath(name).suffix.lower().lstrip(".")
    found = _format(data, extension, source.name)
    try:
        if found == "csv" or found == "tsv":
            return _text(data, source.name, found)
        return _sheets(data, source.name, found)
    except BrokenWorkbook as error:
        raise UnreadableSource(say(f"workbook.{error.reason}", file=source.name)) from None


def _format(data: bytes, extension: str, name: str) -> Literal["xlsx", "xls", "ods", "csv", "tsv"]:
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise UnreadableSource(say("workbook.encrypted", file=name))
        if not any(stream in data for stream in _XLS_STREAMS):
            raise UnreadableSource(say("workbook.unreadable", file=name))
        return "xls"
    if data.startswith(b"PK\x03\x04"):
        return "ods" if b"opendocument.spreadsheet" in data[:200] else "xlsx"
    if extension not in {"csv", "txt", *_TABS} and b"\0" in data[:4_096]:
        raise UnreadableSource(say("workbook.unreadable", file=name))
    return "tsv" if extension in _TABS else "csv"


def _extension_notes(name: str, found: str) -> tuple[Message, ...]:
    extension = PurePosixPath(name).suffix.lower().lstrip(".")
    family = {"xlsm": "xlsx", "xltx": "xlsx", "xlt": "xls", "et": "xls", "txt": found, "tab": "tsv", "": found}
    if family.get(extension, extension) == found:
        return ()
    return (say("workbook.real_format", file=name, format=found),)


def _cut(name: str, cut: bool) -> list[NotMeasured]:
    return [NotMeasured("sheets", say("workbook.cells_left_out", file=name, limit=MAX_CELLS))] if cut else []


def _sheets(data: bytes, name: str, found: Literal["xlsx", "xls", "ods"]) -> WorkbookFacts:
    links: tuple[str, ...] = ()
    author: str | None = None
    missing: list[NotMeasured] = []
    if found == "xlsx":
        sheets, links, author, cut = read_xlsx(data)
    else:
        if found == "ods":
            check_zip(data)
        sheets, cut = read_other(data)
        missing.append(NotMeasured("formula", say("workbook.no_formulas", format=found)))
    return WorkbookFacts(
        notes=_extension_notes(name, found),
        not_measured=(*missing, *_cut(name, cut)),
        format=found,
        sheets=tuple(sheets),
        bytes=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        external_links=links,
        author=author,
    )


def _text(data: bytes, name: str, found: Literal["csv", "tsv"]) -> WorkbookFacts:
    decoded = decode(data)
    delimiter = find_delimiter(decoded.text, preferred="\t" if found == "tsv" else ",")
    cells, rows, columns, cut = read_cells(decoded.text, delimiter, MAX_CELLS)
    notes = list(_extension_notes(name, found))
    if decoded.replaced:
        notes.append(say("workbook.replaced", file=name, count=decoded.replaced))
    if decoded.alternatives:
        others = list(decoded.alternatives)
        notes.append(say("workbook.encoding_unsure", file=name, encoding=decoded.encoding, others=others))
    sheet = Sheet(name=PurePosixPath(name).stem, rows=rows, columns=columns, cells=tuple(cells))
    return WorkbookFacts(
        damaged=decoded.replaced > 0,
        notes=tuple(notes),
        not_measured=tuple(_cut(name, cut)),
        format=found,
        sheets=(sheet,),
        bytes=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        encoding=decoded.encoding,
        delimiter=delimiter,
    )
