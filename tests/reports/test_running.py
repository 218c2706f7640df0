"""A page as it looked in the browser, and strips of frames, on a candidate's page."""

from __future__ import annotations

import hashlib
import io

import msgspec
from bs4 import BeautifulSoup, Tag
from PIL import Image

from yuejuan.artifacts.facts import Box
from yuejuan.artifacts.running.facts import ElementGeometry, PageView, RunningPageFacts
from yuejuan.artifacts.screenshot.facts import ScreenshotFacts
from yuejuan.graders.finding import FrameStrip, PageElement, Point
from yuejuan.graders.submission import HandedFile, Match
from yuejuan.reports.html import render_candidate
from yuejuan.reports.view import view_of
from yuejuan.tests.reports.answers import FakeReadings, answer
from yuejuan.tests.reports.builders import HOSTILE, human, judged

FILE = "index.html"


def jpeg(width: int, height: int, shade: int) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), (shade, shade, 90)).save(out, "JPEG")
    return out.getvalue()


TAKEN = {
    hashlib.sha256(data).hexdigest(): data
    for data in (jpeg(640, 500, 10), jpeg(390, 900, 20), *(jpeg(640, 500, shade) for shade in range(100, 110)))
}
DESKTOP, PHONE, *FRAMES = TAKEN
SCROLLED = jpeg(640, 360, 200)


class Kept:
    """Previews that know the pictures of the running page by digest, and nothing else."""

    def __call__(self, candidate: str, file: str, kind: str, longest: int, box: Box | None) -> bytes | None:
        known = {**TAKEN, hashlib.sha256(SCROLLED).hexdigest(): SCROLLED}
        return known.get(file) if kind == "frame" else None


FACTS = RunningPageFacts(
    browser="0",
    sandboxed=True,
    running=None,
    effects=None,
    views=(
        PageView(width=1280, document_width=1280, document_height=1000, screenshot=DESKTOP),
        PageView(width=1920, document_width=1920, document_height=1000, screenshot=DESKTOP),
        PageView(width=390, document_width=960, document_height=900, screenshot=PHONE),
    ),
    elements=(
        ElementGeometry(selector="#nav", box=Box(0, 100, 600, 140)),
        ElementGeometry(selector="body", box=Box(0, 0, 1280, 1000)),
    ),
)


def element(selector: str, box: Box | None = None) -> PageElement:
    return PageElement(file=FILE, selector=selector, box=box, viewport=1280 if box else None)


def frames(*digests: str) -> FrameStrip:
    times = tuple(range(0, 700 * len(digests), 700))
    return FrameStrip(file=FILE, selector="#turn", frames=digests, times=times)


TURN = element("#turn", Box(400, 300, 800, 500))


def page_of(*finding: Point) -> BeautifulSoup:
    made = answer(*finding, files=())
    file = HandedFile(path=FILE, asked_path=FILE, bytes=1, sha256="a" * 64, kind="page", format="html")
    submission = msgspec.structs.replace(made.submission, files=(file,))
    view = view_of(msgspec.structs.replace(made, submission=submission), "page", {})
    html, complete = render_candidate(view, Kept(), "stamp", readings=FakeReadings({FILE: FACTS}))
    assert complete
    return BeautifulSoup(html, "lxml")


def words(tag: Tag | None) -> str:
    assert tag is not None
    return " ".join(tag.get_text(" ").split())


def test_elements_are_framed_in_css_pixels_by_their_own_box_or_where_the_browser_put_them() -> None:
    page = page_of(judged("carousel", "有轮播。", "1", TURN), judged("nav", "导航错。", "0", element("#nav")))
    desktop, phone = page.select("#page-1 svg.marked")
    assert (desktop["viewbox"], phone["viewbox"]) == ("0 0 1280 1000", "0 0 390 900")
    assert [(r["x"], r["y"], r["width"], r["height"]) for r in desktop.select("rect")] == [
        ("400", "300", "400", "200"),
        ("0", "100", "600", "40"),
    ]
    assert [words(text) for text in desktop.select("text")] == ["√1", "×2"]
    assert not phone.select("rect")
    assert "要左右滚动" in words(page.select("#page-1 figcaption")[1])


