"""What is read out of web pages. Pages are written here; what they must give is written by hand beside them."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Any

import pytest

from yuejuan.artifacts.page.cascade import applies_on_desktop
from yuejuan.artifacts.page.content import keywords
from yuejuan.artifacts.page.facts import CssRule, PageFacts, Reference
from yuejuan.artifacts.page.reader import read
from yuejuan.artifacts.reader import Source, UnreadableSource
from yuejuan.messages import render


class Site:
    """A submission folder made of names and bytes."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, name: str, data: bytes | str = b"x") -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)

    def read(self, data: bytes | str, name: str = "index.html") -> PageFacts:
        self.put(name, data)
        return read(Source(path=self.root / name, name=name, root=self.root))


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path / "submission")


def by_raw(facts: PageFacts) -> dict[str, Reference]:
    return {image.reference.raw: image.reference for image in facts.images} | {link.raw: link for link in facts.links}


def rules(facts: PageFacts) -> dict[str, CssRule]:
    return {rule.selector: rule for sheet in facts.stylesheets for rule in sheet.rules}


HEAD = "<html><head><meta charset={charset}><title>电子商务专业</title></head><body><p>校园网站</p></body></html>"
ENCODINGS = [
    ("utf-8 declared", HEAD.format(charset="utf-8").encode(), "utf-8", "utf-8"),
    ("gbk declared gb2312", HEAD.format(charset="gb2312").encode("gbk"), "gb18030", "gb2312"),
    ("gbk declared utf-8", HEAD.format(charset="utf-8").encode("gbk"), "gb18030", "utf-8"),
    ("utf-8 declared gbk", HEAD.format(charset="GBK").encode(), "utf-8", "GBK"),
    ("utf-16 with a mark", HEAD.format(charset="utf-16").encode("utf-16"), "utf-16-le", "utf-16"),
    (
        "http-equiv",
        HEAD.replace("charset={charset}", 'http-equiv="Content-Type" content="text/html; charset=gbk"').encode("gbk"),
        "gb18030",
        "gbk",
    ),
    (
        "a charset in a comment",
        b"<!-- <meta charset=big5> -->" + HEAD.format(charset="gbk").encode("gbk"),
        "gb18030",
        "gbk",
    ),
]


@pytest.mark.parametrize(
    ("data", "encoding", "declared"), [row[1:] for row in ENCODINGS], ids=[r[0] for r in ENCODINGS]
)
def test_encodings(data: bytes, encoding: str, declared: str, site: Site) -> None:
    facts = site.read(data)
    assert (facts.encoding, facts.declared_encoding) == (encoding, declared)
    assert facts.title == "电子商务专业"
    assert facts.text == "校园网站"
    assert (facts.bytes, facts.sha256) == (len(data), hashlib.sha256(data).hexdigest())


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("学校，招生,就业、专业；电商;网店|美工", ("学校", "招生", "就业", "专业", "电商", "网店", "美工")),
        ("学校 招生\u3000就业", ("学校", "招生", "就业")),
        ("New York, 上海", ("New York", "上海")),
        ("会员注册，登录\u3000找回 密码", ("会员注册", "登录", "找回 密码")),
        (" ,， ", ()),
        (None, None),
    ],
)
def test_keywords_are_split_at_every_separator(content: str | None, words: tuple[str, ...] | None) -> None:
    assert keywords(content) == words


def test_head(site: Site) -> None:
    facts = site.read(
        '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN"><html lang="zh-CN"><head><title>首\n页</title>'
        '<META NAME="KeyWords" CONTENT="学校，招生"><meta name=DESCRIPTION content="一所 学校"></head></html>'
    )
    assert facts.title == "首 页"
    assert facts.keywords == ("学校", "招生")
    assert facts.description == "一所 学校"
    assert facts.doctype == 'html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN"'
    assert facts.language == "zh-CN"


