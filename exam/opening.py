"""Submissions opened again for reports, one at a time."""

from __future__ import annotations

from collections.abc import Iterable

from yuejuan.artifacts.measure.measurer import Measurer
from yuejuan.exam.entries import Entry
from yuejuan.exam.intake import Opened, open_entry


class LastOpened:
    """Opens submissions by candidate. Pages are written one candidate after the other, so one is kept open."""

    def __init__(self, entries: Iterable[Entry], measurer: Measurer) -> None:
        self._entries = {entry.candidate: entry for entry in entries}
        self._measurer = measurer
        self._last: tuple[str, Opened] | None = None

    def __call__(self, candidate: str) -> Opened | None:
        """The submission of ``candidate``; ``None`` for nobody of the batch."""
        if self._last is None or self._last[0] != candidate:
            entry = self._entries.get(candidate)
            if entry is None:
                return None
            self._last = (candidate, open_entry(entry, self._measurer.unpack))
        return self._last[1]
