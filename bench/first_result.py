"""How long a person waits: for help, and for the first result of a self-check on a folder of ten pictures."""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path

from bench import corpus
from bench.figures import Figure, main
from bench.running import PAPERS, SCRIPT, Failed, run

ROUNDS = 5


def bench(folder: Path, submissions: int) -> Iterator[Figure]:
    """Two figures, the median of five runs each; files are warm."""
    own = folder / "own"
    for name, size in {**corpus.PICTURES, "extra.png": (300, 300)}.items():
        (own / name).parent.mkdir(parents=True, exist_ok=True)
        corpus.picture(size, random.Random(name)).save(own / name)
    seconds = _median([SCRIPT, "--help"])
    yield Figure("`yuejuan --help`", f"{seconds:.2f} s", "< 0.5 s", f"median of {ROUNDS}")
    command = [SCRIPT, "check", str(own), "--paper", str(PAPERS / "practice_shop_design"), "--json"]
    if not json.loads(run(command).stdout)["met"]:
        raise Failed("the self-check met nothing")
    yield Figure("`yuejuan check`, ten pictures", f"{_median(command):.2f} s", "< 1 s", f"median of {ROUNDS}")


def _median(command: list[str]) -> float:
    return sorted(run(command).seconds for _ in range(ROUNDS))[ROUNDS // 2]


if __name__ == "__main__":
    sys.exit(main(bench))
