"""What is written, line by line with places, whether it is a mail, a document or a text file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from yuejuan.artifacts.document.facts import DocumentFacts, Paragraph, Table
from yuejuan.artifacts.mail.facts import MailFacts
from yuejuan.graders.common.answers.copies import without_copies
from yuejuan.graders.common.answers.mails import mail_read_whole, paragraphs_of
from yuejuan.graders.common.document.places import read_whole, span
from yuejuan.graders.common.letters.labels import HEAD_ONLY, further_labels, label_cell, typed_label
from yuejuan.graders.common.letters.patterns import DATE
from yuejuan.graders.finding import TextSpan

_TASK = re.compile(
    r"写(?:作)?一[封份篇].{0,24}(?:邮件|信)|(?:撰写|编写|拟写|书写).{0,20}(?:邮件|信函?)[，。]?.{0,8}(?:内容|要求)|"
    r"^\s*(?:题目|试题|任务|任务描述|要求|情境|案例|问题)\s*[:：]|(?:邮件)?内容(?:应|需|要)?包括"
)
_ANSWER = re.compile(r"^\s*(?:答案?|解答?|作答)\s*[:：]\s*")
_SENTENCE = re.compile(r"[，,：:、].*[，,、]|[。！!？?；;]")
_LETTER = re.compile(r"\w")
_QUOTED_NAME = re.compile(r"[“「『\"]([^“”「」『』\"，。！？：]{2,12})[”」』\"]")
_LONGEST_NAME = 20
_FORM = HEAD_ONLY | {"salutation", "signature"}
_WITHOUT_LAYOUT = frozenset({"txt", "md"})
_RIGHT_BY_BLANKS = re.compile(r"^(?:[ \u00a0]{12,}|\u3000{6,}|\t{3,})")


@dataclass(frozen=True)
class Line:
    """A line of the candidate's own words. ``start`` is its place in the paragraph, in code points.

    ``part`` is the part that a label cell beside it names. ``right`` is True where it stands at the right edge.
    """

    file: str
    paragraph: Paragraph
    start: int
    text: str
    part: str | None = None
    right: bool = False

    def cut(self, start: int, end: int | None = None) -> Line:
        """The part of this line between two of its code points, blanks at both ends left out."""
        end = len(self.text) if end is None else end
        piece = self.text[start:end]
        left = len(piece) - len(piece.lstrip())
        return replace(self, start=self.start + start + left, text=piece.strip())

    def place(self) -> TextSpan:
        """The line as evidence."""
        return span(self.file, self.paragraph, self.start, self.start + len(self.text))


@dataclass(frozen=True)
class Writing:
    """Lines in order, without blank ones and without what repeats the task.

    ``headers`` are fields of the mail's own head by part. ``names`` are those of the sender that are known: what the
    mail's head gives, and what the paper puts in quotation marks. ``whole`` is True when nothing else can hold text.
    """

    file: str
    lines: tuple[Line, ...]
    headers: Mapping[str, str] = field(default_factory=dict)
    names: tuple[str, ...] = ()
    whole: bool = True


def written_in_mail(file: str, facts: MailFacts, brief: str = "") -> Writing:
    """The lines of a mail's body (``body/p3`` is the fourth line) and the fields of its head."""
    fields = {
        "recipient": "；".join(facts.to) if "to" not in facts.in_body else "",
        "subject": facts.subject if "subject" not in facts.in_body else "",
        "date": facts.date if "date" not in facts.in_body else "",
    }
    return Writing(
        file=file,
        lines=tuple(_own(file, paragraphs_of(facts), {}, frozenset(), brief)),
        headers={part: text.strip() for part, text in fields.items() if text and text.strip()},
        names=(*_sender(facts.sender), *_quoted_names(brief)),
        whole=mail_read_whole(facts),
    )


