"""The virtual origin: what a submission's folder answers when its pages ask a server that does not exist."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, unquote_to_bytes, urlsplit

HOST = "submission.invalid"
"""RFC 6761 keeps ``.invalid`` free of meaning, so that no resolver ever finds this host."""
ORIGIN = f"http://{HOST}"
MOST_FILES = 20_000
LARGEST_FILE = 64 << 20

_TYPES = {
    "html": "text/html",
    "htm": "text/html",
    "shtml": "text/html",
    "xhtml": "application/xhtml+xml",
    "css": "text/css",
    "js": "text/javascript",
    "mjs": "text/javascript",
    "json": "application/json",
    "xml": "text/xml",
    "txt": "text/plain",
    "gif": "image/gif",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "jfif": "image/jpeg",
    "png": "image/png",
    "apng": "image/apng",
    "webp": "image/webp",
    "avif": "image/avif",
    "bmp": "image/bmp",
    "ico": "image/x-icon",
    "svg": "image/svg+xml",
    "woff": "font/woff",
    "woff2": "font/woff2",
    "ttf": "font/ttf",
    "otf": "font/otf",
    "mp3": "audio/mpeg",
    "wav": "audio/wav",
    "ogg": "audio/ogg",
    "mp4": "video/mp4",
    "webm": "video/webm",
}


@dataclass(frozen=True)
class Answer:
    """What the origin answers: ``body`` is ``None`` where there is no such file; ``path`` as in the submission."""

    path: str
    body: bytes | None = None
    content_type: str = "text/plain"


@dataclass
class Folder:
    """The files of a submission by URL, letter case exact on every operating system; links are never followed."""

    root: Path
    page: str
    digests: dict[str, str] = field(default_factory=dict)
    """sha256 of every body that was handed out, by its path: two files with the same bytes are one picture."""
    _files: dict[str, Path] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._files = dict(_files(self.root))

    @property
    def url(self) -> str:
        """Where the page itself lies."""
        return f"{ORIGIN}/{quote(self.page)}"

    def answer(self, url: str) -> Answer:
        """The file that ``url`` names; a path from the server's root is also looked for beside the page."""
        wanted = _readings(urlsplit(url).path)
        beside = os.path.dirname(self.page)  # noqa: PTH120 - a path of the submission, not of this machine
        for path in wanted:
            for candidate in (path, f"{beside}/{path}" if beside else path):
                file = self._files.get(candidate)
                if file is not None:
                    return self._read(candidate, file)
        return Answer(wanted[0])

    def digest(self, url: str) -> str:
        """What stands for the content behind ``url``: its digest, or for a ``data:`` URL that of its text."""
        if url.startswith(ORIGIN):
            for path in _readings(urlsplit(url).path):
                if path in self.digests:
                    return self.digests[path]
        return hashlib.sha256(url.encode("utf-8", "surrogatepass")).hexdigest()

    def file(self, url: str) -> Path | None:
        """The file behind ``url``; ``None`` where there is none."""
        if not url.startswith(ORIGIN):
            return None
        return next((self._files[path] for path in _readings(urlsplit(url).path) if path in self._files), None)

    def _read(self, path: str, file: Path) -> Answer:
        try:
            if file.stat().st_size > LARGEST_FILE:
                return Answer(path)
            body = file.read_bytes()
        except OSError:
            return Answer(path)
        self.digests[path] = hashlib.sha256(body).hexdigest()
        extension = path.rpartition(".")[2].lower()
        default = "text/html" if path == self.page else "application/octet-stream"
        return Answer(path, body, _TYPES.get(extension, default))


def _files(root: Path) -> Iterator[tuple[str, Path]]:
    count = 0
    for folder, folders, names in os.walk(root, followlinks=False):
        folders[:] = [name for name in folders if not (Path(folder) / name).is_symlink()]
        for name in names:
            path = Path(folder) / name
            if path.is_symlink() or not path.is_file():
                continue
            count += 1
            if count > MOST_FILES:
                return
            yield path.relative_to(root).as_posix(), path


def _readings(path: str) -> list[str]:
    """The ways to read the percent escapes of a path: UTF-8, or GBK as in old Chinese pages."""
    data = unquote_to_bytes(path.lstrip("/"))
    found = []
    for encoding in ("utf-8", "gb18030"):
        try:
            found.append(data.decode(encoding))
        except UnicodeDecodeError:
            found.append("")
    found = [one for one in found if one]
    return list(dict.fromkeys(found)) or [path.lstrip("/")]
