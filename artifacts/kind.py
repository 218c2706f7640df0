"""What a file is, told by its content; the extension only breaks ties between kinds of plain text.

At most :data:`HEAD_BYTES` of the file are read, plus the directory of a ZIP or OLE2 container. Nothing is decoded.
Sources: the signatures in the specifications of the formats; PRONOM and the WHATWG MIME Sniffing Standard.
"""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import Literal, TypeAlias

import msgspec

from yuejuan.artifacts.containers import ole_format, tar_inside, zip_format
from yuejuan.artifacts.signatures import CONTAINERS, MAGIC, is_bitmap, media_brand
from yuejuan.artifacts.textkind import text_format

HEAD_BYTES = 64 * 1024
"""How much of a file is looked at."""

KindName: TypeAlias = Literal[
    "image",
    "psd",
    "page",
    "document",
    "workbook",
    "mail",
    "archive",
    "text",
    "media",
    "font",
    "script",
    "stylesheet",
    "executable",
    "empty",
    "unknown",
]


class Kind(msgspec.Struct, frozen=True):
    """What a file is.

    ``format`` is the name that the facts use too: Pillow's for pictures (``PNG``, ``JPEG``, ``MPO``), ``PSD``, ``PSB``,
    else the usual extension (``docx``, ``tar.gz``). ``extension_agrees`` is ``None`` when the name has no extension or
    the format is not known. ``reader`` is the key of ``yuejuan.artifacts.reader.READERS`` that fits, if there is one.
    """

    kind: KindName
    format: str
    extension_agrees: bool | None
    reader: str | None


_FORMATS: dict[str, tuple[KindName, str]] = {
    # format: kind, extensions that agree with it
    "PNG": ("image", "png apng"),
    "JPEG": ("image", "jpg jpeg jpe jfif"),
    "MPO": ("image", "mpo jpg jpeg jpe jfif"),
    "GIF": ("image", "gif"),
    "WEBP": ("image", "webp"),
    "AVIF": ("image", "avif avifs"),
    "HEIF": ("image", "heic heif hif"),
    "BMP": ("image", "bmp dib"),
    "TIFF": ("image", "tif tiff"),
    "SVG": ("image", "svg"),
    "ICO": ("image", "ico"),
    "CUR": ("image", "cur"),
    "ICNS": ("image", "icns"),
    "JPEG2000": ("image", "jp2 j2k jpf jpx jpm j2c jpc"),
    "PPM": ("image", "ppm pgm pbm pnm pam"),
    "XCF": ("image", "xcf"),
    "EPS": ("image", "eps ps ai"),
    "WMF": ("image", "wmf"),
    "EMF": ("image", "emf"),
    "DDS": ("image", "dds"),
    "PSD": ("psd", "psd"),
    "PSB": ("psd", "psb"),
    "html": ("page", "html htm xhtml shtml xht"),
    "mhtml": ("page", "mht mhtml"),
    "docx": ("document", "docx docm dotx dotm"),
    "doc": ("document", "doc dot"),
    "wps": ("document", "wps wpt"),
    "rtf": ("document", "rtf doc"),
    "odt": ("document", "odt ott"),
    "pdf": ("document", "pdf ai"),
    "md": ("document", "md markdown"),
    "txt": ("document", "txt text log"),
    "pptx": ("document", "pptx pptm ppsx potx"),
    "ppt": ("document", "ppt pps dps"),
    "odp": ("document", "odp otp"),
    "epub": ("document", "epub"),
    "encrypted-office": ("document", "docx xlsx pptx docm xlsm doc xls ppt wps et dps"),
    "xlsx": ("workbook", "xlsx xlsm xltx xltm"),
    "xlsb": ("workbook", "xlsb"),
    "xls": ("workbook", "xls xlt et"),
    "ods": ("workbook", "ods ots"),
    "csv": ("workbook", "csv tsv"),
    "eml": ("mail", "eml"),
    "msg": ("mail", "msg"),
    "zip": ("archive", "zip"),
    "rar": ("archive", "rar"),
    "7z": ("archive", "7z"),
    "tar": ("archive", "tar"),
    "tar.gz": ("archive", "gz tgz"),
    "tar.bz2": ("archive", "bz2 tbz tbz2"),
    "tar.xz": ("archive", "xz txz"),
    "gz": ("archive", "gz"),
    "bz2": ("archive", "bz2"),
    "xz": ("archive", "xz"),
    "cab": ("archive", "cab"),
    "json": ("text", "json"),
    "xml": ("text", "xml xsl xsd plist rss"),
    "yaml": ("text", "yaml yml"),
    "css": ("stylesheet", "css less scss"),
    "js": ("script", "js mjs"),
    "shell": ("script", "sh bash py pl rb php bat cmd ps1 vbs"),
    "mp4": ("media", "mp4 m4v m4a 3gp"),
    "mov": ("media", "mov qt"),
    "mp3": ("media", "mp3"),
    "wav": ("media", "wav"),
    "avi": ("media", "avi"),
    "ogg": ("media", "ogg oga ogv opus"),
    "flac": ("media", "flac"),
    "webm": ("media", "webm mkv"),
    "flv": ("media", "flv"),
    "wmv": ("media", "wmv wma asf"),
    "swf": ("media", "swf"),
    "mpeg": ("media", "mpg mpeg vob"),
    "rm": ("media", "rm rmvb"),
    "amr": ("media", "amr"),
    "mid": ("media", "mid midi"),
    "ttf": ("font", "ttf"),
    "otf": ("font", "otf"),
    "ttc": ("font", "ttc otc"),
    "woff": ("font", "woff"),
    "woff2": ("font", "woff2"),
    "exe": ("executable", "exe dll com scr sys cpl"),
    "elf": ("executable", "so bin elf"),
    "macho": ("executable", "dylib"),
    "lnk": ("executable", "lnk"),
    "ole": ("unknown", ""),
}
_READER_OF_KIND = {
    "image": "image",
    "psd": "psd",
    "page": "page",
    "document": "document",
    "workbook": "workbook",
    "mail": "mail",
    "archive": "archive",
}
# Known, but read by nobody: slides and books, pictures that are no rasters, mails in Outlook's own container.
_UNREAD = frozenset(
    {"pptx", "ppt", "odp", "epub", "xlsb", "ods", "mhtml", "msg", "cab", "bz2", "xz"}
    | {"XCF", "EPS", "WMF", "EMF", "DDS", "CUR", "ICNS"}
)


