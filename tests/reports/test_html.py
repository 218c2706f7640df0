"""Pages: what they say, that nothing hostile comes alive in them, and that everybody can use them."""

from __future__ import annotations

import base64
import hashlib
import re
import shutil
import subprocess
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest
from bs4 import BeautifulSoup, Tag

from yuejuan.messages.message import Language
from yuejuan.reports.html import MOST_BYTES, render_candidate
from yuejuan.reports.view import view_of
from yuejuan.reports.write import write_reports
from yuejuan.tests.reports.builders import HOSTILE, FakePreviews, Someone, files, result, settled

PEOPLE = {"2023001": Someone("张三", "7"), "2023002": Someone("李四", "8"), "2023003": Someone("王五", "9")}


def soup(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_bytes(), "lxml")


def words(tag: Tag | None) -> str:
    assert tag is not None
    return " ".join(tag.get_text(" ").split())


def one(within: Tag, selector: str) -> Tag:
    """The first element that fits; a page without it fails the test."""
    found = within.select_one(selector)
    assert found is not None, selector
    return found


def section(within: Tag, selector: str) -> Tag:
    """The section round an element."""
    found = one(within, selector).find_parent("section")
    assert found is not None, selector
    return found


@pytest.fixture(scope="module", params=["zh_CN", "en"])
def pages(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("report")
    language: Language = request.param
    hostile = result(HOSTILE[0], HOSTILE[4], HOSTILE[0])
    write_reports(
        out,
        ("html",),
        [hostile, result("2023002", "李四"), result("2023001", "张三"), result("2023001", "张三 副本")],
        PEOPLE,
        FakePreviews(),
        language,
        handed_in=4,
    )
    return out


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> BeautifulSoup:
    out = tmp_path_factory.mktemp("one")
    write_reports(out, ("html",), [result("2023001")], PEOPLE, FakePreviews())
    return soup(out / "candidates" / "2023001.html")


def all_pages(out: Path) -> list[Path]:
    found = sorted(out.rglob("*.html"))
    assert len(found) == 5
    return found


def test_marks_stand_as_awarded_of_available_and_there_is_no_total(page: BeautifulSoup) -> None:
    head = words(page.select_one("header .score"))
    assert "可能得分 20–81.5 满分 100" in head
    assert "确定 40/56 建议 6.5/11 待评 0/33" in head
    assert "待教师评完后才有总分" in head


def test_criteria_follow_the_rubric_with_interval_and_rules(page: BeautifulSoup) -> None:
    heads = [words(tag) for tag in page.select(".criterion-head")]
    assert [head.split()[0] for head in heads] == ["店标", "海报与详情页", "职业素养"]
    assert "5–9 / 10" in heads[0]
    assert "15 / 20" in heads[2]
    rules = [words(tag) for tag in page.select(".rule")]
    assert len(rules) == 3
    assert rules[0].startswith("已生效 系数") and "-2.5" in rules[0]
    assert rules[1].startswith("待定 一票否决")


@pytest.mark.parametrize(
    ("message", "mark", "status"),
    [
        ("店标高 90 像素", "0/1", "确定 失分"),
        ("格式是 PNG", "2/2", "确定 得分"),
        ("预算合计与分项", "3.33/10", "确定 部分得分"),
        ("有一半相似", "0.5/1", "建议 部分得分"),
        ("没有交 说明.txt", "0/5", "未交"),
        ("没有装 LibreOffice", "–/3", "待评 缺少软件"),
        ("量这张图超过", "–/3", "待评 测量超时"),
        ("读 PSD 时进程中断", "–/3", "待评 测量中断"),
        ("未获许可", "–/3", "待评 检查未获许可"),
        ("海报.psd 打不开", "–/3", "待评 文件读不出"),
        ("都可能是海报", "–/3", "待评 不知交的是哪个文件"),
        ("没有找到店标", "–/3", "待评 没有找到位置"),
        ("说法不一", "–/3", "待评 证据互相矛盾"),
        ("限值附近", "–/3", "待评 机器没有把握"),
        ("没有答案。", "–/3", "待评 没有答案（自查）"),
    ],
)
def test_every_state_class_and_reason_is_said_in_words(
    page: BeautifulSoup, message: str, mark: str, status: str
) -> None:
    rows = [row for row in page.select(".point") if message in words(row.select_one(".said"))]
    assert len(rows) == 1
    assert words(rows[0].select_one(".mark")) == mark
    assert status in words(rows[0].select_one(".said"))


def test_a_persons_part_has_prompt_levels_with_marks_and_an_empty_box(page: BeautifulSoup) -> None:
    human = page.select(".human")
    assert len(human) == 1
    assert "能否看出行业" in words(human[0])
    assert [words(tag) for tag in human[0].select(".levels tbody th")] == ["3", "1.5", "0"]
    assert "店标.png" in one(human[0], "figure svg")["aria-label"]
    assert "/ 3" in words(human[0].select_one(".markbox"))
    assert one(human[0], ".blank").get_text() == ""


def point(page: BeautifulSoup, message: str) -> Tag:
    return next(row for row in page.select(".point") if message in words(row))


def test_evidence_points_at_the_thing_itself(page: BeautifulSoup) -> None:
    span = point(page, "预算合计与分项")
    assert words(span.select_one(".quote mark")) == "3000 元"
    assert "本次活动推广费用合计" in words(span.select_one(".quote"))
    assert "要求 2800 元" in words(span) and "实测 3000 元" in words(span)
    assert "表 body/t2，第 4 行第 3 列" in words(point(page, "少算一项"))
    layer = point(page, "没有重新命名")
    assert "图层 1 副本" in words(layer.select_one(".layers .marked"))
    assert len(layer.select(".layers .layers .layers")) == 1
    element = words(point(page, "对比偏低"))
    assert "section.promo > p:nth-of-type(2)" in element and "第 48 行" in element
    assert [words(tag) for tag in point(page, "轮播自动切换").select(".strip li")] == ["0 ms", "1500 ms"]
    options = point(page, "都可能是海报").select(".options tr")
    assert [words(row) for row in options] == ["海报1.jpg 宽 750，符合要求。", "海报2.jpg 宽 800，应为 750。"]


def test_a_region_is_marked_and_a_picture_is_embedded_once(page: BeautifulSoup) -> None:
    thumb = one(point(page, "店标高 90 像素"), "svg.thumb")
    assert "10, 20, 90, 80" in thumb["aria-label"]
    sources = [tag["href"] for tag in page.select("symbol image")]
    uses = [tag["href"] for tag in page.select("svg.thumb use")]
    assert len(sources) == len(set(sources))
    assert len(uses) > len(sources)
    assert set(uses) == {f"#{tag['id']}" for tag in page.select("symbol")}


def test_files_and_matches_are_listed_with_their_roles(page: BeautifulSoup) -> None:
    listed = {words(row.select_one("th")): words(row) for row in page.select("table.files tbody tr")}
    assert len(listed) == 9
    assert "应交：店标" in listed["店标.png"]
    assert "扩展名与内容不符" in listed["海报1.jpg"] and "可能是：海报" in listed["海报1.jpg"]
    assert "读不出" in listed["海报.psd"] and "系统垃圾文件" in listed["Thumbs.db"]
    matched = words(section(page, "#deliverables"))
    assert "名称不符" in matched and "要求命名为 banner.jpg" in matched
    assert "不能认定" in matched


def test_the_index_counts_everyone(pages: Path) -> None:
    index = soup(pages / "index.html")
    counts = words(index.select_one(".counts"))
    assert "4 " in counts and re.search(r"(交来 4 份 = 报告中 4 份|Handed in 4 = in the report 4)", counts)
    assert len(index.select("#list tbody tr")) == 4
    exceptions = words(section(index, "#exceptions"))
    assert "2023003" in exceptions and "王五" in exceptions
    assert "LibreOffice" in words(index.select_one(".todo"))
    for link in index.select("#list tbody a"):
        assert (pages / str(link["href"])).is_file()


def test_a_missing_submission_raises_the_alarm(tmp_path: Path) -> None:
    write_reports(tmp_path, ("html",), [result()], {}, None, handed_in=3)
    assert "还有 2 份没有结果" in words(soup(tmp_path / "index.html").select_one("[role=alert]"))


def test_a_settled_candidate_shows_one_mark(tmp_path: Path) -> None:
    write_reports(tmp_path, ("html",), [settled()], {}, None)
    head = words(soup(tmp_path / "candidates" / "2023009.html").select_one(".score"))
    assert head.startswith("得分 20 满分 20")
    assert "可能" not in head


def test_nothing_hostile_comes_alive(pages: Path) -> None:
    for path in all_pages(pages):
        text = path.read_text(encoding="utf-8")
        assert "<script>alert" not in text and "\u202e" not in text and "\x07" not in text
        found = BeautifulSoup(text, "lxml")
        assert not found.select("img, iframe, object, embed, form, link, base")
        assert len(found.select("script")) == (path.name == "index.html")
        assert len(found.select("style")) == 1
        for tag in found.find_all(True):
            assert not [name for name in tag.attrs if name.startswith("on") or name == "style"]
        allowed = re.compile(r"#[\w-]+|(\.\./|candidates/)?[\w-]+\.html|data:image/(png|jpeg);base64,[\w+/=]+")
        assert [href for tag in found.select("[href]") if not allowed.fullmatch(href := str(tag["href"]))] == []
    hostile = next(path for path in all_pages(pages) if path.name.startswith("c-"))
    assert "⟨U+202E⟩gp" in words(soup(hostile).select_one("h1"))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_shown_as_text(text: str) -> None:
    view = view_of(result(folder=text), "page", {"2023001": Someone(text, text)})
    html, _ = render_candidate(view, None, "stamp")
    html.encode("utf-8")
    found = BeautifulSoup(html, "lxml")
    assert not found.select("script, img")
    assert "49" not in words(found.select_one("h1"))
    assert len(found.select("style")) == 1


def test_the_policy_allows_what_is_inlined_and_nothing_else(pages: Path) -> None:
    for path in all_pages(pages):
        found = soup(path)
        policy = str(one(found, 'meta[http-equiv="Content-Security-Policy"]')["content"])
        assert policy.startswith("default-src 'none'; img-src data:;")
        for tag in found.select("style, script"):
            digest = base64.b64encode(hashlib.sha256((tag.string or "").encode()).digest()).decode()
            assert f"'sha256-{digest}'" in policy
        assert "unsafe" not in policy


def test_everybody_can_use_the_pages(pages: Path) -> None:
    for path in all_pages(pages):
        found = soup(path)
        assert str(one(found, "html")["lang"]) in ("zh-CN", "en")
        assert len(found.select("h1")) == len(found.select("main")) == 1
        assert found.select_one(f'[id="{str(one(found, "a.skip")["href"])[1:]}"]')
        levels = [int(tag.name[1]) for tag in found.find_all(re.compile("^h[1-6]$"))]
        assert all(after - before <= 1 for before, after in pairwise(levels))
        assert all(tag.get("scope") for tag in found.select("th"))
        assert all(tag.get("aria-label") for tag in found.select('svg[role="img"]'))
        assert all(found.select_one(f'label[for="{tag["id"]}"]') for tag in found.select("input"))
        ids = [str(tag["id"]) for tag in found.select("[id]")]
        assert len(ids) == len(set(ids))
        references = {str(tag["aria-labelledby"]) for tag in found.select("[aria-labelledby]")}
        references |= {str(tag["href"])[1:] for tag in found.select('[href^="#"]')}
        assert references <= set(ids)


@pytest.mark.parametrize("noise", [False, True])
def test_a_page_stays_small_whatever_was_handed_in(noise: bool) -> None:
    many = tuple(
        msgspec.structs.replace(files("x")[0], path=f"{n:05}" + "\u202e<&" * 60, asked_path="x") for n in range(3000)
    )
    made = result()
    made = msgspec.structs.replace(made, submission=msgspec.structs.replace(made.submission, files=many))
    view = view_of(made, "page", {})
    html, _ = render_candidate(view, FakePreviews(noise=600 if noise else 0), "stamp")
    assert len(html.encode()) < MOST_BYTES
    assert "未列出" in html


def test_the_script_sorts_and_filters(tmp_path: Path) -> None:
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("needs Chromium to run the script of the index")
    write_reports(tmp_path, ("html",), [result("2"), result("10", low="50", high="60"), result("1")], {}, None)
    path = tmp_path / "index.html"
    click = "document.querySelectorAll('#list thead button')[3].click();" * 2
    typed = "const f=document.getElementById('filter');f.value='１０';f.dispatchEvent(new Event('input'));"
    html = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", path.read_text(encoding="utf-8"))
    path.write_text(html.replace("</body>", f"<script>{click}{typed}</script></body>"), encoding="utf-8")
    command = [chromium, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}"]
    done = subprocess.run([*command, "--dump-dom", path.as_uri()], capture_output=True, timeout=60, check=True)
    found = BeautifulSoup(done.stdout, "lxml")
    heads = found.select("#list thead th")
    assert [tag.get("aria-sort") for tag in heads].count("descending") == 1
    assert heads[3]["aria-sort"] == "descending"
    rows = found.select("#list tbody tr")
    assert words(rows[0].select_one("th")) == "10"
    assert [row.has_attr("hidden") for row in rows] == [False, True, True]
