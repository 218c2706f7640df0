"""Writing members below one folder, counting every byte, and remembering what was refused and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BufferedWriter
from pathlib import Path

from yuejuan.artifacts.archive import limits
from yuejuan.artifacts.archive.facts import Member
from yuejuan.artifacts.archive.names import is_litter
from yuejuan.artifacts.paths import NameRegistry, inside, printable
from yuejuan.messages import Message, say


class TooManyEntries(Exception):
    """The archive holds more members than are taken out; those read so far are kept."""


class DamagedMember(Exception):
    """The bytes of one member cannot be read to their end."""


class MemberRefused(Exception):
    """A member turned out to break a limit while it was written."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.id)
        self.message = message


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What an archive says about one member: sizes in bytes as declared, ``None`` where it does not say."""

    name: str
    bytes: int | None = None
    packed: int | None = None
    encoding: str | None = None


class Unpacking:
    """The unpacking of one archive, with those nested in it, into ``folder``; nothing is written anywhere else."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.members: list[Member] = []
        self.notes: list[Message] = []
        self.damaged = False
        self.left_out = False
        self.written = 0
        self.planned = 0
        self._entries = 0
        self._names = NameRegistry()
        self._prefix = ""

    @property
    def complete(self) -> bool:
        """True when every member was written, litter aside, and every archive inside was opened."""
        unread = (member for member in self.members if member.stored_as is None and not is_litter(member.name))
        return not self.damaged and not self.left_out and next(unread, None) is None

    @contextmanager
    def nested(self, member: Member) -> Iterator[None]:
        """Inside this context members belong to the archive that was stored as ``member``."""
        outer = (self._prefix, self.damaged)
        self._prefix, self.damaged = f"{member.stored_as}!/", False
        try:
            yield
        finally:
            self.left_out = self.left_out or self.damaged
            self._prefix, self.damaged = outer

    def count(self) -> None:
        """Count one entry of the archive, folders too; raises :class:`TooManyEntries` beyond the limit."""
        self._entries += 1
        if self._entries > limits.MAX_ENTRIES:
            raise TooManyEntries

    def refuse(self, entry: Entry, message_id: str) -> None:
        """Record that ``entry`` was not written; the message gets its name."""
        self.record_refusal(entry, say(message_id, name=printable(entry.name)))

    def record_refusal(self, entry: Entry, message: Message) -> None:
        """Record that ``entry`` was not written, and why."""
        size = max(0, entry.bytes or 0)
        name = self._prefix + printable(entry.name)
        self.members.append(Member(name=name, bytes=size, refused=message, encoding=entry.encoding))

    def open(self, entry: Entry) -> Sink | None:
        """A sink for the bytes of ``entry``, or ``None`` after its refusal was recorded."""
        excess = self.excess(entry, entry.bytes or 0)
        path = excess or self._names.claim(self._prefix + entry.name)
        if isinstance(path, Message):
            self.record_refusal(entry, path)
            return None
        target = self.folder / path
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            if not inside(self.folder, target):
                self.refuse(entry, "archive.member.link")
                return None
        except OSError:
            self.refuse(entry, "archive.member.not_writable")
            return None
        return Sink(self, entry, path)

    def keep(self, entry: Entry, blocks: Iterable[bytes]) -> None:
        """Write the member's ``blocks``; ``DamagedMember`` raised by them, or a broken limit, refuses the member."""
        sink = self.open(entry)
        if sink is None:
            return
        try:
            for block in blocks:
                sink.write(block)
        except MemberRefused as refusal:
            sink.abandon(refusal.message)
        except DamagedMember:
            self.damaged = True
            sink.abandon(say("archive.member.damaged", name=printable(entry.name)))
        else:
            sink.finish()

    def excess(self, entry: Entry, size: int) -> Message | None:
        """Why ``size`` bytes are too many for this member, declared or counted; ``None`` when they are not."""
        name = printable(entry.name)
        if size > limits.MAX_FILE_BYTES:
            return say("archive.member.too_big", name=name, limit=limits.MAX_FILE_BYTES // limits.MEGABYTE)
        if self.written + self.planned + size > limits.MAX_TOTAL_BYTES:
            return say("archive.member.total_too_big", name=name, limit=limits.MAX_TOTAL_BYTES // limits.MEGABYTE)
        if entry.packed is not None and size > max(limits.RATIO_FLOOR_BYTES, limits.MAX_RATIO * entry.packed):
            return say("archive.member.ratio", name=name, limit=limits.MAX_RATIO)
        return None


class Sink:
    """One member being written; ends with :meth:`finish` or :meth:`abandon`."""

    def __init__(self, unpacking: Unpacking, entry: Entry, path: str) -> None:
        self.entry = entry
        self.size = 0
        self._unpacking = unpacking
        self._path = path
        self._stream: BufferedWriter | None = None

    def write(self, block: bytes) -> None:
        """Write ``block``; raises :class:`MemberRefused` when the member grows past a limit or the disk is full."""
        self.size += len(block)
        if excess := self._unpacking.excess(self.entry, self.size):
            raise MemberRefused(excess)
        try:
            self._opened().write(block)
        except OSError as error:
            raise MemberRefused(say("archive.member.not_writable", name=printable(self.entry.name))) from error

    def finish(self) -> None:
        """Keep what was written and record the member."""
        try:
            self._opened().close()
        except OSError:
            self.abandon(say("archive.member.not_writable", name=printable(self.entry.name)))
            return
        self._unpacking.written += self.size
        self._unpacking.members.append(
            Member(name=self._path, bytes=self.size, stored_as=self._path, encoding=self.entry.encoding)
        )

    def abandon(self, message: Message) -> None:
        """Remove what was written and record why: half a file would be judged as if it were whole."""
        if self._stream is not None:
            try:
                self._stream.close()
            finally:
                (self._unpacking.folder / self._path).unlink(missing_ok=True)
        self._unpacking.record_refusal(self.entry, message)

    def _opened(self) -> BufferedWriter:
        """The file, made when the first byte comes: a 7z file's sinks all exist at once, more than may be open."""
        if self._stream is None:
            self._stream = (self._unpacking.folder / self._path).open("xb")
        return self._stream
