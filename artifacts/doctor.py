"""``yuejuan doctor``: which programs outside Python are there, and what stays open without each."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import version as installed
from importlib.util import find_spec
from pathlib import Path

from yuejuan.artifacts.audit.program import find_axe
from yuejuan.messages import Message, say

_SECONDS = 20.0


@dataclass(frozen=True)
class Tool:
    """What some measurements need: a program on PATH, Python packages, a file that ``find`` knows.

    ``id`` names its texts. ``facts`` is the class that its measurements give, ``None`` where anything may need it;
    ``formats`` are the files that stay unread without it.
    """

    id: str
    name: str
    package: str
    commands: tuple[str, ...] = ()
    version: tuple[str, ...] = ()
    modules: tuple[str, ...] = ()
    find: Callable[[], Path | None] | None = None
    facts: str | None = None
    formats: tuple[str, ...] = ()

    def concerns(self, facts: Iterable[str]) -> bool:
        """True if facts of these classes may need the tool."""
        return self.facts is None or self.facts in facts

    @property
    def present(self) -> bool:
        """True if its packages can be imported and one of its commands is on PATH; nothing is run."""
        modules = all(find_spec(module) for module in self.modules)
        command = not self.commands or self.command is not None
        return modules and command and (self.find is None or self.find() is not None)

    @property
    def command(self) -> str | None:
        """Path of the first of its commands that is on PATH."""
        return next((found for name in self.commands if (found := shutil.which(name))), None)


@dataclass(frozen=True)
class Diagnosis:
    """What was found: ``version`` is ``None`` when the tool is missing; ``effect`` says what that costs."""

    tool: Tool
    version: str | None
    effect: Message


TOOLS = (
    Tool(
        "office",
        "LibreOffice",
        "libreoffice-writer",
        commands=("soffice", "libreoffice"),
        version=("--version",),
        facts="DocumentFacts",
        formats=("doc", "wps", "rtf", "odt"),
    ),
    Tool("archiver", "7-Zip", "p7zip-full", commands=("7zz", "7z"), formats=("rar",)),
    Tool(
        "browser",
        "Chromium",
        "chromium",
        commands=("chromium", "chromium-browser", "google-chrome", "chrome", "msedge"),
        version=("--version",),
        modules=("playwright",),
        facts="RunningPageFacts",
    ),
    Tool("axe", "axe-core", "axe-core", find=find_axe, facts="AuditFacts"),
    Tool("ocr", "RapidOCR", "yuejuan[ocr]", modules=("rapidocr", "onnxruntime"), facts="OcrFacts"),
    Tool(
        "font",
        "中文字体",
        "fonts-wqy-microhei",
        commands=("fc-list",),
        version=(":lang=zh", "family"),
        facts="",
    ),
)


def diagnose(run: Callable[[Sequence[str]], str] | None = None) -> list[Diagnosis]:
    """Look for every tool and its version. ``run`` gives the output of a command (for tests); the default runs it."""
    return [_diagnose(tool, run or _run) for tool in TOOLS]


def _diagnose(tool: Tool, run: Callable[[Sequence[str]], str]) -> Diagnosis:
    version = _packages(tool) if tool.present else None
    if version is not None and (command := tool.command):
        lines = run((command, *tool.version)).strip().splitlines() if tool.version else [command]
        version = lines[0].strip() if lines and lines[0] else None
    if version is not None and tool.find is not None:
        version = str(tool.find())
    state = "found" if version is not None else "missing"
    return Diagnosis(tool, version, say(f"doctor.{tool.id}_{state}", tool=tool.name, package=tool.package))


def _packages(tool: Tool) -> str:
    return ", ".join(f"{module} {installed(module)}" for module in tool.modules)


def _run(command: Sequence[str]) -> str:
    try:
        done = subprocess.run(  # noqa: S603 - a program that was found on PATH, with fixed arguments
            command, capture_output=True, text=True, timeout=_SECONDS, check=False, errors="replace"
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout
