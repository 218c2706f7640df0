"""Signatures at the head of binary formats.

Sources: PNG (ISO 15948), TIFF 6.0, GIF89a, RIFF, ISO base media file format (ISO 14496-12), JPEG 2000 (ISO 15444-1),
Netpbm, Microsoft BMP/ICO/CFB/LNK specifications, OpenType, WOFF, and the formats' own documentation.
"""

from __future__ import annotations

CONTAINERS: dict[str, tuple[bytes, ...]] = {
    "zip": (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08PK"),
    "ole": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",),
}
"""Containers whose directory tells what they hold."""

MAGIC: tuple[tuple[int, bytes, str], ...] = (
    # offset, signature, format
    (0, b"\x89PNG\r\n\x1a\n", "PNG"),
    (0, b"GIF87a", "GIF"),
    (0, b"GIF89a", "GIF"),
    (0, b"II*\x00", "TIFF"),
    (0, b"MM\x00*", "TIFF"),
    (0, b"II+\x00", "TIFF"),
    (0, b"MM\x00+", "TIFF"),
    (0, b"\x00\x00\x00\x0cjP  \r\n\x87\n", "JPEG2000"),
    (0, b"\xff\x4f\xff\x51", "JPEG2000"),
    (0, b"\x00\x00\x01\x00", "ICO"),
    (0, b"\x00\x00\x02\x00", "CUR"),
    (0, b"icns", "ICNS"),
    (0, b"gimp xcf", "XCF"),
    (0, b"%!PS", "EPS"),
    (0, b"\xc5\xd0\xd3\xc6", "EPS"),
    (0, b"\xd7\xcd\xc6\x9a", "WMF"),
    (40, b" EMF", "EMF"),
    (0, b"DDS ", "DDS"),
    (0, b"{\\rtf", "rtf"),
    (0, b"Rar!\x1a\x07", "rar"),
    (0, b"7z\xbc\xaf\x27\x1c", "7z"),
    (0, b"MSCF", "cab"),
    (0, b"ID3", "mp3"),
    (0, b"\xff\xfb", "mp3"),
    (0, b"\xff\xf3", "mp3"),
    (0, b"OggS", "ogg"),
    (0, b"fLaC", "flac"),
    (0, b"\x1a\x45\xdf\xa3", "webm"),
    (0, b"FLV\x01", "flv"),
    (0, b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "wmv"),
    (0, b"FWS", "swf"),
    (0, b"CWS", "swf"),
    (0, b"ZWS", "swf"),
    (0, b"\x00\x00\x01\xba", "mpeg"),
    (0, b"\x00\x00\x01\xb3", "mpeg"),
    (0, b".RMF", "rm"),
    (0, b"#!AMR", "amr"),
    (0, b"MThd", "mid"),
    (0, b"\x00\x01\x00\x00\x00", "ttf"),
    (0, b"OTTO", "otf"),
    (0, b"ttcf", "ttc"),
    (0, b"wOFF", "woff"),
    (0, b"wOF2", "woff2"),
    (0, b"MZ", "exe"),
    (0, b"\x7fELF", "elf"),
    (0, b"\xcf\xfa\xed\xfe", "macho"),
    (0, b"L\x00\x00\x00\x01\x14\x02\x00", "lnk"),
)

_BITMAP_HEADERS = frozenset({12, 16, 40, 52, 56, 64, 108, 124})
_RIFF = {b"WEBP": "WEBP", b"WAVE": "wav", b"AVI ": "avi"}
_BRANDS = {b"avif": "AVIF", b"avis": "AVIF", b"qt  ": "mov"} | dict.fromkeys(
    (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"), "HEIF"
)


def is_bitmap(head: bytes) -> bool:
    """True for a Windows bitmap: ``BM`` also begins texts, so the size of the second header must be a known one."""
    return head.startswith(b"BM") and int.from_bytes(head[14:18], "little") in _BITMAP_HEADERS


def media_brand(head: bytes) -> str | None:
    """The format of a RIFF, ISO base media or Netpbm file by the name that it gives itself; ``None`` for others."""
    if head.startswith(b"RIFF"):
        return _RIFF.get(head[8:12])
    if head[4:8] == b"ftyp":
        brands = [head[8:12], *(head[at : at + 4] for at in range(16, min(int.from_bytes(head[:4], "big"), 256), 4))]
        # A still picture may name the general brand ``mif1`` first and AVIF among the compatible ones.
        if brands[0] in (b"mif1", b"msf1") and not {b"avif", b"avis"}.isdisjoint(brands):
            return "AVIF"
        return _BRANDS.get(brands[0], "mp4")
    if head[:1] == b"P" and head[1:2] in b"1234567" and head[2:3] in (b"\n", b" ", b"\t", b"\r"):
        return "PPM"
    return None
