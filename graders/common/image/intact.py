"""The check ``image.intact``."""

from __future__ import annotations

from collections.abc import Iterator

from yuejuan.artifacts.image.facts import ImageFacts
from yuejuan.graders.api import Ask, CheckParameters, Subject, check, earned, lost
from yuejuan.graders.finding import PictureRegion, Point
from yuejuan.messages import render, say


class Parameters(CheckParameters):
    """Nothing to set."""

    def points(self) -> tuple[Ask, ...]:
        """One point."""
        return (Ask("intact"),)


@check("image.intact", needs=(ImageFacts,), self_check=())
def judge(subject: Subject, asked: Parameters) -> Iterator[Point]:
    """The picture opens whole and without damage.

    Earns: the file keeps the rules of its format from the first byte to the last that matters.
    Loses: the file is damaged: cut short while copying, or broken inside. Programs may still show a part of it.
    Open: nothing of the file can be read. A teacher sees whether it opens on the examination computer, or asks for it
    again where the rules allow that.
    Evidence: the whole picture as far as it could be read, with what the reader remarked.
    Review: compare with the candidate's computer before a mark is lost for a fault of the copying.
    Example: a JPEG of which only the upper half was copied: lost.
    """
    facts = subject.facts(ImageFacts)
    file = subject.file.path
    if facts.damaged:
        remarks = [render(note) for note in (*facts.notes, *(entry.reason for entry in facts.not_measured))]
        evidence = PictureRegion(file=file, measured=" ".join(remarks) or None)
        yield lost("intact", say("check.image.intact.damaged", file=file), evidence)
        return
    yield earned("intact", say("check.image.intact.whole", file=file), PictureRegion(file=file))
