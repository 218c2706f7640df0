"""Facts and pictures for reports: looked up, and measured again only when they are gone."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from yuejuan.artifacts.comparison.facts import ComparisonFacts
from yuejuan.artifacts.document.facts import DocumentFacts
from yuejuan.artifacts.measure.measurer import Measurer
from yuejuan.exam.entries import find_entries
from yuejuan.exam.opening import LastOpened
from yuejuan.exam.prepare import Materials
from yuejuan.exam.previews import Previews
from yuejuan.exam.readings import Readings
from yuejuan.exam.roster import Roster
from yuejuan.graders.submission import HandedFile


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    own = tmp_path / "in" / "20260101"
    own.mkdir(parents=True)
    (own / "方案.txt").write_text("一、背景\n岭上有蜂箱620箱。\n", encoding="utf-8")
    picture = Image.new("RGB", (320, 240), (200, 180, 160))
    ImageDraw.Draw(picture).ellipse((60, 40, 220, 200), fill=(120, 60, 20))
    picture.save(own / "主图.png")
    (tmp_path / "materials").mkdir()
    shutil.copy(own / "主图.png", tmp_path / "materials" / "原图.png")
    return tmp_path


def handed(folder: Path, name: str, kind: str) -> HandedFile:
    data = (folder / "in" / "20260101" / name).read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    return HandedFile(path=name, asked_path=name, bytes=len(data), sha256=digest, kind=kind, format=name[-3:])


def materials(folder: Path) -> Materials:
    source = folder / "materials" / "原图.png"
    return Materials(source.parent, {source.name: hashlib.sha256(source.read_bytes()).hexdigest()})


def opened(folder: Path, measurer: Measurer) -> LastOpened:
    return LastOpened(find_entries(folder / "in", Roster(())), measurer)


def test_what_is_known_is_not_opened_and_what_is_gone_is_measured_again(folder: Path) -> None:
    file = handed(folder, "方案.txt", "document")
    with Measurer(folder / "store") as measurer:
        first = Readings(opened(folder, measurer), measurer, materials(folder))("20260101", file, "document")
    assert isinstance(first, DocumentFacts) and first.paragraphs is not None
    assert first.paragraphs[1].text == "岭上有蜂箱620箱。"
    (folder / "in" / "20260101" / "方案.txt").unlink()
    with Measurer(folder / "store") as measurer:
        readings = Readings(opened(folder, measurer), measurer, materials(folder))
        assert readings("20260101", file, "document") == first
        assert measurer._process.pid is None


def test_of_a_file_that_was_changed_since_nothing_is_shown(folder: Path) -> None:
    file = handed(folder, "方案.txt", "document")
    (folder / "in" / "20260101" / "方案.txt").write_text("别的", encoding="utf-8")
    with Measurer(folder / "store") as measurer:
        readings = Readings(opened(folder, measurer), measurer, materials(folder))
        assert readings("20260101", file, "document") is None
        assert readings("nobody", file, "document") is None


def test_a_comparison_is_with_a_material_of_the_paper_and_nothing_else(folder: Path) -> None:
    file = handed(folder, "主图.png", "image")
    with Measurer(folder / "store") as measurer:
        readings = Readings(opened(folder, measurer), measurer, materials(folder))
        facts = readings("20260101", file, "comparison", "原图.png")
        assert isinstance(facts, ComparisonFacts) and facts.identical_bytes
        assert readings("20260101", file, "comparison", "../in/20260101/方案.txt") is None


def test_a_page_that_was_not_run_is_not_run_for_the_report(folder: Path) -> None:
    (folder / "in" / "20260101" / "index.html").write_text("<p>x", encoding="utf-8")
    file = handed(folder, "index.html", "page")
    with Measurer(folder / "store") as measurer:
        readings = Readings(opened(folder, measurer), measurer, materials(folder))
        assert readings("20260101", file, "running_page") is None
        assert measurer._process.pid is None


def test_previews_show_materials_by_name_and_frames_by_digest(folder: Path) -> None:
    with Measurer(folder / "store") as measurer:
        previews = Previews(opened(folder, measurer), measurer, folder / "evidence", materials(folder))
        assert previews("20260101", "原图.png", "material", 100, None) is not None
        assert previews("20260101", "../in/20260101/主图.png", "material", 100, None) is None
        assert previews("20260101", "0" * 64, "frame", 100, None) is None
        kept = folder / "store" / "pictures"
        digest = hashlib.sha256(b"seen").hexdigest()
        (kept / digest[:2]).mkdir(parents=True)
        (kept / digest[:2] / f"{digest}.jpg").write_bytes(b"seen")
        assert previews("20260101", digest, "frame", 100, None) == b"seen"
