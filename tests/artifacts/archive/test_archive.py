"""What is taken out of archives, and what never is. Expected members are written by hand."""

from __future__ import annotations

import bz2
import gzip
import hashlib
import io
import lzma
import os
import random
import struct
import tarfile
import zipfile
import zlib
from pathlib import Path

import py7zr
import pytest

from yuejuan.artifacts.archive import limits
from yuejuan.artifacts.archive.facts import ArchiveFacts
from yuejuan.artifacts.archive.rars import program
from yuejuan.artifacts.archive.reader import read, tools
from yuejuan.artifacts.reader import Source, ToolMissing, UnreadableSource
from yuejuan.messages import render


def zipped(*members: tuple[str | zipfile.ZipInfo, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return buffer.getvalue()


def zipped_raw(*names: bytes, flags: int = 0, extra: bytes = b"") -> bytes:
    """A zip of one-byte stored files whose names are exactly these bytes, which no writer would put there."""
    body, directory = b"", b""
    crc = zlib.crc32(b"x")
    for name in names:
        local = struct.pack("<4s5H3I2H", b"PK\3\4", 20, flags, 0, 0, 0, crc, 1, 1, len(name), len(extra))
        central = struct.pack("<4s6H3I5H2I", b"PK\1\2", 20, 20, flags, 0, 0, 0, crc, 1, 1, len(name), len(extra),
                              0, 0, 0, 0, len(body))  # fmt: skip
        body += local + name + extra + b"x"
        directory += central + name + extra
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, len(names), len(names), len(directory), len(body), 0)
    return body + directory + end


def tarred(*members: tuple[str, bytes], mode: str = "w") -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode=mode) as archive:
        for name, data in members:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return buffer.getvalue()


def seven_zipped(*members: tuple[str, bytes], password: str | None = None) -> bytes:
    buffer = io.BytesIO()
    with py7zr.SevenZipFile(buffer, "w", password=password) as archive:
        for name, data in members:
            archive.writestr(data, name)
    return buffer.getvalue()


def rar4(*members: tuple[str, bytes]) -> bytes:
    """A RAR 4 archive of stored files (method 0x30), after the format's technical note."""

    def block(kind: int, flags: int, body: bytes) -> bytes:
        header = struct.pack("<BHH", kind, flags, 7 + len(body)) + body
        return struct.pack("<H", zlib.crc32(header) & 0xFFFF) + header

    parts = [b"Rar!\x1a\x07\x00", block(0x73, 0, bytes(6))]
    for name, data in members:
        raw = name.encode("ascii")
        fields = struct.pack("<IIBIIBBHI", len(data), len(data), 2, zlib.crc32(data), 0, 20, 0x30, len(raw), 0x20)
        parts += [block(0x74, 0x8000, fields + raw), data]
    return b"".join([*parts, block(0x7B, 0x4000, b"")])


