"""The pictures of one candidate's page: each embedded once, within a limit of bytes, named by digest."""

from __future__ import annotations

import base64
import hashlib
import io
from dataclasses import dataclass
from typing import Protocol

from yuejuan.artifacts.facts import Box
from yuejuan.graders.finding import LayerPath, PictureRegion
from yuejuan.reports.view import CandidateView

PICTURE_KINDS = frozenset({"image", "psd"})


class Previews(Protocol):
    """Makes small pictures of handed-in files, somewhere else, where a hostile file can do no harm.

    ``file`` is a path of the submission, or for ``kind`` ``frame`` the digest of a picture of the running page, for
    ``material`` the name of a file in the paper's materials. The answer
    is a JPEG or PNG of the whole file with its longest side at most ``longest``; with ``box`` (pixels of the full
    picture) that region is outlined. ``None`` where no picture can be made.
    """

    def __call__(self, candidate: str, file: str, kind: str, longest: int, box: Box | None) -> bytes | None:
        """The picture, or ``None``."""
        ...


@dataclass(frozen=True)
class Picture:
    """One embedded picture: the id of its symbol and its size in pixels."""

    id: str
    width: int
    height: int


class Pictures:
    """Asks for previews and keeps what is to be embedded. ``missing`` counts previews that could not be made."""

    def __init__(self, view: CandidateView, previews: Previews | None, most_bytes: int, longest: int) -> None:
        self._candidate = view.candidate
        self._kinds = {file.path: file.kind for file in view.result.submission.files}
        self._previews = previews
        self._left = most_bytes
        self._longest = longest
        self._asked: dict[tuple[str, str, Box | None], Picture | None] = {}
        self._data: dict[str, tuple[Picture, str]] = {}
        self.missing = 0
        self.left_out = 0

    def of(self, evidence: object) -> Picture | None:
        """The picture that shows ``evidence``; ``None`` for kinds that need none, or where there is none."""
        match evidence:
            case PictureRegion():
                kind = self._kinds.get(evidence.file, "")
                return self._get(evidence.file, kind, evidence.box) if kind in PICTURE_KINDS else None
            case LayerPath():
                return self.file(evidence.file)
            case _:
                return None

    def frame(self, digest: str) -> Picture | None:
        """A picture of the running page by its digest. One that was not kept is nothing to wait for."""
        return self._get(digest, "frame", None)

    def file(self, path: str) -> Picture | None:
        """The picture of a whole file; a layer is shown by its path beside the whole picture."""
        kind = self._kinds.get(path, "")
        return self._get(path, kind, None) if kind in PICTURE_KINDS else None

    def material(self, name: str) -> Picture | None:
        """The picture of a file of the paper's materials."""
        return self._get(name, "material", None)

    def embedded(self) -> list[tuple[Picture, str]]:
        """Every picture once, with its data URI, in the order of first use."""
        return list(self._data.values())

    def _get(self, file: str, kind: str, box: Box | None) -> Picture | None:
        if self._previews is None:
            return None
        key = (file, kind, box)
        if key not in self._asked:
            left_out = self.left_out
            made = self._keep(self._previews(self._candidate, file, kind, self._longest, box))
            # A frame that was not kept stays gone until the page is measured again: no reason to write a page anew.
            self.missing += made is None and left_out == self.left_out and kind != "frame"
            self._asked[key] = made
        return self._asked[key]

    def _keep(self, data: bytes | None) -> Picture | None:
        described = _describe(data) if data else None
        if data is None or described is None:
            return None
        name = "t" + hashlib.sha256(data).hexdigest()[:16]
        if name in self._data:
            return self._data[name][0]
        if len(data) > self._left:
            self.left_out += 1
            return None
        self._left -= len(data)
        media, width, height = described
        picture = Picture(name, width, height)
        self._data[name] = (picture, f"data:{media};base64,{base64.b64encode(data).decode('ascii')}")
        return picture


def _describe(data: bytes) -> tuple[str, int, int] | None:
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(data), formats=("JPEG", "PNG")) as picture:
            return f"image/{(picture.format or '').lower()}", picture.width, picture.height
    except (UnidentifiedImageError, OSError, ValueError):
        return None
