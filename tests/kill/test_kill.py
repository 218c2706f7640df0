"""Killed at any moment and started again: the same bytes at the end as from an undisturbed run."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from docx import Document
from PIL import Image, ImageDraw

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="kills process groups, which Windows does not have"),
]

SCRIPT = str(Path(sys.executable).with_name("yuejuan"))
PAPER = Path(__file__).parents[1] / "papers" / "practice_shop_design"
PICTURES = {
    "logo.png": (80, 80),
    "banner.jpg": (950, 120),
    "main.jpg": (800, 800),
    "promo.jpg": (750, 390),
    "icon/service.png": (48, 48),
    "icon/fav.png": (48, 48),
    "icon/cat.png": (48, 48),
    "poster.jpg": (960, 400),
    "detail.jpg": (750, 2400),
}
KILLS = 10


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve submissions of pictures; every third one as a zip, so that unpacking is killed too; and a stray."""
    folder = tmp_path_factory.mktemp("batch") / "in"
    for number in range(12):
        own = folder / f"2026010{number:04}"
        for position, (name, size) in enumerate(PICTURES.items()):
            picture = Image.effect_noise(size, 40 + number).convert("RGB")
            ImageDraw.Draw(picture).rectangle((5, 5, 30 + position, 30), fill=(200, 10 * number, 30))
            (own / name).parent.mkdir(parents=True, exist_ok=True)
            picture.save(own / name)
        document = Document()
        document.add_paragraph(f"{number}")
        document.save(str(own / "说明.docx"))
        if number % 3 == 0:
            subprocess.run([sys.executable, "-m", "zipfile", "-c", f"{own}.zip", f"{own}/"], check=True)
            shutil.rmtree(own)
    return folder


def start(batch: Path, out: Path) -> subprocess.Popen[bytes]:
    arguments = [SCRIPT, "grade", str(batch), "--paper", str(PAPER), "--out", str(out), "--jobs", "2"]
    return subprocess.Popen(
        arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True, cwd=batch
    )


def tree(out: Path) -> dict[str, bytes]:
    """Everything that counts: results with their records, the index of the batch, people, reports, evidence."""
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file() and ".yuejuan" not in path.relative_to(out).parts
    }


def kill_whole_group(process: subprocess.Popen[bytes]) -> list[psutil.Process]:
    """Kill -9 the program's group; the measuring children that ran then, which lead groups of their own."""
    try:
        children = psutil.Process(process.pid).children(recursive=True)
    except psutil.NoSuchProcess:
        children = []
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    return children


def test_killed_ten_times_gives_the_bytes_of_an_undisturbed_run(batch: Path, tmp_path: Path) -> None:
    began = time.monotonic()
    assert start(batch, tmp_path / "calm").wait() == 0
    whole = time.monotonic() - began
    calm = tree(tmp_path / "calm")
    assert sum(name.startswith("results/2") for name in calm) == 12
    assert "batch.json" in calm and any(name.startswith("report/") for name in calm)

    chance = random.Random(20260101)
    killed, stages, orphans = 0, set(), []
    for attempt in range(KILLS):
        out = tmp_path / ("disturbed" if attempt % 2 else f"fresh{attempt}")
        process = start(batch, out)
        time.sleep(chance.uniform(0.05, 0.95) * whole)
        if process.poll() is None:
            orphans += kill_whole_group(process)
            killed += 1
            stages.add(len(list(out.glob("results/*.json"))))
    assert killed >= KILLS // 2
    assert len(stages) >= 2, "every kill hit the same moment"

    _, alive = psutil.wait_procs(orphans, timeout=10)
    assert [process.pid for process in alive] == []

    for out in [path for path in tmp_path.iterdir() if path.name != "calm"]:
        assert start(batch, out).wait() == 0
        found = tree(out)
        assert sorted(found) == sorted(calm), out.name
        assert [name for name in calm if found[name] != calm[name]] == [], out.name
        leftovers = [path.name for path in out.rglob("*") if path.name.endswith(".tmp") or path.name.startswith("tmp-")]
        assert leftovers == []
