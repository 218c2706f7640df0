"""What a document file really is, by its first bytes and not by its extension."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import Literal

Content = Literal["docx", "odt", "doc", "rtf", "pdf", "html", "text", "encrypted", "zip", "picture", "ole", "other"]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_WORD_STREAM = "WordDocument".encode("utf-16-le")
_WPS_STREAM = "WpsDocument".encode("utf-16-le")
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"8BPS", b"II*\0", b"MM\0*")
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|table|div|p\b)", re.IGNORECASE)
_HEAD = 4_096
_SECTOR = 512
_FIB_MAGIC = b"\xec\xa5"
_FIB_FLAGS = 0x0A
_FIB_ENCRYPTED = 0x0100


def content_of(data: bytes) -> Content:
    """The kind of ``data``; ``text`` for bytes without any signature, ``other`` for binary ones."""
    head = data[:_HEAD]
    if head.startswith(_OLE):
        return _ole(data)
    if head.startswith(b"PK\x03\x04"):
        return _zip(data)
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf"):
        return "rtf"
    if b"%PDF-" in head[:1_024]:
        return "pdf"
    if head.startswith(_PICTURES) or head[8:12] == b"WEBP":
        return "picture"
    if _HTML.search(head.replace(b"\0", b"")):
        return "html"
    control = sum(byte < 0x09 or 0x0E <= byte < 0x1B for byte in head)
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    return "other" if control > len(head) * 0.3 and not wide and not _looks_wide(head) else "text"


def _looks_wide(head: bytes) -> bool:
    """UTF-16 without a mark: NULs stand (nearly) all at odd or all at even places."""
    odd, even = head[1::2].count(0), head[0::2].count(0)
    return max(odd, even) > 0 and min(odd, even) * 10 <= max(odd, even)


def _ole(data: bytes) -> Content:
    if _ENCRYPTED_STREAM in data:
        return "encrypted"
    if _WORD_STREAM not in data and _WPS_STREAM not in data:
        return "ole"
    block = data[_SECTOR : _SECTOR + _FIB_FLAGS + 2]
    if block.startswith(_FIB_MAGIC) and int.from_bytes(block[_FIB_FLAGS:], "little") & _FIB_ENCRYPTED:
        return "encrypted"
    return "doc"


def _zip(data: bytes) -> Content:
    if data[30:38] == b"mimetype" and b"opendocument.text" in data[:200]:
        return "odt"
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, UnicodeDecodeError, NotImplementedError, OSError):
        # A zip that was cut off: its local headers still name the parts.
        return "docx" if b"word/" in data or b"[Content_Types].xml" in data else "zip"
    if any(name.replace("\\", "/").startswith("word/") for name in names):
        return "docx"
    return "docx" if "_rels/.rels" in names and not any(name.startswith(("xl/", "ppt/")) for name in names) else "zip"
