"""The virtual origin answers from the folder alone, letter case exact, and knows equal bytes."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import pytest

from yuejuan.artifacts.reader import ToolMissing
from yuejuan.artifacts.running import programs
from yuejuan.artifacts.running.browser import WarmBrowser, worker
from yuejuan.artifacts.running.folder import ORIGIN, Folder
from yuejuan.artifacts.running.likeness import identical, related, same_motif
from yuejuan.artifacts.running.reader import tools
from yuejuan.tests.artifacts.running.building import drawn, encoded


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    root = tmp_path / "work"
    (root / "站" / "img").mkdir(parents=True)
    (root / "站" / "index.html").write_text("<p>一</p>", encoding="utf-8")
    (root / "站" / "img" / "Tea.PNG").write_bytes(b"tea")
    (root / "站" / "img" / "same.png").write_bytes(b"tea")
    (root / "top.css").write_text("p{}", encoding="utf-8")
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    (root / "link.txt").symlink_to(tmp_path / "secret.txt")
    return Folder(root, "站/index.html")


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("站/index.html", "text/html"),
        ("站/img/Tea.PNG", "image/png"),
        ("img/Tea.PNG", "image/png"),
        ("top.css", "text/css"),
        ("站/img/tea.png", None),
        ("link.txt", None),
        ("../secret.txt", None),
        ("站/none.gif", None),
    ],
)
def test_answers(folder, path, answer):
    given = folder.answer(f"{ORIGIN}/{quote(path)}?v=1")
    assert (given.content_type if given.body is not None else None) == answer


def test_names_escaped_as_gbk(folder):
    assert folder.answer(f"{ORIGIN}/{quote('站'.encode('gb18030'))}/index.html").body == "<p>一</p>".encode()


def test_equal_bytes_are_one_picture(folder):
    urls = [f"{ORIGIN}/{quote('站/img/' + name)}" for name in ("Tea.PNG", "same.png")]
    for url in urls:
        folder.answer(url)
    assert folder.digest(urls[0]) == folder.digest(urls[1]) != folder.digest("data:image/png,tea")


@pytest.mark.parametrize(
    ("one", "other", "versions"),
    [
        ("q1.jpg", "q1_b.jpg", True),
        ("small/3.jpg", "big/3.jpg", True),
        ("s1.jpg", "b1.jpg", True),
        ("tea-small.jpg", "tea-large.jpg", True),
        ("1.jpg", "2.jpg", False),
        ("tea.jpg", "cup.jpg", False),
    ],
)
def test_names_of_versions(one, other, versions):
    assert related(Path(one), Path(other)) == versions


def test_same_motif_by_what_is_shown(tmp_path):
    for name, picture in {"a": drawn(1), "b": drawn(1).resize((900, 600)), "c": drawn(2)}.items():
        (tmp_path / f"{name}.png").write_bytes(encoded(picture))
    assert same_motif(tmp_path / "a.png", tmp_path / "b.png")
    assert not same_motif(tmp_path / "a.png", tmp_path / "c.png")
    assert not same_motif(tmp_path / "a.png", None)


def test_one_picture_in_two_files(tmp_path):
    (tmp_path / "a.png").write_bytes(encoded(drawn(1)))
    (tmp_path / "a.jpg").write_bytes(encoded(drawn(1), "JPEG", quality=50))
    marked = drawn(1)
    marked.paste((255, 255, 255), (100, 90, 112, 98))
    (tmp_path / "marked.png").write_bytes(encoded(marked))
    assert identical(tmp_path / "a.png", tmp_path / "a.jpg")
    assert not identical(tmp_path / "a.png", tmp_path / "marked.png")
    assert not identical(tmp_path / "a.png", None)


def test_missing_browser_is_a_missing_tool(monkeypatch):
    monkeypatch.setattr("yuejuan.artifacts.running.reader.find_browser", lambda: None)
    monkeypatch.setattr("yuejuan.artifacts.running.browser.find_browser", lambda: None)
    with pytest.raises(ToolMissing, match="Chromium"):
        tools()
    with pytest.raises(ToolMissing, match="Chromium"):
        worker().loop.run_until_complete(WarmBrowser().browser())


def test_a_browser_on_path_is_found(tmp_path, monkeypatch):
    program = tmp_path / "google-chrome"
    program.write_text("#!/bin/sh\necho Google Chrome 130.0\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=None)
    programs.find_browser.cache_clear()
    try:
        assert programs.find_browser() == program
    finally:
        programs.find_browser.cache_clear()
