"""Writing a file so that others see the old content or the new one, never a part of it."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def write_atomically(path: Path, data: bytes, *, durable: bool = True) -> None:
    """Replace ``path`` by ``data``; when it returns, the data is on the disk.

    Not ``durable``: after a power failure (never after a kill) the file may be old or damaged; for what can be made
    again, because waiting for the disk takes longer than writing.
    The file first lies beside its place under another name that ends in ``.tmp``; a killed program may leave one
    behind.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name + ".", suffix=".tmp")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            if durable:
                os.fsync(file.fileno())
        # mkstemp makes files for the owner alone; a result is for whoever may read the folder.
        temporary.chmod(0o644)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
