"""The check ``lawful.personal_data``."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from yuejuan.artifacts.document.facts import DocumentFacts
from yuejuan.artifacts.image.facts import ImageFacts
from yuejuan.graders.api import Ask, CheckParameters, Need, Subject, check, earned, lost, unsettled
from yuejuan.graders.common.lawful.persons import masked, numbers
from yuejuan.graders.common.lawful.texts import TEXTS, pieces, unread
from yuejuan.graders.finding import Evidence, FileEvidence, Point, Reason
from yuejuan.messages import say

MOST_EVIDENCE = 12
_PROGRAMS = {
    "", "user", "users", "admin", "administrator", "owner", "pc", "hp", "dell", "lenovo", "asus", "python-docx",
    "openpyxl", "microsoft office user", "microsoft", "wps", "wps office", "kingsoft", "adobe", "photoshop", "apple",
    "windows 用户", "windows user", "微软用户", "微软中国", "用户", "未知", "unknown", "考生", "学生",
}  # fmt: skip


class Parameters(CheckParameters):
    """What the paper itself gives."""

    allow: tuple[str, ...] = Field((), description="Numbers and names that the paper gives or the college uses.")

    def points(self) -> tuple[Ask, ...]:
        """Numbers of people in the text; names of others in the metadata."""
        return (Ask("text"), Ask("metadata"))


@check(
    "lawful.personal_data",
    needs=(*TEXTS, Need(ImageFacts, of_kind="image")),
    scope="files",
    any_deliverable=True,
)
def judge(subject: Subject, asked: Parameters) -> Iterator[Point]:
    """No personal data of people is left in the files.

    Earns: `text`: no mobile number and no identity number (with a right check character) in documents and pages.
    `metadata`: no picture names an author, and no document was made by one person and saved by another; pages have no
    such metadata.
    Loses: such a number, or such a name: the picture or document may be somebody else's work.
    Open: no text, or no metadata, could be read.
    Evidence: each number in its place, its middle hidden; each file with the name in its metadata.
    Review: always a suggestion (Personal Information Protection Law of 2021-11-01, articles 13 and 51; Copyright Law,
    article 53). A number of a shop that the paper gives belongs into `allow`; invented numbers look like real ones.
    Example: 客服电话 13907315028 that the paper does not give: `text` lost.
    """
    yield _text(subject, asked.allow)
    yield _metadata(subject, asked.allow)


def _text(subject: Subject, allow: tuple[str, ...]) -> Point:
    texts = list(pieces(subject))
    files = [file.path for file in subject.files]
    if not texts:
        message = say("check.lawful.personal_data.no_text", files=files)
        reason = Reason.UNREADABLE if unread(subject) else Reason.UNCERTAIN
        return unsettled("text", reason, message, *[FileEvidence(file=file) for file in files])
    allowed = {"".join(filter(str.isalnum, one)) for one in allow}
    found: dict[str, Evidence] = {}
    for piece in texts:
        for number in numbers(piece.text):
            if number.digits not in allowed:
                found.setdefault(number.digits, piece.point(number.start, number.start, masked(number.digits)))
    if found:
        shown = [masked(digits) for digits in found][:MOST_EVIDENCE]
        message = say("check.lawful.personal_data.numbers", count=len(found), numbers=shown)
        return lost("text", message, *list(found.values())[:MOST_EVIDENCE], suggested=True)
    evidence = [FileEvidence(file=file, measured="0") for file in files]
    return earned("text", say("check.lawful.personal_data.no_numbers", files=files), *evidence, suggested=True)


def _metadata(subject: Subject, allow: tuple[str, ...]) -> Point:
    looked_at = [file for file in subject.files if file.kind in ("image", "document")]
    files = [file.path for file in subject.files]
    if subject.files and all(file.kind == "page" for file in subject.files):
        evidence = [FileEvidence(file=file) for file in files]
        return earned("metadata", say("check.lawful.personal_data.pages", files=files), *evidence, suggested=True)
    if not looked_at:
        evidence = [FileEvidence(file=file) for file in files]
        message = say("check.lawful.personal_data.no_metadata", files=files)
        return unsettled("metadata", Reason.UNCERTAIN, message, *evidence)
    harmless = _PROGRAMS | {one.strip().casefold() for one in allow}
    named = [(file.path, name) for file in looked_at for name in _names(subject, file.path, file.kind, harmless)]
    if named:
        shown = [FileEvidence(file=path, measured=name) for path, name in named[:MOST_EVIDENCE]]
        paths = list(dict.fromkeys(path for path, _ in named))[:MOST_EVIDENCE]
        names = list(dict.fromkeys(name for _, name in named))[:MOST_EVIDENCE]
        message = say("check.lawful.personal_data.names", files=paths, names=names)
        return lost("metadata", message, *shown, suggested=True)
    evidence = [FileEvidence(file=file.path, measured="—") for file in looked_at[:MOST_EVIDENCE]]
    return earned("metadata", say("check.lawful.personal_data.no_names"), *evidence, suggested=True)


def _names(subject: Subject, path: str, kind: str, harmless: set[str]) -> list[str]:
    """Names of people in the metadata that speak of another author."""
    if kind == "image":
        author = (subject.facts(ImageFacts, path).author or "").strip()
        return [author] if author.casefold() not in harmless else []
    facts = subject.facts(DocumentFacts, path)
    people = [(name or "").strip() for name in (facts.author, facts.last_modified_by)]
    strange = [name for name in people if name.casefold() not in harmless]
    return strange if len(set(strange)) > 1 else []
