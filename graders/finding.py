"""What a check says: a finding is a list of scoring points, each with its state, its class and its evidence."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from typing import TypeAlias

import msgspec

from yuejuan.artifacts.facts import Box
from yuejuan.messages import Message


class State(StrEnum):
    """Where a scoring point stands."""

    JUDGED = "judged"
    NOT_HANDED_IN = "not_handed_in"
    OPEN = "open"


class Certainty(StrEnum):
    """The class of a judged point: a settled fact, or a heuristic that a teacher confirms or changes."""

    DETERMINED = "determined"
    SUGGESTED = "suggested"


class Reason(StrEnum):
    """Why a point is open. The list is closed; whose turn it is follows from it (see :data:`TURN`)."""

    TOOL_MISSING = "tool_missing"
    TIMEOUT = "timeout"
    CRASHED = "crashed"
    UNTRUSTED_CHECK = "untrusted_check"
    UNREADABLE = "unreadable"
    AMBIGUOUS_MATCH = "ambiguous_match"
    NOT_LOCATED = "not_located"
    CONFLICT = "conflict"
    UNCERTAIN = "uncertain"
    HUMAN = "human"
    NO_KEY = "no_key"


TURN: dict[Reason, tuple[str, ...]] = {
    Reason.TOOL_MISSING: ("operator",),
    Reason.TIMEOUT: ("operator",),
    Reason.CRASHED: ("operator",),
    Reason.UNTRUSTED_CHECK: ("operator",),
    Reason.UNREADABLE: ("candidate", "teacher"),
    Reason.AMBIGUOUS_MATCH: ("teacher",),
    Reason.NOT_LOCATED: ("teacher",),
    Reason.CONFLICT: ("teacher",),
    Reason.UNCERTAIN: ("teacher",),
    Reason.HUMAN: ("teacher",),
    Reason.NO_KEY: (),
}


class _Evidence(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="kind"):
    """Base of evidence: the file (path relative to the candidate's folder), and expected against measured as text."""

    file: str
    expected: str | None = None
    measured: str | None = None


class FileEvidence(_Evidence, frozen=True, kw_only=True, omit_defaults=True, tag="file"):
    """The file itself."""


class PictureRegion(_Evidence, frozen=True, kw_only=True, omit_defaults=True, tag="picture"):
    """A region of a picture in pixels of the full picture after EXIF rotation; ``None`` is all of it."""

    box: Box | None = None


class TextSpan(_Evidence, frozen=True, kw_only=True, omit_defaults=True, tag="text"):
    """A span of a document: block path, code point offsets, the words themselves and the sentence around them."""

    block: str
    start: int
    end: int
    quote: str
    sentence: str = ""


class TableCell(_Evidence, frozen=True, kw_only=True, omit_defaults=True, tag="cell"):
    """A cell: ``table`` is the table's block path or the sheet's name, row and column from 0, its text."""

    table: str
    row: int
    column: int
    text: str


class LayerPath(_Evidence, frozen=True, kw_only=True, omit_defaults=True, tag="layer"):
    """A layer: names from the root down, the position of each among its siblings (top first), its box."""

    names: tuple[str, ...]
    indices: tuple[int, ...]
    box: Box | None = None


class PageElement(_Evidence, frozen=True, kw_only=True, omit_defaults=True, tag="element"):
    """An element of a page: selector, its box in CSS pixels in a window of that width, source line where known."""

    selector: str
    box: Box | None = None
    viewport: int | None = None
    line: int | None = None


class FrameStrip(_Evidence, frozen=True, kw_only=True, omit_defaults=True, tag="frames"):
    """Frames of a running page: digests of pictures in ``evidence/`` and milliseconds since loading."""

    selector: str
    frames: tuple[str, ...]
    times: tuple[int, ...]


Evidence: TypeAlias = FileEvidence | PictureRegion | TextSpan | TableCell | LayerPath | PageElement | FrameStrip


class Point(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One scoring point of a finding.

    ``score`` is the share earned as an exact fraction ``p/q`` between 0 and 1, only when judged. ``weight`` is
    relative to the other points of the same part. ``candidates`` holds what each possible file gave where an
    ambiguous match left the point open: pairs of file and outcome.
    """

    key: str
    weight: int
    state: State
    message: Message
    score: str | None = None
    certainty: Certainty | None = msgspec.field(default=None, name="class")
    reason: Reason | None = None
    evidence: tuple[Evidence, ...] = ()
    candidates: tuple[tuple[str, Message], ...] = ()

    @property
    def share(self) -> Fraction | None:
        """The share earned as an exact number; ``None`` unless judged."""
        return Fraction(self.score) if self.score is not None else None


Finding: TypeAlias = tuple[Point, ...]
