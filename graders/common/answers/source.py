"""What a candidate wrote, over all files of the part: paragraphs without copied text, and tables as grids."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import msgspec

from yuejuan.artifacts.document.facts import DocumentFacts, Paragraph
from yuejuan.artifacts.mail.facts import MailFacts
from yuejuan.artifacts.workbook.facts import WorkbookFacts
from yuejuan.graders.api import F, Need, Subject
from yuejuan.graders.common.answers.copies import without_copies
from yuejuan.graders.common.answers.mails import mail_read_whole, paragraphs_of
from yuejuan.graders.common.document.places import pictures_that_may_hold_text, read_whole
from yuejuan.graders.common.document.struck import standing, with_standing_cells
from yuejuan.graders.common.recent import Recent
from yuejuan.graders.common.tables import Grid, grids_of_document, grids_of_typed_lines, grids_of_workbook
from yuejuan.graders.finding import FileEvidence
from yuejuan.graders.submission import HandedFile

WRITTEN = (
    Need(DocumentFacts, of_kind="document"),
    Need(DocumentFacts, of_kind="text"),
    Need(MailFacts, of_kind="mail"),
)
"""Where running text may stand: in a document, a text file or a mail. For the ``needs`` of a check."""

_LARGEST_TABLE = 50_000
_Read: TypeAlias = tuple[HandedFile, DocumentFacts | None, MailFacts | None, WorkbookFacts | None]


@dataclass(frozen=True)
class Line:
    """A paragraph with its file. ``own`` is its text with copied and crossed-out words blanked, as long."""

    file: str
    paragraph: Paragraph
    own: str

    @property
    def copied(self) -> Line:
        """The same line with nothing but what was copied from the brief."""
        pairs = zip(self.paragraph.text, self.own, strict=True)
        kept = (said if said == "\n" or kept == "\n" else " " for said, kept in pairs)
        return replace(self, own="".join(kept))

    @property
    def table(self) -> str | None:
        """The block path of the innermost table that it stands in; ``None`` in the body."""
        head, mark, _ = self.paragraph.path.rpartition("/r")
        return head if mark else None


@dataclass(frozen=True)
class Answer:
    """Everything that was read. ``whole``: all of it was, and no picture can hold more.

    ``pictures`` are those that can hold text, ``unread`` files of a kind that the check does not read. ``typed`` are
    tables that were typed into a text file; their rows are among the lines as well.
    """

    lines: tuple[Line, ...]
    grids: tuple[Grid, ...]
    whole: bool
    pictures: tuple[FileEvidence, ...]
    unread: tuple[str, ...]
    files: tuple[str, ...]
    typed: tuple[Grid, ...] = ()

    @property
    def empty(self) -> bool:
        """True when there is no text of the candidate's own at all."""
        return not any(line.own.strip() for line in self.lines) and not any(grid.rows for grid in self.grids)

    def beside(self, understood: Collection[Grid]) -> list[Line]:
        """The lines outside these tables."""
        tables = {(grid.file, grid.name) for grid in understood}
        typed = {(grid.file, path) for grid in understood for path in grid.typed}
        return [
            line
            for line in self.lines
            if (line.table is None or (line.file, line.table) not in tables)
            and (line.file, line.paragraph.path) not in typed
        ]

    @property
    def evidence(self) -> tuple[FileEvidence, ...]:
        """What was searched: the pictures, else the files."""
        return self.pictures[:5] or tuple(FileEvidence(file=file) for file in self.files)


_recent: Recent[Answer] = Recent()


def read_answer(subject: Subject, brief: str = "") -> Answer:
    """Read all files of a subject, each by its kind, as far as the check declares a need for that kind."""
    read = [
        (
            file,
            _declared(subject, file, DocumentFacts, "document", "text"),
            _declared(subject, file, MailFacts, "mail"),
            _declared(subject, file, WorkbookFacts, "workbook"),
        )
        for file in subject.files
    ]
    facts = [one for _, *declared in read for one in declared]
    return _recent.of(facts, (subject.files, brief), lambda: _read(read, brief))


def _read(read: Sequence[_Read], brief: str) -> Answer:
    lines: list[Line] = []
    all_grids: list[Grid] = []
    typed: list[Grid] = []
    pictures: list[FileEvidence] = []
    unread: list[str] = []
    whole = True
    for file, document, mail, book in read:
        if document is not None:
            own = [Line(file.path, one, without_copies(standing(one), brief)) for one in document.paragraphs or ()]
            lines += own
            typed += _typed(own) if document.format in ("txt", "md") else ()
            all_grids += grids_of_document(file.path, with_standing_cells(document))
            held = pictures_that_may_hold_text(document)
            pictures += [FileEvidence(file=file.path, measured=picture.path) for picture in held]
            whole = whole and read_whole(document)
        elif mail is not None:
            lines += [Line(file.path, one, without_copies(one.text, brief)) for one in paragraphs_of(mail)]
            pictures += [FileEvidence(file=file.path, measured=picture.reference) for picture in mail.pictures]
            whole = whole and mail_read_whole(mail)
        elif book is not None:
            all_grids += grids_of_workbook(file.path, book)
            whole = whole and not book.damaged and not book.not_measured
        else:
            unread.append(file.path)
            whole = False
    files = tuple(file.path for file, *_ in read)
    # A cell far out in an empty sheet spans billions of places; no answer is as large as this.
    grids = tuple(grid for grid in all_grids if grid.rows * grid.columns <= _LARGEST_TABLE)
    whole = whole and len(grids) == len(all_grids)
    in_lines = tuple(grid for grid in typed if grid.rows * grid.columns <= _LARGEST_TABLE)
    return Answer(tuple(lines), grids, whole, tuple(pictures), tuple(unread), files, in_lines)


def _typed(lines: Sequence[Line]) -> Sequence[Grid]:
    """The tables among the lines of one text file, without copied rows."""
    own = [msgspec.structs.replace(line.paragraph, text=line.own) for line in lines]
    return grids_of_typed_lines(lines[0].file, own) if lines else ()


def _declared(subject: Subject, file: HandedFile, facts: type[F], *kinds: str) -> F | None:
    """The facts about a file of one of these kinds; ``None`` for others, and where the check declares no such need."""
    if file.kind not in kinds:
        return None
    try:
        return subject.facts(facts, file.path)
    except KeyError:
        return None
