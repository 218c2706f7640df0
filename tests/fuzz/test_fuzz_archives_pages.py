"""Whatever bytes come in, archives and pages give facts or one sentence, and nothing is written outside.

A few examples by default; ``YUEJUAN_FUZZ=long`` runs many.
"""

from __future__ import annotations

import io
import os
import tarfile
import tempfile
import zipfile
from pathlib import Path

import py7zr
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from yuejuan.artifacts.archive import reader as archive_reader
from yuejuan.artifacts.page import reader as page_reader
from yuejuan.artifacts.paths import MAX_COMPONENT_BYTES, NameRegistry, clean_name, inside
from yuejuan.artifacts.reader import Source, ToolMissing, UnreadableSource
from yuejuan.messages import Message, render

fuzzing = settings(
    max_examples=3000 if os.environ.get("YUEJUAN_FUZZ") == "long" else 60,
    deadline=None,
    database=None,
    derandomize=os.environ.get("YUEJUAN_FUZZ") != "long",
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
NAMES = st.text(st.characters(codec="utf-8") | st.sampled_from("../\\:\0\u202e~ "), min_size=1, max_size=40)
MEMBERS = st.lists(st.tuples(NAMES, st.binary(max_size=200)), max_size=6)


def zip_of(members: list[tuple[str, bytes]]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, (name, data) in enumerate(members):
            archive.writestr(zipfile.ZipInfo(f"{number}{name}" if number % 2 else name), data)
    return buffer.getvalue()


def tar_of(members: list[tuple[str, bytes]]) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as archive:
        for name, data in members:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return buffer.getvalue()


def seven_zip_of(members: list[tuple[str, bytes]]) -> bytes:
    buffer = io.BytesIO()
    with py7zr.SevenZipFile(buffer, "w") as archive:
        for number, (_, data) in enumerate(members):
            archive.writestr(data, f"{number}.txt")
    return buffer.getvalue()


def mutated(data: bytes, edits: list[tuple[int, int]], length: int) -> bytes:
    changed = bytearray(data)
    for position, value in edits:
        if changed:
            changed[position % len(changed)] = value
    return bytes(changed[: max(0, len(changed) - length)])


def unpacked(data: bytes) -> None:
    """Unpack in a folder of its own and look at everything around the scratch folder afterwards."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        scratch = folder / "a" / "b" / "scratch"
        scratch.mkdir(parents=True)
        path = folder / "input"
        path.write_bytes(data)
        try:
            facts = archive_reader.read(Source(path=path, name="作品", scratch=scratch))
        except (UnreadableSource, ToolMissing) as refusal:
            assert render(refusal.message)
        else:
            for member in facts.members:
                assert (member.stored_as is None) != (member.refused is None)
                assert member.stored_as is None or (scratch / member.stored_as).stat().st_size == member.bytes
        outside = [one for one in folder.rglob("*") if not one.is_relative_to(folder / "a") and one != path]
        assert outside == []
        assert all(inside(scratch, one) for one in scratch.rglob("*"))
        assert [one.name for one in (folder / "a").iterdir()] == ["b"]
        assert [one.name for one in (folder / "a" / "b").iterdir()] == ["scratch"]


EDITS = st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), max_size=8)


@fuzzing
@given(MEMBERS, EDITS, st.integers(0, 60))
@pytest.mark.filterwarnings("ignore:Duplicate name:UserWarning")
def test_damaged_zips(members: list[tuple[str, bytes]], edits: list[tuple[int, int]], cut: int) -> None:
    unpacked(mutated(zip_of(members), edits, cut))


@fuzzing
@given(MEMBERS, EDITS, st.integers(0, 60))
def test_damaged_tars(members: list[tuple[str, bytes]], edits: list[tuple[int, int]], cut: int) -> None:
    unpacked(mutated(tar_of(members), edits, cut))


@fuzzing
@given(MEMBERS, EDITS, st.integers(0, 60))
def test_damaged_7z(members: list[tuple[str, bytes]], edits: list[tuple[int, int]], cut: int) -> None:
    unpacked(mutated(seven_zip_of(members), edits, cut))


@fuzzing
@given(st.sampled_from([b"", b"PK\3\4", b"PK\5\6", b"\x1f\x8b\x08", b"BZh9", b"\xfd7zXZ\0"]), st.binary(max_size=400))
def test_any_bytes_as_an_archive(magic: bytes, rest: bytes) -> None:
    unpacked(magic + rest)


@fuzzing
@given(st.lists(NAMES, max_size=20))
def test_safe_names_are_safe_and_stay_as_they_are(names: list[str]) -> None:
    registry = NameRegistry()
    kept: list[str] = []
    for name in names:
        path = registry.claim(name)
        if isinstance(path, Message):
            assert render(path)
            continue
        kept.append(path.casefold())
        assert clean_name(path) == path
        assert not path.startswith("/")
        assert all(part.strip(". ") and len(part.encode()) <= MAX_COMPONENT_BYTES for part in path.split("/"))
        assert not set(path) & set('\0\\:*?"<>|\u202e')
    assert len(kept) == len(set(kept))


PIECES = st.sampled_from(
    ["<table>", "<td>", "</table>", "<div style='", "position:absolute", "<p>", "</", "<!--", "-->", "<style>",
     "</style>", "@media screen{", "@import '", "a:hover{", "}", "url(", ")", "<img src=", "%zz", "../", "C:\\", "'",
     '"', "<base href=", "<form>", "<input>", "<title>", "<meta charset=", "gbk", "utf-16", ">", "&a;", "\0", "首页",
     ":not(", ":is(", "*", ","]
)  # fmt: skip


@fuzzing
@given(st.lists(PIECES | st.text(max_size=8), max_size=40), st.sampled_from(["utf-8", "gb18030", "utf-16"]))
def test_any_markup_as_a_page(pieces: list[str], encoding: str) -> None:
    as_a_page("".join(pieces).encode(encoding, "ignore"))


@fuzzing
@given(st.binary(max_size=400))
@example(b"\0")
def test_any_bytes_as_a_page(data: bytes) -> None:
    as_a_page(data)


def as_a_page(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as temporary:
        path = Path(temporary) / "index.html"
        path.write_bytes(data)
        try:
            facts = page_reader.read(Source(path=path, name="index.html", root=Path(temporary)))
        except UnreadableSource as refusal:
            assert render(refusal.message)
        else:
            assert facts == page_reader.read(Source(path=path, name="index.html", root=Path(temporary)))
