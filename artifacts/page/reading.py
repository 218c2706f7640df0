"""Reads one web page as it stands in the files: markup, style sheets, references. Nothing of it is run."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import msgspec

from yuejuan.artifacts.facts import NotMeasured
from yuejuan.artifacts.page import content
from yuejuan.artifacts.page.appearance import appearance
from yuejuan.artifacts.page.cascade import Applied, apply, value_of
from yuejuan.artifacts.page.facts import PageFacts, PageImage, PageText
from yuejuan.artifacts.page.layout import LayoutReader
from yuejuan.artifacts.page.markup import MAX_DEPTH, Element, Markup, parse, text_blocks, visible_text
from yuejuan.artifacts.page.references import MAX_FILES, FolderIndex, Resolver
from yuejuan.artifacts.page.spoken import set_sources, spoken_references
from yuejuan.artifacts.page.styles import StyleReader, Styles
from yuejuan.artifacts.page.usage import resolver_of, scripted, usage
from yuejuan.artifacts.paths import inside, printable
from yuejuan.artifacts.reader import Source, UnreadableSource
from yuejuan.messages import Message, say

MAX_PAGE_BYTES = 16 * 1024 * 1024
"""A page with all its pictures as data: URLs; hand-written ones are a hundredth of it."""
_MAX_TEXT = 200_000
_BROKEN = ("missing", "local_path", "outside")


def read_page(source: Source) -> PageFacts:
    """Measure the page; raises ``UnreadableSource`` when the file is empty, far too big, or holds no markup."""
    name = printable(source.name)
    data = _bytes(source.path, name)
    root = source.root if source.root is not None and inside(source.root, source.path) else source.path.parent
    file = source.path.resolve().relative_to(root.resolve()).as_posix()
    markup = parse(data, file)
    if markup is None:
        raise UnreadableSource(say("page.not_a_page", file=name))
    index = FolderIndex(root)
    resolver = resolver_of(markup, index)
    styles = StyleReader(markup, index, resolver).read()
    applied = apply(markup, styles.sheets)
    facts = _further(_facts(markup, resolver, styles, applied, data), markup, index, styles, applied)
    scripts = list(facts.scripts)
    facts = msgspec.structs.replace(
        facts,
        spoken_references=spoken_references(markup, index, resolver, scripts),
        sources_set=set_sources(markup, index, scripts),
    )
    return _with_remarks(facts, markup, name, styles.left_out, applied.too_costly, index.truncated)


def _bytes(path: Path, name: str) -> bytes:
    size = path.stat().st_size
    if size == 0:
        raise UnreadableSource(say("page.empty", file=name))
    if size > MAX_PAGE_BYTES:
        raise UnreadableSource(say("page.too_big", file=name, limit=MAX_PAGE_BYTES // (1024 * 1024)))
    return path.read_bytes()


def _facts(markup: Markup, resolver: Resolver, styles: Styles, applied: Applied, data: bytes) -> PageFacts:
    hidden = _hidden(applied)
    texts = visible_text(markup, hidden)
    layout = LayoutReader(markup, texts, applied.values, hidden)
    images = content.images(markup, resolver) + _style_images(styles)
    links = content.links(markup, resolver)
    media = content.media(markup, resolver)
    frames = content.frames(markup, resolver)
    scripts = content.scripts(markup, resolver)
    references = [image.reference for image in images] + links + media + frames
    references += [script.reference for script in scripts if script.reference is not None]
    references += [one for one in styles.references if one.attribute in ("href", "@import", "@font-face")]
    html = next(markup.named("html"), None)
    return PageFacts(
        encoding=markup.decoded.encoding,
        declared_encoding=markup.declared,
        title=content.title(markup),
        keywords=content.keywords(content.meta(markup, "keywords")),
        description=content.meta(markup, "description"),
        stylesheets=applied.sheets,
        scripts=tuple(scripts),
        images=tuple(images),
        links=tuple(links),
        media=tuple(media),
        forms=tuple(content.forms(markup)),
        tables=layout.tables(),
        frames=tuple(frames),
        layout=layout.techniques(),
        effects=None,
        broken_references=tuple(one for one in references if one.state in _BROKEN),
        external_references=tuple(one for one in references if one.state == "external"),
        bytes=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        doctype=markup.doctype,
        language=None if html is None else html.get("lang"),
        text=" ".join(text for _, text in texts)[:_MAX_TEXT],
        encoding_conflict=_encoding_conflict(markup),
        inline_styles=sum(1 for element in markup.elements if element.get("style")),
        presentational_attributes=content.presentational_attributes(markup),
        element_count=len(markup.elements),
        depth=markup.depth,
        ascii_only=data.isascii(),
    )


def _further(facts: PageFacts, markup: Markup, index: FolderIndex, styles: Styles, applied: Applied) -> PageFacts:
    """What takes effect, what scripts may change, and which files the page needs."""
    references = [image.reference for image in facts.images] + [*facts.links, *facts.media, *facts.frames]
    references += [script.reference for script in facts.scripts if script.reference is not None]
    references += styles.references
    used = usage(markup, index, references)
    blocks = text_blocks(visible_text(markup, _hidden(applied)))
    names = {element.get("id") for element in markup.elements} | {one.get("name") for one in markup.named("a")}
    return msgspec.structs.replace(
        facts,
        path=markup.file,
        appearance=appearance(markup, applied.sheets, index),
        texts=tuple(PageText(text, markup.place(element)) for element, text in _within(blocks, _MAX_TEXT)),
        ids=tuple(sorted(name for name in names if name)),
        scripted=scripted(markup, index, list(facts.scripts)),
        uses=tuple(sorted(used.files)),
        computed_names=tuple(sorted(used.computed)),
        uses_complete=used.complete,
    )


def _within(blocks: list[tuple[Element, str]], limit: int) -> Iterator[tuple[Element, str]]:
    for element, text in blocks:
        if limit <= 0:
            return
        yield element, text[:limit]
        limit -= len(text)


def _hidden(applied: Applied) -> set[Element]:
    return {
        element
        for element, values in applied.values.items()
        if value_of(values, "display") == "none" or value_of(values, "visibility") == "hidden"
    }


def _style_images(styles: Styles) -> list[PageImage]:
    """Pictures that style sheets name."""
    files = ("href", "@import", "@font-face")
    return [PageImage(reference=one, background=True) for one in styles.references if one.attribute not in files]


def _encoding_conflict(markup: Markup) -> tuple[str, ...]:
    if not markup.decoded.alternatives:
        return ()
    return (markup.decoded.encoding, *markup.decoded.alternatives)


def _with_remarks(
    facts: PageFacts, markup: Markup, name: str, sheets_left_out: bool, too_costly: bool, folder_cut: bool
) -> PageFacts:
    """The facts with what could not be measured and why."""
    unmeasured = [NotMeasured("effects", say("page.no_browser", file=name))]
    notes: list[Message] = []
    if too_costly:
        unmeasured.append(NotMeasured("stylesheets.rules.matches", say("page.matches_too_costly", file=name)))
    if sheets_left_out:
        unmeasured.append(NotMeasured("stylesheets", say("page.sheets_left_out", file=name)))
    if folder_cut:
        unmeasured.append(NotMeasured("broken_references", say("page.folder_too_big", file=name, limit=MAX_FILES)))
    if markup.cut_off:
        notes.append(say("page.cut_off", file=name, limit=MAX_DEPTH))
    if facts.encoding_conflict:
        encodings = list(facts.encoding_conflict)
        notes.append(say("page.encoding_uncertain", file=name, encodings=encodings))
    damaged = markup.cut_off or markup.decoded.replaced > 0
    return msgspec.structs.replace(facts, not_measured=tuple(unmeasured), notes=tuple(notes), damaged=damaged)
