"""The cache of facts: one SQLite file, so that an examination folder stays quick to copy.

Each entry is written in a transaction of its own and carries a checksum: a killed program leaves whole entries only,
and a damaged one is measured again. Nothing that matters is lost with the file; a file that is no database is set
aside.
"""

from __future__ import annotations

import hashlib
import sqlite3
import time
import zlib
from pathlib import Path
from types import TracebackType

DEFAULT_LIMIT = 2 << 30
"""Bytes of the whole file; the facts of 500 submissions take about a hundredth of it."""
LARGEST_ENTRY = 256 << 20

_SCHEMA = """
CREATE TABLE IF NOT EXISTS facts (
    key BLOB PRIMARY KEY, used INTEGER NOT NULL, checksum BLOB NOT NULL, body BLOB NOT NULL
)
"""
_DAY = 86_400
_WAIT_SECONDS = 30.0
_CHECKSUM_BYTES = 8


class FactsCache:
    """Bytes by key, kept between runs. One thread uses an object; several objects and processes share one file.

    Where the file cannot be used (no space, no right to write) the cache answers nothing and keeps nothing, and
    ``trouble`` tells why; the work goes on. ``limit`` is the size in bytes above which the entries unused for longest
    are deleted on closing.
    """

    def __init__(self, path: Path, *, limit: int = DEFAULT_LIMIT) -> None:
        self.path = path
        self.trouble: str | None = None
        self._limit = limit
        self._today = int(time.time()) // _DAY
        self._touched: list[bytes] = []
        self._database = self._open()

    def __enter__(self) -> FactsCache:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def get(self, key: bytes) -> bytes | None:
        """The bytes of ``key``; ``None`` when there are none or when they are damaged."""
        if self._database is None:
            return None
        try:
            row = self._database.execute("SELECT used, checksum, body FROM facts WHERE key = ?", (key,)).fetchone()
        except sqlite3.Error as error:
            self._give_up(error)
            return None
        if row is None:
            return None
        used, checksum, packed = row
        body = _unpacked(key, checksum, packed)
        if body is not None and used != self._today:
            self._touched.append(key)
        return body

    def put(self, key: bytes, body: bytes) -> None:
        """Keep ``body`` under ``key``, in place of what was there."""
        if self._database is None:
            return
        packed = zlib.compress(body, 1)
        row = (key, self._today, _checksum(key, packed), packed)
        try:
            self._database.execute("INSERT OR REPLACE INTO facts VALUES (?, ?, ?, ?)", row)
        except sqlite3.Error as error:
            self._give_up(error)

    def close(self) -> None:
        """Note what was used today, delete what is too much, and close the file."""
        if self._database is None:
            return
        try:
            self._mark_used()
            self._shrink()
        except sqlite3.Error as error:
            self.trouble = str(error)
        self._database.close()
        self._database = None

    def _open(self) -> sqlite3.Connection | None:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            try:
                return self._connect()
            except sqlite3.OperationalError:
                raise
            except sqlite3.DatabaseError:
                self._set_aside()
                return self._connect()
        except (sqlite3.Error, OSError) as error:
            self.trouble = str(error)
            return None

    def _connect(self) -> sqlite3.Connection:
        database = sqlite3.connect(self.path, timeout=_WAIT_SECONDS, isolation_level=None, check_same_thread=False)
        try:
            database.execute("PRAGMA auto_vacuum = INCREMENTAL")
            # Write-ahead with NORMAL: no fsync for each entry; a power cut loses the last entries, not the file.
            database.execute("PRAGMA journal_mode = WAL")
            database.execute("PRAGMA synchronous = NORMAL")
            database.execute(_SCHEMA)
            database.execute("SELECT key, used, checksum, body FROM facts LIMIT 1").fetchone()
        except sqlite3.Error:
            database.close()
            raise
        return database

    def _set_aside(self) -> None:
        self.path.replace(self.path.with_name(self.path.name + ".damaged"))
        for ending in ("-wal", "-shm"):
            self.path.with_name(self.path.name + ending).unlink(missing_ok=True)

    def _give_up(self, error: sqlite3.Error) -> None:
        """Work on without a cache; a file that has become unreadable is set aside at the next start."""
        self.trouble = str(error)
        if self._database is not None:
            self._database.close()
        self._database = None

    def _mark_used(self) -> None:
        assert self._database is not None
        if self._touched:
            self._database.execute("BEGIN IMMEDIATE")
            rows = ((self._today, key) for key in self._touched)
            self._database.executemany("UPDATE facts SET used = ? WHERE key = ?", rows)
            self._database.execute("COMMIT")
            self._touched.clear()

    def _shrink(self) -> None:
        assert self._database is not None
        (pages,) = self._database.execute("PRAGMA page_count").fetchone()
        (page,) = self._database.execute("PRAGMA page_size").fetchone()
        excess = pages * page - self._limit
        if excess <= 0:
            return
        self._database.execute("BEGIN IMMEDIATE")
        for key, size in self._database.execute("SELECT key, length(body) FROM facts ORDER BY used, key").fetchall():
            if excess <= 0:
                break
            self._database.execute("DELETE FROM facts WHERE key = ?", (key,))
            excess -= size
        self._database.execute("COMMIT")
        # As a script: the pragma frees one page for each step, and execute() takes a single one.
        self._database.executescript("PRAGMA incremental_vacuum")


def _checksum(key: bytes, packed: bytes) -> bytes:
    return hashlib.sha256(key + packed).digest()[:_CHECKSUM_BYTES]


def _unpacked(key: bytes, checksum: object, packed: object) -> bytes | None:
    """The body of a row, or ``None`` when anything in it is not as it was written."""
    if not isinstance(packed, bytes) or checksum != _checksum(key, packed):
        return None
    unpacker = zlib.decompressobj()
    try:
        body = unpacker.decompress(packed, LARGEST_ENTRY)
    except zlib.error:
        return None
    return body if unpacker.eof else None
