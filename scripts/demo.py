"""The main job on the sample examination: grade it, print the table, say where to look."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "fixtures" / "sample"
OUT = ROOT / "demo"
PAPERS = ("marketing_plan", "shop_design")
"""What is graded; web pages run in a browser for half a minute each and are left to those who ask."""


def main() -> int:
    """Grade papers of the sample examination into ``demo/`` as a teacher would on the command line."""
    failed = 0
    reports = []
    for name in PAPERS:
        submissions, paper = SAMPLE / "submissions" / name, SAMPLE / "papers" / name
        out = OUT / name
        command = [
            str(Path(sys.executable).with_name("yuejuan")), "grade", str(submissions), "--paper", str(paper),
            "--out", str(out),
        ]  # fmt: skip
        print(f"\n$ yuejuan grade {submissions.relative_to(ROOT)} --paper {paper.relative_to(ROOT)}", flush=True)
        failed |= subprocess.run(command, check=False).returncode
        reports.append(out / "report" / "index.html")
    print("\n请用浏览器打开报告 / open the reports in a browser:")
    for report in reports:
        print(f"  {report}")
    print("\n网页在浏览器里运行，要多等一两分钟 / web pages run in a browser, which takes a minute or two:")
    print("  yuejuan grade fixtures/sample/submissions/web_page --paper fixtures/sample/papers/web_page")
    return failed


if __name__ == "__main__":
    sys.exit(main())
