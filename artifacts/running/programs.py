"""Where a Chromium, Chrome or Edge of the system is. None is ever downloaded."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "microsoft-edge-stable",
    "msedge",
)
"""Names on PATH, the usual ones of Linux distributions first."""

_MAC = (
    "Chromium.app/Contents/MacOS/Chromium",
    "Google Chrome.app/Contents/MacOS/Google Chrome",
    "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
_WINDOWS = (
    r"Google\Chrome\Application\chrome.exe",
    r"Chromium\Application\chrome.exe",
    r"Microsoft\Edge\Application\msedge.exe",
)
_LINUX = (
    "/usr/lib/chromium/chromium",
    "/opt/google/chrome/chrome",
    "/opt/microsoft/msedge/msedge",
    "/snap/bin/chromium",
)
_SECONDS = 20.0


@cache
def find_browser() -> Path | None:
    """The program to start: on PATH, else in the usual places of the operating system; ``None`` when there is none."""
    for name in NAMES:
        found = shutil.which(name)
        if found is not None:
            return Path(found)
    return next((place for place in _places() if place.is_file()), None)


@cache
def browser_version(program: Path) -> str:
    """Name and version as the program tells it; its own path's version folder on Windows, where it tells nothing."""
    if sys.platform == "win32":
        versions = sorted(one.name for one in program.parent.iterdir() if one.name[:1].isdigit())
        return f"{program.stem} {versions[-1] if versions else 'unknown'}"
    try:
        done = subprocess.run(  # noqa: S603 - the system's own browser with a fixed argument
            [program, "--version"], capture_output=True, text=True, timeout=_SECONDS, check=False, errors="replace"
        )
    except (OSError, subprocess.TimeoutExpired):
        return f"{program.name} unknown"
    return done.stdout.strip().splitlines()[0] if done.stdout.strip() else f"{program.name} unknown"


def _places() -> Iterator[Path]:
    if sys.platform == "win32":
        for variable in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"):
            if folder := os.environ.get(variable):
                yield from (Path(folder) / place for place in _WINDOWS)
    elif sys.platform == "darwin":
        for folder in (Path("/Applications"), Path.home() / "Applications"):
            yield from (folder / place for place in _MAC)
    else:
        yield from map(Path, _LINUX)
