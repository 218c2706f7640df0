"""Reader of workbooks and delimited text; its libraries are loaded by the first measurement, not by a look at it."""

from __future__ import annotations

from yuejuan.artifacts.reader import Source
from yuejuan.artifacts.versions import installed
from yuejuan.artifacts.workbook.facts import WorkbookFacts


def read(source: Source) -> WorkbookFacts:
    """Facts of one workbook; ``UnreadableSource`` when nothing of it can be read."""
    from yuejuan.artifacts.workbook.reading import read_workbook

    return read_workbook(source)


def tools() -> dict[str, str]:
    """Versions of the libraries that the facts depend on."""
    return {name: installed(name) for name in ("openpyxl", "python-calamine")}