class Box:
    """Unpacks bytes in a folder of its own and looks at everything around it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.scratch = folder / "scratch"

    def read(self, data: bytes, name: str = "work.zip") -> ArchiveFacts:
        self.scratch.mkdir()
        path = self.folder / "input"
        path.write_bytes(data)
        facts = read(Source(path=path, name=name, scratch=self.scratch))
        assert sorted(entry.name for entry in self.folder.iterdir()) == ["input", "scratch"]
        assert facts.bytes == len(data)
        assert facts.sha256 == hashlib.sha256(data).hexdigest()
        return facts

    def files(self) -> dict[str, bytes]:
        found = (path for path in self.scratch.rglob("*") if not path.is_dir())
        return {path.relative_to(self.scratch).as_posix(): path.read_bytes() for path in found}


@pytest.fixture
def box(tmp_path: Path) -> Box:
    return Box(tmp_path)


def refusals(facts: ArchiveFacts) -> dict[str, str]:
    return {member.name: member.refused.id for member in facts.members if member.refused}


WORK = (("首页.html", b"<p>"), ("图片/a.png", b"png" * 50_000))
FORMATS = {
    "zip": zipped(*WORK),
    "7z": seven_zipped(*WORK),
    "tar": tarred(*WORK),
    "tar.gz": tarred(*WORK, mode="w:gz"),
    "tar.bz2": tarred(*WORK, mode="w:bz2"),
    "tar.xz": tarred(*WORK, mode="w:xz"),
}


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_gives_the_same_files(name: str, box: Box) -> None:
    facts = box.read(FORMATS[name], f"work.{name}")
    assert facts.format == name
    assert facts.complete
    assert not facts.damaged
    assert box.files() == dict(WORK)
    assert {member.name: member.bytes for member in facts.members} == {"首页.html": 3, "图片/a.png": 150_000}


@pytest.mark.parametrize(
    ("packed", "name"),
    [(gzip.compress(b"a,b"), "表.csv.gz"), (bz2.compress(b"a,b"), "表.csv.bz2"), (lzma.compress(b"a,b"), "表.csv.xz")],
)
def test_one_packed_file_keeps_the_name_before_the_extension(packed: bytes, name: str, box: Box) -> None:
    facts = box.read(packed, name)
    assert box.files() == {"表.csv": b"a,b"}
    assert facts.complete


@pytest.mark.skipif(program() is None, reason="7-Zip is not installed")
class TestRar:
    def test_stored_members_are_read(self, box: Box) -> None:
        facts = box.read(rar4(("a.txt", b"first"), ("b.txt", b"second")), "work.rar")
        assert (facts.format, facts.complete) == ("rar", True)
        assert box.files() == {"a.txt": b"first", "b.txt": b"second"}

    def test_a_climbing_name_is_refused(self, box: Box) -> None:
        facts = box.read(rar4(("../evil.txt", b"x"), ("ok.txt", b"ok")), "work.rar")
        assert list(refusals(facts).values()) == ["paths.climbs_out"]
        assert box.files() == {"ok.txt": b"ok"}

    def test_a_wrong_checksum_refuses_that_member_only(self, box: Box) -> None:
        data = rar4(("a.txt", b"first"), ("b.txt", b"second")).replace(b"first", b"worst")
        facts = box.read(data, "work.rar")
        assert refusals(facts) == {"a.txt": "archive.member.damaged"}
        assert box.files() == {"b.txt": b"second"}
        assert facts.damaged


def test_rar_without_a_program_names_the_tool(box: Box, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(ToolMissing) as missing:
        box.read(rar4(("a.txt", b"first")), "work.rar")
    assert missing.value.tool == "7z"
    assert tools()["7z"] == "missing"


RAW_NAMES = [
    ("gbk without a flag", "首页.html".encode("gbk"), 0, "首页.html", "gb18030"),
    ("utf-8 without a flag", "首页.html".encode(), 0, "首页.html", "utf-8"),
    ("gbk flagged as utf-8", "首页.html".encode("gbk"), 0x800, "首页.html", "gb18030"),
    ("backslashes", b"img\\a.png", 0, "img/a.png", "utf-8"),
    ("decomposed", "e\u0301.txt".encode(), 0x800, "\u00e9.txt", "utf-8"),
    ("right-to-left override", "a\u202egpj.exe".encode(), 0x800, "agpj.exe", "utf-8"),
    ("trailing dots and blanks", b"a.png. .", 0, "a.png", "utf-8"),
]


@pytest.mark.parametrize(
    ("raw", "flags", "name", "encoding"), [row[1:] for row in RAW_NAMES], ids=[row[0] for row in RAW_NAMES]
)
def test_names_are_repaired(raw: bytes, flags: int, name: str, encoding: str, box: Box) -> None:
    facts = box.read(zipped_raw(raw, flags=flags))
    assert box.files() == {name: b"x"}
    assert facts.members[0].encoding == encoding
    assert facts.complete


def test_the_unicode_path_field_wins_when_made_for_this_name(box: Box) -> None:
    raw = b"????.html"
    body = struct.pack("<BI", 1, zlib.crc32(raw)) + "首页.html".encode()
    box.read(zipped_raw(raw, extra=struct.pack("<HH", 0x7075, len(body)) + body))
    assert box.files() == {"首页.html": b"x"}


HOSTILE_NAMES = {
    b"../evil.txt": "paths.climbs_out",
    b"a/../../evil.txt": "paths.climbs_out",
    b"..\\evil.txt": "paths.climbs_out",
    b"/etc/evil.txt": "paths.absolute",
    b"C:\\evil.txt": "paths.absolute",
    b"\\\\host\\share\\evil.txt": "paths.absolute",
    b"a\0.txt": "paths.control_character",
    b"a\n.txt": "paths.control_character",
    b"NUL.txt": "paths.device",
    b"img/com1": "paths.device",
    b"...": "paths.no_name",
    b"x" * 300: "paths.too_long",
    b"d/" * 13 + b"a.txt": "paths.too_deep",
}


@pytest.mark.parametrize("raw", HOSTILE_NAMES)
def test_hostile_names_are_refused_and_the_rest_is_kept(raw: bytes, box: Box) -> None:
    facts = box.read(zipped_raw(raw, b"ok.txt"))
    assert list(refusals(facts).values()) == [HOSTILE_NAMES[raw]]
    assert box.files() == {"ok.txt": b"x"}
    assert not facts.complete


@pytest.mark.parametrize(
    "names",
    [("a.png", "a.png"), ("A.png", "a.png"), ("\u00e9.png", "e\u0301.png"), ("a", "a/b.png"), ("a/b.png", "a")],
)
def test_twins_never_share_a_file(names: tuple[str, str], box: Box) -> None:
    facts = box.read(zipped_raw(*(name.encode() for name in names), flags=0x800))
    assert list(refusals(facts).values()) == ["paths.taken"]
    assert len(box.files()) == 1


def link(name: str, target: str) -> tuple[zipfile.ZipInfo, bytes]:
    info = zipfile.ZipInfo(name)
    info.create_system = 3
    info.external_attr = 0o120777 << 16
    return info, target.encode()


def test_a_link_in_a_zip_is_refused_and_never_followed(box: Box) -> None:
    facts = box.read(zipped(link("out", "../"), ("out/evil.txt", b"x"), ("ok.txt", b"ok")))
    assert refusals(facts)["out"] == "archive.member.link"
    assert box.files() == {"out/evil.txt": b"x", "ok.txt": b"ok"}


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE])
def test_links_and_devices_in_a_tar_are_refused(kind: bytes, box: Box) -> None:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        info = tarfile.TarInfo("out")
        info.type, info.linkname = kind, "/etc/passwd"
        archive.addfile(info)
    facts = box.read(buffer.getvalue(), "work.tar")
    assert refusals(facts)["out"] in {"archive.member.link", "archive.member.special"}
    assert box.files() == {}


def test_a_bomb_is_refused_by_its_declared_size(box: Box) -> None:
    facts = box.read(zipped(("zeros.bmp", bytes(limits.MAX_FILE_BYTES + 1)), ("ok.txt", b"ok")))
    assert refusals(facts) == {"zeros.bmp": "archive.member.too_big"}
    assert box.files() == {"ok.txt": b"ok"}


def test_a_bomb_is_refused_by_its_ratio(box: Box) -> None:
    facts = box.read(zipped(("zeros.bmp", bytes(limits.RATIO_FLOOR_BYTES + 1)), ("white.bmp", bytes(9_000_000))))
    assert refusals(facts) == {"zeros.bmp": "archive.member.ratio"}
    assert list(box.files()) == ["white.bmp"]


def test_a_member_that_lies_about_its_size_is_refused(box: Box) -> None:
    data = bytearray(zipped(("zeros.bmp", bytes(20_000_000)), ("ok.txt", b"ok")))
    central = data.index(b"PK\1\2")
    data[central + 24 : central + 28] = struct.pack("<I", 10)
    facts = box.read(bytes(data))
    assert refusals(facts) == {"zeros.bmp": "archive.member.damaged"}
    assert box.files() == {"ok.txt": b"ok"}


def test_the_actual_size_counts_where_none_is_declared(box: Box, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_FILE_BYTES", 1000)
    facts = box.read(gzip.compress(bytes(5000)), "zeros.bmp.gz")
    assert refusals(facts) == {"zeros.bmp": "archive.member.too_big"}
    assert box.files() == {}


@pytest.mark.parametrize("name", FORMATS)
def test_the_total_is_limited_in_every_format(name: str, box: Box, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_TOTAL_BYTES", 100_000)
    facts = box.read(FORMATS[name], f"work.{name}")
    assert sum(map(len, box.files().values())) <= 100_000
    assert not facts.complete


@pytest.mark.parametrize("name", FORMATS)
def test_the_number_of_members_is_limited(name: str, box: Box, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_ENTRIES", 1)
    facts = box.read(FORMATS[name], f"work.{name}")
    assert len(box.files()) <= 1
    assert "archive.too_many_entries" in [note.id for note in facts.notes]
    assert not facts.complete


def test_nested_archives_open_two_levels_deep(box: Box) -> None:
    c = zipped(("deep.txt", b"deep"))
    b = zipped(("c.zip", c), ("b.txt", b"b"))
    a = zipped(("b.zip", b), ("a.txt", b"a"))
    facts = box.read(zipped(("a.zip", a)))
    assert facts.members[-1].name == "a.zip!/b.zip!/b.txt"
    assert box.files()["a.zip!/b.zip!/b.txt"] == b"b"
    assert "a.zip!/b.zip!/c.zip!/deep.txt" not in box.files()
    assert [note.id for note in facts.notes] == ["archive.nested_too_deep"]
    assert not facts.complete


def test_a_nested_archive_cannot_leave_its_own_folder(box: Box) -> None:
    facts = box.read(zipped(("a.zip", zipped_raw(b"../evil.txt", b"ok.txt"))))
    assert refusals(facts) == {"a.zip!/../evil.txt": "paths.climbs_out"}
    assert set(box.files()) == {"a.zip", "a.zip!/ok.txt"}


def test_a_nested_file_that_is_no_archive_is_kept_with_a_note(box: Box) -> None:
    facts = box.read(zipped(("a.zip", b"not an archive")))
    assert box.files() == {"a.zip": b"not an archive"}
    assert [note.id for note in facts.notes] == ["archive.not_an_archive"]
    assert (facts.complete, facts.damaged) == (False, False)


def test_refused_litter_leaves_the_archive_complete(box: Box) -> None:
    facts = box.read(zipped_raw(b"a.png", b"Thumbs.db", b"thumbs.db"))
    assert list(refusals(facts)) == ["thumbs.db"]
    assert facts.complete


def encrypted_zip() -> bytes:
    data = bytearray(zipped(("a.txt", b"secret"), ("b.txt", b"plain"), method=zipfile.ZIP_STORED))
    data[6] |= 1
    data[data.index(b"PK\1\2") + 8] |= 1
    return bytes(data)


def test_an_encrypted_member_is_refused_with_a_sentence(box: Box) -> None:
    facts = box.read(encrypted_zip())
    assert refusals(facts) == {"a.txt": "archive.member.encrypted"}
    refused = facts.members[0].refused
    assert refused is not None
    assert "密码" in render(refused)
    assert "password" in render(refused, "en")
    assert box.files() == {"b.txt": b"plain"}


def test_an_encrypted_7z_is_refused(box: Box) -> None:
    facts = box.read(seven_zipped(("a.txt", b"secret"), password="1234"), "work.7z")
    assert refusals(facts) == {"a.txt": "archive.member.encrypted"}
    assert not facts.complete


@pytest.mark.parametrize("name", ["zip", "tar", "tar.gz"])
def test_what_a_truncated_archive_still_holds_is_kept(name: str, box: Box) -> None:
    noise = random.Random(1).randbytes(50_000)
    work = (("a.txt", b"first"), ("b.bin", noise))
    data = (
        zipped(*work, method=zipfile.ZIP_STORED)
        if name == "zip"
        else tarred(*work, mode="w:gz" if "." in name else "w")
    )
    facts = box.read(data[:30_000], f"work.{name}")
    assert facts.damaged
    assert not facts.complete
    assert box.files() == {"a.txt": b"first"}


def test_a_tar_cut_between_two_members_is_damaged(box: Box) -> None:
    facts = box.read(tarred(("a.txt", b"first"), ("b.txt", b"second"))[:1024], "work.tar")
    assert box.files() == {"a.txt": b"first"}
    assert facts.damaged


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "archive.empty_file"),
        (b"<html></html>", "archive.not_an_archive"),
        (b"7z\xbc\xaf\x27\x1c" + bytes(40), "archive.unreadable"),
        (b"PK\3\4" + b"\xff" * 10, "archive.unreadable"),
        (zipped(("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<w/>")), "archive.office_document"),
        (zipped(("mimetype", b"application/vnd.oasis.opendocument.text")), "archive.office_document"),
    ],
)
def test_what_cannot_be_read_at_all_says_so(data: bytes, reason: str, box: Box) -> None:
    with pytest.raises(UnreadableSource) as unreadable:
        box.read(data, "作品.zip")
    assert unreadable.value.message.id == reason
    assert "作品.zip" in render(unreadable.value.message)


@pytest.mark.samples
@pytest.mark.skipif("YUEJUAN_SAMPLES" not in os.environ, reason="YUEJUAN_SAMPLES names no folder of samples")
@pytest.mark.parametrize(
    ("name", "kept", "damaged"),
    [
        ("slip.zip", {"ok.txt"}, False),
        ("symlink.zip", {"ok.txt"}, False),
        ("bomb_200MiB.zip", set(), False),
        ("nested.zip", {"a.zip", "a.zip!/b.zip", "a.zip!/b.zip!/c.zip"}, False),
        ("gbk_names.zip", {"首页.html"}, False),
        ("truncated.zip", {"ok.txt", "b.txt"}, True),
    ],
)
def test_independent_hostile_archives(name: str, kept: set[str], damaged: bool, box: Box) -> None:
    facts = box.read((Path(os.environ["YUEJUAN_SAMPLES"]) / "hostile" / name).read_bytes(), name)
    assert set(box.files()) == kept
    assert facts.damaged == damaged
    assert facts.complete == (name == "gbk_names.zip")
