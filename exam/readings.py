"""Facts of handed-in files for reports: what grading measured is looked up, and measured again only when it is gone."""

from __future__ import annotations

from collections.abc import Iterable

from yuejuan.artifacts.facts import Facts
from yuejuan.artifacts.measure.keys import Inputs
from yuejuan.artifacts.measure.measurer import Measurer
from yuejuan.artifacts.reader import Source
from yuejuan.artifacts.request import Request
from yuejuan.exam.entries import Entry
from yuejuan.exam.intake import Opened, open_entry
from yuejuan.exam.prepare import MATERIAL, Materials
from yuejuan.graders.submission import HandedFile


class Readings:
    """Gives facts by candidate and file. A submission is opened only when the cache does not know a file of it."""

    def __init__(self, entries: Iterable[Entry], measurer: Measurer, materials: Materials) -> None:
        self._entries = {entry.candidate: entry for entry in entries}
        self._measurer = measurer
        self._materials = materials
        self._opened: tuple[str, Opened] | None = None

    def __call__(self, candidate: str, file: HandedFile, reader: str, source: str | None = None) -> Facts | None:
        """The facts of ``file`` by ``reader``; ``None`` where it cannot be read, is gone or was changed since."""
        others, digests = self._others(source)
        request = Request(reader, file.path, others=others)
        inputs = Inputs(file=file.sha256, others=digests)
        outcome = self._measurer.recall(request, file.path, inputs)
        if source is not None:
            # A comparison takes seconds: what is not known any more is not worth them here.
            return outcome if isinstance(outcome, Facts) else None
        if outcome is None:
            opened = self._submission(candidate)
            place = opened.places.get(file.path) if opened is not None else None
            if opened is None or place is None or not _unchanged(opened, file):
                return None
            outcome = self._measurer.measure(request, Source(path=place, name=file.path), inputs)
        return outcome if isinstance(outcome, Facts) else None

    def _others(self, source: str | None) -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]:
        """The further input of a comparison as request and as digest: the material that is its source."""
        if source is None:
            return (), ()
        return (("source", MATERIAL + source),), (("source", self._materials.digests.get(source, "")),)

    def _submission(self, candidate: str) -> Opened | None:
        """The submission of a candidate; pages are written one candidate after the other, so one is kept open."""
        if self._opened is None or self._opened[0] != candidate:
            entry = self._entries.get(candidate)
            if entry is None:
                return None
            self._opened = (candidate, open_entry(entry, self._measurer.unpack))
        return self._opened[1]


def _unchanged(opened: Opened, file: HandedFile) -> bool:
    return any(known.path == file.path and known.sha256 == file.sha256 for known in opened.files)
