"""Members of zip files (PKWARE APPNOTE 6.3.10), also of those whose directory is lost."""

from __future__ import annotations

import lzma
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from yuejuan.artifacts.archive import limits
from yuejuan.artifacts.archive.names import decode_name, unicode_path
from yuejuan.artifacts.archive.salvage import salvage_zip
from yuejuan.artifacts.archive.unpacking import DamagedMember, Entry, TooManyEntries, Unpacking

_ENCRYPTED = 0x1
_UTF_8 = 0x800
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    ValueError,
    OverflowError,
    IndexError,
    struct.error,
)
_END_OF_DIRECTORY = b"PK\x05\x06"
_OFFICE_MIMETYPES = (b"application/vnd.oasis.", b"application/epub+zip")


def unpack_zip(path: Path, into: Unpacking) -> None:
    """Write the members of the zip file at ``path``; without its directory, those whose local headers are found."""
    if _directory_bytes(path) > limits.MAX_DIRECTORY_BYTES:
        raise TooManyEntries
    try:
        archive = zipfile.ZipFile(path)
    except UnicodeDecodeError:  # GBK names flagged as UTF-8: the file is whole, only the library gives up
        salvage_zip(path, into)
        return
    except (*_DAMAGE, NotImplementedError):
        into.damaged = True
        salvage_zip(path, into)
        return
    with archive:
        for info in archive.infolist():
            into.count()
            _unpack_member(archive, info, into)


def is_office_document(path: Path) -> bool:
    """True for a zip that is one document: Office Open XML, OpenDocument or EPUB."""
    try:
        with zipfile.ZipFile(path) as archive:
            if "[Content_Types].xml" in archive.NameToInfo:
                return True
            if "mimetype" not in archive.NameToInfo:
                return False
            with archive.open("mimetype") as stream:
                return stream.read(64).startswith(_OFFICE_MIMETYPES)
    except (*_DAMAGE, NotImplementedError, RuntimeError):
        return False


def _directory_bytes(path: Path) -> int:
    """Length of the central directory as its end record says; 0 when there is no such record."""
    with path.open("rb") as stream:
        stream.seek(max(0, path.stat().st_size - 65_557))
        tail = stream.read()
    found = tail.rfind(_END_OF_DIRECTORY)
    if found < 0 or len(tail) < found + 16:
        return 0
    size: int = struct.unpack_from("<I", tail, found + 12)[0]
    return size


def _unpack_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, into: Unpacking) -> None:
    name, encoding = _name(info)
    entry = Entry(name=name, bytes=info.file_size, packed=info.compress_size, encoding=encoding)
    kind = stat.S_IFMT(info.external_attr >> 16)
    if stat.S_ISLNK(kind):
        into.refuse(entry, "archive.member.link")
    elif name.endswith(("/", "\\")) or stat.S_ISDIR(kind):
        return
    elif kind and not stat.S_ISREG(kind):
        into.refuse(entry, "archive.member.special")
    elif info.flag_bits & _ENCRYPTED:
        into.refuse(entry, "archive.member.encrypted")
    elif info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        into.refuse(entry, "archive.member.method")
    else:
        into.keep(entry, _blocks(archive, info))


def _name(info: zipfile.ZipInfo) -> tuple[str, str]:
    """The member's name and its encoding. ``orig_filename`` keeps what the library cuts at a NUL."""
    if info.flag_bits & _UTF_8:
        return info.orig_filename, "utf-8"
    raw = info.orig_filename.encode("cp437", errors="replace")
    better = unicode_path(info.extra, raw)
    return (better, "utf-8") if better else decode_name(raw)


def _blocks(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    try:
        with archive.open(info) as stream:
            while block := stream.read(limits.BLOCK_BYTES):
                yield block
            if stream.tell() != info.file_size:
                raise DamagedMember
    except (*_DAMAGE, NotImplementedError, RuntimeError) as error:
        raise DamagedMember from error
