"""Where axe-core lies: it comes through npm, and none is ever downloaded here."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

AXE_VARIABLE = "YUEJUAN_AXE"
"""Environment variable: path of ``axe.min.js`` where it lies in an unusual place."""
_FILE = Path("node_modules", "axe-core", "axe.min.js")
_VERSION = re.compile(r"axe v(\d+\.\d+\.\d+)")


@cache
def find_axe() -> Path | None:
    """``axe.min.js``: where the variable says, beside this Python, or among npm's global packages; else ``None``."""
    return next((place for place in _places() if place.is_file()), None)


@cache
def axe_version(script: Path) -> str:
    """The version that the first line of the script tells; ``unknown`` where it tells none."""
    with script.open(encoding="utf-8", errors="replace") as file:
        told = _VERSION.search(file.read(200))
    return told[1] if told else "unknown"


def _places() -> Iterator[Path]:
    if own := os.environ.get(AXE_VARIABLE):
        yield Path(own)
    yield Path(sys.prefix) / _FILE
    if sys.platform == "win32":
        yield Path(os.environ.get("APPDATA", "")) / "npm" / _FILE
    else:
        yield from (Path(root) / "lib" / _FILE for root in ("/usr/local", "/usr", "/opt/homebrew"))
