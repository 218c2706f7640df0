"""Measuring with memory: what was measured once under the same conditions is looked up, everything else is measured."""

from __future__ import annotations

import shutil
import tempfile
import traceback
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from types import TracebackType

import msgspec

from yuejuan.artifacts.archive.facts import ArchiveFacts
from yuejuan.artifacts.facts import Box
from yuejuan.artifacts.measure.cache import FactsCache
from yuejuan.artifacts.measure.keys import Inputs, facts_key
from yuejuan.artifacts.measure.pictures import KeptPictures
from yuejuan.artifacts.measure.process import MeasuringProcess, PreviewKind, decode_facts
from yuejuan.artifacts.reader import READERS, FailureReason, ReaderEntry, Source
from yuejuan.artifacts.request import Failure, Outcome, Request

_FACTS = b"F"
_FAILURE = b"!"
_KEPT = b"K"
_FAILURES = msgspec.json.Decoder(Failure)


class Measurer:
    """A measuring process and the cache of facts: the only way in which files become facts.

    One thread uses one measurer; all measurers of a run share the folder ``store``, which is made when needed.
    Without it nothing is remembered beyond this object. ``threads``: see :class:`MeasuringProcess`.
    """

    def __init__(
        self,
        store: Path | None = None,
        *,
        readers: Mapping[str, ReaderEntry] = READERS,
        log: Path | None = None,
        threads: int | None = None,
    ) -> None:
        self._readers = readers
        self._store = store
        self._log = log
        self._cache = FactsCache(store / "facts.sqlite3") if store is not None else None
        self._pictures = KeptPictures(store / "pictures") if store is not None else None
        self._process = MeasuringProcess(readers, log=log, threads=threads)
        self._temporary: tempfile.TemporaryDirectory[str] | None = None

    def __enter__(self) -> Measurer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def start(self) -> None:
        """Let the measuring process start in the meantime; otherwise the first measurement starts it."""
        self._process.start()

    def close(self) -> None:
        """End the measuring process and close the cache."""
        self._process.close()
        if self._cache is not None:
            self._cache.close()
        if self._pictures is not None:
            self._pictures.close()
        if self._temporary is not None:
            self._temporary.cleanup()

    def interrupt(self) -> None:
        """Called from another thread: the running measurement and all later ones raise ``Interrupted``."""
        self._process.interrupt()

    def note_exception(self, error: BaseException) -> None:
        """Write a traceback into the log, for the developer."""
        if self._log is not None:
            with self._log.open("a", encoding="utf-8", errors="backslashreplace") as log:
                traceback.print_exception(error, file=log)

    @property
    def trouble(self) -> str | None:
        """Why the cache is of no use, for a note to the operator; ``None`` when all is well."""
        return self._cache.trouble if self._cache is not None else None

    def measure(self, request: Request, source: Source, inputs: Inputs) -> Outcome:
        """The outcome of ``request``: from the cache, else measured now.

        ``source`` says where the bytes lie, ``inputs`` what they are. ``KeyError`` for a reader that is not in the
        table.
        """
        known = self.recall(request, source.name, inputs)
        if known is not None:
            return known
        entry = self._readers[request.reader]
        body = self._measured(entry, source)
        outcome = decode_facts(entry, body, source.name) if isinstance(body, bytes) else body
        if self._cache is not None:
            key = facts_key(entry, source.name, inputs, dict(request.parameters))
            if isinstance(body, bytes) and not _passing(outcome):
                self._cache.put(key, _FACTS + body)
            elif isinstance(outcome, Failure) and not _passing(outcome):
                self._cache.put(key, _FAILURE + msgspec.json.encode(outcome))
        return outcome

    def _measured(self, entry: ReaderEntry, source: Source) -> bytes | Failure:
        """What a reader says; the pictures that it took are kept where facts are."""
        if self._pictures is None or not entry.takes_pictures:
            return self._process.measure_raw(entry.name, source)
        with self._pictures.scratch() as scratch:
            body = self._process.measure_raw(entry.name, replace(source, scratch=scratch))
            if isinstance(body, bytes):
                self._pictures.adopt(scratch, body)
        return body

    def picture(self, digest: str) -> bytes | None:
        """A picture that a measurement took, by the digest in its facts; ``None`` when it was not kept."""
        return self._pictures.get(digest) if self._pictures is not None else None

    def measure_all(self, jobs: Iterable[tuple[Request, Source, Inputs]]) -> dict[Request, Outcome]:
        """The outcomes of several requests, each measured once."""
        outcomes: dict[Request, Outcome] = {}
        for request, source, inputs in jobs:
            if request not in outcomes:
                outcomes[request] = self.measure(request, source, inputs)
        return outcomes

    def recall(self, request: Request, name: str, inputs: Inputs) -> Outcome | None:
        """What the cache knows about ``request``; ``None`` when it would have to be measured."""
        if self._cache is None:
            return None
        entry = self._readers[request.reader]
        body = self._cache.get(facts_key(entry, name, inputs, dict(request.parameters)))
        if body is None:
            return None
        return _remembered(entry, body, name)

    def keep(self, key: bytes, body: bytes) -> None:
        """Keep something small beside the facts, under a key (32 bytes) that stands for all that it depends on."""
        if self._cache is not None:
            self._cache.put(key, _KEPT + body)

    def kept(self, key: bytes) -> bytes | None:
        """What was kept under ``key``; ``None`` when it is gone."""
        body = self._cache.get(key) if self._cache is not None else None
        return body[1:] if body is not None and body[:1] == _KEPT else None

    def unpack(self, path: Path, name: str, sha256: str) -> tuple[ArchiveFacts | Failure, Path]:
        """Unpack an archive: its facts and the folder of its content, the same folder each time.

        A folder appears under its name only when it is complete, so a killed run never leaves half a content behind.
        """
        request = Request("archive", name)
        inputs = Inputs(file=sha256)
        entry = self._readers["archive"]
        target = self._folder() / "unpacked" / facts_key(entry, name, inputs, {}).hex()
        if target.is_dir():
            known = self._unpacked_before(entry, target, name)
            if known is not None:
                return known, target / "content"
            shutil.rmtree(target)
        failure = self.recall(request, name, inputs)
        if isinstance(failure, Failure):
            return failure, target / "content"
        return self._unpack_now(entry, Source(path=path, name=name), inputs, target), target / "content"

    def preview(self, path: Path, kind: PreviewKind, longest: int, box: Box | None = None) -> bytes | Failure:
        """A small picture of a file for evidence; see :meth:`MeasuringProcess.preview`. It is not cached."""
        return self._process.preview(path, kind, longest, box)

    def _unpack_now(self, entry: ReaderEntry, source: Source, inputs: Inputs, target: Path) -> ArchiveFacts | Failure:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent, prefix="tmp-", ignore_cleanup_errors=True) as temporary:
            work = Path(temporary) / "work"
            (work / "content").mkdir(parents=True)
            source = Source(path=source.path, name=source.name, scratch=work / "content")
            body = self._process.measure_raw(entry.name, source)
            outcome = decode_facts(entry, body, source.name) if isinstance(body, bytes) else body
            if isinstance(outcome, Failure) or not isinstance(body, bytes):
                assert isinstance(outcome, Failure)
                if self._cache is not None and not _passing(outcome):
                    key = facts_key(entry, source.name, inputs, {})
                    self._cache.put(key, _FAILURE + msgspec.json.encode(outcome))
                return outcome
            (work / "facts.json").write_bytes(body)
            try:
                work.rename(target)
            except OSError:
                # Another thread unpacked the same archive first: its folder holds the same content.
                if not target.is_dir():
                    raise
        assert isinstance(outcome, ArchiveFacts)
        return outcome

    def _unpacked_before(self, entry: ReaderEntry, target: Path, name: str) -> ArchiveFacts | None:
        try:
            outcome = decode_facts(entry, (target / "facts.json").read_bytes(), name)
        except FileNotFoundError:
            return None
        return outcome if isinstance(outcome, ArchiveFacts) else None

    def _folder(self) -> Path:
        if self._store is not None:
            return self._store
        if self._temporary is None:
            self._temporary = tempfile.TemporaryDirectory(prefix="yuejuan-", ignore_cleanup_errors=True)
        return Path(self._temporary.name)


def _passing(outcome: Outcome) -> bool:
    """True for what may be otherwise next time: a time-out, a crash, a missing tool. A damaged file stays damaged."""
    return isinstance(outcome, Failure) and outcome.reason is not FailureReason.UNREADABLE


def _remembered(entry: ReaderEntry, body: bytes, name: str) -> Outcome | None:
    mark, content = body[:1], body[1:]
    if mark == _FACTS:
        outcome = decode_facts(entry, content, name)
        return None if _passing(outcome) else outcome
    try:
        return _FAILURES.decode(content)
    except msgspec.DecodeError:
        return None