def test_comments_scripts_and_hidden_text_are_no_content(site: Site) -> None:
    facts = site.read(
        '<style>.off{display:none}</style><!-- <img src="no.png"> <title>假</title> --><p>真</p>'
        '<script>document.write("<img src=no2.png>文字")</script><p class=off>藏<b>起来</b></p>后'
        "<noscript>无</noscript>"
    )
    assert facts.text == "真 后"
    assert facts.images == ()
    assert facts.title is None


REFERENCES = [
    ("img/a.png", "ok", "img/a.png"),
    ("./img/../img/a.png?v=2#top", "ok", "img/a.png"),
    ("img\\a.png", "ok", "img/a.png"),
    ("/img/a.png", "ok", "img/a.png"),
    (" img/a.png\n", "ok", "img/a.png"),
    ("IMG/A.PNG", "case", "img/a.png"),
    ("%E5%9B%BE%20%E7%89%87.png", "ok", "图 片.png"),
    ("%CD%BC%20%C6%AC.png", "ok", "图 片.png"),
    ("图 片.png", "ok", "图 片.png"),
    ("100%.png", "ok", "100%.png"),
    ("img/b.png", "missing", "img/b.png"),
    ("../secret.txt", "outside", None),
    ("%2e%2e/secret.txt", "outside", None),
    ("img/../../secret.txt", "outside", None),
    ("http://example.org/a.png", "external", None),
    ("//example.org/a.png", "external", None),
    ("file:///C:/a.png", "local_path", None),
    ("C:\\Users\\me\\a.png", "local_path", None),
    ("D:/a.png", "local_path", None),
    ("/Users/me/a.png", "local_path", None),
    ("\\\\server\\share\\a.png", "local_path", None),
    ("data:image/png;base64,AA", "inline", None),
    ("#top", "empty", None),
    ("", "empty", None),
    ("javascript:void(0)", "empty", None),
    ("mailto:me@example.org", "empty", None),
]


@pytest.mark.parametrize(("raw", "state", "target"), REFERENCES)
@pytest.mark.parametrize("tag", ['<img src="{}">', '<a href="{}">x</a>'])
def test_references(tag: str, raw: str, state: str, target: str | None, site: Site) -> None:
    for name in ("img/a.png", "图 片.png", "100%.png", "../secret.txt"):
        site.put(name)
    facts = site.read("<p>页面" + tag.format(raw))
    reference = (*[image.reference for image in facts.images], *facts.links)[0]
    assert (reference.state, reference.target) == (state, target)
    broken = state in ("missing", "outside", "local_path")
    assert [one.state for one in facts.broken_references] == ([state] if broken else [])
    assert [one.state for one in facts.external_references] == (["external"] if state == "external" else [])


def test_references_are_relative_to_the_page_and_to_base(site: Site) -> None:
    site.put("sub/img/a.png")
    site.put("shared/b.png")
    assert by_raw(site.read('<img src="img/a.png">', "sub/index.html"))["img/a.png"].target == "sub/img/a.png"
    based = site.read('<base href="../shared/"><img src="b.png"><a href="#x">x</a>', "sub/index.html")
    assert by_raw(based)["b.png"].target == "shared/b.png"
    assert by_raw(based)["#x"].state == "empty"
    away = site.read('<base href="http://example.org/"><img src="b.png">')
    assert by_raw(away)["b.png"].state == "external"


def test_a_link_out_of_the_folder_does_not_count_as_a_file(site: Site) -> None:
    site.put("../secret.png")
    site.put("a.png")
    (site.root / "s.png").symlink_to(site.root.parent / "secret.png")
    assert by_raw(site.read('<img src="s.png">'))["s.png"].state == "missing"


