"""Peak resident memory of the program and all its children as submissions grow."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from bench import corpus
from bench.figures import Figure, main
from bench.running import TASKS, grade

FEW = 20


def bench(folder: Path, submissions: int) -> Iterator[Figure]:
    """One figure for each task: the peak with all submissions over the peak with twenty."""
    for task in TASKS:
        handed_in = corpus.made(task, folder, submissions)
        few = folder / f"few-{task}"
        for one in sorted(handed_in.iterdir())[:FEW]:
            shutil.copytree(one, few / one.name)
        peaks = []
        for place, count in ((few, min(FEW, submissions)), (handed_in, submissions)):
            out = folder / "out"
            peaks.append(grade(task, place, out, "--jobs", "2", count=count, memory=True).peak)
            shutil.rmtree(out)
        shutil.rmtree(few)
        how = f"{peaks[0] >> 20} MB with {min(FEW, submissions)}, {peaks[1] >> 20} MB with {submissions}, two jobs"
        yield Figure(f"memory, {task}", f"{peaks[1] / peaks[0]:.2f} ×", "flat", how)


if __name__ == "__main__":
    sys.exit(main(bench))