def sniff(path: Path, name: str) -> Kind:
    """What the file at ``path`` is; ``name`` is its name as handed in and gives the extension.

    Raises ``OSError`` when the file cannot be opened.
    """
    extension = PurePosixPath(name.replace("\\", "/")).suffix.lower().lstrip(".")
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    if not head:
        return Kind("empty", "empty", None, None)
    found = _format_of(path, head, extension)
    if found is None:
        return Kind("unknown", "unknown", None, None)
    return _kind(found, extension)


def _kind(found: str, extension: str) -> Kind:
    kind, agreeing = _FORMATS[found]
    agrees = extension in agreeing.split() if extension and kind != "unknown" else None
    if found == "txt" and not agrees and extension and extension not in _EXTENSIONS:
        # Any unknown extension may hold plain text (``.conf``, ``.srt``): nothing is contradicted.
        agrees = None
    reader = None if found in _UNREAD else _READER_OF_KIND.get(kind)
    if found == "txt":
        kind = "text"
    return Kind(kind, found, agrees, reader)


_EXTENSIONS = frozenset(extension for _, extensions in _FORMATS.values() for extension in extensions.split())


def _format_of(path: Path, head: bytes, extension: str) -> str | None:
    if head.startswith(CONTAINERS["zip"]):
        return zip_format(path, head, extension)
    if head.startswith(CONTAINERS["ole"]):
        return ole_format(path, extension)
    for compression, signature in (("gz", b"\x1f\x8b"), ("bz2", b"BZh"), ("xz", b"\xfd7zXZ\x00")):
        if head.startswith(signature):
            return f"tar.{compression}" if tar_inside(head, compression) else compression
    if head[257:262] == b"ustar":
        return "tar"
    if head.startswith(b"8BPS"):
        return "PSB" if head[4:6] == b"\x00\x02" else "PSD"
    if head.startswith(b"\xff\xd8\xff"):
        return "MPO" if b"MPF\x00" in head else "JPEG"
    if is_bitmap(head):
        return "BMP"
    for offset, signature, found in MAGIC:
        if head.startswith(signature, offset):
            return found
    if b"%PDF-" in head[:1024]:
        return "pdf"
    return media_brand(head) or text_format(head, extension)


_SYSTEM_FILES = frozenset({"thumbs.db", "ehthumbs.db", "ehthumbs_vista.db", ".ds_store", "desktop.ini", ".localized"})
_SYSTEM_FOLDERS = frozenset({"__macosx", ".spotlight-v100", ".trashes", ".fseventsd", "$recycle.bin"})


def is_system_file(name: str) -> bool:
    """True for what programs leave behind and nobody handed in: lock files, thumbnails, folder settings.

    ``name`` may be a path; case does not matter. A shortcut (``.lnk``) is no litter: somebody handed in the pointer
    instead of the file, and that must be seen.
    """
    parts = name.replace("\\", "/").lower().split("/")
    last = parts[-1]
    return (
        last in _SYSTEM_FILES
        or not _SYSTEM_FOLDERS.isdisjoint(parts)
        or last.startswith(("~$", "._"))
        or (last.startswith(".~") and (last.endswith("#") or last.startswith(".~lock.")))
        or last.endswith((".tmp", ".crdownload"))
    )