def test_every_attribute_that_names_a_file_is_resolved(site: Site) -> None:
    facts = site.read(
        '<link rel="shortcut icon" href="1.ico"><script src="2.js"></script><body background="3.jpg">'
        "<table><td background=4.jpg></table><div style=\"background:url('5.jpg')\"></div>"
        '<img src="6.jpg" srcset="7.jpg 1x, 8.jpg 2x"><video poster="9.jpg" src="10.mp4"></video>'
        '<embed src="11.swf"><iframe src="12.html"></iframe><form action="13.html"><input type=image src="14.gif">'
        '</form><map><area href="15.html"></map><object data="16.swf"></object><style>p{background:url(17.jpg)}'
        "@font-face{src:url(18.ttf)}@import '19.css';</style><link rel=stylesheet href=20.css>"
    )
    names = sorted(int(one.raw.partition(".")[0]) for one in facts.broken_references)
    assert [number for number in range(1, 21) if number not in names] == [19]  # an @import behind rules is none
    assert [one.raw for one in facts.frames] == ["12.html"]


def test_what_a_server_answers_is_no_file_of_the_page(site: Site) -> None:
    facts = site.read('<form action="login.asp?a=1"></form><form action="save.PHP"></form><a href="list.asp">单</a>')
    assert [one.raw for one in facts.broken_references] == ["list.asp"]


def test_places_name_line_and_selector(site: Site) -> None:
    facts = site.read('<html>\n<body>\n<div id="top">\n<p>a</p><p>b<img src="a.png"></p></div></body></html>')
    place = facts.images[0].reference.place
    assert (place.file, place.line, place.selector) == ("index.html", 4, "#top > p:nth-of-type(2) > img:nth-of-type(1)")


def test_rules_have_places_matches_and_media(site: Site) -> None:
    facts = site.read(
        "<style>\np { color: red; margin: 0 !important }\n@media print { .a, p { color: blue } }\n"
        "a:hover { color: green }\np::zz ( {}\nb { ; : x; top: 1px }\n</style><p class=a>1</p><p>2</p><b>3</b>"
    )
    found = rules(facts)
    assert found["p"].declarations == (("color", "red"), ("margin", "0 !important"))
    assert (found["p"].place.line, found["p"].matches) == (2, 2)
    assert (found[".a, p"].media, found[".a, p"].matches) == ("print", 2)
    assert found["a:hover"].matches is None
    assert facts.stylesheets[0].origin == "embedded"
    assert facts.stylesheets[0].errors != ()


def test_imports_are_followed_once_and_resolved_from_their_own_folder(site: Site) -> None:
    site.put("css/a.css", '@import "b.css"; p { background: url(../img/x.png) }')
    site.put("css/b.css", '@import url(a.css); @import "none.css"; i { color: red }')
    site.put("img/x.png")
    facts = site.read('<link rel="StyleSheet" href="css/a.css"><p>1</p>')
    assert [sheet.origin for sheet in facts.stylesheets] == ["imported", "imported", "external"]
    assert set(rules(facts)) == {"p", "i"}
    assert [one.raw for one in facts.broken_references] == ["none.css"]
    assert [image.reference.target for image in facts.images] == ["img/x.png"]


LAYOUTS: list[tuple[str, set[str]]] = [
    ("<table><tr><td><div>左</div></td><td><img src=a.png></td></tr></table>", {"table"}),
    ("<p>很长很长很长很长的正文</p><table><tr><th>名</th><td>1</td></tr></table>", set()),
    ("<p>很长很长很长很长的正文</p><table><tr><td>名</td><td>1</td></tr></table>", set()),
    ("<table><tr><td><table><tr><td><p>正文</p></td></tr></table></td></tr></table>", {"table", "nested_table"}),
    ("<frameset cols='1,2'><frame src=a.html></frameset>", {"frameset"}),
    ("<iframe src=a.html></iframe>", {"iframe"}),
    ("<form><input name=a></form>", {"form"}),
    ("<style>#l{position:absolute}</style><div id=l>层</div>", {"layer"}),
    ("<style>#l{position:absolute}</style><div>无层</div>", set()),
    ("<style>#l{position:absolute}div#l{position:static}</style><div id=l>无层</div>", set()),
    ("<div style='float:left'>左</div>", {"css_float"}),
    ("<img src=a.png style='float:left'>文字", set()),
    ("<style>li{float:left}a{background:url(a.png)}</style><ul><li><a href=#></a></ul><p>文", {"css_float"}),
    ("<style>li{float:left}a{background:#eee}</style><ul><li><a href=#></a></ul><p>文", set()),
    ("<style>.f{float:left !important}</style><div class=f style='float:none'>左</div>", {"css_float"}),
    ("<style>@media print{.f{float:left}}</style><div class=f>左</div>", set()),
    ("<style>/*.f{float:left}*/</style><div class=f>左</div>", set()),
    ("<style>@media screen and (min-width:800px){.f{display:flex}}</style><div class=f>左</div>", {"css_flex"}),
    ("<style>@media (max-width:800px){.f{display:flex}}</style><div class=f>左</div>", set()),
    ("<style>.f{display:grid}</style><div class=f>左</div>", {"css_grid"}),
]


