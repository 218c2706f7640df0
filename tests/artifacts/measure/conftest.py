from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from yuejuan.artifacts.measure.process import MeasuringProcess
from yuejuan.artifacts.reader import ReaderEntry

FACTS = "yuejuan.artifacts.image.facts:ImageFacts"


@pytest.fixture
def readers(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Mapping[str, ReaderEntry]:
    """A table of readers whose module the child finds through PYTHONPATH."""
    folder = tmp_path_factory.mktemp("readers")
    shutil.copy(Path(__file__).with_name("hostile_reader.py"), folder / "hostile_reader.py")
    monkeypatch.setenv("PYTHONPATH", str(folder))
    monkeypatch.syspath_prepend(str(folder))
    entries = (
        ReaderEntry(name="hostile", module="hostile_reader", facts=FACTS, seconds=20.0, megabytes=512),
        ReaderEntry(name="brief", module="hostile_reader", facts=FACTS, seconds=1.0),
        ReaderEntry(
            name="programs", module="hostile_reader", facts=FACTS, seconds=20.0, megabytes=200, starts_programs=True
        ),
        ReaderEntry(name="camera", module="hostile_reader", facts=FACTS, seconds=20.0, takes_pictures=True),
        ReaderEntry(name="nowhere", module="no_such_module", facts=FACTS),
        ReaderEntry(name="other_shape", module="hostile_reader", facts="yuejuan.artifacts.mail.facts:MailFacts"),
    )
    return {entry.name: entry for entry in entries}


@pytest.fixture
def process(readers: Mapping[str, ReaderEntry], tmp_path: Path) -> Iterator[MeasuringProcess]:
    with MeasuringProcess(readers, log=tmp_path / "child.log") as process:
        yield process
