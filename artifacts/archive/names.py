"""Names of archive members whose encoding nobody wrote down, and which members are litter of an operating system."""

from __future__ import annotations

import struct
import zlib

_UNICODE_PATH = 0x7075


def decode_name(raw: bytes) -> tuple[str, str]:
    """The name and its encoding: UTF-8 when valid, else GB 18030, else Big5; what is left becomes U+FFFD.

    macOS and WPS write UTF-8 without saying so, Chinese Windows its code page 936; few GBK names are valid UTF-8.
    """
    for encoding in ("utf-8", "gb18030", "big5"):
        try:
            return raw.decode(encoding), encoding
        except UnicodeDecodeError as error:
            undecodable = error
    return undecodable.object.decode("gb18030", errors="replace"), "gb18030"


def unicode_path(extra: bytes, raw: bytes) -> str | None:
    """The name in the Info-ZIP Unicode Path extra field (APPNOTE 4.6.9), if made for the header's ``raw`` name."""
    while len(extra) >= 4:
        field, length = struct.unpack_from("<HH", extra)
        body, extra = extra[4 : 4 + length], extra[4 + length :]
        if field == _UNICODE_PATH and len(body) > 5 and struct.unpack_from("<BI", body) == (1, zlib.crc32(raw)):
            return body[5:].decode("utf-8", errors="replace")
    return None


def is_litter(name: str) -> bool:
    """True for what operating systems and Office leave behind and no candidate means to hand in."""
    parts = name.replace("\\", "/").rstrip("/").split("/")
    last = parts[-1].casefold()
    return (
        "__MACOSX" in parts or last in {".ds_store", "thumbs.db", "desktop.ini"} or parts[-1].startswith(("._", "~$"))
    )
