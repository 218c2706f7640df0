"""The whole engine, one job, against a bare script that makes the same library calls on the same files.

Both are whole processes, start-up included; each runs three times in turn and the quickest counts.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from bench import bare, corpus
from bench.figures import Figure, main
from bench.running import PAPERS, TASKS, Failed, grade, run

ROUNDS = 3


def bench(folder: Path, submissions: int) -> Iterator[Figure]:
    """One figure for each task."""
    for task in TASKS:
        handed_in = corpus.made(task, folder, submissions)
        jobs = folder / f"{task}.json"
        count = bare.write_jobs(handed_in, PAPERS / f"practice_{task}", jobs)
        bare_runs, engine_runs = [], []
        for _ in range(ROUNDS):
            script = run([sys.executable, "-m", "bench.bare", jobs])
            if int(script.stdout) != count:
                raise Failed(f"the bare script made {script.stdout} of {count} measurements")
            bare_runs.append(script)
            out = folder / "out"
            engine_runs.append(grade(task, handed_in, out, "--jobs", "1", count=submissions))
            shutil.rmtree(out)
        wall = min(r.seconds for r in engine_runs) / min(r.seconds for r in bare_runs)
        cpu = min(r.cpu for r in engine_runs) / min(r.cpu for r in bare_runs)
        how = (
            f"{count} measurements; bare {min(r.seconds for r in bare_runs):.2f} s, "
            f"engine {min(r.seconds for r in engine_runs):.2f} s; processor time {100 * (cpu - 1):+.0f} %"
        )
        yield Figure(f"overhead, {task}", f"{100 * (wall - 1):+.0f} %", "≤ 10 %", how)


if __name__ == "__main__":
    sys.exit(main(bench))
