"""Reader of documents: looks at the content, not at the extension, and hands the bytes to the format's module."""

from __future__ import annotations

import hashlib
from pathlib import PurePosixPath
from typing import get_args

from yuejuan.artifacts.document import convert
from yuejuan.artifacts.document.content import Content, content_of
from yuejuan.artifacts.document.docx import Format, Origin, read_docx
from yuejuan.artifacts.document.facts import DocumentFacts
from yuejuan.artifacts.reader import Source, UnreadableSource
from yuejuan.artifacts.versions import installed
from yuejuan.messages import Message, say

MAX_BYTES = 100 * 1024 * 1024
_NOT_DOCUMENTS = {"zip": "zip", "picture": "image", "ole": "OLE", "other": "binary data"}
_CONVERTED = ("doc", "rtf", "odt")


def read(source: Source) -> DocumentFacts:
    """Facts of one document. ``UnreadableSource`` or ``ToolMissing`` when nothing of it can be read."""
    name = PurePosixPath(source.name).name
    if name.startswith("~$"):
        raise UnreadableSource(say("document.lock_file", file=source.name))
    if source.path.stat().st_size > MAX_BYTES:
        raise UnreadableSource(say("document.too_large", file=source.name))
    data = source.path.read_bytes()
    if not data.strip(b"\0"):
        raise UnreadableSource(say("document.empty", file=source.name))
    content = content_of(data)
    if content == "encrypted":
        raise UnreadableSource(say("document.encrypted", file=source.name))
    if content in _NOT_DOCUMENTS:
        raise UnreadableSource(say("document.other_type", file=source.name, type=_NOT_DOCUMENTS[content]))
    file_format = _format(content, PurePosixPath(name).suffix.lower().lstrip("."))
    origin = Origin(
        name=source.name,
        format=file_format,
        bytes=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        notes=_extension_notes(source.name, file_format),
    )
    return _read(data, origin, source)


def tools() -> dict[str, str]:
    """Versions of the libraries and of LibreOffice, when it is there."""
    found = {name: installed(name) for name in ("lxml", "pypdf", "beautifulsoup4")}
    if (office := convert.version()) is not None:
        found["libreoffice"] = office
    return found


def _read(data: bytes, origin: Origin, source: Source) -> DocumentFacts:
    if origin.format == "docx":
        return read_docx(data, origin)
    if origin.format == "pdf":
        from yuejuan.artifacts.document.pdf import read_pdf

        return read_pdf(data, origin)
    if origin.format in ("txt", "md", "html"):
        from yuejuan.artifacts.document.plain import read_plain

        return read_plain(data, origin, origin.format)
    return read_docx(convert.to_docx(data, origin.format, origin.name, scratch=source.scratch), origin)


def _format(content: Content, extension: str) -> Format:
    if content == "text":
        return "md" if extension in {"md", "markdown"} else "txt"
    if content == "doc":
        return "wps" if extension == "wps" else "doc"
    return next(known for known in get_args(Format) if known == content)


def _extension_notes(name: str, file_format: Format) -> tuple[Message, ...]:
    extension = PurePosixPath(name).suffix.lower().lstrip(".")
    same = {"htm": "html", "text": "txt", "markdown": "md", "docm": "docx", "dotx": "docx", "dot": "doc", "wpt": "wps"}
    if same.get(extension, extension) in {file_format, ""}:
        return ()
    if file_format == "txt" and extension not in get_args(Format):
        return ()
    return (say("document.real_format", file=name, format=file_format),)
