"""What a ZIP, OLE2 or compressed tar container holds, from its directory alone.

Sources: PKWARE APPNOTE 6.3, ECMA-376 part 2, ODF 1.3 part 2, [MS-CFB], [MS-DOC], [MS-XLS], [MS-OXMSG], POSIX ustar.
"""

from __future__ import annotations

import bz2
import io
import lzma
import re
import zipfile
import zlib
from pathlib import Path
from typing import IO

_LARGEST_DIRECTORY = 16 * 1024 * 1024
_LOCAL_NAME = re.compile(rb"PK\x03\x04.{22}(..)(..)", re.DOTALL)
_PACKAGES = {"docx": "docx", "docm": "docx", "xlsx": "xlsx", "xlsm": "xlsx", "pptx": "pptx", "pptm": "pptx"}
_OPEN_DOCUMENT = {
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.text-template": "odt",
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
    "application/vnd.oasis.opendocument.presentation": "odp",
    "application/epub+zip": "epub",
}


def zip_format(path: Path, head: bytes, extension: str) -> str:
    """``docx``, ``xlsx``, ``xlsb``, ``pptx``, ``odt``, ``ods``, ``odp``, ``epub`` or ``zip``.

    A ZIP without a readable directory (cut, or one that would be too large to hold) is told by the names at its head,
    and an Office package cut before its first part by its extension.
    """
    mimetype = re.match(rb"PK\x03\x04.{26}mimetype([\x20-\x7e]{1,100})", head, re.DOTALL)
    if mimetype:
        declared = mimetype.group(1).split(b"PK")[0].decode("ascii")
        if declared in _OPEN_DOCUMENT:
            return _OPEN_DOCUMENT[declared]
    names = _directory_names(path)
    if names is not None:
        return _office_format(names, package=_is_package(names))
    names = _names_at_head(head)
    # Programs write the parts in their own order: openpyxl begins with docProps/ and ends with the list of types.
    package = _is_package(names) or any(name.startswith("docProps/") for name in names)
    found = _office_format(names, package=package)
    if found == "zip" and package and extension in _PACKAGES:
        return _PACKAGES[extension]
    return found


def _is_package(names: set[str]) -> bool:
    return "[Content_Types].xml" in names or "_rels/.rels" in names


def _office_format(names: set[str], *, package: bool) -> str:
    if "xl/workbook.bin" in names:
        return "xlsb"
    for folder, found in (("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "pptx")):
        if package and any(name.startswith(folder) for name in names):
            return found
    return "zip"


def _directory_names(path: Path) -> set[str] | None:
    with path.open("rb") as file:
        size = file.seek(0, io.SEEK_END)
        file.seek(max(0, size - 65557))
        tail = file.read()
        end = tail.rfind(b"PK\x05\x06")
        if end < 0 or int.from_bytes(tail[end + 12 : end + 16], "little") > _LARGEST_DIRECTORY:
            return None
        try:
            with zipfile.ZipFile(file) as archive:
                return {name.replace("\\", "/") for name in archive.namelist()}
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
            # The names at the head still tell what a damaged package was.
            return None


def _names_at_head(head: bytes) -> set[str]:
    names = set()
    for entry in _LOCAL_NAME.finditer(head):
        start = entry.end()
        names.add(head[start : start + int.from_bytes(entry.group(1), "little")].decode("utf-8", "replace"))
    return names


def ole_format(path: Path, extension: str) -> str:
    """``doc``, ``wps``, ``xls``, ``ppt``, ``msg``, ``encrypted-office`` or ``ole``, by the names of the streams."""
    with path.open("rb") as file:
        names = _ole_names(file)
    if "EncryptedPackage" in names:
        return "encrypted-office"
    if "WordDocument" in names:
        # WPS Writer keeps Word's streams in its own files; only the name says which program was meant.
        return "wps" if extension in ("wps", "wpt") else "doc"
    if not {"Workbook", "Book"}.isdisjoint(names):
        return "xls"
    if "PowerPoint Document" in names:
        return "ppt"
    return "msg" if "__properties_version1.0" in names else "ole"


def _ole_names(file: IO[bytes]) -> set[str]:
    header = file.read(512)
    shift = int.from_bytes(header[30:32], "little")
    if shift not in (9, 12):
        return set()
    length = 1 << shift
    fat_sectors = [int.from_bytes(header[at : at + 4], "little") for at in range(76, len(header) - 3, 4)]

    def sector(number: int) -> bytes:
        file.seek((number + 1) << shift)
        return file.read(length)

    names: set[str] = set()
    current = int.from_bytes(header[48:52], "little")
    # The directory of an Office file takes a few sectors; 64 bounds a chain that runs in a circle.
    for _ in range(64):
        content = sector(current)
        for at in range(0, len(content) - 127, 128):
            used = min(64, int.from_bytes(content[at + 64 : at + 66], "little"))
            names.add(content[at : at + max(0, used - 2)].decode("utf-16-le", "replace"))
        index, place = divmod(current, length // 4)
        if index >= len(fat_sectors) or fat_sectors[index] >= 0xFFFFFFFA:
            break
        current = int.from_bytes(sector(fat_sectors[index])[place * 4 : place * 4 + 4], "little")
        if current >= 0xFFFFFFFA:
            break
    return names


def tar_inside(head: bytes, compression: str) -> bool:
    """True when the first block inside a gz, bz2 or xz stream is a tar header."""
    try:
        if compression == "gz":
            start = zlib.decompressobj(wbits=31).decompress(head, 1024)
        elif compression == "bz2":
            start = bz2.BZ2Decompressor().decompress(head, 1024)
        else:
            start = lzma.LZMADecompressor(memlimit=128 * 1024 * 1024).decompress(head, 1024)
    except (zlib.error, OSError, lzma.LZMAError, EOFError):
        return False
    return start[257:262] == b"ustar"
