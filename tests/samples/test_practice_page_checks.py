"""The checks of pages on pages as candidates write them, held against the truth that came with them.

A determined point must be right; where a page leaves room for doubt the point may be open, but never lost.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from yuejuan.artifacts.facts import Facts
from yuejuan.artifacts.page.facts import PageFacts
from yuejuan.artifacts.page.reader import read
from yuejuan.artifacts.reader import Source
from yuejuan.graders.api import Subject
from yuejuan.graders.finding import Point
from yuejuan.graders.registry import installed
from yuejuan.graders.submission import HandedFile, Match, Submission
from yuejuan.graders.testing.cases import outcome_of
from yuejuan.rubrics.paper import Deliverable

pytestmark = [
    pytest.mark.samples,
    pytest.mark.skipif("YUEJUAN_SAMPLES" not in os.environ, reason="set YUEJUAN_SAMPLES to the folder of samples"),
]

FOLDER = Path(os.environ.get("YUEJUAN_SAMPLES", ".")) / "practice" / "pages"
TRUTH = json.loads((FOLDER / "truth.json").read_text("utf-8")) if FOLDER.is_dir() else []
TECHNIQUES = {"table", "nested_table", "frameset", "iframe", "layer", "form", "css_float", "css_flex", "css_grid"}
GB = {"GB2312", "GBK", "GB18030"}

each_page = pytest.mark.parametrize("truth", TRUTH, ids=[entry["page"].partition("/")[0] for entry in TRUTH])


def points(truth: dict[str, Any], check_id: str, **parameters: Any) -> dict[str, Point]:
    """What a check says about the page of ``truth``, by point."""
    page = FOLDER / truth["page"]
    facts = read(Source(path=page, name=page.name, root=page.parent))
    files = [_handed(path, page) for path in sorted(page.parent.rglob("*")) if path.is_file()]
    deliverable = Deliverable.model_validate({"id": "page", "title": "网页", "name": page.name, "kind": "page"})
    submission = Submission(
        candidate="20990001",
        folder="20990001",
        files=tuple(files),
        matches=(Match(deliverable="page", files=(page.name,), matched_by=("name",), named_as_asked=True),),
        extras=(),
        complete=True,
    )

    def lookup(path: str, kind: type[Facts]) -> Any:
        assert (path, kind) == (page.name, PageFacts)
        return facts

    check = installed().get(check_id)
    subject = Subject(submission, (deliverable,), tuple(one for one in files if one.path == page.name), lookup)
    return {point.key: point for point in check.judge(subject, check.parameters.model_validate(parameters))}


def _handed(path: Path, page: Path) -> HandedFile:
    name = path.relative_to(page.parent).as_posix()
    kind = "page" if path == page else "image"
    return HandedFile(path=name, asked_path=name, bytes=path.stat().st_size, sha256=name, kind=kind, format=kind)


@each_page
def test_encoding(truth):
    true, declared = truth["encoding"].split()[0], truth["declared_encoding"]
    found = points(truth, "page.encoding", charset=true)
    agree = declared.upper() in (GB if true in GB else {true.upper(), true.removesuffix("LE")})
    assert outcome_of(found["charset"]) == "earned"
    assert outcome_of(found["declared"]) == ("earned" if agree else "lost")


@each_page
def test_properties(truth):
    asked = {"title": truth["title"]}
    if truth["keywords"]:
        asked |= {"keywords": truth["keywords"]}
    if truth["description"]:
        asked |= {"description_words": [truth["description"]]}
    assert {outcome_of(point) for point in points(truth, "page.properties", **asked).values()} == {"earned"}
    wrong = points(truth, "page.properties", title="别的标题", keywords=["别的关键字"])
    assert all(outcome_of(point) in ("lost", "open uncertain") for point in wrong.values())


@each_page
@pytest.mark.parametrize("technique", sorted(TECHNIQUES))
def test_layout(truth, technique):
    names = {technique, technique.removeprefix("css_")}
    outcome = outcome_of(points(truth, "page.layout", technique=[technique])["used"])
    if names & set(truth["layout"]):
        assert outcome != "lost" or names & set(truth["layout_optional"])
    else:
        assert outcome in ("lost", "open uncertain")


@each_page
def test_references(truth):
    faulty = truth["broken_references"] + truth["case_only_references"]
    outcome = outcome_of(points(truth, "page.references", lost_at=1)["resolve"])
    assert outcome in (("lost",) if faulty else ("earned", "open uncertain"))


@each_page
def test_unused_files(truth):
    outcome = outcome_of(points(truth, "page.unused")["unused"])
    assert outcome in (("lost", "open uncertain") if truth["unused_files"] else ("earned", "open uncertain"))


def test_hardly_anything_stays_open():
    outcomes = [
        outcome_of(point)
        for truth in TRUTH
        for check_id in ("page.encoding", "page.references", "page.unused")
        for point in points(truth, check_id).values()
    ]
    doubtful = [outcome for outcome in outcomes if outcome.startswith("open")]
    assert len(doubtful) <= len(outcomes) // 10
