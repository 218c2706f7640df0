"""What takes effect on body and links; expected values are read off the CSS and HTML standards by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from yuejuan.artifacts.page.reader import read
from yuejuan.artifacts.reader import Source

LINK = '<a href="a.html">甲</a>'


def appearance(tmp_path: Path, css: str, body: str = f"<body>{LINK}</body>", html: str = "<html>") -> dict[str, object]:
    path = tmp_path / "index.html"
    path.write_text(f"{html}<head><style>{css}</style></head>{body}</html>", encoding="utf-8")
    found = read(Source(path=path, name=path.name, root=tmp_path)).appearance
    assert found is not None
    return {name: [value.value for value in values] for name, values in found.items()}


@pytest.mark.parametrize(
    ("css", "name", "value"),
    [
        ("body{margin:1px 2px}", "margin-left", "2px"),
        ("body{margin:1px 2px}", "margin-bottom", "1px"),
        ("body{margin:1px 2px 3px}", "margin-left", "2px"),
        ("body{margin:1px 2px 3px 4px}", "margin-left", "4px"),
        ("body{margin:1px; margin-left:9px}", "margin-left", "9px"),
        ("body{margin-left:9px; margin:1px}", "margin-left", "1px"),
        ("body{margin:0 !important} body{margin:5px}", "margin-top", "0"),
        ("html body{margin:1px} body{margin:2px}", "margin-top", "1px"),
        ("body{background:red} body{background-color:#0F0}", "background-color", "#00ff00"),
        ("html{background:#123456}", "background-color", "#123456"),
        ("html{background:red} body{background:blue}", "background-color", "#0000ff"),
        ("body{background:hsl(0, 100%, 50%)}", "background-color", "#ff0000"),
        ("@media screen and (min-width:600px){body{color:red}}", "color", "#ff0000"),
        ("@media screen{body{color:navy}}", "color", "#000080"),
        ("body{background:url('bg.gif') no-repeat}", "background-repeat", "no-repeat"),
    ],
)
def test_body(tmp_path, css, name, value):
    assert appearance(tmp_path, css)[name] == [value]


@pytest.mark.parametrize(
    ("css", "name"),
    [
        ("@media print{body{color:red}}", "color"),
        ("@media (max-width:600px){body{color:red}}", "color"),
        ("body{background-color:red} body{background:none}", "background-color"),
        (".home body{color:red}", "color"),
        ("body::before{color:red}", "color"),
        ("@supports not (display:grid){body{color:red}}", "color"),
    ],
)
def test_nothing_takes_effect(tmp_path, css, name):
    assert name not in appearance(tmp_path, css)


@pytest.mark.parametrize(
    ("css", "link", "visited", "hover", "active"),
    [
        ("a{color:red}", "#ff0000", "#ff0000", "#ff0000", "#ff0000"),
        ("a{color:red} a:hover{color:blue}", "#ff0000", "#ff0000", "#0000ff", "#0000ff"),
        ("a:hover{color:blue} a{color:red}", "#ff0000", "#ff0000", "#0000ff", "#0000ff"),
        ("a:link{color:red} a:visited{color:lime} a:hover{color:blue}", "#ff0000", "#00ff00", "#0000ff", "#0000ff"),
        ("a:hover{color:blue} a:link{color:red}", "#ff0000", None, "#ff0000", "#ff0000"),
        ("a:active{color:lime} a:hover{color:blue}", None, None, "#0000ff", "#0000ff"),
        ("li:hover a{color:blue}", None, None, None, None),
    ],
)
def test_links(tmp_path, css, link, visited, hover, active):
    found = appearance(tmp_path, css)
    expected = {"a:link": link, "a:visited": visited, "a:hover": hover, "a:active": active}
    assert {name: found.get(name, [None])[0] for name in expected} == expected


def test_links_of_several_colours(tmp_path):
    body = f'<body><div class="nav">{LINK}</div>{LINK}</body>'
    assert appearance(tmp_path, "a{color:red} .nav a{color:blue}", body)["a:link"] == ["#0000ff", "#ff0000"]


def test_rules_win_over_attributes(tmp_path):
    body = f'<body bgcolor="yellow" text="#111111" link="red" style="margin:3px">{LINK}</body>'
    found = appearance(tmp_path, "body{background:white;margin:9px}", body)
    assert (found["background-color"], found["color"], found["a:link"]) == (["#ffffff"], ["#111111"], ["#ff0000"])
    assert found["margin-top"] == ["3px"]


def test_background_picture_is_the_file_it_leads_to(tmp_path):
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / "bg.gif").write_bytes(b"GIF89a")
    assert appearance(tmp_path, "body{background:url(./images/bg.gif)}")["background-image"] == ["images/bg.gif"]


def matches(tmp_path: Path, css: str, html: str) -> list[int | None]:
    path = tmp_path / "index.html"
    path.write_text(html.replace("{css}", f"<style>{css}</style>"), encoding="utf-8")
    facts = read(Source(path=path, name=path.name, root=tmp_path))
    return [rule.matches for sheet in facts.stylesheets for rule in sheet.rules]


def test_rows_stand_in_a_body_as_in_browsers(tmp_path):
    html = "<html><head>{css}</head><body><table><caption>价</caption><tr><td>甲</td></tr><tr><td>乙</td></tr></table>"
    css = "tbody td{color:red} table > tr{color:red} table > tbody > tr{color:red}"
    assert matches(tmp_path, css, html) == [2, 0, 2]


@pytest.mark.parametrize(
    ("doctype", "expected"),
    [
        ("<!DOCTYPE html>", [0, 1]),
        ('<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01//EN" "http://www.w3.org/TR/html4/strict.dtd">', [0, 1]),
        ('<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN">', [None, 1]),
        ("", [None, 1]),
    ],
)
def test_letter_case_of_classes_without_a_full_doctype(tmp_path, doctype, expected):
    html = doctype + '<html><head>{css}</head><body><p class="nav">甲</p></body></html>'
    assert matches(tmp_path, ".Nav{color:red} .nav{color:red}", html) == expected
