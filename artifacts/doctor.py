"""``yuejuan doctor``: which programs outside Python are there, and what stays open without each."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from yuejuan.messages import Message, say

_SECONDS = 20.0


@dataclass(frozen=True)
class Tool:
    """A program that some measurements need. ``reader`` is the one that abstains without it, ``formats`` its files."""

    name: str
    commands: tuple[str, ...]
    version: tuple[str, ...]
    package: str
    reader: str
    formats: tuple[str, ...]

    def concerns(self, facts: Iterable[str]) -> bool:
        """True if facts of these classes may need the tool; what an archive holds may be anything."""
        return self.reader == "archive" or f"{self.reader.title()}Facts" in facts


@dataclass(frozen=True)
class Diagnosis:
    """What was found: ``version`` is ``None`` when the tool is missing; ``effect`` says what that costs."""

    tool: Tool
    version: str | None
    effect: Message


TOOLS = (
    Tool(
        "LibreOffice",
        ("soffice", "libreoffice"),
        ("--version",),
        "libreoffice-writer",
        "document",
        ("doc", "wps", "rtf", "odt"),
    ),
    Tool("7z", ("7z", "7zz", "unar", "bsdtar"), (), "p7zip-full", "archive", ("rar",)),
    Tool(
        "Chromium",
        ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge"),
        ("--version",),
        "chromium",
        "page",
        (),
    ),
    Tool("中文字体", ("fc-list",), (":lang=zh", "family"), "fonts-wqy-microhei", "report", ()),
)


def diagnose(run: Callable[[Sequence[str]], str] | None = None) -> list[Diagnosis]:
    """Look for every tool. ``run`` gives the output of a command (for tests); the default runs it."""
    return [_diagnose(tool, run or _run) for tool in TOOLS]


def _diagnose(tool: Tool, run: Callable[[Sequence[str]], str]) -> Diagnosis:
    command = next((found for name in tool.commands if (found := shutil.which(name))), None)
    version = None
    if command is not None:
        lines = run((command, *tool.version)).strip().splitlines() if tool.version else [command]
        version = lines[0].strip() if lines else None
    state = "found" if version is not None else "missing"
    return Diagnosis(tool, version, say(f"doctor.{tool.reader}_{state}", tool=tool.name, package=tool.package))


def _run(command: Sequence[str]) -> str:
    try:
        done = subprocess.run(  # noqa: S603 - a program that was found on PATH, with fixed arguments
            command, capture_output=True, text=True, timeout=_SECONDS, check=False, errors="replace"
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout
