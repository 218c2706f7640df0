"""One figure of a benchmark, and the table that they are printed as."""

from __future__ import annotations

import argparse
import os
import platform
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from bench.running import Failed

HEADER = ("benchmark", "measured", "goal", "how")


@dataclass(frozen=True)
class Figure:
    """What was measured, with its unit, beside the goal; ``how`` names the numbers that it comes from."""

    name: str
    measured: str
    goal: str
    how: str


Bench = Callable[[Path, int], Iterator[Figure]]
"""Takes a folder for its files and the number of submissions."""


def table(figures: Iterable[Figure]) -> str:
    """A Markdown table."""
    rows = [HEADER, *((f.name, f.measured, f.goal, f.how) for f in figures)]
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([lines[0], "|---" * len(HEADER) + "|", *lines[1:]])


def machine() -> str:
    """Where the figures come from."""
    libraries = ", ".join(f"{name} {version(name)}" for name in ("pillow", "numpy", "lxml", "msgspec"))
    system = f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"
    return f"{os.cpu_count()} cores, {system}, {libraries}"


def main(*benches: Bench) -> int:
    """Run ``benches`` from the command line and print one table; a bench that failed prints no number and gives 1."""
    import tempfile

    parser = argparse.ArgumentParser()
    parser.add_argument("--submissions", type=int, default=40)
    parser.add_argument("--write", action="store_true", help="write the table to bench/RESULTS.md as well")
    asked = parser.parse_args()
    figures: list[Figure] = []
    failed = 0
    with tempfile.TemporaryDirectory(prefix="yuejuan-bench-") as folder:
        for bench in benches:
            try:
                figures += bench(Path(folder), asked.submissions)
            except Failed as failure:
                failed = 1
                print(f"{bench.__module__}: no number, because {failure}", file=sys.stderr)
    text = f"{asked.submissions} submissions of each task; {machine()}.\n\n{table(figures)}\n"
    print(text)
    if asked.write and not failed:
        results = Path(__file__).parent / "RESULTS.md"
        results.write_text(f"# Measured by `python -m bench`\n\n{text}", encoding="utf-8")
    return failed
