"""What a detector says about one kind of effect, before it becomes facts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from yuejuan.artifacts.running.samples import Picture, Rect
from yuejuan.artifacts.running.watching import Record
from yuejuan.messages import Message

State: TypeAlias = Literal["found", "not_found", "uncertain"]


@dataclass(frozen=True)
class Sighting:
    """One element at which something was seen. ``span`` are the milliseconds to which its strip belongs."""

    key: int
    selector: str
    box: Rect | None = None
    pictures: tuple[str, ...] = ()
    period: float | None = None
    pixels: float | None = None
    scale: float | None = None
    closable: bool | None = None
    trigger: str | None = None
    frames: tuple[tuple[float, str], ...] = ()
    span: tuple[float, float] | None = None


@dataclass(frozen=True)
class Verdict:
    """``found`` with sightings; ``uncertain`` or ``not_found`` with the reason."""

    state: State
    sightings: tuple[Sighting, ...] = ()
    reason: Message | None = None


@dataclass(frozen=True)
class Scene:
    """All that a detector may look at. ``digest`` tells the content behind a URL, ``name`` its file.

    ``alike`` tells of two URLs whether they show one motif, ``same`` whether they are one picture in two files.
    """

    record: Record
    digest: Callable[[str], str]
    name: Callable[[str], str]
    alike: Callable[[str, str], bool]
    same: Callable[[str, str], bool]
    moving_pictures: frozenset[int] = field(default_factory=frozenset)

    @property
    def endless(self) -> bool:
        """True if something in the page can move things for ever; a finished animation cannot."""
        account, about = self.record.account, self.record.about
        running = account.get("timers") or account.get("chains") or account.get("frames") or not account
        return bool(running or about.get("marquees") or about.get("smil")) or any(
            iterations == -1 for _, _, iterations, _ in self.record.animations
        )

    def source(self, picture: Picture) -> str:
        """What makes a picture another one: the bytes behind it, or another part of one file."""
        return f"{self.digest(picture.url)}@{picture.place}" if picture.url else ""


def decide(found: list[Sighting], doubtful: list[tuple[Sighting, Message]], absent: Message) -> Verdict:
    """Found beats doubt, doubt beats absence."""
    if found:
        return Verdict("found", tuple(found))
    if doubtful:
        return Verdict("uncertain", tuple(one for one, _ in doubtful), doubtful[0][1])
    return Verdict("not_found", (), absent)
