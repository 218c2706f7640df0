"""Which files of the submission a page needs, by way of linked pages, style sheets, scripts and data files too.

The markup and the style sheets say it exactly. A script may put a name together, so every name that stands in one
counts as needed, and an extension on its own (``"images/" + number + ".jpg"``) is noted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Literal

from yuejuan.artifacts.page import content
from yuejuan.artifacts.page.facts import PageImage, Reference, Script
from yuejuan.artifacts.page.markup import Markup, inner_text, parse
from yuejuan.artifacts.page.references import FolderIndex, Resolver
from yuejuan.artifacts.page.styles import StyleReader
from yuejuan.artifacts.text import decode

MAX_PAGES = 60
MAX_TEXT_BYTES = 2 * 1024 * 1024
_PAGES = {".html", ".htm", ".xhtml", ".shtml"}
_SPEAKING = {".js", ".mjs", ".json", ".xml", ".txt", ".csv", ".svg"}
_DRAWN = {".jpg", ".jpeg", ".png", ".gif", ".webp", ".bmp", ".svg"}
MAX_SEARCH = 2_000_000_000
"""Names times characters that are searched: two or three seconds."""
_MAX_MENTIONS = 1000
_LONGEST_PATH = 300
# A bar parts the names in a list for a player (``1.jpg|2.jpg``); behind one letter it belongs to a drive.
_DELIMITER = re.compile(r"[\s\"'`(),;<>=]|(?<=\w\w)\|")
_SLASHES = re.compile(r"[\\/]+")
_REWRITTEN = re.compile(r"(?:\.src\b|[\"']src[\"']\s?\)?|\bsrc)\s?\.(?:replace|split|slice|substr|substring)\(")
_CLIMBING = re.compile(r"^(?:\w+:)?(?:\.{0,2}/)*")
_IN_NAME = re.compile(r"[\w-]")
_EXTENSION = re.compile(r"[\"'`}](\.(?:jpe?g|png|gif|webp|bmp|svg|mp3|mp4|swf|flv|html?))\b", re.IGNORECASE)
_CHANGES: dict[Literal["content", "style", "rules", "head"], re.Pattern[str]] = {
    "content": re.compile(
        r"document\.write|innerHTML|outerHTML|innerText|textContent|insertAdjacent|appendChild|insertBefore"
        r"|createElement|removeChild|replaceChild|\.(?:html|append|appendTo|prepend|after|before|load|text|remove)\("
        r"|\beval\(|new Function|fromCharCode|\bimport\("
    ),
    "style": re.compile(r"\.style\b|\.cssText|\.css\(|\.animate\(|\.(?:hide|show|fadeIn|fadeOut|slideUp|slideDown)\("),
    # What decides which rules apply, and the root of the page; its sizes and scroll positions are only read.
    "rules": re.compile(
        r"className|classList|(?:add|remove|toggle)Class\(|\.attr\(|setAttribute|insertRule|addRule|styleSheet"
        r"|bgColor|[av]?linkColor|[\"'](?:body|html|a)[\"']"
        r"|document\.(?:body|documentElement)(?!\s{0,3}[.&|)]{0,4}\s{0,3}(?:\.?(?:client|scroll|offset)|&&|\|\|))"
    ),
    "head": re.compile(r"document\.title|document\.head|\bcharset\b"),
}


@dataclass
class Usage:
    """Files that are needed, extensions of computed names, what scripts of the page may change."""

    files: set[str] = field(default_factory=set)
    computed: set[str] = field(default_factory=set)
    complete: bool = True
    searched: int = 0


def usage(markup: Markup, index: FolderIndex, references: list[Reference]) -> Usage:
    """What the page in ``markup`` needs; ``references`` are its own, already resolved."""
    found = Usage(complete=not index.truncated)
    waiting = _take(found, [reference.target for reference in references])
    waiting += _spoken(found, index, _own_words(markup))
    pages = 0
    while waiting:
        target = waiting.pop()
        path = index.root / target
        suffix = PurePosixPath(target).suffix.lower()
        if suffix not in _PAGES | _SPEAKING or not path.is_file():
            continue
        pages += 1
        if pages > MAX_PAGES or path.stat().st_size > MAX_TEXT_BYTES:
            found.complete = False
            continue
        waiting += _of_file(found, index, target, path, suffix)
    return found


def _of_file(found: Usage, index: FolderIndex, target: str, path: Path, suffix: str) -> list[str]:
    if suffix in _SPEAKING:
        return _spoken(found, index, [decode(path.read_bytes()).text])
    markup = parse(path.read_bytes(), target)
    if markup is None:
        return []
    resolver = resolver_of(markup, index)
    styles = StyleReader(markup, index, resolver).read()
    new = _take(found, [one.target for one in [*references_of(markup, resolver), *styles.references]])
    return new + _spoken(found, index, _own_words(markup))


def resolver_of(markup: Markup, index: FolderIndex) -> Resolver:
    """The resolver of a page, its ``base`` taken into account."""
    base = next((element.get("href") for element in markup.named("base") if element.get("href")), None)
    return Resolver(index, markup.file, base)


def references_of(markup: Markup, resolver: Resolver) -> list[Reference]:
    """Every reference that stands in the markup."""
    images: list[PageImage] = content.images(markup, resolver)
    scripts: list[Script] = content.scripts(markup, resolver)
    found = [image.reference for image in images] + content.links(markup, resolver)
    found += content.media(markup, resolver) + content.frames(markup, resolver)
    return found + [script.reference for script in scripts if script.reference is not None]


def _take(found: Usage, targets: list[str | None]) -> list[str]:
    new = [target for target in dict.fromkeys(targets) if target and target not in found.files]
    found.files.update(new)
    return new


def _own_words(markup: Markup) -> Iterator[str]:
    """What scripts inside the page say, and every attribute: names wait in ``data-src`` and event handlers."""
    for element in markup.elements:
        if element.tag == "script" and element.get("src") is None:
            yield inner_text(element)
        yield from (str(value) for name, value in element.attrib.items() if str(name) not in ("class", "style", "id"))


def _spoken(found: Usage, index: FolderIndex, texts: Iterator[str] | list[str]) -> list[str]:
    """Files whose names stand in ``texts``; where a folder stands before the name, it must be the file's own."""
    text = "\n".join(texts)
    folded = text.casefold()
    found.computed.update(match[1].lower() for match in _EXTENSION.finditer(text))
    if _REWRITTEN.search(text):
        # The name of one picture is made from that of another: ``src.replace("_off", "_on")``.
        found.computed.update(
            suffix for path in index.paths() if (suffix := PurePosixPath(path).suffix.lower()) in _DRAWN
        )
    paths = [path for path in index.paths() if path not in found.files]
    found.searched += len(paths) * len(folded)
    if found.searched > MAX_SEARCH:
        found.complete = False
        return []
    named: list[str | None] = [path for path in paths if _names(folded, path) and (index.root / path).is_file()]
    return _take(found, named)


