"""Small pictures of handed-in files for reports, made in the killable process and kept in ``evidence/`` by digest."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import msgspec

from yuejuan.artifacts.facts import Box
from yuejuan.artifacts.measure.measurer import Measurer
from yuejuan.artifacts.request import Failure
from yuejuan.artifacts.system.atomic import write_atomically
from yuejuan.exam.opening import LastOpened
from yuejuan.exam.prepare import Materials

_KINDS = {"image": "image", "psd": "psd"}
_MADE_BY = b"2"
"""Part of every name: a change of how previews are drawn must not show old ones."""


class Previews:
    """Gives previews by candidate and path. A picture that was made once is read from ``folder``."""

    def __init__(self, opened: LastOpened, measurer: Measurer, folder: Path, materials: Materials) -> None:
        self._opened = opened
        self._measurer = measurer
        self._folder = folder
        self._materials = materials

    def __call__(self, candidate: str, file: str, kind: str, longest: int, box: Box | None) -> bytes | None:
        """A JPEG or PNG with its longest side at most ``longest``; ``None`` where none can be made."""
        if kind == "material":
            return self._material(file, longest)
        if kind == "frame":
            return self._measurer.picture(file)
        opened = self._opened(candidate)
        place = opened.places.get(file) if opened is not None else None
        if opened is None or place is None or kind not in _KINDS:
            return None
        sha256 = next(handed.sha256 for handed in opened.files if handed.path == file)
        box = None if kind == "psd" else box
        name = hashlib.sha256(_MADE_BY + msgspec.json.encode([sha256, kind, longest, box])).hexdigest()
        return self._kept(name, lambda: self._made(place, kind, longest, box))

    def _material(self, name: str, longest: int) -> bytes | None:
        """A picture of the paper's materials; ``None`` for a name that is none of them."""
        digest = self._materials.digests.get(name)
        if digest is None:
            return None
        place = self._materials.folder / name
        kept = hashlib.sha256(_MADE_BY + msgspec.json.encode([digest, "image", longest, None])).hexdigest()
        return self._kept(kept, lambda: self._made(place, "image", longest, None))

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
