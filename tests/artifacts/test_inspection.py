"""``yuejuan inspect``: one object for each file, as its schema says; nothing hostile escapes, nothing crashes."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import jsonschema
import pypdf
import pytest
from PIL import Image

from yuejuan.artifacts.inspection import inspect
from yuejuan.exam.schemas import all_schemas

SAMPLES = os.environ.get("YUEJUAN_SAMPLES")
# The practice pages run in a browser for minutes; tests/artifacts/running looks at each of them.
PRACTICE = ("abc", "budget", "customer_value", "mails", "plans", "promo", "psd", "retouch", "staffing", "steps")
SAMPLE_FOLDERS = ["images", "psd", "docx", "doc", "xlsx", "mail", "hostile", *(f"practice/{one}" for one in PRACTICE)]
needs_samples = pytest.mark.skipif(SAMPLES is None, reason="YUEJUAN_SAMPLES names no folder of sample files")


def objects(*paths: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(json.dumps(list(inspect(paths)), ensure_ascii=False))
    jsonschema.validate(found, all_schemas()["inspect"])
    return found


def test_a_folder_with_files_of_every_sort(tmp_path: Path) -> None:
    Image.new("RGB", (950, 120)).save(tmp_path / "banner.jpg")
    (tmp_path / "plan.txt").write_bytes("营销方案".encode("gbk"))
    (tmp_path / "empty.docx").write_bytes(b"")
    (tmp_path / "~$plan.docx").write_bytes(b"x")
    (tmp_path / "font.ttf").write_bytes(b"\0\x01\0\0\0\x0f" + b"\0" * 60)
    writer = pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    writer.add_metadata({"/Title": "方案", "/Author": "甲"})
    writer.write(tmp_path / "plan.pdf")
    found = {Path(one["path"]).name: one for one in objects(tmp_path)}
    assert {name: one["kind"] for name, one in found.items()} == {
        "banner.jpg": "image",
        "plan.txt": "document",
        "empty.docx": "unreadable",
        "font.ttf": "other",
        "plan.pdf": "document",
    }
    assert (found["banner.jpg"]["width"], found["banner.jpg"]["height"]) == (950, 120)
    assert found["plan.txt"]["word_count"] == 4
    assert (found["plan.pdf"]["title"], found["plan.pdf"]["author"]) == ("方案", "甲")
    assert "0 字节" in found["empty.docx"]["error"]


def test_links_and_missing_files_get_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "link.png").symlink_to("/etc/passwd")
    for one in objects(tmp_path / "link.png", tmp_path / "missing.png"):
        assert one["kind"] == "unreadable"
        assert one["error"]


@needs_samples
@pytest.mark.samples
@pytest.mark.parametrize("folder", SAMPLE_FOLDERS)
def test_no_reader_crashes_on_any_sample(folder: str) -> None:
    assert SAMPLES is not None
    found = objects(Path(SAMPLES) / folder)
    assert found
    failed = [one for one in found if one["kind"] == "unreadable" and "--retry" in one["error"]]
    assert failed == []


HOSTILE: dict[str, dict[str, Any]] = {
    "~$plan.docx": {},
    "bomb_20000.png": {"kind": "image", "width": 20000, "height": 20000},
    "png_named.jpg": {"kind": "image", "format": "PNG", "width": 16, "height": 9, "extension_agrees": False},
    "truncated.png": {"damaged": True},
    "cut.psd": {"kind": "psd", "width": 200, "height": 100, "mode": "RGB", "damaged": True},
    "huge_header.psd": {"kind": "unreadable"},
    "charset_lie.html": {"kind": "page", "title": "电子商务"},
    "zero.docx": {"kind": "unreadable"},
    "gbk_names.zip!/首页.html": {"kind": "page"},
    "slip.zip!/ok.txt": {"kind": "document"},
}


@needs_samples
@pytest.mark.samples
def test_hostile_files_come_out_as_expected() -> None:
    assert SAMPLES is not None
    root = Path(SAMPLES) / "hostile"
    found = {one["path"].removeprefix(str(root) + "/"): one for one in objects(root)}
    for name, expected in HOSTILE.items():
        one = found.get(name, {})
        assert {key: one.get(key) for key in expected} == expected, name
    assert "~$plan.docx" not in found, "an owner file of Word is no work of the candidate"
