"""What grading would measure, listed once, so that the bare script need not know how files are found and matched."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec

from yuejuan.artifacts.measure.measurer import Measurer
from yuejuan.artifacts.reader import READERS
from yuejuan.exam.entries import find_entries
from yuejuan.exam.prepare import MATERIAL, Materials, Prepared, prepare
from yuejuan.exam.roster import Roster
from yuejuan.graders.binding import bind
from yuejuan.graders.engine import plan, to_be_seen
from yuejuan.graders.registry import installed
from yuejuan.rubrics.loader import load_paper


def write_work(submissions: Path, paper: Path, work: Path) -> int:
    """Write every submission with its measurements as JSON to ``work``; how many measurements there are."""
    bound = bind(load_paper(paper), installed())
    materials = Materials.of(bound.sheet)
    listed = []
    with Measurer() as measurer:
        for entry in find_entries(submissions, Roster(())):
            prepared = prepare(entry, bound.sheet, materials, measurer)
            measurements = []
            for request in (*plan(bound, prepared.submission), *to_be_seen(bound, prepared.submission)):
                root = str(entry.path) if READERS[request.reader].whole_folder else None
                place = str(prepared.opened.places[request.file])
                others = {role: str(_place(name, prepared)) for role, name in request.others}
                measurements.append([msgspec.to_builtins(request), place, root, others])
            listed.append([msgspec.to_builtins(prepared.submission), measurements])
    work.write_text(json.dumps(listed), encoding="utf-8")
    return sum(len(measurements) for _, measurements in listed)


def _place(name: str, prepared: Prepared) -> Path:
    if name.startswith(MATERIAL):
        return prepared.materials.folder / name.removeprefix(MATERIAL)
    return prepared.opened.places[name]
