"""Save an Office package as another program does: members in another order, not compressed."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from yuejuan.exam.edits import place


def edit(root: Path, file: str | None) -> None:
    """Write the members in reverse order, stored."""
    path = place(root, file)
    data = path.read_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as target:
        for name in reversed(source.namelist()):
            target.writestr(zipfile.ZipInfo(name, (2026, 11, 20, 9, 0, 0)), source.read(name))
