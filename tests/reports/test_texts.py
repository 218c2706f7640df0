"""The text of written answers on a candidate's page: places, signs, notes, recomputed values, and long documents."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import msgspec
import pytest
from bs4 import BeautifulSoup, Tag

from yuejuan.artifacts.document.facts import Cell, Table
from yuejuan.graders.finding import TextSpan
from yuejuan.graders.result import SubmissionResult
from yuejuan.reports.html import MOST_BYTES, render_candidate
from yuejuan.reports.passages import kept, pieces, runs
from yuejuan.reports.view import view_of
from yuejuan.reports.write import write_reports
from yuejuan.tests.reports.answers import (
    BACKGROUND,
    FACTS,
    PLAN,
    SHEET,
    FakeReadings,
    answer,
    cell,
    document,
    judged,
    points,
    span,
    table,
)
from yuejuan.tests.reports.builders import HOSTILE

BOTH = {"√": "earned", "△": "part", "×": "lost", "？": "open"}


def page_of(made: SubmissionResult, readings: FakeReadings | None = None) -> BeautifulSoup:
    html, _ = render_candidate(view_of(made, "page", {}), None, "stamp", readings=readings or FakeReadings())
    return BeautifulSoup(html, "lxml")


def words(tag: Tag | None) -> str:
    assert tag is not None
    return " ".join(tag.get_text(" ").split())


def one(within: Tag, selector: str) -> Tag:
    found = within.select_one(selector)
    assert found is not None, selector
    return found


@pytest.fixture(scope="module")
def page() -> BeautifulSoup:
    return page_of(answer())


def plain(line: Tag) -> str:
    """The text of a line without the signs."""
    return "".join(text for text in line.find_all(string=True) if text.find_parent("a") is None)


def test_the_text_stands_there_whole_and_every_place_in_it_has_a_sign_with_the_number_of_its_point(
    page: BeautifulSoup,
) -> None:
    lines = page.select(".written .line")
    assert [plain(line).strip() for line in lines] == ["一、背景", BACKGROUND, "二、目标", "提高知名度。"]
    assert [ref.text for ref in lines[1].select(".ref")] == ["×1", "√2", "√3"]
    assert [mark.text for mark in lines[1].select("mark.w-lost")] == ["260箱"]
    assert [ref.text for ref in lines[3].select(".ref")] == ["？4"]


def test_a_sign_says_in_words_what_it_means_and_leads_to_its_point(page: BeautifulSoup) -> None:
    signs = page.select(".written .ref[id]")
    assert len(signs) == 7
    for sign in signs:
        assert BOTH[sign.text[0]] in " ".join(sign["class"]).replace("w-", "")
        number = sign.text[1:]
        assert f"第 {number} 点" in str(sign["aria-label"])
        point = one(page, f'li.point[id="{str(sign["href"]).removeprefix("#")}"]')
        assert words(point.select_one(".nth")) == number


def test_a_suggestion_is_told_from_a_settled_mark_by_more_than_its_colour(page: BeautifulSoup) -> None:
    assert [sign.text for sign in page.select(".line .ref.suggested")] == ["√2"]
    assert "√2 内容" in words(page.select(".written .row")[1]) and "建议" in words(page.select(".written .row")[1])


def test_every_link_inside_the_page_has_one_target(page: BeautifulSoup) -> None:
    ids = Counter(tag["id"] for tag in page.select("[id]"))
    assert not [name for name, count in ids.items() if count > 1]
    targets = {str(tag["href"])[1:] for tag in page.select('a[href^="#"]')}
    assert targets <= set(ids)
    assert [str(link["href"]) for link in page.select(".point .place a")].count("#w1-1") == 1


def test_points_without_a_place_stand_before_the_text_with_their_reason(page: BeautifulSoup) -> None:
    missing = page.select(".written > .margin li")
    assert [words(item) for item in missing] == ["×5 内容 0/2.86 建议 没有写竞争对手。"]


def test_the_places_are_listed_in_the_order_of_the_rubric(page: BeautifulSoup) -> None:
    listed = [[sign.text for sign in file.select(".places .ref")] for file in page.select(".written")]
    assert listed == [["×1", "√2", "√3", "？4"], ["△6", "√7"]]


def test_of_a_point_earned_in_part_the_cell_that_was_corrected_is_the_one_that_lost(page: BeautifulSoup) -> None:
    lost, total = one(page, ".grid td.w-lost"), page.select(".grid tr")[3]
    assert words(lost) == "1000 ×6 应为 1200"
    assert [words(cell) for cell in page.select(".grid td.w-earned")] == ["4800 √6", "5800 √7"]
    assert words(total.select_one("td")) == "合计"


def test_recomputed_values_stand_beside_those_handed_in(page: BeautifulSoup) -> None:
    rows = [[words(cell) for cell in row.select("th, td")] for row in page.select(".recomputed tr")]
    assert rows == [
        ["项目", "考生写的", "这里应为", "标准答案", "算式", "结论"],
        ["推广费 · 短视频", "4800", "4800", "", "", "√6 得分 看原文"],
        ["设计费 · 海报", "1000", "1200", "", "", "×6 失分 看原文"],
        ["合计", "5800", "5800 人", "6000", "ceil(单量/90)", "√7 得分 沿用前面的数，前错不再扣 看原文"],
    ]


def test_spans_that_overlap_cut_the_text_into_pieces_and_lose_nothing() -> None:
    first, second = judged("a", "一", "1", span("现有蜂箱260箱")), judged("b", "二", "0", span("260箱，年产"))
    line = page_of(answer(first, second)).select(".written .line")[1]
    assert plain(line).strip() == BACKGROUND
    assert [(mark.text, mark["class"]) for mark in line.select("mark")] == [
        ("现有蜂箱", ["w-earned"]),
        ("260箱", ["w-lost"]),
        ("，年产", ["w-lost"]),
    ]


def test_places_outside_the_text_do_no_harm() -> None:
    odd = [
        TextSpan(file=PLAN, block="body/p1", start=-5, end=10_000, quote="x"),
        TextSpan(file=PLAN, block="body/p1", start=9, end=3, quote="y"),
        TextSpan(file=PLAN, block="body/p99", start=0, end=3, quote="z"),
    ]
    page = page_of(answer(judged("odd", "怪", "0", *odd)))
    assert plain(page.select(".written .line")[1]).strip() == BACKGROUND
    assert "另有 1 处标记" in words(page.select_one(".written"))


@pytest.mark.parametrize("text", HOSTILE)
def test_what_a_candidate_wrote_is_never_markup(text: str) -> None:
    facts = document(text, text, tables=(table((text, text)),))
    finding = judged("a", text, "0", TextSpan(file=PLAN, block="body/p1", start=0, end=4, quote=text[:4]))
    html, _ = render_candidate(
        view_of(answer(finding, files=(PLAN,)), "page", {}), None, "stamp", readings=FakeReadings({PLAN: facts})
    )
    page = BeautifulSoup(html, "lxml")
    assert not page.select("script, img, iframe, object, embed")
    assert not [tag for tag in page.find_all() if any(name.startswith("on") for name in tag.attrs)]
    assert all(str(tag["href"]).startswith(("#", "../", "data:image/")) for tag in page.select("[href]"))
    assert "\u202e" not in html


def test_of_a_very_long_document_only_what_lies_around_the_places_is_shown() -> None:
    texts = [f"第{n}段，" + "蜂蜜又香又甜。" * 40 for n in range(6000)]
    facts = document(*texts)
    lost = judged("lost", "错", "0", TextSpan(file=PLAN, block="body/p4711", start=100, end=104, quote="蜂蜜"))
    many = [
        judged(f"n{n}", "对", "1", TextSpan(file=PLAN, block=f"body/p{n * 9}", start=0, end=4, quote="第"))
        for n in range(300)
    ]
    made = answer(*many, lost, files=(PLAN,))
    html, complete = render_candidate(view_of(made, "page", {}), None, "s", readings=FakeReadings({PLAN: facts}))
    assert complete and len(html.encode()) < MOST_BYTES
    page = BeautifulSoup(html, "lxml")
    assert page.select_one("#w301-1") is not None
    assert "略去" in words(page.select(".sheet")[0])
    assert f"全文 {sum(map(len, texts))} 字" in words(page.select_one(".written"))
    shown = len(page.select(".line .ref"))
    assert f"另有 {301 - shown} 处标记" in words(page.select_one(".written"))


def test_what_is_left_out_of_a_text_is_counted_to_the_character() -> None:
    text = "".join(chr(0x4E00 + n) for n in range(2000))
    finding = judged("a", "一", "0", TextSpan(file=PLAN, block="body/p0", start=900, end=905, quote=text[900:905]))
    facts = document(text, *["填" * 500] * 200)
    page = page_of(answer(finding, files=(PLAN,)), FakeReadings({PLAN: facts}))
    line = one(page, ".line")
    cuts = [int(words(cut).split()[1]) for cut in line.select(".cut")]
    kept_text = "".join(
        string for string in line.find_all(string=True) if not string.find_parent(["a"]) and "略" not in string
    )
    assert kept_text.strip() == text[840:965]
    assert cuts == [840, 2000 - 965]


def test_a_merged_cell_stands_once_with_its_spans() -> None:
    cells = (
        Cell(path="body/t0/r0/c0", row=0, column=0, text="推广费", row_span=2),
        Cell(path="body/t0/r0/c1", row=0, column=1, text="短视频"),
        Cell(path="body/t0/r1/c1", row=1, column=1, text="达人"),
        Cell(path="body/t0/r2/c0", row=2, column=0, text="合计", column_span=2),
    )
    facts = document("预算", tables=(Table(path="body/t0", rows=3, columns=2, cells=cells),))
    page = page_of(answer(files=(PLAN,)), FakeReadings({PLAN: facts}))
    rows = [
        [(words(td), td.get("rowspan", "1"), td.get("colspan", "1")) for td in row.select("td")]
        for row in page.select(".grid tr")
    ]
    assert rows == [[("推广费", "2", "1"), ("短视频", "1", "1")], [("达人", "1", "1")], [("合计", "1", "2")]]


def test_of_a_long_table_the_head_and_the_marked_rows_are_shown() -> None:
    assert kept(10, {3}, 20) == list(range(10))
    assert kept(1000, {500, 7}, 7) == [0, 6, 7, 8, 499, 500, 501]
    assert runs([0, 6, 7, 8, 11]) == [[0], [6, 7, 8], [11]]


def test_text_without_places_is_one_piece() -> None:
    assert [piece.text for piece in pieces("一段话", ())] == ["一段话"]
    assert pieces("", ()) == ()


def test_only_written_files_are_asked_for_and_only_once() -> None:
    readings = FakeReadings()
    page_of(answer(), readings)
    assert readings.asked == [("2023001", PLAN, "document"), ("2023001", SHEET, "workbook")]


def test_without_readings_a_page_says_all_the_same_what_it_knows() -> None:
    html, complete = render_candidate(view_of(answer(), "page", {}), None, "stamp")
    page = BeautifulSoup(html, "lxml")
    assert complete and not page.select(".written")
    assert "260箱" in words(page.select_one(".point"))


def test_a_page_whose_text_is_not_to_be_had_is_written_again_next_time(tmp_path: Path) -> None:
    write_reports(tmp_path, ("html",), [answer()], {}, readings=FakeReadings({PLAN: FACTS[PLAN]}))
    path = tmp_path / "candidates" / "2023001.html"
    assert 'class="grid-title"' not in path.read_text(encoding="utf-8")
    write_reports(tmp_path, ("html",), [answer()], {}, readings=FakeReadings())
    written = path.read_bytes()
    assert 'class="grid-title"' in written.decode()
    again = FakeReadings()
    write_reports(tmp_path, ("html",), [answer()], {}, readings=again)
    assert path.read_bytes() == written and again.asked == []


def test_two_runs_write_the_same_bytes() -> None:
    made = msgspec.structs.replace(answer(*points()), folder="x")
    first, _ = render_candidate(view_of(made, "page", {}), None, "s", readings=FakeReadings())
    assert first == render_candidate(view_of(made, "page", {}), None, "s", readings=FakeReadings())[0]


def test_parts_with_a_single_value_each_share_one_table_of_their_criterion() -> None:
    made = answer(
        judged("a", "对", "1", cell(1, 4, "4800", "4800")),
        judged("b", "错", "0", cell(2, 4, "1000", "1200")),
        files=(SHEET,),
    )
    part = made.criteria[0].parts[0]
    parts = tuple(msgspec.structs.replace(part, finding=(point,)) for point in part.finding)
    page = page_of(msgspec.structs.replace(made, criteria=(msgspec.structs.replace(made.criteria[0], parts=parts),)))
    tables = page.select(".recomputed")
    assert [words(row.select_one("th")) for row in tables[0].select("tbody tr")] == ["推广费 · 短视频", "设计费 · 海报"]
    assert len(tables) == 1
