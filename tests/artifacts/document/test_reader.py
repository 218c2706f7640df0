"""The document reader: which format a file really has, and what it says when it cannot read it."""

from __future__ import annotations

import io
import shutil
import zipfile
from pathlib import Path

import docx
import pypdf
import pytest

from yuejuan.artifacts.document import convert
from yuejuan.artifacts.document.reader import read
from yuejuan.artifacts.reader import Source, ToolMissing, UnreadableSource
from yuejuan.messages import render

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
RTF = rb"{\rtf1\ansi\ansicpg936{\fonttbl{\f0\fcharset134 SimSun;}}\f0 \u33829?\u38144?\u26041?\u26696?\par}"


def source(folder: Path, name: str, data: bytes) -> Source:
    path = folder / name
    path.write_bytes(data)
    return Source(path=path, name=name)


def word_file(text: str) -> bytes:
    document = docx.Document()
    document.add_paragraph(text)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "file_format", "texts", "encoding"),
    [
        ("plan.docx", word_file("营销方案"), "docx", ["营销方案"], None),
        ("plan.doc", word_file("营销方案"), "docx", ["营销方案"], None),
        ("plan.txt", "营销方案\n第二行".encode("gbk"), "txt", ["营销方案", "第二行"], "gb18030"),
        ("plan.docx", "营销方案".encode("utf-16"), "txt", ["营销方案"], "utf-16-le"),
        (
            "plan.doc",
            "<html><head><meta charset=gb2312><style>p{}</style></head><body><h1>标题</h1><p>第一<br>第二</p>".encode(
                "gbk"
            ),
            "html",
            ["标题", "第一\n第二"],
            "gb18030",
        ),
    ],
)
def test_read_by_content(
    tmp_path: Path, name: str, data: bytes, file_format: str, texts: list[str], encoding: str | None
) -> None:
    facts = read(source(tmp_path, name, data))
    assert (facts.format, facts.encoding) == (file_format, encoding)
    assert [paragraph.text for paragraph in facts.paragraphs or ()] == texts
    wrong_extension = not name.endswith(file_format)
    assert ("document.real_format" in [note.id for note in facts.notes]) == wrong_extension


def test_markdown_headings_but_not_in_code(tmp_path: Path) -> None:
    facts = read(source(tmp_path, "plan.md", "# 方案\n正文\n```\n# 注释\n```\n## 目标 ##\n".encode()))
    assert [(one.level, one.text, one.by) for one in facts.headings or ()] == [
        (1, "方案", "style"),
        (2, "目标", "style"),
    ]


@pytest.mark.parametrize("contents", ["一、背景……………2\n二、目标....3\n", "目 录\n一、背景\n二、目标\n"])
def test_lines_of_a_typed_list_of_contents_are_no_headings(tmp_path: Path, contents: str) -> None:
    plan = contents + "一、背景\n公司经营竹编。\n二、目标\n销售额五万元。\n"
    facts = read(source(tmp_path, "plan.txt", plan.encode()))
    assert [(one.level, one.text) for one in facts.headings or ()] == [(1, "一、背景"), (1, "二、目标")]


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("zero.docx", b"", "document.empty"),
        ("zeros.docx", bytes(100), "document.empty"),
        ("~$plan.docx", b"\x05owner", "document.lock_file"),
        ("locked.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "document.encrypted"),
        ("table.doc", OLE + "Workbook".encode("utf-16-le"), "document.other_type"),
        ("photo.docx", b"\x89PNG\r\n\x1a\n" + bytes(50), "document.other_type"),
        ("broken.pdf", b"%PDF-1.4\nnothing", "document.pdf_unreadable"),
        ("broken.docx", b"PK\x03\x04 [Content_Types].xml", "document.no_zip"),
    ],
)
def test_what_cannot_be_read_says_so(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    with pytest.raises(UnreadableSource) as raised:
        read(source(tmp_path, name, data))
    assert raised.value.message.id == message
    assert render(raised.value.message).startswith(name)


def test_a_plain_zip_is_no_document(tmp_path: Path) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("photo.jpg", b"x")
    with pytest.raises(UnreadableSource) as raised:
        read(source(tmp_path, "plan.docx", file.getvalue()))
    assert raised.value.message.values["type"] == "zip"


def test_pdf_pages_and_password(tmp_path: Path) -> None:
    writer = pypdf.PdfWriter()
    for _ in range(3):
        writer.add_blank_page(200, 200)
    file = io.BytesIO()
    writer.write(file)
    facts = read(source(tmp_path, "plan.pdf", file.getvalue()))
    assert (facts.pages, facts.word_count) == (3, None)
    assert "document.pdf_no_text" in [note.id for note in facts.notes]
    writer.encrypt("secret", algorithm="RC4-128")
    file = io.BytesIO()
    writer.write(file)
    with pytest.raises(UnreadableSource, match=r"document\.encrypted"):
        read(source(tmp_path, "plan.pdf", file.getvalue()))


@pytest.mark.skipif(convert.program() is None, reason="LibreOffice is not installed")
def test_rtf_through_libreoffice_keeps_its_format(tmp_path: Path) -> None:
    facts = read(source(tmp_path, "plan.rtf", RTF))
    assert (facts.format, facts.word_count) == ("rtf", 4)
    assert facts.bytes == len(RTF)


def test_without_libreoffice_the_tool_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(ToolMissing) as raised:
        read(source(tmp_path, "plan.rtf", RTF))
    assert raised.value.tool == "libreoffice"


def test_a_converter_that_hangs_is_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = tmp_path / "soffice"
    slow.write_text("#!/bin/sh\nsleep 60 & wait\n")
    slow.chmod(0o755)
    monkeypatch.setattr(convert, "program", lambda: str(slow))
    with pytest.raises(UnreadableSource, match=r"document\.conversion_slow"):
        convert.to_docx(RTF, "rtf", "plan.rtf", seconds=0.3)
