"""An Internet message (RFC 5322 with MIME) as mail facts; also what breaks the standards the way mail programs do."""

from __future__ import annotations

import hashlib
import re
from email import policy
from email.errors import HeaderParseError, MessageError
from email.header import decode_header
from email.message import Message as Part
from email.parser import BytesParser
from email.utils import parsedate_to_datetime

from yuejuan.artifacts.facts import NotMeasured
from yuejuan.artifacts.mail.facts import Attachment, MailFacts, MailPicture
from yuejuan.artifacts.mail.pictures import MAX_PICTURES, pictures_of
from yuejuan.artifacts.mail.written import parse_mail_text
from yuejuan.artifacts.reader import UnreadableSource
from yuejuan.artifacts.text import Decoded, decode
from yuejuan.messages import Message, say

MAX_PARTS = 1_000
_HEADER = re.compile(
    rb"^(?:from|to|subject|date|received|return-path|mime-version|content-type|message-id|x-[\w-]+)[ \t]*:",
    re.IGNORECASE | re.MULTILINE,
)
_LETTER = re.compile(r"\w")
# What the standard library's mail package raises on hostile bytes.
BROKEN = (MessageError, ValueError, LookupError, AttributeError, TypeError, AssertionError, RecursionError)


def looks_like_message(data: bytes) -> bool:
    """True when ``data`` begins with a block of mail header fields."""
    head = re.split(rb"\r?\n\r?\n", data.lstrip(b"\xef\xbb\xbf\r\n")[:8_192], maxsplit=1)[0]
    return len(_HEADER.findall(head)) >= 2 and bool(re.match(rb"[!-9;-~]+[ \t]*:", head))


def read_message(data: bytes, name: str) -> MailFacts:
    """Facts of an .eml; ``UnreadableSource`` when it has neither header fields nor a body."""
    try:
        # compat32 keeps raw header bytes, which are often unencoded GBK and would be lost under the default policy.
        message = BytesParser(policy=policy.compat32).parsebytes(data.lstrip(b"\xef\xbb\xbf"))
        parts = _parts(message)
        body, decoded = _body(parts[:MAX_PARTS])
        pictures = _pictures(parts[:MAX_PARTS])
        attachments = tuple(_attachment(part) for part in parts[:MAX_PARTS] if _is_attachment(part))
        headers = {key: _header(message, key) for key in ("From", "To", "Subject", "Date")}
        defects = sorted({type(defect).__name__ for part in parts[:MAX_PARTS] for defect in part.defects})
    except BROKEN:
        raise UnreadableSource(say("mail.unreadable", file=name)) from None
    if not any(headers.values()) and not body:
        raise UnreadableSource(say("mail.unreadable", file=name))
    written = parse_mail_text(body or "")
    missing = {"from": headers["From"], "to": headers["To"], "subject": headers["Subject"], "date": headers["Date"]}
    in_body = tuple(key for key in written.in_body if not missing[key])
    return MailFacts(
        damaged=bool(defects) or bool(decoded and decoded.replaced),
        notes=(*([say("mail.defects", file=name, defects=defects)] if defects else []), *text_notes(decoded, name)),
        not_measured=_cut(name, len(parts)),
        format="eml",
        sender=headers["From"] or written.sender,
        to=_addresses(headers["To"]) or written.to,
        subject=headers["Subject"] or written.subject,
        date=_date(headers["Date"]) or written.date,
        body=body,
        attachments=attachments,
        bytes=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        encoding=decoded.encoding if decoded else None,
        in_body=in_body,
        pictures=pictures,
    )


def text_notes(decoded: Decoded | None, name: str) -> list[Message]:
    """Remarks about text that was hard to decode."""
    notes: list[Message] = []
    if decoded is not None and decoded.replaced:
        notes.append(say("mail.replaced", file=name, count=decoded.replaced))
    if decoded is not None and decoded.alternatives:
        others = list(decoded.alternatives)
        notes.append(say("mail.encoding_unsure", file=name, encoding=decoded.encoding, others=others))
    return notes


def _cut(name: str, parts: int) -> tuple[NotMeasured, ...]:
    if parts <= MAX_PARTS:
        return ()
    return (NotMeasured("attachments", say("mail.parts_left_out", file=name, limit=MAX_PARTS)),)


