"""The key under which facts are cached: everything that they are a function of, and nothing else."""

from __future__ import annotations

import hashlib
import re
import threading
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import msgspec

import yuejuan.artifacts
from yuejuan.artifacts.reader import ReaderEntry, Scalar, ToolMissing

_FORMAT = 1
"""Raised when the entries of the cache change their form."""

_SOURCES = ("*.py", "*.yaml", "*.js")
_SIBLING = re.compile(r"yuejuan\.artifacts\.(\w+)")
_ROOT = Path(yuejuan.artifacts.__path__[0])
_lock = threading.Lock()


class Inputs(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Digests (sha256, hexadecimal) of all bytes that a measurement may look at.

    ``file`` is the measured file, ``others`` are further inputs by role, ``folder`` is the digest of the submission's
    manifest (see :func:`manifest_digest`): it counts only for readers of the whole folder.
    """

    file: str
    others: tuple[tuple[str, str], ...] = ()
    folder: str | None = None


def manifest_digest(files: Iterable[tuple[str, str]]) -> str:
    """sha256 over pairs of path and sha256, whatever order they come in."""
    return hashlib.sha256(msgspec.json.encode(sorted(files))).hexdigest()


def facts_key(entry: ReaderEntry, name: str, inputs: Inputs, parameters: Mapping[str, Scalar]) -> bytes:
    """The key of one measurement, 32 bytes.

    ``name`` is part of it, because facts tell whether the extension agrees and messages name the file.
    Raises ``ValueError`` when a reader of the whole folder is not given the folder's digest.
    """
    if entry.whole_folder and inputs.folder is None:
        raise ValueError(f"{entry.name} looks at the whole folder, so its digest is needed")
    what = [
        _FORMAT,
        entry.name,
        name.encode("utf-8", "surrogatepass").hex(),
        inputs.file,
        sorted(inputs.others),
        inputs.folder if entry.whole_folder else None,
        sorted(parameters.items()),
        reader_identity(entry),
    ]
    return hashlib.sha256(msgspec.json.encode(what)).digest()


def reader_identity(entry: ReaderEntry) -> list[object]:
    """What stands for the reader itself in a key: its tools with versions, and the digest of its source."""
    with _lock:
        return [sorted(_tools(entry).items()), source_digest(entry.module)]


@cache
def _tools(entry: ReaderEntry) -> Mapping[str, str]:
    """The reader's tools, asked once per process: asking an office suite for its version takes a second."""
    try:
        return entry.tools()
    except ToolMissing as missing:
        return {missing.tool: "missing"}
    except ImportError as error:
        # The measurement will fail with its own message, and for itself alone.
        return {error.name or "import": "missing"}


@cache
def source_digest(module: str) -> str:
    """sha256 over the source that the module's facts may depend on.

    These are all modules and messages of its package, those that lie directly in ``artifacts/``, and the packages of
    ``artifacts`` that any of these name.
    """
    digest = hashlib.sha256()
    for path in sorted(_sources(module)):
        digest.update(path.name.encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _sources(module: str) -> Iterator[Path]:
    spec = find_spec(module)
    if spec is None or spec.origin is None:
        return
    origin = Path(spec.origin)
    if not origin.is_relative_to(_ROOT):
        # A reader of somebody else: its whole package, or the module alone when it is in none.
        yield from _files(origin.parent) if "." in module else [origin]
        yield from _files(_ROOT)
        return
    seen: set[Path] = set()
    waiting = [origin.parent, _ROOT]
    while waiting:
        folder = waiting.pop()
        if folder in seen:
            continue
        seen.add(folder)
        for path in _files(folder):
            yield path
            if folder != _ROOT and path.suffix == ".py":
                named = {_ROOT / name for name in _SIBLING.findall(path.read_text(encoding="utf-8"))}
                waiting.extend(sibling for sibling in named if sibling.is_dir())


def _files(folder: Path) -> Iterator[Path]:
    for pattern in _SOURCES:
        yield from folder.glob(pattern)
