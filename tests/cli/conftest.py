"""The console script as a user runs it, and a small examination to run it on."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

SCRIPT = str(Path(sys.executable).with_name("yuejuan"))
PAPER = Path(__file__).parents[1] / "papers" / "practice_shop_design"
PLAN = PAPER.with_name("practice_marketing_plan")
VARIED = Path(__file__).parents[2] / "fixtures" / "sample" / "papers" / "presales"

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def run() -> Run:
    def run(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
        bare = {name: value for name, value in os.environ.items() if name not in {"LANG", "LC_ALL", "LC_MESSAGES"}}
        return subprocess.run(
            [SCRIPT, *map(str, arguments)],
            capture_output=True,
            encoding="utf-8",
            env={**bare, "LC_ALL": "C.UTF-8", **environment},
            timeout=120,
            check=False,
        )

    return run


def picture(path: Path, size: tuple[int, int], colour: str = "red") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", size, colour).save(path)


@pytest.fixture
def submissions(tmp_path: Path) -> Path:
    """Two folders: one with two versions of the logo, one whose name tells no candidate; and a roster."""
    folder = tmp_path / "答卷"
    picture(folder / "20260101001甲一" / "logo.png", (80, 80))
    picture(folder / "20260101001甲一" / "logo终稿.png", (90, 80), "blue")
    picture(folder / "作业" / "banner.jpg", (950, 120))
    roster = "考号,姓名\n20260101001,甲一\n20260101002,乙二\n20260101003,丙三\n"
    (tmp_path / "名单.csv").write_text(roster, encoding="utf-8")
    return folder
