"""Effects are found by what happens: pages by technique that work, and pages that only look as if they did."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from yuejuan.artifacts.reader import Source
from yuejuan.artifacts.running.facts import RunningPageFacts
from yuejuan.artifacts.running.reader import read
from yuejuan.tests.artifacts.running import (
    pages_carousel,
    pages_floating,
    pages_rollover,
    pages_scrolling,
    pages_together,
    pages_zoom,
)
from yuejuan.tests.artifacts.running.building import KINDS, Sample

ROOMS = (pages_scrolling, pages_rollover, pages_zoom, pages_carousel, pages_floating)
SAMPLES = [sample for room in ROOMS for sample in (*room.WORKING, *room.BROKEN)]
FOLDER = os.environ.get("YUEJUAN_SAMPLES")

pytestmark = pytest.mark.usefixtures("browser")


def run(path: Path, scratch: Path | None = None) -> RunningPageFacts:
    return read(Source(path=path, name="index.html", root=path.parent, scratch=scratch))


def states(facts: RunningPageFacts) -> dict[str, str]:
    assert facts.running is not None
    return {effect.kind: effect.state for effect in facts.running}


def wrong(sample: Sample, found: dict[str, str]) -> dict[str, str]:
    """Verdicts that the page's author would call wrong; an abstention is none."""
    expected = {kind: "found" if kind in sample.shows else "not_found" for kind in KINDS if kind not in sample.disputed}
    return {kind: found[kind] for kind, state in expected.items() if found[kind] not in (state, "uncertain")}


def test_all_five_at_once(tmp_path):
    facts = run(pages_together.ALL_FIVE.write(tmp_path), tmp_path / "scratch")
    assert states(facts) == dict.fromkeys(KINDS, "found")
    assert {effect.kind for effect in facts.effects or ()} == set(KINDS)
    for effect in facts.running or ():
        assert effect.elements[0].selector and len(effect.strip) >= 3
        for frame in effect.strip:
            assert (tmp_path / "scratch" / "evidence" / f"{frame.digest}.jpg").read_bytes().startswith(b"\xff\xd8")
    turning = next(effect for effect in facts.running or () if effect.kind == "carousel").elements[0]
    assert turning.period == pytest.approx(1500, abs=200)
    assert set(turning.pictures) == {"img/1.png", "img/2.png", "img/3.png"}
    assert [selector.rpartition(" > ")[2] for selector in turning.controls] == ["button"] and turning.stops is False
    larger = next(effect for effect in facts.running or () if effect.kind == "zoom").elements[0]
    assert larger.scale == pytest.approx(1.3, abs=0.01)
    assert [view.width for view in facts.views] == [1280, 1920, 390]


def test_decoys_of_all_five(tmp_path):
    facts = run(pages_together.NONE.write(tmp_path))
    assert states(facts) == dict.fromkeys(KINDS, "not_found")
    assert facts.missing == ("img/none.png",)
    assert all("img/none.png" in str(effect.reason) for effect in facts.running or ())


@pytest.mark.slow
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_matrix(sample, tmp_path):
    assert wrong(sample, states(run(sample.write(tmp_path)))) == {}


def test_matrix_is_wide_enough():
    for room in ROOMS:
        assert len(room.WORKING) >= 8 and len(room.BROKEN) >= 8
    assert len({sample.name for sample in SAMPLES}) == len(SAMPLES)


def _practice() -> list[tuple[str, dict[str, bool | str]]]:
    truth = Path(FOLDER or "", "practice/pages/truth.json")
    if FOLDER is None or not truth.is_file():
        return []
    return [(one["page"], one["effects"]) for one in json.loads(truth.read_text(encoding="utf-8"))]


@pytest.mark.samples
@pytest.mark.slow
@pytest.mark.skipif(not _practice(), reason="needs practice/pages in YUEJUAN_SAMPLES")
@pytest.mark.parametrize(("page", "effects"), _practice(), ids=lambda value: value if isinstance(value, str) else "")
def test_practice_pages(page, effects):
    path = Path(FOLDER or "", "practice/pages", page)
    found = states(run(path))
    settled = {kind: truth for kind, truth in effects.items() if truth != "either"}
    assert {kind: found[kind] for kind in settled} == {
        kind: "found" if on else "not_found" for kind, on in settled.items()
    }
