"""What a reader is: a function from one source to frozen facts, named in one table and imported when first used."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from typing import TypeAlias

from yuejuan.artifacts.facts import Facts
from yuejuan.messages import Message

Scalar: TypeAlias = str | int | float | bool | None
ReadFunction: TypeAlias = Callable[["Source"], Facts]


class FailureReason(StrEnum):
    """Why a measurement gave no facts; a part of the closed list of reasons for open points."""

    TOOL_MISSING = "tool_missing"
    TIMEOUT = "timeout"
    CRASHED = "crashed"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, kw_only=True)
class Source:
    """What a reader is given.

    ``path`` is where the bytes lie now; ``name`` the path relative to the candidate's folder, for messages and for
    the extension; ``root`` the folder of the submission when the reader may look at neighbours (a page's pictures).
    ``parameters`` are the measurement's own (``{"preview": True}``); ``others`` further inputs of a comparison by
    role; ``scratch`` is an empty folder that is deleted after the measurement, unless the reader's results lie in it.
    """

    path: Path
    name: str
    root: Path | None = None
    parameters: Mapping[str, Scalar] = field(default_factory=dict)
    others: Mapping[str, Path] = field(default_factory=dict)
    scratch: Path | None = None


class ToolMissing(Exception):
    """A program or an extra package that this measurement needs is missing. ``tool`` as ``yuejuan doctor`` names it."""

    def __init__(self, tool: str, message: Message) -> None:
        super().__init__(tool)
        self.tool = tool
        self.message = message


class UnreadableSource(Exception):
    """The file cannot be read at all (damaged, encrypted, another type); ``message`` says what, where, how to mend."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.id)
        self.message = message


@dataclass(frozen=True, kw_only=True)
class ReaderEntry:
    """One line of the table of readers.

    ``module`` holds ``read(source) -> Facts`` and ``tools() -> dict[str, str]`` (names and versions that the facts
    depend on); ``facts`` names the class of what it returns, ``whole_folder`` says that it may look at all files of
    the submission.
    ``seconds`` and ``megabytes`` limit one measurement. ``starts_programs`` (an office suite, 7-Zip; the threads of OCR
    and OpenCV count too): the address space is far larger than the memory in use, so it is not limited; the resident
    memory of all is watched instead. ``takes_pictures``: it lays pictures into its scratch folder that its facts name
    by digest, and they are kept.
    """

    name: str
    module: str
    facts: str
    seconds: float = 30.0
    megabytes: int = 1024
    whole_folder: bool = False
    starts_programs: bool = False
    takes_pictures: bool = False

    def function(self) -> ReadFunction:
        """The reader's function, importing its module now."""
        read: ReadFunction = import_module(self.module).read
        return read

    def tools(self) -> dict[str, str]:
        """Names and versions of the tools that the facts depend on."""
        tools: dict[str, str] = import_module(self.module).tools()
        return tools


THREADS_VARIABLE = "YUEJUAN_THREADS"
"""Environment variable: threads that one measuring process may use. Who starts several processes sets it lower."""

_TABLE = (
    ReaderEntry(
        name="image",
        module="yuejuan.artifacts.image.reader",
        facts="yuejuan.artifacts.image.facts:ImageFacts",
    ),
    ReaderEntry(name="psd", module="yuejuan.artifacts.psd.reader", facts="yuejuan.artifacts.psd.facts:PsdFacts"),
    ReaderEntry(
        name="page",
        module="yuejuan.artifacts.page.reader",
        facts="yuejuan.artifacts.page.facts:PageFacts",
        whole_folder=True,
    ),
    ReaderEntry(
        name="running_page",
        module="yuejuan.artifacts.running.reader",
        facts="yuejuan.artifacts.running.facts:RunningPageFacts",
        # A visit ends itself after 50 seconds and a page after 1.4 GB; pages that browser processes share count often.
        seconds=75.0,
        megabytes=6144,
        whole_folder=True,
        starts_programs=True,
        takes_pictures=True,
    ),
    ReaderEntry(
        name="screenshot",
        module="yuejuan.artifacts.screenshot.reader",
        facts="yuejuan.artifacts.screenshot.facts:ScreenshotFacts",
        seconds=45.0,
        megabytes=6144,
        whole_folder=True,
        starts_programs=True,
        takes_pictures=True,
    ),
    ReaderEntry(
        name="audit",
        module="yuejuan.artifacts.audit.reader",
        facts="yuejuan.artifacts.audit.facts:AuditFacts",
        seconds=45.0,
        megabytes=6144,
        whole_folder=True,
        starts_programs=True,
    ),
    ReaderEntry(
        name="document",
        module="yuejuan.artifacts.document.reader",
        facts="yuejuan.artifacts.document.facts:DocumentFacts",
        seconds=90.0,
        starts_programs=True,
    ),
    ReaderEntry(
        name="workbook",
        module="yuejuan.artifacts.workbook.reader",
        facts="yuejuan.artifacts.workbook.facts:WorkbookFacts",
    ),
    ReaderEntry(name="mail", module="yuejuan.artifacts.mail.reader", facts="yuejuan.artifacts.mail.facts:MailFacts"),
    ReaderEntry(
        name="archive",
        module="yuejuan.artifacts.archive.reader",
        facts="yuejuan.artifacts.archive.facts:ArchiveFacts",
        seconds=120.0,
        starts_programs=True,
    ),
    ReaderEntry(
        name="ocr",
        module="yuejuan.artifacts.ocr.reader",
        facts="yuejuan.artifacts.ocr.facts:OcrFacts",
        seconds=240.0,
        megabytes=2048,
        starts_programs=True,
    ),
    ReaderEntry(
        name="comparison",
        module="yuejuan.artifacts.comparison.reader",
        facts="yuejuan.artifacts.comparison.facts:ComparisonFacts",
        seconds=60.0,
        megabytes=2048,
        starts_programs=True,
    ),
    ReaderEntry(
        name="placement",
        module="yuejuan.artifacts.placement.reader",
        facts="yuejuan.artifacts.placement.facts:PlacementFacts",
        seconds=60.0,
        megabytes=2048,
        starts_programs=True,
    ),
)
READERS: Mapping[str, ReaderEntry] = {entry.name: entry for entry in _TABLE}