def _names(folded: str, path: str) -> bool:
    """True when the name stands in the text on its own or behind the file's own folders."""
    name, full = PurePosixPath(path).name.casefold(), "/" + path.casefold()
    start = folded.find(name)
    for _ in range(_MAX_MENTIONS):
        if start < 0:
            return False
        end = start + len(name)
        before = _DELIMITER.split(folded[max(0, start - _LONGEST_PATH) : start])[-1]
        before = _SLASHES.sub("/", before)
        before = _CLIMBING.sub("", before)
        ends = not _IN_NAME.match(folded, end)
        if ends and (not before or full.endswith(f"/{before}{name}") or "%" in before or "$" in before):
            return True
        start = folded.find(name, end)
    return True


Scripted = Literal["content", "style", "rules", "head", "unknown"]


def scripted(markup: Markup, index: FolderIndex, scripts: list[Script]) -> tuple[Scripted, ...]:
    """What the scripts of the page may change (see :class:`PageFacts`); ``unknown`` where one was not read."""
    texts = [inner_text(element) for element in markup.named("script") if element.get("src") is None]
    texts += [
        str(value)
        for element in markup.elements
        for name, value in element.attrib.items()
        if str(name).lower().startswith("on") or str(value).strip().lower().startswith("javascript:")
    ]
    unknown = False
    for reference in (script.reference for script in scripts if script.reference is not None):
        path = index.root / reference.target if reference.target and reference.state in ("ok", "case") else None
        if path is not None and path.is_file() and path.stat().st_size <= MAX_TEXT_BYTES:
            texts.append(decode(path.read_bytes()).text)
        else:
            # A file that is not there does nothing; one of another host, or an inline one, may do anything.
            unknown |= reference.state not in ("missing", "local_path", "outside", "empty")
    text = "\n".join(texts)
    found: list[Scripted] = [name for name, pattern in _CHANGES.items() if pattern.search(text)]
    return (*found, "unknown") if unknown else tuple(found)
