"""Leave a file out."""

from __future__ import annotations

import shutil
from pathlib import Path

from yuejuan.exam.edits import place


def edit(root: Path, file: str | None) -> None:
    """Delete ``file``, or a folder with all that it holds."""
    path = place(root, file)
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()
