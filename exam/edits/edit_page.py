"""Change the source of a page, a style sheet or a script, in the encoding that it has."""

from __future__ import annotations

from pathlib import Path

from yuejuan.artifacts.page.markup import declared_charset
from yuejuan.artifacts.text import decode
from yuejuan.exam.edits import EditError, place
from yuejuan.messages import say


def edit(root: Path, file: str | None, *, find: str, replace: str) -> None:
    """Put ``replace`` for every ``find``; the bytes keep their encoding and their line endings."""
    path = place(root, file)
    data = path.read_bytes()
    decoded = decode(data, declared_charset(data))
    if find not in decoded.text:
        raise EditError(say("exam.edit_no_text", file=file or "", text=find))
    mark = "\ufeff" if decoded.bom else ""
    path.write_bytes((mark + decoded.text.replace(find, replace)).encode(decoded.encoding))
