"""Put a further file of text into the submission."""

from __future__ import annotations

from pathlib import Path

from yuejuan.exam.edits._places import new_place


def edit(root: Path, file: str | None, *, words: str) -> None:
    """Write ``words`` to the new ``file`` in UTF-8."""
    new_place(root, file or "").write_text(words, encoding="utf-8")
