"""Places inside the submission for files that do not exist yet."""

from __future__ import annotations

from pathlib import Path

from yuejuan.artifacts.paths import clean_name
from yuejuan.exam.edits import EditError
from yuejuan.messages import Message


def new_place(root: Path, file: str) -> Path:
    """Where ``file`` will lie inside ``root``, its folders made; :class:`EditError` when it would lie outside."""
    path = clean_name(file)
    if isinstance(path, Message):
        raise EditError(path)
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    return target
