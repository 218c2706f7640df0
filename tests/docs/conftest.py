"""Running commands as a reader of the docs would."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def yuejuan(tmp_path: Path) -> Run:
    """Runs the command in a folder of its own; ``site`` is put in front of the installed packages."""

    def run(*arguments: object, site: Path | None = None) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "YUEJUAN_LANG": "zh_CN", "PYTHONIOENCODING": "utf-8"}
        if site is not None:
            environment["PYTHONPATH"] = str(site)
        command = [sys.executable, "-c", "from yuejuan.cli import main; main()", *map(str, arguments)]
        return subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8")

    return run
