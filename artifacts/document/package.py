"""The container of a docx: a zip of XML parts and relationships (ECMA-376 part 2), opened with limits.

A file that was cut off has lost the zip's directory, which stands at its end; what the local headers still give is
recovered. ISO 29500 strict namespaces are mapped to the transitional ones, so that the rest knows one vocabulary.
"""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from dataclasses import dataclass, field

from lxml import etree

MAX_PARTS = 5_000
MAX_XML_BYTES = 64 * 1024 * 1024
MAX_TOTAL_BYTES = 300 * 1024 * 1024

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W.encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", R.encode()),
    (b"http://purl.oclc.org/ooxml/drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/"),
    (b"http://purl.oclc.org/ooxml/officeDocument/", b"http://schemas.openxmlformats.org/officeDocument/2006/"),
)
_LOCAL_HEADER = struct.Struct("<4s5H3I2H")
_DEFLATED = 8


class PackageError(Exception):
    """The bytes are no package that can be read, or break a limit; ``reason`` is ``too_large`` or ``no_zip``."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Relationship:
    """One link of a part: its type (last word of the URI), its target (a part's name or an outside address)."""

    kind: str
    target: str
    external: bool


@dataclass
class Package:
    """The parts of one package by name, and what was wrong with it.

    ``damage`` holds reasons: ``truncated``, ``dtd`` (a part declares entities, which are never expanded),
    ``part`` (a part that breaks XML and was read as far as it goes).
    """

    parts: dict[str, bytes]
    damage: set[str] = field(default_factory=set)
    _relationships: dict[str, dict[str, Relationship]] = field(default_factory=dict)

    def xml(self, name: str) -> etree._Element | None:
        """The root of one XML part; ``None`` when there is none or nothing of it can be read."""
        data = self.parts.get(name)
        if data is None:
            return None
        root, damage = parse_xml(data)
        self.damage |= damage
        return root

    def relationships(self, part: str) -> dict[str, Relationship]:
        """The relationships of ``part`` by id; of the package itself for ``""``."""
        if part not in self._relationships:
            folder, name = posixpath.split(part)
            root = self.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
            self._relationships[part] = _read_relationships(root, folder) if root is not None else {}
        return self._relationships[part]

    def related(self, part: str, kind: str) -> list[str]:
        """Names of the parts inside the package that ``part`` refers to with relationships of ``kind``."""
        return [
            link.target
            for link in self.relationships(part).values()
            if link.kind == kind and not link.external and link.target in self.parts
        ]


def parse_xml(data: bytes) -> tuple[etree._Element | None, set[str]]:
    """Root and damage of one XML part. Entities stay unexpanded, nothing outside is loaded."""
    if b"purl.oclc.org/ooxml" in data:
        for strict, transitional in _STRICT:
            data = data.replace(strict, transitional)
    damage: set[str] = set()
    try:
        root = etree.fromstring(data, _parser(recover=False))
    except (etree.XMLSyntaxError, ValueError):
        damage.add("part")
        try:
            root = etree.fromstring(data, _parser(recover=True))
        except (etree.XMLSyntaxError, ValueError):
            return None, damage
    if root is None:
        return None, damage
    if root.getroottree().docinfo.internalDTD is not None:
        damage.add("dtd")
    return root, damage


def _parser(*, recover: bool) -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=recover,
        remove_comments=True,
        remove_pis=True,
    )


def open_package(data: bytes) -> Package:
    """All parts of a docx in memory, within the limits. ``PackageError`` when the bytes hold no part at all."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _from_directory(archive)
    except (zipfile.BadZipFile, NotImplementedError, UnicodeDecodeError, struct.error, ValueError, EOFError, OSError):
        parts = _from_local_headers(data)
        if not parts:
            raise PackageError("no_zip") from None
        return Package(parts, {"truncated"})


def _from_directory(archive: zipfile.ZipFile) -> Package:
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if len(entries) > MAX_PARTS or sum(entry.file_size for entry in entries) > MAX_TOTAL_BYTES:
        raise PackageError("too_large")
    package = Package({})
    for entry in entries:
        name = entry.filename.replace("\\", "/").lstrip("/")
        if entry.flag_bits & 0x1 or (name.endswith((".xml", ".rels")) and entry.file_size > MAX_XML_BYTES):
            raise PackageError("encrypted" if entry.flag_bits & 0x1 else "too_large")
        try:
            with archive.open(entry) as stream:
                package.parts[name] = stream.read(entry.file_size + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, struct.error, OSError):
            package.damage.add("truncated")
    return package


def _from_local_headers(data: bytes) -> dict[str, bytes]:
    parts: dict[str, bytes] = {}
    total = 0
    at = data.find(b"PK\x03\x04")
    while at >= 0 and len(parts) < MAX_PARTS and at + _LOCAL_HEADER.size <= len(data):
        header = _LOCAL_HEADER.unpack_from(data, at)
        method, packed, name_length, extra = header[3], header[7], header[9], header[10]
        start = at + _LOCAL_HEADER.size + name_length + extra
        name = data[at + _LOCAL_HEADER.size :][:name_length].decode("utf-8", errors="replace").replace("\\", "/")
        body = data[start : start + packed] if packed else data[start:]
        content = _inflate(body) if method == _DEFLATED else body[:packed]
        total += len(content)
        if total > MAX_TOTAL_BYTES:
            raise PackageError("too_large")
        if content and not name.endswith("/"):
            parts.setdefault(name.lstrip("/"), content)
        at = data.find(b"PK\x03\x04", start + packed)
    return parts


def _inflate(packed: bytes) -> bytes:
    """As much as a cut deflate stream gives, at most the limit of one part."""
    content = b""
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for start in range(0, len(packed), 65_536):
            content += stream.decompress(packed[start : start + 65_536], MAX_XML_BYTES - len(content))
            if stream.eof or len(content) >= MAX_XML_BYTES:
                break
    except zlib.error:
        return content
    return content


def _read_relationships(root: etree._Element, folder: str) -> dict[str, Relationship]:
    found: dict[str, Relationship] = {}
    for link in root:
        target = link.get("Target") or ""
        external = link.get("TargetMode") == "External"
        if not external:
            joined = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            target = posixpath.normpath(joined)
        kind = (link.get("Type") or "").rpartition("/")[2]
        found[link.get("Id") or ""] = Relationship(kind, target, external)
    return found
