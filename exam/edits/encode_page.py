"""Save a page in another encoding, with or without saying so."""

from __future__ import annotations

from pathlib import Path

from yuejuan.artifacts.page.markup import declared_charset
from yuejuan.artifacts.text import decode
from yuejuan.exam.edits import place


def edit(root: Path, file: str | None, *, to: str, declare: str | None = None) -> None:
    """Write the page in the encoding ``to``; ``declare`` is the new ``charset``, else the old one stays."""
    path = place(root, file)
    data = path.read_bytes()
    old = declared_charset(data)
    text = decode(data, old).text
    if declare is not None and old is not None:
        text = text.replace(f"charset={old}", f"charset={declare}").replace(f'charset="{old}"', f'charset="{declare}"')
    path.write_bytes(text.encode(to))
