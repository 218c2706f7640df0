"""Writing all reports of a batch in one pass over its results."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Protocol

import msgspec

from yuejuan.graders.result import SubmissionResult
from yuejuan.messages.message import Language
from yuejuan.reports.atomic import replacing, sweep
from yuejuan.reports.batch import Batch
from yuejuan.reports.pictures import Previews
from yuejuan.reports.spool import Entry, Spool
from yuejuan.reports.texts import Readings
from yuejuan.reports.view import CandidateView, People, absent_people, view_of

FORMATS = ("html", "xlsx", "csv", "json")
_PAGES = "candidates"


class Sink(Protocol):
    """One format that is written candidate by candidate."""

    paths: list[Path]

    def add(self, view: CandidateView) -> None:
        """Write one candidate."""

    def finish(self, batch: Batch) -> None:
        """Write what all candidates say together."""


def write_reports(
    out: Path,
    formats: Collection[str],
    results: Iterable[SubmissionResult],
    people: People,
    previews: Previews | None = None,
    language: Language = "zh_CN",
    handed_in: int | None = None,
    readings: Readings | None = None,
) -> list[Path]:
    """Write the reports of ``formats`` (of :data:`FORMATS`) into ``out`` and return their paths.

    ``results`` may come in any order and are not held in memory. ``people`` maps a candidate's id to name and seat,
    empty without a roster. ``handed_in`` is how many submissions the intake counted; the index says when the report has
    another number. ``readings`` gives the facts of written answers, so that pages show their text. Each file is
    replaced as a whole; a candidate's page is left alone while nothing that it shows has changed.
    ``ValueError`` for an unknown format.
    """
    unknown = sorted(set(formats) - set(FORMATS))
    if unknown:
        raise ValueError(f"unknown report formats: {', '.join(unknown)}; known are {', '.join(FORMATS)}")
    sweep(out)
    with Spool(results, people) as spool, ExitStack() as stack:
        batch = Batch(spool.papers, people, handed_in)
        sinks = list(_sinks(out, formats, spool, people, language, stack))
        pages = CandidatePages(out, spool.entries, previews, readings, language) if "html" in formats else None
        for entry, result in spool:
            view = view_of(result, entry.page, people, language, (entry.attempt, entry.attempts))
            batch.add(view)
            for sink in sinks:
                sink.add(view)
            if pages is not None:
                pages.add(view)
        for sink in sinks:
            sink.finish(batch)
    written = [path for sink in sinks for path in sink.paths]
    return written + (pages.finish(batch, [path.name for path in written]) if pages is not None else [])


def _sinks(
    out: Path,
    formats: Collection[str],
    spool: Spool,
    people: People,
    language: Language,
    stack: ExitStack,
) -> Iterator[Sink]:
    layouts = tuple(spool.papers.values())
    if "xlsx" in formats:
        from yuejuan.reports.workbook import MarkWorkbook

        absent = absent_people(people, (entry.candidate for entry in spool.entries))
        yield stack.enter_context(MarkWorkbook(out, layouts, absent, language))
    if "csv" in formats:
        from yuejuan.reports.tables import CsvTables

        yield stack.enter_context(CsvTables(out, layouts, language))
    if "json" in formats:
        from yuejuan.reports.document import JsonReport

        yield stack.enter_context(JsonReport(out))


class CandidatePages:
    """The page of each candidate and, at the end, the index.

    The digest of all that a page shows stands in the page itself. A page made while a preview was missing carries none,
    so that it is made again next time. Pages of candidates who are gone are removed.
    """

    def __init__(
        self,
        out: Path,
        entries: Sequence[Entry],
        previews: Previews | None,
        readings: Readings | None,
        language: Language,
    ) -> None:
        from yuejuan.reports.html import template_digest

        self._out = out
        self._previews = previews
        self._readings = readings
        self._language = language
        self._pages = [entry.page for entry in entries]
        self._place = {page: place for place, page in enumerate(self._pages)}
        self._program = f"{template_digest()} {language} {previews is not None} {readings is not None}"
        self._paths: list[Path] = []

    def add(self, view: CandidateView) -> None:
        """Write one candidate's page unless it is there already as it would be now."""
        from yuejuan.reports.html import render_candidate

        path = self._out / _PAGES / f"{view.page}.html"
        self._paths.append(path)
        place = self._place[view.page]
        around = (
            self._pages[place - 1] if place else None,
            self._pages[place + 1] if place + 1 < len(self._pages) else None,
        )
        stamp = self._stamp(view, around)
        if _stamp_of(path) == stamp:
            return
        page, complete = render_candidate(view, self._previews, stamp, around, readings=self._readings)
        if not complete:
            page = page.replace(stamp, "incomplete", 1)
        data = page.encode()
        if not path.is_file() or path.read_bytes() != data:
            with replacing(path) as file:
                file.write(data)

    def finish(self, batch: Batch, files: Sequence[str]) -> list[Path]:
        """Write the index beside ``files``, remove pages of nobody, and return all paths."""
        from yuejuan.reports.html import render_index

        index = self._out / "index.html"
        with replacing(index) as file:
            file.write(render_index(batch, self._language, files).encode())
        kept = set(self._paths)
        for path in sorted((self._out / _PAGES).glob("*.html")):
            if path not in kept and _stamp_of(path) is not None:
                path.unlink()
        return [index, *self._paths]

    def _stamp(self, view: CandidateView, around: tuple[str | None, str | None]) -> str:
        digest = hashlib.sha256(self._program.encode())
        digest.update(msgspec.json.encode(view.result))
        shown = [view.page, view.name, view.seat, view.on_roster, view.attempt, view.attempts, around]
        digest.update(msgspec.json.encode(shown))
        return digest.hexdigest()


def _stamp_of(path: Path) -> str | None:
    """The digest in a page that this module wrote; ``None`` for any other file, or none."""
    marker = '<meta name="yuejuan-inputs" content="'
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            head = file.read(4096)
    except FileNotFoundError:
        return None
    _, found, rest = head.partition(marker)
    return rest.partition('"')[0] if found else None
