"""Effects of running pages: right, wrong and abstained verdicts, their stability over two runs, and seconds per page.

Run ``python -m bench.effects [--runs 2] [--only NAME]``. Measured are the pages by technique of
``tests/artifacts/running`` and, where YUEJUAN_SAMPLES is set, ``practice/pages`` against its truth. The bare time is
that of a script which opens the page in a browser that is already warm and waits as long as we watched it. Further
runs measure several pages side by side, so that two runs also differ in what else the machine has to do.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from yuejuan.artifacts.reader import Source
from yuejuan.artifacts.running.browser import worker
from yuejuan.artifacts.running.facts import RunningPageFacts
from yuejuan.artifacts.running.folder import Folder
from yuejuan.artifacts.running.reader import read
from yuejuan.artifacts.running.visit import Visit
from yuejuan.tests.artifacts.running.building import KINDS
from yuejuan.tests.artifacts.running.test_effects import SAMPLES


@dataclass(frozen=True)
class Case:
    """One page with its truth: what is found, what is not; kinds left out are disputed."""

    name: str
    path: Path
    truth: Mapping[str, bool]


@dataclass(frozen=True)
class Outcome:
    """States by kind, seconds of the measurement, and the milliseconds that the page was watched."""

    states: Mapping[str, str]
    seconds: float
    watched_ms: float


def cases(folder: Path) -> Iterator[Case]:
    """The pages by technique, then those of the samples."""
    for sample in SAMPLES:
        truth = {kind: kind in sample.shows for kind in KINDS if kind not in sample.disputed}
        yield Case(sample.name, sample.write(folder), truth)
    samples = os.environ.get("YUEJUAN_SAMPLES")
    if samples is not None:
        root = Path(samples) / "practice/pages"
        for one in json.loads((root / "truth.json").read_text("utf-8")):
            truth = {kind: state for kind, state in one["effects"].items() if isinstance(state, bool)}
            yield Case(f"practice/{one['page']}", root / one["page"], truth)


def measure(case: Case) -> Outcome:
    """One measurement as a worker makes it."""
    begin = time.perf_counter()
    facts: RunningPageFacts = read(Source(path=case.path, name=case.path.name, root=case.path.parent))
    states = {effect.kind: effect.state for effect in facts.running or ()}
    return Outcome(states, time.perf_counter() - begin, facts.watched_ms)


def bare(case: Case, watched_ms: float) -> float:
    """Seconds that opening the page and waiting takes without measuring anything."""
    own = worker()

    async def opened() -> None:
        browser = await own.warm.browser()
        async with Visit(browser, Folder(case.path.parent, case.path.name)) as visit:
            await visit.open()
            await asyncio.sleep(watched_ms / 1000)

    begin = time.perf_counter()
    own.loop.run_until_complete(opened())
    return time.perf_counter() - begin


def verdict(state: str, expected: bool) -> str:
    """``right``, ``wrong`` or ``abstained``."""
    if state == "uncertain":
        return "abstained"
    return "right" if (state == "found") == expected else "wrong"


@dataclass
class Totals:
    """Sums over all pages: verdicts by kind, seconds of ours alone, of the bare script, and with several jobs."""

    counts: Mapping[str, Counter[str]]
    alone: float = 0.0
    bare: float = 0.0
    together: float = 0.0


def first_run(chosen: Sequence[Case], totals: Totals) -> list[Outcome]:
    """Measure one page after another beside the bare script; print a line for every page that is not all right."""
    outcomes = []
    for case in chosen:
        outcome = measure(case)
        outcomes.append(outcome)
        totals.alone += outcome.seconds
        totals.bare += bare(case, outcome.watched_ms)
        found = {kind: verdict(outcome.states.get(kind, "uncertain"), truth) for kind, truth in case.truth.items()}
        for kind, one in found.items():
            totals.counts[kind][one] += 1
        wrong = [f"{kind} {one}" for kind, one in found.items() if one != "right"]
        if wrong:
            print(f"{case.name}: {', '.join(wrong)}", flush=True)
    return outcomes


def run_again(chosen: Sequence[Case], totals: Totals, jobs: int) -> list[Outcome]:
    """Measure all pages with several processes side by side."""
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        list(pool.map(measure, chosen[:jobs]))  # Browsers that are not warm yet are not what is asked here.
        begin = time.perf_counter()
        outcomes = list(pool.map(measure, chosen))
        totals.together += time.perf_counter() - begin
    return outcomes


def main() -> None:
    """Print one line for every page that is not all right or not the same twice, then the sums."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--runs", type=int, default=2, help="the first one page by page, the others with --jobs")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only", default="")
    asked = parser.parse_args()
    totals = Totals({kind: Counter() for kind in KINDS})
    with tempfile.TemporaryDirectory(prefix="yuejuan-bench-") as temporary:
        chosen = [case for case in cases(Path(temporary)) if asked.only in case.name]
        runs = [first_run(chosen, totals)]
        runs += [run_again(chosen, totals, asked.jobs) for _ in range(asked.runs - 1)]
    pages, changed = max(1, len(chosen)), 0
    for case, *outcomes in zip(chosen, *runs, strict=True):
        if any(outcome.states != outcomes[0].states for outcome in outcomes):
            changed += 1
            print(f"{case.name}: {' / '.join(str(dict(outcome.states)) for outcome in outcomes)}")
    print(f"\n{'effect':16} {'right':>6} {'wrong':>6} {'abstained':>10}")
    for kind, count in totals.counts.items():
        print(f"{kind:16} {count['right']:6} {count['wrong']:6} {count['abstained']:10}")
    ratio = totals.alone / max(totals.bare, 0.001)
    print(
        f"\n{len(chosen)} pages, {totals.alone / pages:.1f} s each, bare {totals.bare / pages:.1f} s: {ratio:.2f} times"
    )
    if asked.runs > 1:
        print(f"with {asked.jobs} jobs {totals.together / pages / (asked.runs - 1):.1f} s each")
    print(f"pages whose verdicts differ between {asked.runs} runs: {changed}")


if __name__ == "__main__":
    main()
