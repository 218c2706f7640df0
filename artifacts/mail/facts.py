"""Facts about one mail, as an .eml file or written in a document or text file."""

from __future__ import annotations

from typing import Literal

import msgspec

from yuejuan.artifacts.facts import Facts


class Attachment(msgspec.Struct, frozen=True):
    """One attached file: its decoded name, media type and decoded size in bytes."""

    name: str
    media_type: str
    bytes: int


class MailPicture(msgspec.Struct, frozen=True, omit_defaults=True):
    """A picture that the body shows, as its HTML names it.

    ``held`` says where its bytes are: ``attached`` to the mail, ``embedded`` in the HTML, or ``linked`` from outside
    (also a file of the sender's own disk). ``reference`` is the address as written, cut to 200 characters. ``width``
    and ``height`` are the pixels that it is shown with, where the HTML says so.
    """

    reference: str
    held: Literal["attached", "embedded", "linked"]
    width: int | None = None
    height: int | None = None


class MailFacts(Facts, frozen=True, kw_only=True, tag="mail"):
    """A mail. In JSON the sender is ``from``. ``body`` is plain text with ``\\n``; HTML-only bodies are converted.

    ``date`` is ISO 8601 when it can be read, else the text as written. Header fields written inside the body of a
    text or document (收件人：…) are taken from there; ``in_body`` names them. ``pictures`` are those that the body
    shows; what stands in them is not in ``body``.
    """

    format: str
    sender: str | None = msgspec.field(name="from")
    to: tuple[str, ...]
    subject: str | None
    date: str | None
    body: str | None
    attachments: tuple[Attachment, ...]
    bytes: int
    sha256: str
    encoding: str | None = None
    in_body: tuple[str, ...] = ()
    pictures: tuple[MailPicture, ...] = ()
