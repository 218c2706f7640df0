"""Small pictures of handed-in files for reports, made in the killable process and kept in ``evidence/`` by digest."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from pathlib import Path

import msgspec

from yuejuan.artifacts.facts import Box
from yuejuan.artifacts.measure.measurer import Measurer
from yuejuan.artifacts.request import Failure
from yuejuan.exam.entries import Entry
from yuejuan.exam.intake import Opened, open_entry
from yuejuan.exam.prepare import Materials
from yuejuan.gradebook.atomic import write_atomically

_KINDS = {"image": "image", "psd": "psd"}
_MADE_BY = b"2"
"""Part of every name: a change of how previews are drawn must not show old ones."""


class Previews:
    """Gives previews by candidate and path. A picture that was made once is read from ``folder``."""

    def __init__(
        self, entries: Iterable[Entry], measurer: Measurer, folder: Path, materials: Materials | None = None
    ) -> None:
        self._entries = {entry.candidate: entry for entry in entries}
        self._measurer = measurer
        self._folder = folder
        self._materials = materials
        self._opened: tuple[str, Opened] | None = None

    def __call__(self, candidate: str, file: str, kind: str, longest: int, box: Box | None) -> bytes | None:
        """A JPEG or PNG with its longest side at most ``longest``; ``None`` where none can be made."""
        if kind == "material":
            return self._material(file, longest)
        opened = self._submission(candidate)
        place = opened.places.get(file) if opened is not None else None
        if opened is None or place is None or kind not in _KINDS:
            return None
        sha256 = next(handed.sha256 for handed in opened.files if handed.path == file)
        box = None if kind == "psd" else box
        name = hashlib.sha256(_MADE_BY + msgspec.json.encode([sha256, kind, longest, box])).hexdigest()
        return self._kept(name, lambda: self._made(place, kind, longest, box))

    def _material(self, name: str, longest: int) -> bytes | None:
        """A picture of the paper's materials; ``None`` for a name that is none of them."""
        digest = self._materials.digests.get(name) if self._materials is not None else None
        if self._materials is None or digest is None:
            return None
        place = self._materials.folder / name
        kept = hashlib.sha256(_MADE_BY + msgspec.json.encode([digest, "image", longest, None])).hexdigest()
        return self._kept(kept, lambda: self._made(place, "image", longest, None))

    def _submission(self, candidate: str) -> Opened | None:
        """The submission of a candidate; pages are written one candidate after the other, so one is kept open."""
        if self._opened is None or self._opened[0] != candidate:
            entry = self._entries.get(candidate)
            if entry is None:
                return None
            self._opened = (candidate, open_entry(entry, self._measurer.unpack))
        return self._opened[1]

    def _kept(self, name: str, make: Callable[[], bytes | None]) -> bytes | None:
        path = self._folder / name[:2] / name
        if path.is_file():
            return path.read_bytes()
        data = make()
        if data is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(path, data)
        return data

    def _made(self, place: Path, kind: str, longest: int, box: Box | None) -> bytes | None:
        made = self._measurer.preview(place, "psd" if kind == "psd" else "image", longest, box)
        return None if isinstance(made, Failure) else made
