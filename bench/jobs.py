"""Two jobs against one, and a second run over the first."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from bench import corpus
from bench.figures import Figure, main
from bench.running import TASKS, fresh, grade


def bench(folder: Path, submissions: int) -> Iterator[Figure]:
    """Two figures for each task; each run starts from nothing except the second one."""
    for task in TASKS:
        handed_in = corpus.made(task, folder, submissions)
        times: dict[str, float] = {}
        for jobs in (1, 2):
            first = fresh(task, handed_in, folder, jobs, submissions)
            times[str(jobs)] = min(ran.seconds for ran in first.runs)
            again = [
                grade(task, handed_in, first.out, "--jobs", str(jobs), count=submissions).seconds for _ in range(3)
            ]
            times[f"{jobs} again"] = min(again)
        how = f"{times['1']:.2f} s with one, {times['2']:.2f} s with two"
        yield Figure(f"two jobs, {task}", f"{times['1'] / times['2']:.2f} ×", "≥ 1.8 ×", how)
        how = f"{times['1 again']:.2f} s after {times['1']:.2f} s, one job"
        yield Figure(f"second run, {task}", f"{100 * times['1 again'] / times['1']:.1f} %", "≤ 2 %", how)


if __name__ == "__main__":
    sys.exit(main(bench))
