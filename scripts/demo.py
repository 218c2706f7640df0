"""The main job on the sample examination: grade it, print the table, say where to look."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "fixtures" / "sample"
OUT = ROOT / "demo"


def main() -> int:
    """Grade every paper of the sample examination into ``demo/`` as a teacher would on the command line."""
    failed = 0
    reports = []
    for submissions in sorted(path for path in (SAMPLE / "submissions").iterdir() if path.is_dir()):
        paper = SAMPLE / "papers" / submissions.name
        out = OUT / submissions.name
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
    return failed


if __name__ == "__main__":
    sys.exit(main())
