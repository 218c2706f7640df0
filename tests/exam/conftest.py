from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

_HERE = Path(__file__).parent


@pytest.fixture
def helpers(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder from which started programs import the test reader and the procedure in little."""
    folder = tmp_path_factory.mktemp("helpers")
    shutil.copy(_HERE / "batch_procedure.py", folder)
    shutil.copy(_HERE.parent / "artifacts" / "measure" / "hostile_reader.py", folder)
    monkeypatch.setenv("PYTHONPATH", str(folder))
    monkeypatch.syspath_prepend(str(folder))
    yield folder
    for name in ("batch_procedure", "hostile_reader"):
        sys.modules.pop(name, None)
