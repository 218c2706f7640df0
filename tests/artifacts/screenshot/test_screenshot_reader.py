"""Real pages in a real browser: how they look, at the widths of a desktop and of a phone."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from yuejuan.artifacts.reader import Source, UnreadableSource
from yuejuan.artifacts.screenshot.reader import read
from yuejuan.tests.artifacts.running.conftest import browser  # noqa: F401 - a fixture

pytestmark = pytest.mark.usefixtures("browser")

PAGE = """<!DOCTYPE html><meta charset="utf-8"><title>茶</title>
<body style="margin:0;background:#ffffff"><div style="width:640px;height:900px;background:#ff0000"></div>"""


def taken(folder: Path, html: str) -> list[tuple[int, int, Image.Image | None]]:
    (folder / "index.html").write_text(html, encoding="utf-8")
    scratch = folder / "scratch"
    scratch.mkdir()
    facts = read(Source(path=folder / "index.html", name="index.html", root=folder, scratch=scratch))
    kept = {}
    for path in (scratch / "evidence").glob("*.jpg"):
        with Image.open(path) as picture:
            kept[path.stem] = picture.convert("RGB")
    return [(view.width, view.document_width, kept.get(view.screenshot or "")) for view in facts.views]


def test_the_page_is_seen_as_wide_as_on_a_desktop_and_on_a_phone(tmp_path: Path) -> None:
    (wide, _, desktop), (narrow, whole, phone) = taken(tmp_path, PAGE)
    assert (wide, narrow, whole) == (1280, 390, 640)
    assert desktop is not None and phone is not None
    assert (desktop.size, phone.size) == ((640, 450), (390, 900))
    red, white = desktop.getpixel((100, 100)), desktop.getpixel((500, 100))
    assert isinstance(red, tuple) and red[0] > 230 and red[1] < 30
    assert isinstance(white, tuple) and min(white) > 230


def test_an_endless_script_is_stopped_and_the_page_seen_as_it_was(tmp_path: Path) -> None:
    (_, _, desktop), (_, _, phone) = taken(tmp_path, PAGE + "<script>for(;;){}</script>")
    assert desktop is not None and desktop.size == (640, 450)
    assert phone is not None


def test_an_empty_file_is_no_page(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSource):
        taken(tmp_path, "")