@pytest.mark.parametrize(("markup", "techniques"), LAYOUTS)
def test_layout_techniques(markup: str, techniques: set[str], site: Site) -> None:
    assert {one.technique for one in site.read(markup).layout} == techniques


def test_a_layout_knows_its_share_of_the_visible_text(site: Site) -> None:
    facts = site.read("<div style='float:left'>一二三<b>四五六</b></div><p>七八</p><p style='display:none'>九十</p>")
    assert [(one.technique, one.share) for one in facts.layout] == [("css_float", 0.75)]


@pytest.mark.parametrize(
    ("media", "holds"),
    [(None, True), ("all", True), ("print", False), ("print, screen", True),
     ("only screen and (min-width: 600px)", True),
     ("screen and (max-width: 600px)", False), ("(orientation: portrait)", False), ("not screen", False)],
)  # fmt: skip
def test_media_for_a_desktop(media: str | None, holds: bool) -> None:
    assert applies_on_desktop(media) == holds


def test_tables_forms_and_counts(site: Site) -> None:
    facts = site.read(
        "<table border=1 align=center><caption>课程表</caption><tr><th colspan=2>一</th></tr>"
        "<tr><td>1</td><td>2</td></tr></table>"
        "<form><input name=user><input type=PASSWORD name=pw><select name=city></select></form>"
        "<font color=red style='top:0'>红</font><img src=a.png width=10><p style='left:0'>"
    )
    table = facts.tables[0]
    assert (table.rows, table.columns, table.headers, table.caption, table.nested) == (2, 2, 1, "课程表", False)
    assert facts.forms[0].fields == (("user", "text"), ("pw", "password"), ("city", "select"))
    assert facts.inline_styles == 2
    assert facts.presentational_attributes == 4
    assert facts.effects is None
    assert [one.field for one in facts.not_measured] == ["effects"]


BOMBS: dict[str, bytes] = {
    "20,000 nested div": b"<div>" * 20_000 + b"x",
    "20,000 open b": b"<b>" * 20_000 + b"x",
    "300 nested tables": b"<table><tr><td>" * 300,
    "megabytes of one line": b"<p>" + b"a" * 12_000_000,
}


@pytest.mark.parametrize("name", BOMBS)
def test_what_is_cut_off_is_said(name: str, site: Site) -> None:
    facts = site.read(BOMBS[name])
    assert facts.damaged
    assert [note.id for note in facts.notes] == ["page.cut_off"]
    assert facts.depth <= 256


SHEET_BOMBS = {
    "brackets": "a{b:" + "(" * 100_000 + "}",
    "nested media": "@media screen{" * 5000,
    "a million rules": "a{b:c}" * 200_000,
}


@pytest.mark.parametrize("name", SHEET_BOMBS)
def test_a_sheet_beyond_the_limits_is_said_to_be_left_out(name: str, site: Site) -> None:
    facts = site.read(f"<style>{SHEET_BOMBS[name]}</style><p>正文</p>")
    assert facts.text == "正文"
    assert "stylesheets" in [one.field for one in facts.not_measured]


