"""``inspect`` of a PSD with 100 layers against ag-psd in node: whole processes, and reading alone.

ag-psd is installed by npm into ``.cache/ag-psd`` the first time. It is told to skip pixels, as we do.
"""

from __future__ import annotations

import json
import random
import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from bench import corpus
from bench.figures import Figure, main
from bench.running import ROOT, SCRIPT, Failed, run

LAYERS = 100
ROUNDS = 5
HERE = Path(__file__).parent / "ag_psd"


def bench(folder: Path, submissions: int) -> Iterator[Figure]:
    """Two figures. :class:`Failed` without node, or when the two see another number of layers."""
    installed = _installed()
    path = folder / "layers.psd"
    corpus.layered(path, (950, 600), LAYERS, random.Random("layers"))
    theirs = [run(["node", installed / "list.mjs", path]) for _ in range(ROUNDS)]
    ours = [run([SCRIPT, "inspect", path, "--json"]) for _ in range(ROUNDS)]
    their_reading = min(json.loads(one.stdout)["milliseconds"] for one in theirs)
    layers = json.loads(theirs[0].stdout)["layers"]
    seen = json.loads(ours[0].stdout)[0]["layer_count"]
    if layers != seen or layers < LAYERS:
        raise Failed(f"ag-psd sees {layers} layers, yuejuan {seen}")
    our_reading = _reading(path)
    how = (
        f"yuejuan {our_reading:.1f} ms, ag-psd {their_reading:.1f} ms; best of {ROUNDS}, {path.stat().st_size >> 20} MB"
    )
    yield Figure("listing 100 layers", f"{our_reading / their_reading:.2f} ×", "≤ 1 ×", how)
    whole = [min(one.seconds for one in runs) for runs in (ours, theirs)]
    how = f"`yuejuan inspect` {whole[0]:.2f} s, node {whole[1]:.2f} s; best of {ROUNDS}"
    yield Figure("listing 100 layers, whole process", f"{whole[0] / whole[1]:.2f} ×", "—", how)


def _installed() -> Path:
    if shutil.which("npm") is None:
        raise Failed("node and npm are not installed")
    place = ROOT / ".cache" / "ag-psd"
    place.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "list.mjs"):
        shutil.copy(HERE / name, place)
    if not (place / "node_modules" / "ag-psd").is_dir():
        run(["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", place])
    return place


def _reading(path: Path) -> float:
    """Milliseconds of our reader alone in a warm process, the best of some."""
    from yuejuan.artifacts.psd.reader import read
    from yuejuan.artifacts.reader import Source

    best = float("inf")
    for _ in range(ROUNDS):
        began = time.perf_counter()
        read(Source(path=path, name=path.name))
        best = min(best, time.perf_counter() - began)
    return best * 1000


if __name__ == "__main__":
    sys.exit(main(bench))
