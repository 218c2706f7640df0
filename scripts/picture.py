"""Take the picture of a report for the README: grade the sample examination, photograph one candidate's page."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "fixtures/sample"
CANDIDATE = "20260109"
PICTURES = {"zh_CN": "report.png", "en": "report.en.png"}
WIDTH, HEIGHT = 1180, 1760


def _grade(out: Path, language: str) -> Path:
    submissions, paper = SAMPLE / "submissions/shop_design", SAMPLE / "papers/shop_design"
    command = [sys.executable, "-c", "from yuejuan.cli import main; main()", "grade", str(submissions)]
    command += ["--paper", str(paper), "--out", str(out), "--lang", language]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return out / "report/candidates" / f"{CANDIDATE}.html"


def main() -> int:
    """Write the pictures into ``docs/images/``."""
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if browser is None:
        print("Chromium is needed to photograph a page.", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        for language, name in PICTURES.items():
            page, shot = _grade(Path(folder) / language, language), Path(folder) / name
            size = f"--window-size={WIDTH},{HEIGHT}"
            command = [browser, "--headless", "--no-sandbox", "--hide-scrollbars", size, f"--screenshot={shot}"]
            subprocess.run([*command, page.as_uri()], check=True, capture_output=True, timeout=120)
            target = ROOT / "docs/images" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            with Image.open(shot) as picture:
                picture.convert("RGB").quantize(128).save(target, optimize=True)
            print(target.relative_to(ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(main())
