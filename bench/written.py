"""Written work: documents per second, against opening the same file with python-docx and cutting it with jieba once.

The submissions are copies of a sample paper's reference; a line that differs goes into every Word file, so that nothing
is measured once for all.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from bench.figures import Figure, main
from bench.running import ROOT, SCRIPT, Failed, rounds, run

SAMPLES = ROOT / "fixtures" / "sample" / "papers"
PAPERS = ("presales", "aftersales", "marketing_plan", "team_management")


def bench(folder: Path, submissions: int) -> Iterator[Figure]:
    """Two figures for each paper: one job and two jobs over the bare script, which always has one."""
    for name in PAPERS:
        handed_in = folder / f"written-{name}"
        documents = _copies(SAMPLES / name / "reference", handed_in, submissions)
        for jobs in (1, 2):
            bare, whole = [], []
            for _ in range(rounds(submissions)):
                script = run([sys.executable, "-m", "bench.written", handed_in])
                if int(script.stdout) != documents:
                    raise Failed(f"the bare script opened {script.stdout} of {documents} documents")
                bare.append(script.seconds)
                out = folder / "written-out"
                command = [SCRIPT, "grade", handed_in, "--paper", SAMPLES / name, "--out", out, "--no-report"]
                whole.append(run([*command, "--jobs", str(jobs)]).seconds)
                shutil.rmtree(out)
            ratio = min(whole) / min(bare)
            how = f"{documents / min(whole):.0f} documents a second, bare script {documents / min(bare):.0f}"
            yield Figure(f"written work, {name}, {jobs} job{'s' if jobs > 1 else ''}", f"{ratio:.2f} ×", "≤ 1.5 ×", how)


def _copies(reference: Path, folder: Path, count: int) -> int:
    """``count`` copies of ``reference`` below ``folder``; how many Word files they hold."""
    from docx import Document

    documents = 0
    for number in range(count):
        copy = folder / f"2026{number:07}"
        shutil.copytree(reference, copy)
        for path in copy.rglob("*.docx"):
            document = Document(str(path))
            document.add_paragraph(f"第{number}份答卷。")
            document.save(str(path))
            documents += 1
    return documents


def bare(folder: Path) -> int:
    """Open every Word file, take the text of its paragraphs and cells, and cut it into words; how many files."""
    import jieba
    from docx import Document

    opened = 0
    for path in sorted(folder.rglob("*.docx")):
        document = Document(str(path))
        cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
        text = "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
        for _ in jieba.cut(text):
            pass
        opened += 1
    return opened


if __name__ == "__main__":
    if len(sys.argv) == 2 and Path(sys.argv[1]).is_dir():
        print(bare(Path(sys.argv[1])))
    else:
        sys.exit(main(bench))
