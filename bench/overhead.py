"""The whole engine, one job, against a bare script that makes the same library calls on the same files.

All are whole processes, start-up included; the quickest of each counts. The second figure holds the
engine against a script that also lets the checks look at the facts, and so tells what keeping files apart, limits,
caching, matching and storing cost.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench import corpus
from bench.figures import Figure, main
from bench.listing import write_work
from bench.running import PAPERS, TASKS, Failed, Ran, fresh, rounds, run


def bench(folder: Path, submissions: int) -> Iterator[Figure]:
    """Two figures for each task."""
    for task in TASKS:
        handed_in = corpus.made(task, folder, submissions)
        paper = PAPERS / f"practice_{task}"
        work = folder / f"{task}.json"
        count = write_work(handed_in, paper, work)
        measuring = [_bare([work], count) for _ in range(rounds(submissions))]
        judging = [_bare([work, "--judge", paper], count) for _ in range(rounds(submissions))]
        whole = _quickest(fresh(task, handed_in, folder, 1, submissions).runs)
        for script, does in ((_quickest(measuring), ""), (_quickest(judging), ", judging too")):
            how = (
                f"{count} measurements; bare script{does} {script.seconds:.2f} s, engine {whole.seconds:.2f} s; "
                f"processor time {100 * (whole.cpu / script.cpu - 1):+.0f} %"
            )
            overhead = f"{100 * (whole.seconds / script.seconds - 1):+.0f} %"
            yield Figure(f"overhead, {task}{does}", overhead, "≤ 10 %", how)


def _bare(arguments: list[str | Path], count: int) -> Ran:
    script = run([sys.executable, "-m", "bench.bare", *arguments])
    if int(script.stdout) != count:
        raise Failed(f"the bare script made {script.stdout} of {count} measurements")
    return script


def _quickest(runs: Sequence[Ran]) -> Ran:
    return min(runs, key=lambda ran: ran.seconds)


if __name__ == "__main__":
    sys.exit(main(bench))
