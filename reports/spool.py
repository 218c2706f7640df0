"""Results in a settled order without holding them in memory: encoded to a temporary file, read back one by one."""

from __future__ import annotations

import hashlib
import re
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from types import TracebackType

import msgspec

from yuejuan.graders.result import SubmissionResult
from yuejuan.reports.view import People, owner

_SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
_DIGEST = re.compile(r"x[0-9a-f]{10}(?:-\d+)?")
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])")


@dataclass(frozen=True)
class Column:
    """One criterion as a column of a table: id, titles by language, and its marks as an exact fraction."""

    id: str
    title: tuple[tuple[str, str], ...]
    points: str


@dataclass(frozen=True)
class PaperLayout:
    """What the tables of one paper need to know before the first row: title, criteria, rounding step."""

    paper: str
    title: tuple[tuple[str, str], ...]
    project: str
    columns: tuple[Column, ...]
    step: str


@dataclass(frozen=True)
class Entry:
    """Where one result lies, the name of its page, and which of how many attempts it is."""

    paper: str
    candidate: str
    folder: str
    offset: int
    length: int
    page: str = ""
    attempt: int = 1
    attempts: int = 1


def page_name(candidate: str) -> str:
    """A file name for a candidate's page: the id itself when it is plain, else ``c-`` and a hash. Never a path."""
    if _SAFE.fullmatch(candidate) and not _RESERVED.fullmatch(candidate):
        return candidate
    return "c-" + hashlib.sha256(candidate.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def natural_key(text: str) -> tuple[tuple[int, int, str], ...]:
    """Sorts ``2`` before ``10``."""
    pieces = re.split(r"([0-9]+)", text)
    return tuple(
        (0, len(piece.lstrip("0")), piece.lstrip("0")) if piece.isdecimal() else (1, 0, piece)
        for piece in pieces
        if piece
    )


def _place(entry: Entry) -> tuple[object, ...]:
    """Where a candidate stands: by number, and after all numbers by folder who is told by a digest of its name."""
    unknown = _DIGEST.fullmatch(entry.candidate) is not None
    told_by = entry.folder if unknown else entry.candidate
    return (entry.paper, unknown, natural_key(told_by), entry.candidate, entry.folder)


class Spool:
    """All results of a batch, sorted by paper, candidate and folder. Use as a context manager."""

    def __init__(self, results: Iterable[SubmissionResult], people: People) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - closed by __exit__
        self._decoder = msgspec.json.Decoder(SubmissionResult)
        self.papers: dict[str, PaperLayout] = {}
        try:
            found = self._take(results)
        except BaseException:
            self._file.close()
            raise
        self.papers = dict(sorted(self.papers.items()))
        self.entries = _named(sorted(found, key=_place), people)

    def _take(self, results: Iterable[SubmissionResult]) -> list[Entry]:
        found: list[Entry] = []
        encoder = msgspec.json.Encoder()
        for result in results:
            self.papers.setdefault(result.paper, _layout(result))
            data = encoder.encode(result)
            offset = self._file.tell()
            self._file.write(data)
            found.append(Entry(result.paper, result.candidate, result.folder, offset, len(data)))
        return found

    def __enter__(self) -> Spool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def __len__(self) -> int:
        return len(self.entries)

    def __iter__(self) -> Iterator[tuple[Entry, SubmissionResult]]:
        for entry in self.entries:
            self._file.seek(entry.offset)
            yield entry, self._decoder.decode(self._file.read(entry.length))


def _layout(result: SubmissionResult) -> PaperLayout:
    return PaperLayout(
        paper=result.paper,
        title=tuple(sorted(result.paper_title.items())),
        project=result.project,
        columns=tuple(Column(c.id, tuple(sorted(c.title.items())), c.points) for c in result.criteria),
        step=result.step,
    )


def _named(entries: list[Entry], people: People) -> tuple[Entry, ...]:
    owners = {entry.candidate: owner(entry.candidate, people) for entry in entries}
    totals = Counter(owners[entry.candidate] for entry in entries)
    seen: Counter[str] = Counter()
    taken: set[str] = set()
    named: list[Entry] = []
    for entry in entries:
        whose = owners[entry.candidate]
        seen[whose] += 1
        page = stem = page_name(entry.candidate)
        number = 1
        while page.casefold() in taken:
            number += 1
            page = f"{stem}-{number}"
        taken.add(page.casefold())
        named.append(replace(entry, page=page, attempt=seen[whose], attempts=totals[whose]))
    return tuple(named)
