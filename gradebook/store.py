"""Result documents in a folder: ``results/<candidate>.json``, and beside each the key of what it was made from.

A document is immutable once written, canonical (sorted, no clock) and checked against its digest before it is trusted.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from urllib.parse import quote, unquote

import msgspec

from yuejuan.artifacts.system.atomic import write_atomically
from yuejuan.graders.result import SCHEMA, SubmissionResult
from yuejuan.messages import Message, say

_FAMILY = "yuejuan.result/"
_DECODERS: Mapping[str, Callable[[bytes], SubmissionResult]] = {
    SCHEMA: msgspec.json.Decoder(SubmissionResult).decode,
}
"""By schema. A new version adds a line and leaves the old one, so that old documents stay readable."""


class ResultError(Exception):
    """A result cannot be used; ``message`` says which, why, and how to mend it."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.id)
        self.message = message


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """What the store knows about a document without reading it.

    ``key`` is the digest of everything that the result was made from, ``sha256`` that of the document's bytes.
    ``retry`` tells that a measurement failed in a way that may go otherwise next time (time-out, crash, missing
    tool).
    """

    key: str
    sha256: str
    retry: bool = False


class Gradebook(Protocol):
    """Where results are kept. The folder of documents is one, a database may be another."""

    def write(self, result: SubmissionResult, *, key: str, retry: bool) -> None:
        """Keep ``result`` in place of an earlier one of the same candidate; it is safe when this returns."""
        ...

    def read(self, candidate: str) -> SubmissionResult:
        """The result of ``candidate``; raises :class:`ResultError` when there is none that can be trusted."""
        ...

    def record(self, candidate: str) -> Record | None:
        """The record of ``candidate``; ``None`` when there is none or the document is not what it says."""
        ...

    def candidates(self) -> Iterator[str]:
        """The ids of all candidates with a result, sorted."""
        ...


def encode(result: SubmissionResult) -> bytes:
    """The canonical bytes of a result document: JSON in UTF-8, keys sorted, indented, one newline at the end."""
    return msgspec.json.format(msgspec.json.encode(result, order="sorted"), indent=1) + b"\n"


def decode(data: bytes, file: str) -> SubmissionResult:
    """A result from the bytes of a document of any known schema.

    Raises :class:`ResultError` for a document of a newer schema and for a damaged one.
    """
    try:
        schema = _HEAD.decode(data).schema
        decoder = _DECODERS.get(schema)
        if decoder is not None:
            return decoder(data)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ResultError(say("gradebook.damaged", file=file)) from error
    if schema.startswith(_FAMILY):
        raise ResultError(say("gradebook.newer_schema", file=file, schema=schema))
    raise ResultError(say("gradebook.damaged", file=file))


class _Head(msgspec.Struct, frozen=True):
    schema: str


_HEAD = msgspec.json.Decoder(_Head)
_RECORD = msgspec.json.Decoder(Record)


@dataclass(frozen=True)
class ResultStore:
    """The results in ``folder``/results; plain data, so that it can be sent to another process."""

    folder: Path

    def path(self, candidate: str) -> Path:
        """Where the document of ``candidate`` lies. Characters that a file name may not hold are written as ``%XX``."""
        return self.folder / "results" / f"{quote(candidate, safe='')}.json"

    def write(self, result: SubmissionResult, *, key: str, retry: bool = False) -> None:
        """Keep ``result``; see :meth:`Gradebook.write`.

        The record follows the document and holds its digest: a program killed between the two, or a power failure that
        damages one of them, leaves a pair that does not fit, and the submission is graded again.
        """
        data = encode(result)
        write_atomically(self.path(result.candidate), data, durable=False)
        record = Record(key=key, sha256=hashlib.sha256(data).hexdigest(), retry=retry)
        body = msgspec.json.encode(record, order="sorted") + b"\n"
        write_atomically(self._record_path(result.candidate), body, durable=False)

    def read(self, candidate: str) -> SubmissionResult:
        """The result of ``candidate``; see :meth:`Gradebook.read`."""
        path = self.path(candidate)
        try:
            data = path.read_bytes()
        except FileNotFoundError:
            raise ResultError(say("gradebook.no_result", candidate=candidate, file=path.name)) from None
        result = decode(data, path.name)
        record = self._stored_record(candidate)
        if result.candidate != candidate or record is None or record.sha256 != hashlib.sha256(data).hexdigest():
            raise ResultError(say("gradebook.damaged", file=path.name))
        return result

    def record(self, candidate: str) -> Record | None:
        """The record of ``candidate``; see :meth:`Gradebook.record`."""
        record = self._stored_record(candidate)
        try:
            data = self.path(candidate).read_bytes()
        except FileNotFoundError:
            return None
        return record if record is not None and record.sha256 == hashlib.sha256(data).hexdigest() else None

    def candidates(self) -> Iterator[str]:
        """The ids of all candidates with a document, sorted."""
        names = sorted(path.stem for path in (self.folder / "results").glob("*.json"))
        return (unquote(name) for name in names)

    def _stored_record(self, candidate: str) -> Record | None:
        try:
            return _RECORD.decode(self._record_path(candidate).read_bytes())
        except (FileNotFoundError, msgspec.DecodeError):
            return None

    def _record_path(self, candidate: str) -> Path:
        return self.folder / "results" / "records" / f"{quote(candidate, safe='')}.json"
