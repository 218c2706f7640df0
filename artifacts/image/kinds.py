"""What a file must be to be measured as a picture."""

from __future__ import annotations

from yuejuan.artifacts.kind import Kind, sniff
from yuejuan.artifacts.reader import Source, UnreadableSource
from yuejuan.messages import say


def picture_kind(source: Source, *also: str) -> Kind:
    """The kind of a picture, or of what is in ``also``; ``UnreadableSource`` for anything else, told by content."""
    try:
        kind = sniff(source.path, source.name)
    except OSError as error:
        raise UnreadableSource(say("image.not_opened", file=source.name)) from error
    if kind.kind in also:
        return kind
    if kind.kind == "empty":
        raise UnreadableSource(say("image.empty", file=source.name))
    if kind.kind != "image":
        raise UnreadableSource(say("image.not_an_image", file=source.name, format=kind.format))
    if kind.reader is None or kind.format == "HEIF":
        raise UnreadableSource(say("image.format_not_read", file=source.name, format=kind.format))
    return kind
