"""The layer tree of a PSD on a candidate's page."""

from __future__ import annotations

import msgspec
from bs4 import BeautifulSoup, Tag

from yuejuan.artifacts.facts import Box, Facts
from yuejuan.artifacts.psd.facts import Layer, LayerKind, PsdFacts
from yuejuan.graders.finding import LayerPath, Point
from yuejuan.graders.submission import HandedFile
from yuejuan.reports.html import render_candidate
from yuejuan.reports.view import view_of
from yuejuan.tests.reports.answers import FakeReadings, answer
from yuejuan.tests.reports.builders import HOSTILE, FakePreviews, judged

FILE = "店招.psd"


def layer(name: str, kind: LayerKind = "pixel", box: Box | None = None, *children: Layer, **more: bool) -> Layer:
    shown = more.pop("visible", True)
    where = box or Box(10, 10, 60, 40)
    return Layer(name=name, kind=kind, visible=shown, opacity=255, bbox=where, children=children, **more)


def psd(*layers: Layer) -> PsdFacts:
    return PsdFacts(
        version="PSD",
        width=950,
        height=120,
        mode="RGB",
        depth=8,
        bytes=1,
        sha256="0" * 64,
        layers=layers,
        layer_count=4,
        group_count=1,
    )


TREE = psd(
    layer("活动", "group", None, layer("图层 1", "pixel", Box(100, 20, 200, 80)), visible=False),
    layer("空的", "pixel", Box(0, 0, 0, 0), empty=True),
    layer("店名", "type"),
)


def path(*steps: tuple[str, int]) -> LayerPath:
    return LayerPath(file=FILE, names=tuple(name for name, _ in steps), indices=tuple(at for _, at in steps))


def points() -> tuple[Point, ...]:
    return (
        judged("names", "有默认名。", "1/2", path(("活动", 0), ("图层 1", 0))),
        judged("empty", "有空图层。", "0", path(("空的", 1))),
        judged("text", "有文字层。", "1", path(("店名", 2))),
    )


def page_of(facts: Facts, *finding: Point) -> BeautifulSoup:
    made = answer(*(finding or points()), files=())
    part = made.criteria[0].parts[0]
    names = msgspec.structs.replace(part, check="psd.layer_names", finding=part.finding[:1])
    others = msgspec.structs.replace(part, check="psd.leftovers", finding=part.finding[1:])
    criterion = msgspec.structs.replace(made.criteria[0], parts=(names, others))
    file = HandedFile(path=FILE, asked_path=FILE, bytes=1, sha256="a" * 64, kind="psd", format="PSD")
    submission = msgspec.structs.replace(made.submission, files=(file,))
    view = view_of(msgspec.structs.replace(made, criteria=(criterion,), submission=submission), "page", {})
    html, _ = render_candidate(view, FakePreviews(), "stamp", readings=FakeReadings({FILE: facts}))
    return BeautifulSoup(html, "lxml")


def words(tag: Tag | None) -> str:
    assert tag is not None
    return " ".join(tag.get_text(" ").split())


def test_the_tree_is_that_of_the_layers_panel_with_what_is_wrong_in_words() -> None:
    rows = [[words(cell) for cell in row.select("th, td")] for row in page_of(TREE).select(".tree tbody tr")]
    assert rows == [
        ["1", "活动", "组", "隐藏"],
        ["2", "图层 1 △1", "像素", "默认名 隐藏"],
        ["3", "空的 ×2", "像素", "空"],
        ["4", "店名 √3", "文字", ""],
    ]


def test_layers_that_lost_are_framed_in_the_preview_under_their_number() -> None:
    picture = page_of(TREE).select_one("svg.marked")
    assert picture is not None and picture["viewbox"] == "0 0 950 120"
    frames = [(rect["x"], rect["y"], rect["width"], rect["height"]) for rect in picture.select("rect")]
    assert frames == [("100", "20", "100", "60")]
    assert [words(text) for text in picture.select("text")] == ["2"]


def test_evidence_leads_to_the_row_of_its_layer_and_back() -> None:
    page = page_of(TREE)
    link = page.select_one(".point .in-tree a")
    assert link is not None
    row = page.find(id=str(link["href"])[1:])
    assert isinstance(row, Tag) and row.text == "△1"
    assert page.find(id=str(row["href"])[1:]) is not None


def test_of_very_many_layers_the_ones_in_question_are_shown_with_their_groups() -> None:
    many = [layer(f"层{n}") for n in range(3000)]
    group = layer("组 7", "group", None, *[layer(f"内{n}") for n in range(3000)])
    lost = judged("names", "默认名", "0", path(("组 7", 3000), ("内2999", 2999)))
    page = page_of(psd(*many, group), lost)
    names = [words(cell) for cell in page.select(".tree tbody th")]
    assert len(names) == 200
    assert names[-2:] == ["组 7", "内2999 ×1"]
    skipped = [int(words(cell).split()[1]) for cell in page.select(".tree .cut")]
    assert sum(skipped) + len(names) == 6001


def test_names_of_layers_are_never_markup() -> None:
    page = page_of(psd(*(layer(text) for text in HOSTILE)), judged("a", "坏", "0", path(("x", 0))))
    assert not page.select("script, img, iframe")
    assert len(page.select(".tree tbody tr")) == len(HOSTILE)
