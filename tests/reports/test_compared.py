"""A picture beside its source on a candidate's page."""

from __future__ import annotations

import msgspec
from bs4 import BeautifulSoup, Tag

from yuejuan.artifacts.comparison.facts import ChangedRegion, ComparisonFacts, Estimate
from yuejuan.artifacts.facts import Box, Facts
from yuejuan.graders.finding import PictureRegion, Point
from yuejuan.graders.submission import HandedFile
from yuejuan.messages import Message
from yuejuan.reports.html import render_candidate
from yuejuan.reports.view import view_of
from yuejuan.tests.reports.answers import FakeReadings, answer
from yuejuan.tests.reports.builders import HOSTILE, FakePreviews, judged

FILE, SOURCE = "主图.jpg", "原图.jpg"
REGION = ChangedRegion(
    source_box=Box(300, 300, 400, 350), box=Box(150, 150, 200, 175), share=0.02, difference=90.0, detail=0.4
)
FACTS = ComparisonFacts(
    width=800,
    height=600,
    source_width=1600,
    source_height=1200,
    format="JPEG",
    source_format="JPEG",
    identical_bytes=False,
    method="features",
    flipped="horizontal",
    rotation=Estimate(value=3.04, error=0.1, threshold=0.5, changed=True),
    brightness=Estimate(value=1.0, error=0.9, threshold=1.5, changed=None),
    crop=Box(0, 0, 1500, 1200),
    cropped=True,
    regions=(REGION,),
)


def compared(key: str, score: str, source: str = SOURCE, box: Box | None = None) -> Point:
    point = judged(key, "按要求转了角度。", score, PictureRegion(file=FILE, box=box))
    return msgspec.structs.replace(point, message=Message("gone", {"source": source}, "按要求转了角度。"))


def page_of(readings: FakeReadings, *finding: Point, check: str = "picture.adjusted") -> BeautifulSoup:
    made = answer(*finding, files=())
    part = msgspec.structs.replace(made.criteria[0].parts[0], check=check)
    file = HandedFile(path=FILE, asked_path=FILE, bytes=1, sha256="a" * 64, kind="image", format="JPEG")
    made = msgspec.structs.replace(
        made,
        criteria=(msgspec.structs.replace(made.criteria[0], parts=(part,)),),
        submission=msgspec.structs.replace(made.submission, files=(file,)),
    )
    html, _ = render_candidate(view_of(made, "page", {}), FakePreviews(), "stamp", readings=readings)
    return BeautifulSoup(html, "lxml")


def knowing(facts: Facts | None = FACTS) -> FakeReadings:
    return FakeReadings({FILE: facts} if facts is not None else {})


def words(tag: Tag | None) -> str:
    assert tag is not None
    return " ".join(tag.get_text(" ").split())


def test_source_and_picture_stand_side_by_side_in_their_own_pixels() -> None:
    page = page_of(knowing(), compared("rotation", "1"))
    assert [svg["viewbox"] for svg in page.select("#cmp-1 svg.marked")] == ["0 0 1600 1200", "0 0 800 600"]
    assert [words(caption) for caption in page.select("#cmp-1 figcaption")] == [
        "原图 原图.jpg 1600×1200",
        "作品 主图.jpg 800×600",
    ]


def test_a_place_that_differs_has_the_same_letter_in_both_pictures() -> None:
    before, after = page_of(knowing(), compared("kept", "0", box=Box(10, 10, 90, 60))).select("#cmp-1 svg.marked")
    assert [(rect["x"], rect["y"], rect["width"], rect["height"]) for rect in before.select("rect")] == [
        ("0", "0", "1500", "1200"),
        ("300", "300", "100", "50"),
    ]
    assert [words(text) for text in before.select("text")] == ["a"]
    assert [words(text) for text in after.select("text")] == ["×1", "a"]


def test_what_changed_is_said_in_words_and_a_doubt_is_no_decision() -> None:
    rows = page_of(knowing(), compared("rotation", "1")).select("#cmp-1 .figures tbody tr")
    assert [[words(cell) for cell in row.select("th, td")] for row in rows] == [
        ["旋转", "3.0±0.1°", "改了"],
        ["明暗（共 255 级）", "1.0±0.9", "说不准"],
        ["翻转", "左右翻转", "改了"],
        ["裁切", "", "改了"],
        ["局部不同的地方", "1", "改了"],
    ]


def test_a_point_leads_to_its_comparison_and_the_comparison_to_its_points() -> None:
    page = page_of(knowing(), compared("rotation", "1"), compared("scale", "0"))
    assert {str(link["href"]) for link in page.select(".point .place a")} == {"#cmp-1"}
    assert [words(link) for link in page.select("#cmp-1 .margin a")] == ["√1", "×2"]


def test_the_pictures_are_shown_when_what_changed_is_not_known() -> None:
    page = page_of(knowing(None), compared("rotation", "1"))
    assert len(page.select("#cmp-1 svg.marked")) == 2
    assert "没有量出两图的差别" in words(page.select_one("#cmp-1"))


def test_only_checks_of_pictures_name_a_source() -> None:
    assert not page_of(knowing(), compared("a", "1"), check="lawful.words").select("#cmp-1")


def test_a_hostile_name_of_a_source_is_text() -> None:
    for text in HOSTILE:
        assert not page_of(knowing(), compared("a", "1", source=text)).select("script, img, iframe")