def test_a_frame_round_the_whole_page_is_not_drawn() -> None:
    assert not page_of(judged("body", "背景对。", "1", element("body"))).select("#page-1 rect")


def test_a_strip_shows_the_element_at_even_times_and_can_be_seen_without_opening_anything() -> None:
    page = page_of(judged("carousel", "有轮播。", "1", TURN, frames(*FRAMES)))
    strip = page.select_one(".point .strip")
    assert strip is not None and strip.find_parent("details") is None
    assert [words(item) for item in strip.select("li")] == ["0 ms", "1400 ms", "2800 ms", "4200 ms", "5600 ms"]
    # The element with 60 CSS pixels round it, in a picture of half the size.
    assert {svg["viewbox"] for svg in strip.select("svg")} == {"170 120 260 160"}


def test_a_scrolled_window_is_left_out_of_a_strip_that_shows_the_element() -> None:
    scrolled = hashlib.sha256(SCROLLED).hexdigest()
    page = page_of(judged("carousel", "有轮播。", "1", TURN, frames(FRAMES[0], FRAMES[1], scrolled)))
    assert [words(item) for item in page.select(".point .strip li")] == ["0 ms", "700 ms"]


def test_what_wanders_over_the_page_is_shown_with_the_whole_page() -> None:
    page = page_of(judged("floating_ad", "有浮动广告。", "1", TURN, frames(FRAMES[0], FRAMES[1])))
    assert {svg["viewbox"] for svg in page.select(".point .strip svg")} == {"0 0 640 500"}


def test_a_frame_that_was_not_kept_leaves_its_time() -> None:
    page = page_of(judged("carousel", "有轮播。", "1", TURN, frames("0" * 64, FRAMES[0])))
    items = page.select(".point .strip li")
    assert [len(item.select("svg")) for item in items] == [0, 1]


def test_a_point_leads_to_the_page_and_back() -> None:
    page = page_of(judged("carousel", "有轮播。", "0", TURN))
    assert [str(link["href"]) for link in page.select(".point .place a")] == ["#page-1"]
    assert [words(link) for link in page.select("#page-1 .margin a")] == ["×1"]


def test_a_page_that_waits_for_a_person_is_seen_there_and_whole_below() -> None:
    look = msgspec.structs.replace(human("look", "版面清楚", "6"), deliverables=("shop",))
    made = answer(files=())
    file = HandedFile(path=FILE, asked_path=FILE, bytes=1, sha256="a" * 64, kind="page", format="html")
    found = Match(deliverable="shop", title={"zh_CN": "首页", "en": "Shop"}, files=(FILE,), matched_by=("name",))
    submission = msgspec.structs.replace(made.submission, files=(file,), matches=(found,))
    criteria = (msgspec.structs.replace(made.criteria[0], parts=(look,)),)
    view = view_of(msgspec.structs.replace(made, submission=submission, criteria=criteria), "page", {})
    seen = ScreenshotFacts(browser="0", views=(FACTS.views[0], FACTS.views[2]))
    html, complete = render_candidate(view, Kept(), "stamp", readings=FakeReadings({FILE: seen}))
    page = BeautifulSoup(html, "lxml")
    assert complete
    assert [str(link["href"]) for link in page.select(".human figcaption a")] == ["#page-1"]
    assert len(page.select(".human figure svg")) == 1
    assert [svg["viewbox"] for svg in page.select("#page-1 svg.marked")] == ["0 0 1280 1000", "0 0 390 900"]


def test_selectors_are_never_markup() -> None:
    for text in HOSTILE:
        strip = FrameStrip(file=FILE, selector=text, frames=(FRAMES[0],), times=(0,))
        page = page_of(judged("a", text, "0", element(text, Box(1, 1, 9, 9)), strip))
        assert not page.select("script, img, iframe")
