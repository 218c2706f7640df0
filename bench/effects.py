"""Effects of running pages: right, wrong and abstained verdicts, their stability over two runs, and seconds per page.

Run ``python -m bench.effects [--runs 2] [--only NAME]``. Measured are the pages by technique of
``tests/artifacts/running`` and, where YUEJUAN_SAMPLES is set, ``practice/pages`` against its truth. The bare time is
that of a script which opens the page in a browser that is already warm and waits as long as we watched it.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
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


def main() -> None:
    """Print one line for every page that is not all right, then the sums."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--runs", type=int, default=2)
    parser.add_argument("--only", default="")
    chosen = parser.parse_args()
    counts: dict[str, Counter[str]] = {kind: Counter() for kind in KINDS}
    ours, waiting, changed, pages = 0.0, 0.0, 0, 0
    with tempfile.TemporaryDirectory(prefix="yuejuan-bench-") as temporary:
        for case in cases(Path(temporary)):
            if chosen.only not in case.name:
                continue
            outcomes = [measure(case) for _ in range(chosen.runs)]
            pages += 1
            ours += outcomes[0].seconds
            waiting += bare(case, outcomes[0].watched_ms)
            changed += len({tuple(sorted(outcome.states.items())) for outcome in outcomes}) > 1
            found = {
                kind: verdict(outcomes[0].states.get(kind, "uncertain"), truth) for kind, truth in case.truth.items()
            }
            for kind, one in found.items():
                counts[kind][one] += 1
            if set(found.values()) != {"right"}:
                print(f"{case.name}: " + ", ".join(f"{kind} {one}" for kind, one in found.items() if one != "right"))
    print(f"\n{'effect':16} {'right':>6} {'wrong':>6} {'abstained':>10}")
    for kind, count in counts.items():
        print(f"{kind:16} {count['right']:6} {count['wrong']:6} {count['abstained']:10}")
    print(f"\n{pages} pages, {ours / max(1, pages):.1f} s each, bare {waiting / max(1, pages):.1f} s each")
    print(f"pages whose verdicts differ between {chosen.runs} runs: {changed}")


if __name__ == "__main__":
    main()
