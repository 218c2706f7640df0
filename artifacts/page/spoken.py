"""Files that scripts and event handlers name whole, and that are not where the name says.

A name in quotes that nothing is put before or behind is what the browser will ask for, once the script runs. Whether
it runs cannot be told from the file, so these are kept apart from the references of markup and style sheets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from yuejuan.artifacts.page.facts import Place, Reference, Script
from yuejuan.artifacts.page.markup import Markup, inner_text
from yuejuan.artifacts.page.references import FolderIndex, Resolver
from yuejuan.artifacts.text import decode

MOST_REFERENCES = 100
MOST_BYTES = 2 * 1024 * 1024
_TOKEN = re.compile(r"""//[^\n]*|/\*.*?\*/|"((?:[^"\\\n]|\\.){0,400})"|'((?:[^'\\\n]|\\.){0,400})'""", re.DOTALL)
_FILE = re.compile(r"(?:file:/{0,3}[a-z]\|)?[^|,;<>{}$*?\"'`=()]{1,300}\.(?:jpe?g|png|gif|webp|bmp|svg)", re.IGNORECASE)
_SOURCE = re.compile(r"\.src(?:set)?\b|[\"']src(?:set)?[\"']")
_ASTRAY = ("missing", "outside")


def spoken_references(
    markup: Markup, index: FolderIndex, resolver: Resolver, scripts: list[Script]
) -> tuple[Reference, ...]:
    """Pictures that scripts name whole and that the folder does not hold under this name.

    A file of that name in another folder is taken for meant: the script may put the folder before it.
    """
    known = {PurePosixPath(path).name for path in index.paths()}
    found: dict[str, Reference] = {}
    for text, place, attribute in _texts(markup, index, scripts):
        for name in _names(text):
            if name in found:
                continue
            reference = resolver.reference(name, place, attribute, "script")
            elsewhere = PurePosixPath(name.replace("\\", "/")).name in known
            if reference.state in ("case", "local_path") or (reference.state in _ASTRAY and not elsewhere):
                found[name] = reference
            if len(found) >= MOST_REFERENCES:
                return tuple(found.values())
    return tuple(found.values())


def set_sources(markup: Markup, index: FolderIndex, scripts: list[Script]) -> bool:
    """True if a script or event handler sets the source of pictures: one that is empty now may wait for it."""
    return any(_SOURCE.search(text) for text, _, _ in _texts(markup, index, scripts))


def _texts(markup: Markup, index: FolderIndex, scripts: list[Script]) -> Iterator[tuple[str, Place, str]]:
    for element in markup.elements:
        if element.tag == "script" and element.get("src") is None:
            yield inner_text(element), markup.place(element), "script"
        for name, value in element.attrib.items():
            if str(name).lower().startswith("on") or str(value).strip().lower().startswith("javascript:"):
                yield str(value), markup.place(element), str(name).lower()
    for script in scripts:
        reference = script.reference
        path = index.root / reference.target if reference is not None and reference.target else None
        if path is not None and path.is_file() and path.stat().st_size <= MOST_BYTES:
            yield decode(path.read_bytes()).text, script.place, "src"


def _names(text: str) -> Iterator[str]:
    for match in _TOKEN.finditer(text):
        name = (match[1] or match[2] or "").replace("\\\\", "\\")
        joined = text[: match.start()].rstrip()[-1:] == "+" or text[match.end() :][:20].lstrip()[:1] == "+"
        if name and not joined and _FILE.fullmatch(name):
            yield name
