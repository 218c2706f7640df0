"""The check ``image.file_size``."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

from pydantic import Field

from yuejuan.graders.api import Ask, CheckParameters, Subject, check, earned, lost, unsettled
from yuejuan.graders.finding import FileEvidence, Point, Reason
from yuejuan.messages import Value, say


class Parameters(CheckParameters):
    """The limit."""

    max_kilobytes: Decimal = Field(gt=0, description="Largest length of the file in kilobytes; the limit is accepted.")
    kilobyte: Literal[1000, 1024] = Field(1024, description="Bytes in a kilobyte: 1024 as Windows counts, or 1000.")

    def points(self) -> tuple[Ask, ...]:
        """One point."""
        return (Ask("bytes"),)


@check("image.file_size", self_check=("max_kilobytes", "kilobyte"))
def judge(subject: Subject, asked: Parameters) -> Iterator[Point]:
    """The picture file is no longer than the paper allows.

    Earns: the file has at most `max_kilobytes` × `kilobyte` bytes. What counts is the length of the file, not the
    room it takes on the disk.
    Loses: one byte more than that; or a file of 0 bytes, which holds no picture.
    Open: what was handed in is no picture at all, so that its length says nothing.
    Evidence: the file, with the bytes allowed and the bytes found.
    Review: a paper that means 1 KB = 1000 bytes must say so (`kilobyte: 1000`).
    Example: 80 KB allowed: 81,920 bytes are earned, 81,921 are lost; with `kilobyte: 1000` the limit is 80,000.
    """
    file = subject.file
    limit = int(asked.max_kilobytes * asked.kilobyte)
    evidence = FileEvidence(file=file.path, expected=f"≤{limit} B", measured=f"{file.bytes} B")
    values: dict[str, Value] = {
        "file": file.path,
        "limit": f"{asked.max_kilobytes.normalize():f}",
        "measured": f"{Decimal(file.bytes) / asked.kilobyte:.1f}",
        "bytes": file.bytes,
        "limit_bytes": limit,
    }
    if file.bytes == 0:
        yield lost("bytes", say("check.image.file_size.empty", **values), evidence)
    elif file.kind not in {"image", "psd"}:
        yield unsettled("bytes", Reason.UNREADABLE, say("check.image.file_size.no_picture", **values), evidence)
    elif file.bytes <= limit:
        yield earned("bytes", say("check.image.file_size.within", **values), evidence)
    else:
        yield lost("bytes", say("check.image.file_size.over", **values), evidence)
