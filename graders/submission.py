"""What the engine is told about one submission: its files and which of them is which deliverable."""

from __future__ import annotations

from typing import Literal

import msgspec

from yuejuan.messages import Message

MatchedBy = Literal[
    "name", "alias", "correction", "words", "size", "format", "kind", "layers", "content", "elimination"
]

Role = Literal["file", "system", "container", "material", "unreadable"]


class HandedFile(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One file of a submission.

    ``path`` is relative to the candidate's folder with ``/`` and NFC, a member of an archive is
    ``work.zip!/logo.png``; ``asked_path`` is the same without wrappings that carry no meaning (an archive, one folder
    round everything). ``kind``, ``format`` and ``extension_agrees`` are by content. ``role``: ``system`` is litter of
    an operating system.
    """

    path: str
    asked_path: str
    bytes: int
    sha256: str
    kind: str
    format: str
    extension_agrees: bool | None = None
    role: Role = "file"


class Match(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What was handed in for one deliverable.

    ``files``: the matched paths; more than one where the deliverable allows several. ``possible``: where it is not
    clear which file is meant, every file that may be; then ``files`` is empty. ``matched_by`` says which properties
    were used: none of these may earn a determined point for that file. ``named_as_asked`` is about the asked name at
    the asked place. Nothing at all: both empty, and ``absence_proved`` tells whether every container and unknown file
    was opened. ``title`` is what the paper calls the deliverable, by language, for people.
    """

    deliverable: str
    files: tuple[str, ...] = ()
    possible: tuple[str, ...] = ()
    matched_by: tuple[MatchedBy, ...] = ()
    named_as_asked: bool = False
    absence_proved: bool = True
    note: Message | None = None
    title: dict[str, str] = {}

    @property
    def paths(self) -> tuple[str, ...]:
        """Every file that is the deliverable, or may be it."""
        return self.files + self.possible


class Extra(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A file that is no deliverable. ``of`` is the deliverable or file that it repeats or resembles, if any."""

    path: str
    kind: Literal["duplicate", "earlier_version", "material", "system", "stray", "container", "resource"]
    of: str | None = None


class Submission(msgspec.Struct, frozen=True, kw_only=True):
    """One submission as graders see it. ``candidate`` is the examination number, else a hash of the folder name.

    ``complete`` is False when something in the folder could not be opened, so that nothing may be called absent.
    """

    candidate: str
    folder: str
    files: tuple[HandedFile, ...]
    matches: tuple[Match, ...]
    extras: tuple[Extra, ...]
    complete: bool
    notes: tuple[Message, ...] = ()

    def match(self, deliverable: str) -> Match:
        """The match of one deliverable; ``KeyError`` when the paper has none of that id."""
        for match in self.matches:
            if match.deliverable == deliverable:
                return match
        raise KeyError(deliverable)

    def file(self, path: str) -> HandedFile:
        """The file of that path; ``KeyError`` when there is none."""
        for file in self.files:
            if file.path == path:
                return file
        raise KeyError(path)
