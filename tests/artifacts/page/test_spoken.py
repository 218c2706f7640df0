"""Pictures that scripts and event handlers name whole and that are not there."""

from __future__ import annotations

from pathlib import Path

import pytest

from yuejuan.artifacts.page.reader import read
from yuejuan.artifacts.reader import Source


@pytest.mark.parametrize(
    ("markup", "found"),
    [
        ("<img src=a.png onmouseover=\"this.src='b.png'\">", [("b.png", "missing")]),
        ("<img src=a.png onmouseover=\"this.src='A.png'\">", [("A.png", "case")]),
        ("<img src=a.png onmouseover=\"this.src='a.png'\">", []),
        (
            "<script>var l = ['x1.jpg', \"pic/x2.gif\"];</script><p>文",
            [("x1.jpg", "missing"), ("pic/x2.gif", "missing")],
        ),
        ("<script>p.src = 'pic/' + n + '.jpg'; q.src = 'p' +'2.jpg'; r = 'x.jpg'+ s</script><p>文", []),
        ("<script>// p.src = 'x.jpg'\n/* 'y.jpg' */ var a = 'http://x.example/z.jpg'</script><p>文", []),
        ("<script>p.src = 'file:///E|/网站/a.png'</script><p>文", [("file:///E|/网站/a.png", "local_path")]),
        ("<script>p.src = folder + 'a.png'</script><p>文", []),
        ("<script>set('other/a.png'); set('a b.png,c.png'); set('<img src=d.png>')</script><p>文", []),
        ("<a href=\"javascript:show('big.webp')\">大图</a>", [("big.webp", "missing")]),
        ("<p>'none.png'</p>", []),
    ],
)
def test_pictures_that_scripts_name_whole(markup: str, found: list[tuple[str, str]], tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"x")
    (tmp_path / "index.html").write_text(markup, encoding="utf-8")
    facts = read(Source(path=tmp_path / "index.html", name="index.html", root=tmp_path))
    assert [(one.raw, one.state) for one in facts.spoken_references] == found
