"""A docx (ECMA-376, ISO/IEC 29500 transitional and strict) as document facts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from lxml import etree

from yuejuan.artifacts.document.blocks import Block, Collected
from yuejuan.artifacts.document.body import Reading, Where, read_container
from yuejuan.artifacts.document.captions import assign_captions
from yuejuan.artifacts.document.counting import count
from yuejuan.artifacts.document.facts import DocumentFacts, Paragraph
from yuejuan.artifacts.document.headings import find_headings
from yuejuan.artifacts.document.numbering import Numbering, read_numbering
from yuejuan.artifacts.document.package import Package, PackageError, open_package
from yuejuan.artifacts.document.styles import Styles, read_styles, w
from yuejuan.artifacts.facts import NotMeasured
from yuejuan.artifacts.reader import UnreadableSource
from yuejuan.messages import Message, say

Format = Literal["docx", "doc", "wps", "rtf", "odt", "pdf", "txt", "md", "html"]
_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_DUBLIN = "http://purl.org/dc/elements/1.1/"
_EXTENDED = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
_NO_TEXT_NOTES = {"separator", "continuationSeparator", "continuationNotice"}


@dataclass(frozen=True)
class Origin:
    """Which file the facts are about: its name for messages, its own format, size and digest."""

    name: str
    format: Format
    bytes: int
    sha256: str
    notes: tuple[Message, ...] = ()


def read_docx(data: bytes, origin: Origin) -> DocumentFacts:
    """Facts of the docx ``data``; ``UnreadableSource`` when no text part can be found in it."""
    try:
        package = open_package(data)
    except PackageError as error:
        raise UnreadableSource(say(f"document.{error.reason}", file=origin.name)) from None
    main = _main_part(package)
    root = package.xml(main) if main else None
    whole = not package.damage
    body = root.find(w("body")) if root is not None else None
    if main is None or body is None:
        known = "document.no_body" if package.parts else "document.no_zip"
        raise UnreadableSource(say(known, file=origin.name))
    styles = read_styles(package, main)
    numbering = read_numbering(package, main, styles)
    collected = Collected()
    read_container(body, Reading(package, main, styles, numbering, collected), Where("body"))
    _read_notes(package, main, styles, numbering, collected)
    assign_captions(collected)
    if not collected.tracked:
        collected.tracked = next(body.iter(w("pPrChange"), w("rPrChange"), w("tblPrChange")), None) is not None
    return _facts(package, main, collected, origin, whole=whole)


def _main_part(package: Package) -> str | None:
    """The part with the text: by the package's relationship, else by its usual name (a cut file has lost the first)."""
    named = package.related("", "officeDocument")
    return next((name for name in [*named, "word/document.xml"] if name in package.parts), None)


def _read_notes(package: Package, main: str, styles: Styles, numbering: Numbering, collected: Collected) -> None:
    for kind, tag, prefix in (("footnotes", "footnote", "footnote"), ("endnotes", "endnote", "endnote")):
        for part in package.related(main, kind)[:1]:
            root = package.xml(part)
            notes = root.findall(w(tag)) if root is not None else []
            kept = [note for note in notes if note.get(w("type")) not in _NO_TEXT_NOTES]
            for index, note in enumerate(kept):
                reading = Reading(package, part, styles, numbering, collected)
                read_container(note, reading, Where(f"{prefix}{index}", "note"))


def _facts(package: Package, main: str, collected: Collected, origin: Origin, *, whole: bool) -> DocumentFacts:
    headings = find_headings(collected.blocks)
    counts = count(collected.blocks)
    core = _properties(package, "core-properties")
    extended = _properties(package, "extended-properties")
    apart = _apart(package, main, "header", "footer")
    comments = _comments(package, main)
    damage = sorted(package.damage)
    return DocumentFacts(
        damaged=bool(damage),
        notes=(*origin.notes, *(say(f"document.damage.{reason}", file=origin.name) for reason in damage)),
        not_measured=_not_measured(collected, origin, whole=whole),
        format=origin.format,
        word_count=counts.shown if whole else None,
        word_count_range=(counts.low, counts.high) if whole else None,
        characters=counts.characters if whole else None,
        paragraphs=tuple(_paragraph(block) for block in collected.blocks),
        headings=headings,
        tables=tuple(grid.table() for grid in collected.grids),
        pictures=tuple(picture for block in collected.blocks for picture in block.pictures),
        fonts=dict(sorted(collected.fonts.items())),
        title=_text_of(core, f"{{{_DUBLIN}}}title"),
        author=_text_of(core, f"{{{_DUBLIN}}}creator"),
        bytes=origin.bytes,
        sha256=origin.sha256,
        blocks=_top_level(collected),
        headers_footers=apart,
        comments=comments,
        deletions=tuple(text for text in collected.deletions if text.strip()),
        hidden_text="".join(collected.hidden),
        tracked_changes=collected.tracked,
        last_modified_by=_text_of(core, f"{{{_CORE}}}lastModifiedBy"),
        application=_text_of(extended, f"{{{_EXTENDED}}}Application"),
    )


def _not_measured(collected: Collected, origin: Origin, *, whole: bool) -> tuple[NotMeasured, ...]:
    missing = [NotMeasured("pages", say("document.pages_need_layout", file=origin.name))]
    if not whole:
        partly = say("document.partly_read", file=origin.name)
        missing += [NotMeasured(name, partly) for name in ("word_count", "word_count_range", "characters")]
    if collected.too_deep:
        missing.append(NotMeasured("paragraphs", say("document.too_deep", file=origin.name)))
    return tuple(missing)


def _top_level(collected: Collected) -> tuple[str, ...]:
    return tuple(
        collected.blocks[index].path if kind == "p" else collected.grids[index].path
        for kind, index in collected.order.get("body", [])
    )


def _paragraph(block: Block) -> Paragraph:
    return Paragraph(
        path=block.path,
        text=block.text,
        style=block.style,
        label=block.label,
        level=block.level,
        heading_by=block.heading_by,
        list_level=block.list_level,
        caption=block.caption,
        alignment=block.alignment,
        first_line_indent=block.first_line_indent,
        line_spacing=block.line_spacing,
        line_points=block.line_points,
        space_before=block.space_before,
        space_after=block.space_after,
        runs=tuple(block.runs),
        pictures=sum(picture.kind != "shape" for picture in block.pictures),
    )


def _apart(package: Package, main: str, *kinds: str) -> str:
    """Text of headers and footers, one line per paragraph."""
    lines: list[str] = []
    for kind in kinds:
        for part in package.related(main, kind):
            root = package.xml(part)
            if root is not None:
                collected = Collected()
                reading = Reading(package, part, Styles(), Numbering(), collected)
                read_container(root, reading, Where(kind))
                lines.extend(block.text for block in collected.blocks if block.text.strip())
    return "\n".join(lines)


def _comments(package: Package, main: str) -> tuple[str, ...]:
    comments: list[str] = []
    for part in package.related(main, "comments")[:1]:
        root = package.xml(part)
        for comment in root.iterfind(w("comment")) if root is not None else ():
            collected = Collected()
            read_container(comment, Reading(package, part, Styles(), Numbering(), collected), Where("comment"))
            comments.append("\n".join(block.text for block in collected.blocks).strip())
    return tuple(comments)


def _properties(package: Package, kind: str) -> etree._Element | None:
    names = package.related("", kind)
    return package.xml(names[0]) if names else None


def _text_of(root: etree._Element | None, tag: str) -> str | None:
    return ((root.findtext(tag) or "").strip() or None) if root is not None else None