def _parts(message: Part) -> list[Part]:
    """Leaves in order, an attached message being one leaf."""
    leaves: list[Part] = []
    stack: list[Part] = [message]
    while stack and len(leaves) <= MAX_PARTS:
        part = stack.pop()
        inside = part.get_payload()
        if part.is_multipart() and part.get_content_maintype() == "multipart" and isinstance(inside, list):
            stack.extend(child for child in reversed(inside) if isinstance(child, Part))
        else:
            leaves.append(part)
    return leaves


def _is_attachment(part: Part) -> bool:
    if part.get_content_disposition() == "attachment" or part.get_content_type() == "message/rfc822":
        return True
    return bool(part.get_filename()) or part.get_content_maintype() not in {"text", "multipart"}


def _body(parts: list[Part]) -> tuple[str | None, Decoded | None]:
    """The plain text, or the HTML where that says more than twice as much (``This mail can be seen as HTML only``)."""
    plain = _text_of(parts, "text/plain")
    html = _text_of(parts, "text/html")
    if plain is not None and (html is None or len(_LETTER.findall(html[0])) <= 2 * len(_LETTER.findall(plain[0]))):
        return plain
    return html or (None, None)


def _text_of(parts: list[Part], wanted: str) -> tuple[str, Decoded] | None:
    """The first part of a media type that says something."""
    for part in parts:
        if part.get_content_type() == wanted and not _is_attachment(part):
            decoded = decode(_bytes(part), part.get_content_charset())
            text = _html(decoded.text) if wanted == "text/html" else decoded.text
            if text.strip():
                return text.replace("\r\n", "\n").replace("\r", "\n").strip("\n"), decoded
    return None


def _pictures(parts: list[Part]) -> tuple[MailPicture, ...]:
    """The pictures of every HTML body: what a plain one beside it says need not be all that a reader sees."""
    sources = [
        decode(_bytes(part), part.get_content_charset()).text
        for part in parts
        if part.get_content_type() == "text/html" and not _is_attachment(part)
    ]
    return tuple(picture for source in sources for picture in pictures_of(source))[:MAX_PICTURES]


def _html(source: str) -> str:
    from yuejuan.artifacts.document.plain import html_blocks

    return "\n".join(block.text for block in html_blocks(source))


def _bytes(part: Part) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _attachment(part: Part) -> Attachment:
    written = part.get_filename()
    if part.get_content_type() == "message/rfc822":
        inside = part.get_payload()
        size = len(inside[0].as_bytes()) if isinstance(inside, list) and isinstance(inside[0], Part) else 0
        return Attachment(_decoded(written) if written else "", "message/rfc822", size)
    return Attachment(_decoded(written) if written else "", part.get_content_type(), len(_bytes(part)))


def _header(message: Part, name: str) -> str | None:
    written = message.get(name)
    return None if written is None else _decoded(written) or None


def _decoded(written: object) -> str:
    """Encoded words (RFC 2047) and raw 8-bit text of a header as text, folds removed."""
    pieces: list[str] = []
    try:
        words = decode_header(written)  # type: ignore[arg-type]
    except HeaderParseError:
        # A broken encoded word stays as it is written.
        words = [(str(written), None)]
    for piece, charset in words:
        raw = piece.encode("ascii", "surrogateescape") if isinstance(piece, str) and _escaped(piece) else piece
        if isinstance(raw, str):
            pieces.append(raw)
        else:
            pieces.append(decode(raw, None if charset == "unknown-8bit" else charset).text)
    return re.sub(r"\r?\n[ \t]?", " ", "".join(pieces)).strip()


def _escaped(text: str) -> bool:
    return text.isascii() or all(ord(one) < 128 or 0xDC80 <= ord(one) <= 0xDCFF for one in text)


def _addresses(written: str | None) -> tuple[str, ...]:
    """Recipients as written, cut at commas outside quotes and angle brackets."""
    if not written:
        return ()
    parts = re.findall(r'(?:"[^"]*"|<[^>]*>|[^,;"<])+', written)
    return tuple(part.strip() for part in parts if part.strip())


def _date(written: str | None) -> str | None:
    if written is None:
        return None
    try:
        return parsedate_to_datetime(written).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return written
