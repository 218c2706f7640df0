"""Documents, workbooks, mails and text with damaged bytes: readers refuse with a sentence or give facts, never crash.

LibreOffice is left out: each run of it costs seconds, and what it reads never comes into this process.
"""

from __future__ import annotations

import io
import os
import tempfile
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import docx
import openpyxl
import pypdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from yuejuan.artifacts.document import convert
from yuejuan.artifacts.document.reader import read as read_document
from yuejuan.artifacts.facts import Facts
from yuejuan.artifacts.mail.reader import read as read_mail
from yuejuan.artifacts.reader import Source, ToolMissing, UnreadableSource
from yuejuan.artifacts.text import decode
from yuejuan.artifacts.workbook.reader import read as read_workbook
from yuejuan.messages import render

EXAMPLES = 2_000 if os.environ.get("YUEJUAN_FUZZ") == "long" else 25
FUZZ = settings(
    max_examples=EXAMPLES, deadline=None, derandomize=EXAMPLES == 25, suppress_health_check=[HealthCheck.too_slow]
)


def docx_bytes() -> bytes:
    document = docx.Document()
    document.add_heading("一、背景", 1)
    document.add_paragraph("赣南脐橙网店营销方案。", style="List Number")
    document.add_table(2, 2).cell(0, 0).merge(document.tables[0].cell(1, 0)).text = "类别"
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def xlsx_bytes() -> bytes:
    workbook = openpyxl.Workbook()
    workbook.active["A1"], workbook.active["B2"] = "费用", "=SUM(A1:A2)"
    workbook.active.merge_cells("C1:D2")
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def pdf_bytes() -> bytes:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    writer.add_metadata({"/Title": "方案"})
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def eml_bytes() -> bytes:
    message = EmailMessage()
    message["To"], message["Subject"] = "林女士 <a@mail.example>", "售后跟踪"
    message.set_content("您好")
    message.add_alternative("<p>您好</p>", subtype="html")
    message.add_attachment(b"1", maintype="image", subtype="png", filename="图.png")
    return message.as_bytes()


SEEDS = {
    "docx": (read_document, docx_bytes()),
    "pdf": (read_document, pdf_bytes()),
    "xlsx": (read_workbook, xlsx_bytes()),
    "csv": (read_workbook, "学号,姓名\n0001,林知夏\n".encode("gbk")),
    "eml": (read_mail, eml_bytes()),
}


def attempt(read: Callable[[Source], Facts], name: str, data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        try:
            facts = read(Source(path=path, name=name))
        except (UnreadableSource, ToolMissing) as refusal:
            assert render(refusal.message)
        else:
            assert all(render(note) for note in facts.notes)


def mutated(seed: bytes, edits: list[tuple[int, bytes]], keep: float) -> bytes:
    data = bytearray(seed)
    for at, new in edits:
        start = at % len(data)
        data[start : start + len(new)] = new
    return bytes(data[: max(1, int(len(data) * keep))])


EDITS = st.lists(st.tuples(st.integers(0, 1_000_000), st.binary(min_size=1, max_size=6)), max_size=12)


@pytest.mark.parametrize("extension", SEEDS)
@FUZZ
@given(edits=EDITS, keep=st.floats(0.05, 1))
def test_damaged_files(extension: str, edits: list[tuple[int, bytes]], keep: float) -> None:
    read, seed = SEEDS[extension]
    attempt(read, f"file.{extension}", mutated(seed, edits, keep))


@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "word/numbering.xml", "_rels/.rels"])
@FUZZ
@given(edits=EDITS, keep=st.floats(0.2, 1))
def test_damaged_parts_inside_a_sound_package(part: str, edits: list[tuple[int, bytes]], keep: float) -> None:
    """The zip is whole, so that the damage reaches the XML and what reads it."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(SEEDS["docx"][1])) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, mutated(content, edits, keep) if name == part else content)
    attempt(read_document, "file.docx", file.getvalue())


@pytest.mark.parametrize("name", ["file.docx", "file.xlsx", "file.eml", "file.txt", "file.pdf", "file.csv"])
@FUZZ
@given(data=st.binary(max_size=400))
def test_any_bytes_under_any_name(name: str, data: bytes) -> None:
    kind = {"xlsx": read_workbook, "csv": read_workbook, "eml": read_mail}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(convert, "program", lambda: None)
        attempt(kind.get(name.rpartition(".")[2], read_document), name, data)


@FUZZ
@given(data=st.binary(max_size=300), declared=st.none() | st.text(max_size=12) | st.sampled_from(["gbk", "big5"]))
def test_every_byte_string_is_some_text(data: bytes, declared: str | None) -> None:
    decoded = decode(data, declared)
    assert isinstance(decoded.text, str)
    assert decoded.encoding not in decoded.alternatives
