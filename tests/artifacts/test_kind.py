"""Kinds by content: hand-made heads of files and the kind that their specifications give them."""

import gzip
import io
import tarfile
import zipfile

import pytest

from yuejuan.artifacts.kind import is_system_file, sniff


def zipped(*names, mimetype=None):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        if mimetype:
            archive.writestr("mimetype", mimetype)
        for name in names:
            archive.writestr(name, "x")
    return out.getvalue()


def tarred():
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("a"), io.BytesIO())
    return out.getvalue()


DOCX = zipped("[Content_Types].xml", "_rels/.rels", "word/document.xml")


def cut(*names: str) -> bytes:
    """A ZIP without its end, so that it has no directory."""
    whole = zipped(*names)
    return whole[: whole.index(b"PK\x01\x02")]


CASES = [
    ("a.png", b"\x89PNG\r\n\x1a\n", "image", "PNG", True, "image"),
    ("a.jpg", b"\x89PNG\r\n\x1a\n", "image", "PNG", False, "image"),
    ("photo", b"\xff\xd8\xff\xe0", "image", "JPEG", None, "image"),
    ("a.jpg", b"\xff\xd8\xff\xe2\x00\x10MPF\x00", "image", "MPO", True, "image"),
    ("a.avif", b"\x00\x00\x00\x1cftypmif1\x00\x00\x00\x00mif1avif", "image", "AVIF", True, "image"),
    ("a.heic", b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", "image", "HEIF", True, "image"),
    ("a.mp4", b"\x00\x00\x00\x18ftypisom\x00\x00\x00\x00isomiso2", "media", "mp4", True, None),
    ("a.webp", b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image", "WEBP", True, "image"),
    ("BM.txt", b"BMW is a car and no bitmap", "text", "txt", True, "document"),
    ("a.svg", b'<?xml version="1.0"?>\n<!-- x -->\n<svg width="1"/>', "image", "SVG", True, "image"),
    ("a.html", b"<!doctype html><svg></svg>", "page", "html", True, "page"),
    ("a.txt", b"<html><body>", "page", "html", False, "page"),
    ("a.txt", "主题：回访\r\n".encode("utf-16-be"), "text", "txt", True, "document"),
    ("a.htm", "只有<b>一行</b>".encode("gb18030"), "page", "html", True, "page"),
    ("a.psd", b"8BPS\x00\x01", "psd", "PSD", True, "psd"),
    ("a.psd", b"8BPS\x00\x02", "psd", "PSB", False, "psd"),
    ("a.docx", DOCX, "document", "docx", True, "document"),
    ("a.docx", DOCX[:120], "document", "docx", True, "document"),
    ("a.zip", DOCX, "document", "docx", False, "document"),
    ("a.xlsx", zipped("[Content_Types].xml", "xl/workbook.xml"), "workbook", "xlsx", True, "workbook"),
    ("a.xlsx", cut("docProps/app.xml", "xl/theme/theme1.xml", "xl/workbook.xml"), "workbook", "xlsx", True, "workbook"),
    ("a.xlsx", cut("docProps/app.xml", "docProps/core.xml"), "workbook", "xlsx", True, "workbook"),
    ("a.zip", cut("照片/xl/a.jpg", "docs/b.jpg"), "archive", "zip", True, "archive"),
    ("a.odt", zipped(mimetype="application/vnd.oasis.opendocument.text"), "document", "odt", True, "document"),
    ("a.zip", zipped("word/notes.txt"), "archive", "zip", True, "archive"),
    ("a.rar", b"Rar!\x1a\x07\x01\x00", "archive", "rar", True, "archive"),
    ("a.7z", b"7z\xbc\xaf\x27\x1c\x00\x04", "archive", "7z", True, "archive"),
    ("a.tar", tarred(), "archive", "tar", True, "archive"),
    ("a.tgz", gzip.compress(tarred(), mtime=0), "archive", "tar.gz", True, "archive"),
    ("a.gz", gzip.compress(b"text", mtime=0), "archive", "gz", True, "archive"),
    ("a.pdf", b"%PDF-1.7", "document", "pdf", True, "document"),
    ("a.doc", b"{\\rtf1", "document", "rtf", True, "document"),
    ("m.txt", b"From: a@example.org\r\nMessage-ID: <1@x>\r\nSubject: x\r\n\r\nhi", "mail", "eml", False, "mail"),
    ("m.txt", b"From: A\nSubject: x\n\nwritten by hand", "text", "txt", True, "document"),
    ("a.csv", "姓名,分数\n".encode("gb18030"), "workbook", "csv", True, "workbook"),
    ("a.css", b"p{}", "stylesheet", "css", True, None),
    ("a.js", b"alert(1)", "script", "js", True, None),
    ("a.exe", b"MZ\x90", "executable", "exe", True, None),
    ("a.docx", b"", "empty", "empty", None, None),
    ("a.bin", b"\x00\x01\x02\x03\xff", "unknown", "unknown", None, None),
]


@pytest.mark.parametrize(("name", "content", "kind", "form", "agrees", "reader"), CASES)
def test_sniff(tmp_path, name, content, kind, form, agrees, reader):
    path = tmp_path / "file"
    path.write_bytes(content)
    found = sniff(path, name)
    assert (found.kind, found.format, found.extension_agrees, found.reader) == (kind, form, agrees, reader)


def test_utf8_character_cut_by_the_end_of_the_head(tmp_path):
    path = tmp_path / "file"
    path.write_text("阅" * 40_000, encoding="utf-8")
    assert sniff(path, "a.txt").format == "txt"


@pytest.mark.parametrize(
    ("name", "litter"),
    [
        ("~$方案.docx", True),
        ("图片/Thumbs.db", True),
        (".DS_Store", True),
        ("DESKTOP.INI", True),
        ("__MACOSX/a/._主图.psd", True),
        (".~lock.方案.docx#", True),
        ("a.TMP", True),
        ("方案.docx", False),
        ("~方案.docx", False),
        ("主图.psd.lnk", False),
    ],
)
def test_is_system_file(name, litter):
    assert is_system_file(name) is litter
