"""Folders as candidates hand them in, graded by the command line and held against the truth that came with them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from yuejuan.gradebook.store import ResultStore
from yuejuan.graders.finding import State
from yuejuan.graders.result import SubmissionResult

pytestmark = [
    pytest.mark.samples,
    pytest.mark.skipif("YUEJUAN_SAMPLES" not in os.environ, reason="set YUEJUAN_SAMPLES to the folder of samples"),
]

PAPERS = Path(__file__).parent.parent / "papers"
FOLDER = Path(os.environ.get("YUEJUAN_SAMPLES", ".")) / "practice" / "submissions"
TRUTH: dict[str, Any] = json.loads((FOLDER / "truth.json").read_text("utf-8")) if FOLDER.is_dir() else {"tasks": []}
CANDIDATES = [(task["id"], candidate) for task in TRUTH["tasks"] for candidate in task["candidates"]]
KINDS_OF_EXTRAS = {"system", "stray", "duplicate", "earlier_version", "material", "container"}

each_task = pytest.mark.parametrize("task", [task["id"] for task in TRUTH["tasks"]])
each_candidate = pytest.mark.parametrize(
    ("task", "truth"), CANDIDATES, ids=[f"{task}-{truth['folder']}" for task, truth in CANDIDATES]
)


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Grades a task once: where to, and what was printed."""
    root = tmp_path_factory.mktemp("graded")

    @cache
    def grade(task: str) -> tuple[Path, dict[str, Any]]:
        done = subprocess.run(
            [
                Path(sys.executable).with_name("yuejuan"), "grade", FOLDER / task, "--json", "--lang", "en",
                "--paper", PAPERS / f"practice_{task}", "--roster", FOLDER / "roster.csv", "--out", root / task,
            ],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return root / task, json.loads(done.stdout)

    return grade


def result_of(graded: Any, task: str, folder: str) -> SubmissionResult:
    out, printed = graded(task)
    candidate = next(line["candidate"] for line in printed["submissions"] if line["folder"] == folder)
    return ResultStore(out).read(candidate)


def our_path(path: str, folder: str) -> str:
    return folder + path if path.startswith("!/") else path


@each_task
def test_nobody_is_lost_and_everybody_is_known(graded: Any, task: str) -> None:
    truths = next(entry["candidates"] for entry in TRUTH["tasks"] if entry["id"] == task)
    out, printed = graded(task)
    handed_in = [path.name for path in (FOLDER / task).iterdir()]
    assert printed["handed_in"] == len(handed_in) == len(truths)
    assert Counter(line["folder"] for line in printed["submissions"]) == Counter(handed_in)
    people = json.loads((out / "people.json").read_text("utf-8"))["people"]
    assert [(p["seat"], p["number"], p["name"]) for p in people] == [
        (p["seat"], p["number"], p["name"]) for p in TRUTH["roster"]
    ]
    owners = {candidate: person["number"] for person in people for candidate in person.get("candidates", [])}
    found = {line["folder"]: owners.get(line["candidate"]) for line in printed["submissions"]}
    assert found == {truth["folder"]: truth["candidate"]["number"] for truth in truths}
    present = {truth["candidate"]["number"] for truth in truths}
    assert printed["absent"] == [p["number"] for p in TRUTH["roster"] if p["number"] not in present]


@each_task
def test_the_reports_count_everybody(graded: Any, task: str) -> None:
    out, printed = graded(task)
    report = json.loads((out / "report" / "report.json").read_text("utf-8"))
    assert len(report["candidates"]) == printed["handed_in"]
    assert len(list((out / "report" / "candidates").glob("*.html"))) == printed["handed_in"]
    assert all(Path(path).is_file() for path in printed["reports"])


@each_candidate
def test_every_deliverable_is_matched_as_it_is(graded: Any, task: str, truth: dict[str, Any]) -> None:
    result = result_of(graded, task, truth["folder"])
    matches = result.submission.matches
    sharing = Counter(match.possible for match in matches)
    for match in matches:
        wanted = truth["deliverables"][match.deliverable]
        if wanted["state"] == "present":
            file = our_path(wanted["file"], truth["folder"])
            if match.possible:
                # What only their drawing tells apart: as many files as deliverables that want just such a file.
                assert file in match.possible
                assert sharing[match.possible] == len(match.possible)
            else:
                assert match.files == (file,), match.deliverable
            assert match.named_as_asked is wanted["exact_name"], match.deliverable
        elif wanted["state"] == "ambiguous":
            assert match.files == (), match.deliverable
            assert set(match.possible) == {our_path(path, truth["folder"]) for path in wanted["candidates"]}
        else:
            assert (match.files, match.possible) == ((), ()), match.deliverable


@each_candidate
def test_every_fault_is_named(graded: Any, task: str, truth: dict[str, Any]) -> None:
    result = result_of(graded, task, truth["folder"])
    lost = {
        evidence.file
        for criterion in result.criteria
        for part in criterion.parts
        if part.judge == "check"
        for point in part.finding
        if point.state is not State.JUDGED or point.share != 1
        for evidence in point.evidence
    }
    noted = {str(value) for note in result.notes for value in note.values.values()}
    for deliverable, wanted in truth["deliverables"].items():
        for fault in wanted["faults"]:
            files = {our_path(path, truth["folder"]) for path in (wanted["file"], *wanted["candidates"]) if path}
            assert files & (noted if "truncated" in fault else lost | noted), (deliverable, fault)
            if fault.startswith("true format"):
                agrees = {file.path: file.extension_agrees for file in result.submission.files}
                assert any(agrees[path] is False for path in files), (deliverable, fault)


@each_candidate
def test_what_is_left_over_is_called_what_it_is(graded: Any, task: str, truth: dict[str, Any]) -> None:
    result = result_of(graded, task, truth["folder"])
    wanted = {
        our_path(extra["path"], truth["folder"]): extra["kind"]
        for extra in truth["extras"]
        if extra["kind"] in KINDS_OF_EXTRAS
    }
    found = {extra.path: extra.kind for extra in result.submission.extras}
    if truth["is_zip"]:
        found.pop(truth["folder"], None)
    assert found == wanted