def test_entities_stay_what_they_are(site: Site) -> None:
    facts = site.read('<!DOCTYPE html [<!ENTITY a "aaaa"><!ENTITY b SYSTEM "file:///etc/passwd">]><p>&a;&b;&copy;</p>')
    assert "aaaa" not in facts.text.replace("ENTITY", "")
    assert "root:" not in facts.text
    assert facts.text.endswith("©")


def test_nul_bytes_do_not_end_the_page(site: Site) -> None:
    facts = site.read(b"<title>a\0b</title><p>before\0after</p><p>end</p>")
    assert "before" in facts.text
    assert facts.text.endswith("end")


def test_ten_thousand_elements(site: Site) -> None:
    page = "<style>.a{float:left}div p{color:red}</style>" + "<div class=a><p style='color:red'>文</p></div>" * 5000
    facts = site.read(page + "<img src=a.png>" * 1000)
    assert facts.element_count > 10_000
    assert rules(facts)["div p"].matches == 5000


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "page.empty"),
        ("这里只有一句话".encode(), "page.not_a_page"),
        (b"a < b and c > d", "page.not_a_page"),
    ],
)
def test_what_is_no_page_says_so(data: bytes, reason: str, site: Site) -> None:
    with pytest.raises(UnreadableSource) as unreadable:
        site.read(data, "首页.html")
    assert unreadable.value.message.id == reason
    assert "首页.html" in render(unreadable.value.message)


def test_facts_are_the_same_every_time(site: Site) -> None:
    page = "<style>p{float:left}</style><p>文</p><img src=a.png><a href=b.html>x</a>"
    assert site.read(page) == site.read(page)


SAMPLES = os.environ.get("YUEJUAN_SAMPLES")
TRUTH: list[dict[str, Any]] = (
    json.loads((Path(SAMPLES) / "practice/pages/truth.json").read_text(encoding="utf-8")) if SAMPLES else []
)
ACCEPTED = {"utf-8": {"UTF-8"}, "gb18030": {"GB2312", "GBK", "GB18030"}, "big5": {"Big5"},
            "utf-16-le": {"UTF-16LE", "UTF-16LE BOM"}}  # fmt: skip
TECHNIQUES = {"css_float": "float", "css_flex": "flex", "css_grid": "grid"}


@pytest.mark.samples
@pytest.mark.skipif(not SAMPLES, reason="YUEJUAN_SAMPLES names no folder of samples")
@pytest.mark.parametrize("truth", TRUTH, ids=lambda truth: truth["page"])
def test_independent_pages(truth: dict[str, Any]) -> None:
    path = Path(str(SAMPLES)) / "practice/pages" / truth["page"]
    facts = read(Source(path=path, name=truth["page"], root=path.parent))
    assert ACCEPTED[str(facts.encoding)] & set(truth["encoding_accept"])
    assert facts.declared_encoding == (truth["declared_encoding"] or None)
    assert (facts.title or "") == truth["title"]
    assert list(facts.keywords or ()) == truth["keywords"]
    assert (facts.description or "") == truth["description"]
    assert sorted({one.raw for one in facts.broken_references}) == sorted(truth["broken_references"])
    found = {TECHNIQUES.get(one.technique, one.technique) for one in facts.layout}
    # A layer that a script makes while the page runs stands in no file; the running page will show it.
    scripted = {"layer"} if "cssText='position:absolute" in path.read_bytes().decode("latin-1") else set()
    assert found - set(truth["layout_optional"]) == set(truth["layout"]) - set(truth["layout_optional"]) - scripted


@pytest.mark.samples
@pytest.mark.skipif(not SAMPLES, reason="YUEJUAN_SAMPLES names no folder of samples")
def test_an_independent_page_that_lies_about_its_charset() -> None:
    path = Path(str(SAMPLES)) / "hostile/charset_lie.html"
    assert read(Source(path=path, name=path.name)).title == "电子商务"
