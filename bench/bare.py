"""The bare script that the engine is held against: the readers called one after the other, and nothing else.

``python -m bench.bare JOBS`` takes a list of measurements as JSON and prints how many it made. No cache, no digests,
no limits, no judging, no results: what somebody would write in ten minutes who trusts all files.
"""

from __future__ import annotations

import json
import sys
from importlib import import_module
from pathlib import Path

from yuejuan.artifacts.measure.measurer import Measurer
from yuejuan.artifacts.reader import READERS, Source
from yuejuan.exam.entries import find_entries
from yuejuan.exam.prepare import MATERIAL, Materials, Prepared, prepare
from yuejuan.exam.roster import Roster
from yuejuan.graders.binding import bind
from yuejuan.graders.engine import plan
from yuejuan.graders.registry import installed
from yuejuan.rubrics.loader import load_paper


def write_jobs(submissions: Path, paper: Path, jobs: Path) -> int:
    """List the measurements that grading ``submissions`` makes; how many they are."""
    bound = bind(load_paper(paper), installed())
    materials = Materials.of(bound.sheet)
    listed = []
    with Measurer() as measurer:
        for entry in find_entries(submissions, Roster(())):
            prepared = prepare(entry, bound.sheet, materials, measurer)
            for request in plan(bound, prepared.submission):
                root = str(entry.path) if READERS[request.reader].whole_folder else None
                place = str(prepared.opened.places[request.file])
                others = {role: str(_place(name, prepared)) for role, name in request.others}
                listed.append([request.reader, place, request.file, root, dict(request.parameters), others])
    jobs.write_text(json.dumps(listed), encoding="utf-8")
    return len(listed)


def _place(name: str, prepared: Prepared) -> Path:
    if name.startswith(MATERIAL):
        return prepared.materials.folder / name.removeprefix(MATERIAL)
    return prepared.opened.places[name]


def main(jobs: Path) -> int:
    """Make every measurement of the list."""
    count = 0
    for reader, path, name, root, parameters, others in json.loads(jobs.read_text("utf-8")):
        source = Source(
            path=Path(path),
            name=name,
            root=Path(root) if root is not None else None,
            parameters=parameters,
            others={role: Path(other) for role, other in others.items()},
        )
        import_module(READERS[reader].module).read(source)
        count += 1
    print(count)
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