def written_in_document(
    file: str, facts: DocumentFacts, brief: str = "", paragraphs: tuple[Paragraph, ...] | None = None
) -> Writing:
    """The lines of a document or text file, or of the given paragraphs of it.

    In a table, a label cell names the part of the cells beside or below it.
    """
    paragraphs = facts.paragraphs or () if paragraphs is None else paragraphs
    part_of: dict[str, str] = {}
    labels: set[str] = set()
    for table in facts.tables or ():
        _read_labels(table, part_of, labels)
    lines = tuple(_own(file, paragraphs, part_of, frozenset(labels), brief))
    plain = facts.format in _WITHOUT_LAYOUT and facts.paragraphs is not None and not facts.damaged
    beyond = any(map(_is_a_part, facts.headers_footers.splitlines()))
    return Writing(
        file=file, lines=lines, names=_quoted_names(brief), whole=(plain or read_whole(facts)) and not beyond
    )


def _sender(written: str | None) -> tuple[str, ...]:
    """The name that stands beside the sender's address."""
    name = re.sub(r"<[^>]*>|\S+@\S+", "", written or "").strip("\" '")
    return (name,) if len(name) > 1 else ()


def _quoted_names(brief: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_QUOTED_NAME.findall(brief)))


def _own(
    file: str,
    paragraphs: tuple[Paragraph, ...],
    part_of: Mapping[str, str],
    labels: frozenset[str],
    brief: str,
) -> Iterator[Line]:
    for paragraph in paragraphs:
        cell = paragraph.path.rpartition("/p")[0]
        if cell in labels:
            continue
        at = 0
        for text in paragraph.text.split("\n"):
            whole = Line(file, paragraph, at, text, part_of.get(cell), _at_right(paragraph, text))
            at += len(text) + 1
            answered = _ANSWER.match(text)
            for line in _at_labels(whole.cut(answered.end() if answered else 0)):
                if not line.part and not _LETTER.search(line.text):
                    continue
                if line.text and _names_a_part(line):
                    yield line
                elif line.text and not _TASK.search(line.text) and without_copies(line.text, brief).strip():
                    yield _without_copied_ends(line, brief)


def _is_a_part(line: str) -> bool:
    """Whether a line of a header or footer may be meant as a part of the letter."""
    return typed_label(line.strip()) is not None or DATE.fullmatch(line.strip()) is not None


def _at_labels(line: Line) -> Iterator[Line]:
    """A line with several labelled parts as one line for each."""
    starts = (0, *further_labels(line.text))
    for start, end in zip(starts, (*starts[1:], len(line.text)), strict=True):
        piece = line.cut(start, end)
        yield piece.cut(0, len(piece.text.rstrip("；;，,、|/ "))) if end < len(line.text) else piece


def _names_a_part(line: Line) -> bool:
    """A labelled line or a few words (an address, the name of the shop) are a part even if the paper has them too."""
    label = typed_label(line.text)
    if line.part in _FORM or (label is not None and label.part in _FORM):
        return True
    return len(line.text) <= _LONGEST_NAME and not _SENTENCE.search(line.text.rstrip("：:，,"))


def _without_copied_ends(line: Line, brief: str) -> Line:
    """A line that goes on after a copied sentence begins where the candidate's own words do."""
    kept = without_copies(line.text, brief)
    start = len(kept) - len(kept.lstrip())
    return line.cut(start, len(kept.rstrip()))


def _at_right(paragraph: Paragraph, text: str) -> bool:
    return paragraph.alignment == "right" or _RIGHT_BY_BLANKS.match(text) is not None


def _read_labels(table: Table, part_of: dict[str, str], labels: set[str]) -> None:
    for row in range(table.rows):
        cells = [cell for cell in table.cells if cell.row == row and cell.text.strip()]
        named = [label_cell(cell.text) for cell in cells]
        if len(cells) > 1 and all(named):
            below = {cell.column: cell for cell in table.cells if cell.row == row + 1}
            for cell, part in zip(cells, named, strict=True):
                labels.add(cell.path)
                if part is not None and cell.column in below:
                    part_of[below[cell.column].path] = part
            continue
        current: str | None = None
        for cell, part in zip(cells, named, strict=True):
            if part is not None and (cell is not cells[-1] or (len(cells) == 1 and table.columns > 1)):
                current = part
                labels.add(cell.path)
            elif current is not None:
                part_of[cell.path] = current
