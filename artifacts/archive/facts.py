"""Facts about one archive and what was taken out of it."""

from __future__ import annotations

import msgspec

from yuejuan.artifacts.facts import Facts
from yuejuan.messages import Message


class Member(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One member: its repaired name, its length in bytes, where it was written, or why it was refused.

    ``stored_as`` is the path below the unpacking folder, ``None`` when refused. ``name`` uses ``/`` and NFC; a member
    of a nested archive is ``inner.zip!/a.png``.
    """

    name: str
    bytes: int
    stored_as: str | None = None
    refused: Message | None = None
    encoding: str | None = None


class ArchiveFacts(Facts, frozen=True, kw_only=True, tag="archive"):
    """An archive. ``complete`` is True only if every member was read: then absence may be claimed."""

    format: str
    members: tuple[Member, ...]
    complete: bool
    bytes: int
    sha256: str
