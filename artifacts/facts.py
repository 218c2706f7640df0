"""What every kind of facts has in common, and the parts that several kinds share.

Facts are frozen, plain and serialisable: they come out of a reader in another process, lie in a cache, and are the
only thing that checks see. The same structures are what ``yuejuan inspect --json`` prints (plus ``path``).
"""

from __future__ import annotations

import msgspec

from yuejuan.messages import Message


class NotMeasured(msgspec.Struct, frozen=True):
    """One field that is ``null`` because it could not be measured, and why."""

    field: str
    reason: Message


class Facts(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind"):
    """Base of all facts. The class tag becomes the field ``kind``.

    ``damaged`` says that the file breaks its own format; what could be read is kept all the same.
    ``notes`` are remarks of the reader for people (a wrong extension, a profile that could not be applied).
    """

    damaged: bool = False
    not_measured: tuple[NotMeasured, ...] = ()
    notes: tuple[Message, ...] = ()


class Unreadable(Facts, frozen=True, kw_only=True, tag="unreadable"):
    """Nothing could be read. ``error`` is one sentence: what, where, how to mend."""

    error: Message


class Box(msgspec.Struct, frozen=True, array_like=True):
    """A rectangle in pixels, left and top inside, right and bottom outside; origin top left."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        """Pixels from left to right; never negative."""
        return max(0, self.right - self.left)

    @property
    def height(self) -> int:
        """Pixels from top to bottom; never negative."""
        return max(0, self.bottom - self.top)

    @property
    def empty(self) -> bool:
        """True when the box holds no pixel."""
        return self.width == 0 or self.height == 0
