"""Which names are repaired, which are refused. Expected values are written by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from yuejuan.artifacts.paths import NameRegistry, clean_name, inside, printable
from yuejuan.messages import Message, render


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("图片/首页.png", "图片/首页.png"),
        ("./a//b/./c.txt", "a/b/c.txt"),
        ("a\\b\\c.txt", "a/b/c.txt"),
        ("e\u0301.txt", "\u00e9.txt"),
        ("\u202aa.txt", "a.txt"),
        ("a\u202etxt.exe", "atxt.exe"),
        ("a.txt. . ", "a.txt"),
        (" folder /a.txt", "folder/a.txt"),
        ('a<b>:"|?*.txt', "a_b______.txt"),
        ("console.txt", "console.txt"),
        ("..a..b", "..a..b"),
    ],
)
def test_foreign_names_are_repaired(name: str, path: str) -> None:
    assert clean_name(name) == path


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("..", "paths.climbs_out"),
        ("a/ .. /b", "paths.climbs_out"),
        (".\u200b./a", "paths.climbs_out"),
        ("..\\a", "paths.climbs_out"),
        ("/a", "paths.absolute"),
        ("\\a", "paths.absolute"),
        ("c:a", "paths.absolute"),
        ("a\x00b", "paths.control_character"),
        ("a\x1bb", "paths.control_character"),
        ("", "paths.no_name"),
        ("a/. ./b", "paths.no_name"),
        ("aux", "paths.device"),
        ("Con .txt", "paths.device"),
        ("LPT¹.png", "paths.device"),
        ("图" * 86, "paths.too_long"),
        ("d/" * 12 + "a", "paths.too_deep"),
        (("d" * 200 + "/") * 6 + "a", "paths.too_long"),
        ("a\ud800", "paths.not_unicode"),
    ],
)
def test_names_that_cannot_be_meant_are_refused(name: str, reason: str) -> None:
    refused = clean_name(name)
    assert isinstance(refused, Message)
    assert refused.id == reason
    assert "\x1b" not in render(refused)
    render(refused).encode("utf-8")


@pytest.mark.parametrize("twin", ["a.PNG", "A.png", "a.png", "a.png.", "a.png/b"])
def test_a_name_is_given_once(twin: str) -> None:
    registry = NameRegistry()
    assert registry.claim("a.png") == "a.png"
    refused = registry.claim(twin)
    assert isinstance(refused, Message)
    assert refused.id == "paths.taken"


def test_names_in_messages_show_what_cannot_be_seen() -> None:
    assert printable("a\x00\u202eb") == "a\\x00\\u202eb"
    assert len(printable("长" * 500)) == 120


def test_inside_follows_links(tmp_path: Path) -> None:
    root = tmp_path / "root"
    root.mkdir()
    (root / "out").symlink_to(tmp_path)
    assert inside(root, root / "a" / "b")
    assert inside(root, root)
    assert not inside(root, root / ".." / "other")
    assert not inside(root, root / "out" / "secret")
    assert not inside(root, tmp_path / "root2")
