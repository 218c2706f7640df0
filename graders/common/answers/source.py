"""What a candidate wrote, over all files of the part: paragraphs without copied text, and tables as grids."""

from __future__ import annotations

from dataclasses import dataclass

from yuejuan.artifacts.document.facts import DocumentFacts, Paragraph
from yuejuan.artifacts.workbook.facts import WorkbookFacts
from yuejuan.graders.api import Subject
from yuejuan.graders.common.answers.copies import without_copies
from yuejuan.graders.common.document.places import pictures_that_may_hold_text, read_whole
from yuejuan.graders.common.tables import Grid, grids_of_document, grids_of_workbook
from yuejuan.graders.finding import FileEvidence

_LARGEST_TABLE = 50_000


@dataclass(frozen=True)
class Line:
    """A paragraph with its file. ``own`` is its text with copied sentences blanked, character for character."""

    file: str
    paragraph: Paragraph
    own: str

    @property
    def table(self) -> str | None:
        """The block path of the innermost table that it stands in; ``None`` in the body."""
        head, mark, _ = self.paragraph.path.rpartition("/r")
        return head if mark else None


@dataclass(frozen=True)
class Answer:
    """Everything that was read. ``whole``: all of it was, and no picture can hold more.

    ``pictures`` are those that can hold text, ``unread`` files that are neither document nor workbook.
    """

    lines: tuple[Line, ...]
    grids: tuple[Grid, ...]
    whole: bool
    pictures: tuple[FileEvidence, ...]
    unread: tuple[str, ...]
    files: tuple[str, ...]

    @property
    def empty(self) -> bool:
        """True when there is no text of the candidate's own at all."""
        return not any(line.own.strip() for line in self.lines) and not any(grid.rows for grid in self.grids)

    @property
    def evidence(self) -> tuple[FileEvidence, ...]:
        """What was searched: the pictures, else the files."""
        return self.pictures[:5] or tuple(FileEvidence(file=file) for file in self.files)


def read_answer(subject: Subject, brief: str = "") -> Answer:
    """Read all files of a subject whose check needs documents and workbooks, each by its kind."""
    lines: list[Line] = []
    all_grids: list[Grid] = []
    pictures: list[FileEvidence] = []
    unread: list[str] = []
    whole = True
    for file in subject.files:
        if file.kind == "document":
            facts = subject.facts(DocumentFacts, file.path)
            lines += [Line(file.path, one, without_copies(one.text, brief)) for one in facts.paragraphs or ()]
            all_grids += grids_of_document(file.path, facts)
            held = pictures_that_may_hold_text(facts)
            pictures += [FileEvidence(file=file.path, measured=picture.path) for picture in held]
            whole = whole and read_whole(facts)
        elif file.kind == "workbook":
            book = subject.facts(WorkbookFacts, file.path)
            all_grids += grids_of_workbook(file.path, book)
            whole = whole and not book.damaged and not book.not_measured
        else:
            unread.append(file.path)
            whole = False
    files = tuple(file.path for file in subject.files)
    # A cell far out in an empty sheet spans billions of places; no answer is as large as this.
    grids = tuple(grid for grid in all_grids if grid.rows * grid.columns <= _LARGEST_TABLE)
    whole = whole and len(grids) == len(all_grids)
    return Answer(tuple(lines), grids, whole, tuple(pictures), tuple(unread), files)
