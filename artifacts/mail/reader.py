"""Reader of mails: .eml files, and mails written in a text file or a document."""

from __future__ import annotations

import hashlib
from pathlib import PurePosixPath

import msgspec

from yuejuan.artifacts.document.facts import DocumentFacts, Picture, Table
from yuejuan.artifacts.mail.facts import Attachment, MailFacts, MailPicture
from yuejuan.artifacts.mail.internet_message import looks_like_message, read_message, text_notes
from yuejuan.artifacts.mail.written import WrittenMail, parse_mail_text, table_lines
from yuejuan.artifacts.reader import Source, UnreadableSource
from yuejuan.artifacts.text import decode
from yuejuan.artifacts.versions import installed
from yuejuan.messages import Message, say

MAX_BYTES = 50 * 1024 * 1024
_TEXTS = {"txt", "text", "md", ""}


def read(source: Source) -> MailFacts:
    """Facts of one mail; ``UnreadableSource`` or ``ToolMissing`` when nothing of it can be read."""
    if source.path.stat().st_size > MAX_BYTES:
        raise UnreadableSource(say("mail.too_large", file=source.name))
    data = source.path.read_bytes()
    if not data.strip(b"\0"):
        raise UnreadableSource(say("mail.empty", file=source.name))
    extension = PurePosixPath(source.name).suffix.lower().lstrip(".")
    if extension == "eml" or looks_like_message(data):
        return read_message(data, source.name)
    return _document(source, data, extension)


def tools() -> dict[str, str]:
    """Versions of what the facts depend on, the document reader's tools included."""
    from yuejuan.artifacts.document import reader

    return reader.tools() | {"beautifulsoup4": installed("beautifulsoup4")}


def _document(source: Source, data: bytes, extension: str) -> MailFacts:
    from yuejuan.artifacts.document.content import content_of
    from yuejuan.artifacts.document.reader import read as read_document

    if extension in _TEXTS and content_of(data) == "text":
        decoded = decode(data)
        return _facts(parse_mail_text(decoded.text), data, "txt", decoded.encoding, text_notes(decoded, source.name))
    facts = read_document(source)
    if facts.paragraphs is None:
        raise UnreadableSource(say("mail.unreadable", file=source.name))
    written = parse_mail_text("\n".join(document_lines(facts)))
    mail = _facts(written, data, facts.format, facts.encoding, list(facts.notes), damaged=facts.damaged)
    return msgspec.structs.replace(mail, pictures=tuple(_shown(picture) for picture in facts.pictures or ()))


def _shown(picture: Picture) -> MailPicture:
    """A picture of the document as one of the mail that is written in it."""
    return MailPicture(picture.path, "linked" if picture.external else "embedded", picture.width, picture.height)


def document_lines(facts: DocumentFacts) -> list[str]:
    """Paragraphs of a document in order, tables row by row, for a mail that is written in it."""
    paragraphs = {paragraph.path: paragraph.text for paragraph in facts.paragraphs or ()}
    tables = {table.path: table for table in facts.tables or ()}
    lines: list[str] = []
    for path in facts.blocks:
        if path in tables:
            lines.extend(table_lines(_rows(tables[path])))
        else:
            lines.extend(paragraphs.get(path, "").split("\n"))
    return lines


def _rows(table: Table) -> list[list[str]]:
    rows: list[list[str]] = [[] for _ in range(table.rows)]
    for cell in table.cells:
        rows[cell.row].append(cell.text)
    return rows


def _facts(
    written: WrittenMail,
    data: bytes,
    file_format: str,
    encoding: str | None,
    notes: list[Message],
    *,
    damaged: bool = False,
) -> MailFacts:
    return MailFacts(
        damaged=damaged,
        notes=tuple(notes),
        format=file_format,
        sender=written.sender,
        to=written.to,
        subject=written.subject,
        date=written.date,
        body=written.body,
        attachments=tuple(Attachment(name, "", 0) for name in written.attachments),
        bytes=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        encoding=encoding,
        in_body=written.in_body,
    )
