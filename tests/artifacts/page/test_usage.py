"""Which files a page needs, what its scripts may change, and that hostile scripts cost little."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from yuejuan.artifacts.page.facts import PageFacts
from yuejuan.artifacts.page.reader import read
from yuejuan.artifacts.reader import Source


def page(tmp_path: Path, html: str, **files: str) -> PageFacts:
    for name, text in {"index.html": html, **files}.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return read(Source(path=tmp_path / "index.html", name="index.html", root=tmp_path))


@pytest.mark.parametrize(
    ("html", "needed"),
    [
        ('<img src="a.png">', True),
        ('<img src="b.png" onmouseover="this.src=\'a.png\'">', True),
        ('<img data-src="./a.png">', True),
        ("<script>var list = ['x/../a.png'];</script>", False),
        ("<script>var list = ['A.PNG'];</script>", True),
        ("<script>var list = ['old/a.png'];</script>", False),
        ("<script>var list = ['aa.png'];</script>", False),
        ("<script>var list = 'b.png|a.png|c.png';</script>", True),
        ("<script>p.src = '.\\\\a.png';</script>", True),
        ("<script>var list = ['a.png2'];</script>", False),
        ("<p>a.png</p>", False),
        ("<!-- <img src='a.png'> --><p>x</p>", False),
        ("<style>p{background:url(a.png)}</style><p>x</p>", True),
        ("<style>@font-face{font-family:x;src:url(a.png)}</style><p>x</p>", True),
    ],
)
def test_files_that_a_page_needs(tmp_path, html, needed):
    facts = page(tmp_path, f"<html><body>{html}</body></html>", **{"a.png": "x"})
    assert ("a.png" in facts.uses) is needed


def test_by_way_of_other_pages_scripts_and_data(tmp_path):
    facts = page(
        tmp_path,
        '<html><body><a href="b.html">乙</a><script src="m.js"></script></body></html>',
        **{"b.html": '<html><img src="b.png"></html>', "m.js": "load('d.json')", "d.json": '["c.png"]'},
        **{"b.png": "x", "c.png": "x", "e.png": "x"},
    )
    assert set(facts.uses) == {"b.html", "m.js", "b.png", "d.json", "c.png"}
    assert facts.uses_complete


@pytest.mark.parametrize(
    "script",
    ["e.src = e.src.replace('_off', '_on')", "$(e).attr('src', $(e).attr('src').replace('1', '2'))",
     "var src = e.src; e.src = src.split('.')[0] + '2.gif'"],
)  # fmt: skip
def test_names_made_from_other_names_are_noted(tmp_path, script):
    html = f"<html><img src=a_off.gif><script>{script}</script><p>x</html>"
    assert page(tmp_path, html, **{"a_off.gif": "x", "a_on.gif": "x"}).computed_names == (".gif",)


def test_computed_names_are_noted(tmp_path):
    assert page(tmp_path, "<html><script>pic.src = 'p' + n + '.JPG'</script><p>x</html>").computed_names == (".jpg",)


@pytest.mark.parametrize(
    ("script", "changes"),
    [
        ("document.write('x')", {"content"}),
        ("ad.style.left = x + 'px'", {"style"}),
        ("document.body.style.margin = 0", {"style", "rules"}),
        ("var top = document.documentElement.scrollTop || document.body.scrollTop", set()),
        ("box.className = 'on'", {"rules"}),
        ("document.title = 'x'", {"head"}),
        ("alert('x')", set()),
    ],
)
def test_what_scripts_may_change(tmp_path, script, changes):
    assert set(page(tmp_path, f"<html><script>{script}</script><p>x</html>").scripted) == changes


def test_scripts_that_were_not_read(tmp_path):
    html = '<html><script src="{}"></script><p>x</html>'
    assert page(tmp_path, html.format("https://cdn.example/a.js")).scripted == ("unknown",)
    assert page(tmp_path, html.format("missing.js")).scripted == ()


@pytest.mark.parametrize("script", ["x.png" + "a" * 500_000, "document.body" + " " * 500_000, "x.png" * 100_000])
def test_hostile_scripts_cost_little(tmp_path, script):
    started = time.perf_counter()
    page(tmp_path, f"<html><script>{script}</script><p>x</html>", **{"x.png": "x", "y.png": "x"})
    assert time.perf_counter() - started < 5
