"""Pictures that a measurement took beside its facts, kept by digest as long as there is room.

They are evidence for people and nothing is judged by them: a picture that is gone is measured again with its facts, or
not shown.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from yuejuan.artifacts.system.atomic import write_atomically

FOLDER = "evidence"
"""Where a reader lays its pictures in its scratch folder, each named by its sha256."""
MOST_PICTURES = 60
LARGEST = 1 << 20
MOST_OF_ONE = 8 << 20
"""Bytes that the pictures of one measurement may take together."""
DEFAULT_LIMIT = 1 << 30

_TAKING = "taking-"
_DAY = 86_400
_DIGEST = re.compile(r"[0-9a-f]{64}")


class KeptPictures:
    """Pictures in ``folder`` by digest. ``limit`` is its size in bytes above which the oldest are deleted."""

    def __init__(self, folder: Path, *, limit: int = DEFAULT_LIMIT) -> None:
        self._folder = folder
        self._limit = limit
        self._grown = False

    @contextlib.contextmanager
    def scratch(self) -> Iterator[Path]:
        """An empty folder for one measurement, on the same disk; what a killed program left is deleted some day."""
        self._folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=_TAKING, dir=self._folder, ignore_cleanup_errors=True) as folder:
            yield Path(folder)

    def adopt(self, scratch: Path, facts: bytes) -> None:
        """Take over the pictures in a reader's scratch folder that its facts name, within the limits of one job."""
        left = MOST_OF_ONE
        named = sorted(set(_DIGEST.findall(facts.decode("utf-8", "replace"))))
        for digest in named[: MOST_PICTURES * 4]:
            source = scratch / FOLDER / f"{digest}.jpg"
            if not source.is_file() or source.is_symlink():
                continue
            size = source.stat().st_size
            if size <= min(LARGEST, left):
                left -= size
                self._keep(digest, source.read_bytes())

    def _keep(self, digest: str, data: bytes) -> None:
        target = self._place(digest)
        if hashlib.sha256(data).hexdigest() != digest or target.is_file():
            return
        write_atomically(target, data, durable=False)
        self._grown = True

    def get(self, digest: str) -> bytes | None:
        """The picture, or ``None`` when it is not there any more or is not what its name says."""
        if _DIGEST.fullmatch(digest) is None:
            return None
        try:
            data = self._place(digest).read_bytes()
        except OSError:
            return None
        return data if hashlib.sha256(data).hexdigest() == digest else None

    def close(self) -> None:
        """Delete the oldest pictures when there are too many bytes."""
        if not self._grown:
            return
        for left in self._folder.glob(f"{_TAKING}*"):
            with contextlib.suppress(OSError):
                if left.stat().st_mtime < time.time() - _DAY:
                    shutil.rmtree(left, ignore_errors=True)
        found = sorted((path.stat().st_mtime_ns, path.stat().st_size, path) for path in self._folder.glob("*/*.jpg"))
        over = sum(size for _, size, _ in found) - self._limit
        for _, size, path in found:
            if over <= 0:
                break
            with contextlib.suppress(OSError):
                path.unlink()
            over -= size

    def _place(self, digest: str) -> Path:
        return self._folder / digest[:2] / f"{digest}.jpg"
