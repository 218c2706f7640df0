"""Cut a file short, as an interrupted copy does."""

from __future__ import annotations

from pathlib import Path

from yuejuan.exam.edits import place


def edit(root: Path, file: str | None, *, keep: float) -> None:
    """Keep the first ``keep`` (share between 0 and 1) of the bytes of ``file``; 0 leaves an empty file."""
    path = place(root, file)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * keep)])
