"""Saving a workbook so that the same content gives the same bytes: no clock in the properties or in the archive."""

from __future__ import annotations

import re
import tempfile
import zipfile
from typing import BinaryIO

from openpyxl import Workbook

_EPOCH = (1980, 1, 1, 0, 0, 0)
_STAMPS = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:)")


def save_reproducibly(book: Workbook, file: BinaryIO) -> None:
    """Write ``book`` to ``file``; the library's own dates (now) are replaced by 1980-01-01."""
    with tempfile.TemporaryFile() as saved:
        book.save(saved)
        saved.seek(0)
        with zipfile.ZipFile(saved) as source, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target:
            for name in source.namelist():
                data = source.read(name)
                if name == "docProps/core.xml":
                    data = _STAMPS.sub(rb"\g<1>1980-01-01T00:00:00Z\g<3>", data)
                member = zipfile.ZipInfo(name, _EPOCH)
                member.compress_type = zipfile.ZIP_DEFLATED
                member.external_attr = 0o644 << 16
                target.writestr(member, data)
