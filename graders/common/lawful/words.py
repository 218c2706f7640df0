"""The check ``lawful.words``."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from pydantic import Field

from yuejuan.graders.api import Ask, CheckParameters, Subject, check, earned, judged, unsettled
from yuejuan.graders.common.lawful.texts import TEXTS, pieces, unread
from yuejuan.graders.common.lawful.wordings import uses
from yuejuan.graders.finding import Evidence, FileEvidence, Point, Reason
from yuejuan.messages import say

MOST_EVIDENCE = 12


class Parameters(CheckParameters):
    """What is tolerated."""

    allow: tuple[str, ...] = Field((), description="Wordings that the paper itself uses, such as a name of a product.")
    lost_at: int = Field(2, ge=1, description="Different unlawful wordings at which nothing is earned.")

    def points(self) -> tuple[Ask, ...]:
        """One point."""
        return (Ask("words"),)


@check(
    "lawful.words",
    needs=TEXTS,
    scope="files",
    any_deliverable=True,
)
def judge(subject: Subject, asked: Parameters) -> Iterator[Point]:
    """The text makes no claim that advertising law forbids and is not vulgar.

    Earns: no such wording; each different one takes its share.
    Loses: extreme words (最佳, 国家级, 全网第一 …: Advertising Law, article 9), promises and healing powers (articles
    17 and 28), and the like; the law and its clause stand with each.
    Open: no text could be read.
    Evidence: each wording in its place, with the clause.
    Review: always a suggestion. Words in pictures are not looked at here. Negations, wishes, sentences about the law,
    times and limits (最近, 最后, 最高减 20 元) are left out; whether a claim can be proved, the program does not know.
    Example: “全网最低价”, `lost_at: 2`: half.
    """
    texts = list(pieces(subject))
    files = [file.path for file in subject.files]
    if not texts:
        evidence = [FileEvidence(file=file) for file in files]
        message = say("check.lawful.words.no_text", files=files)
        yield unsettled("words", Reason.UNREADABLE if unread(subject) else Reason.UNCERTAIN, message, *evidence)
        return
    found: dict[str, tuple[str, Evidence]] = {}
    for piece in texts:
        for use in uses(piece.text, asked.allow):
            found.setdefault(use.words, (use.wording.basis, piece.point(use.start, use.end, use.wording.basis)))
    if not found:
        shown = [FileEvidence(file=file, measured="0") for file in files]
        yield earned("words", say("check.lawful.words.none", files=files), *shown, suggested=True)
        return
    share = max(Fraction(0), 1 - Fraction(len(found), asked.lost_at))
    bases = list(dict.fromkeys(basis for basis, _ in found.values()))
    message = say("check.lawful.words.some", count=len(found), words=list(found)[:MOST_EVIDENCE], bases=bases)
    yield judged("words", share, message, *[one for _, one in found.values()][:MOST_EVIDENCE], suggested=True)
