"""Opening submissions: archives, wrappers, links, litter, names in other encodings; everybody is counted once."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from yuejuan.artifacts.measure.measurer import Measurer
from yuejuan.exam.entries import SubmissionsError, find_entries, roster_beside, single_entry
from yuejuan.exam.intake import Opened, open_entry
from yuejuan.exam.roster import Person, Roster

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 24


@pytest.fixture(scope="module")
def measurer() -> Iterator[Measurer]:
    with Measurer() as made:
        yield made


def write(root: Path, *names: str) -> Path:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(PNG)
    root.mkdir(parents=True, exist_ok=True)
    return root


def gbk_zip(path: Path, *names: str) -> None:
    """A zip as old Chinese Windows programs write it: GBK names, no UTF-8 flag."""
    with zipfile.ZipFile(path, "w") as archive:
        for letter, name in zip("xyz", names, strict=False):
            archive.writestr(zipfile.ZipInfo(letter * len(name.encode("gbk"))), PNG)
    data = path.read_bytes()
    for letter, name in zip("xyz", names, strict=False):
        raw = name.encode("gbk")
        data = data.replace(letter.encode() * len(raw), raw, 2)
    path.write_bytes(data)


def asked(opened: Opened) -> set[str]:
    return {file.asked_path for file in opened.files if file.role == "file"}


def test_one_folder_inside_another_of_the_same_name_is_no_place(tmp_path: Path, measurer: Measurer) -> None:
    root = write(tmp_path / "2024001甲", "２０２４００１甲/logo.png", "２０２４００１甲/icon/a.png")
    opened = open_entry(single_entry(root), measurer.unpack)
    assert asked(opened) == {"logo.png", "icon/a.png"}
    assert opened.complete


@pytest.mark.parametrize("folder", ["何沐", "2024001", "何沐 2024001", "2024001_何沐"])
def test_a_folder_named_by_the_candidate_in_any_way_is_no_place(
    tmp_path: Path, measurer: Measurer, folder: str
) -> None:
    with zipfile.ZipFile(tmp_path / "2024001-何沐.zip", "w") as archive:
        archive.writestr(f"{folder}/images/logo.png", PNG)
    assert asked(open_entry(single_entry(tmp_path / "2024001-何沐.zip"), measurer.unpack)) == {"images/logo.png"}


@pytest.mark.parametrize("folder", ["何沐作品", "何", "images", "2024002", "01"])
def test_a_folder_that_says_something_else_is_a_place(tmp_path: Path, measurer: Measurer, folder: str) -> None:
    root = write(tmp_path / "01座2024001何沐", f"{folder}/logo.png")
    assert asked(open_entry(single_entry(root), measurer.unpack)) == {f"{folder}/logo.png"}


def test_a_folder_of_another_name_is_a_place(tmp_path: Path, measurer: Measurer) -> None:
    opened = open_entry(single_entry(write(tmp_path / "2024001甲", "作品/logo.png")), measurer.unpack)
    assert asked(opened) == {"作品/logo.png"}


def test_archives_are_opened_and_names_repaired(tmp_path: Path, measurer: Measurer) -> None:
    root = write(tmp_path / "2024001甲", "banner.jpg")
    gbk_zip(root / "图片.zip", "店标.png")
    opened = open_entry(single_entry(root), measurer.unpack)
    assert {file.path for file in opened.files} == {"banner.jpg", "图片.zip", "图片.zip!/店标.png"}
    assert asked(opened) == {"banner.jpg", "店标.png"}
    assert opened.places["图片.zip!/店标.png"].read_bytes() == PNG


def test_a_submission_that_is_one_archive(tmp_path: Path, measurer: Measurer) -> None:
    gbk_zip(tmp_path / "2024001甲.zip", "2024001甲/logo.png", "2024001甲/图/a.png")
    opened = open_entry(single_entry(tmp_path / "2024001甲.zip"), measurer.unpack)
    assert asked(opened) == {"logo.png", "图/a.png"}


def test_a_damaged_archive_leaves_the_search_incomplete(tmp_path: Path, measurer: Measurer) -> None:
    root = write(tmp_path / "2024001", "logo.png")
    (root / "rest.zip").write_bytes(b"PK\x03\x04" + b"\x01" * 60)
    opened = open_entry(single_entry(root), measurer.unpack)
    assert not opened.complete
    assert opened.notes


def test_links_are_told_and_never_followed(tmp_path: Path, measurer: Measurer) -> None:
    secret = write(tmp_path / "secret", "key.png")
    root = write(tmp_path / "2024001", "logo.png")
    (root / "link").symlink_to(secret)
    (root / "file.png").symlink_to(secret / "key.png")
    opened = open_entry(single_entry(root), measurer.unpack)
    assert asked(opened) == {"logo.png"}
    assert [note.id for note in opened.notes] == ["exam.link_skipped"] * 2
    assert not opened.complete


def test_special_files_do_not_block(tmp_path: Path, measurer: Measurer) -> None:
    root = write(tmp_path / "2024001", "logo.png")
    os.mkfifo(root / "pipe")
    opened = open_entry(single_entry(root), measurer.unpack)
    assert asked(opened) == {"logo.png"}
    assert [note.id for note in opened.notes] == ["exam.special_skipped"]


def test_names_that_are_not_utf8_on_disk(tmp_path: Path, measurer: Measurer) -> None:
    root = write(tmp_path / "2024001")
    with open(os.fsencode(root) + b"/" + "店标.png".encode("gbk"), "wb") as stream:  # noqa: PTH123 - a name in bytes
        stream.write(PNG)
    assert asked(open_entry(single_entry(root), measurer.unpack)) == {"店标.png"}


def test_an_empty_folder_is_a_submission_and_says_so(tmp_path: Path, measurer: Measurer) -> None:
    opened = open_entry(single_entry(write(tmp_path / "2024001甲", "Thumbs.db")), measurer.unpack)
    assert asked(opened) == set()
    assert [note.id for note in opened.notes] == ["exam.empty_submission"]
    assert opened.complete


def test_nobody_is_lost_and_litter_is_nobody(tmp_path: Path) -> None:
    write(tmp_path, "2024001甲/logo.png", "2024002乙/logo.png", "Thumbs.db", "2024003丙.docx")
    gbk_zip(tmp_path / "丁.zip", "a.png")
    (tmp_path / "roster.csv").write_text("考号,姓名\n2024004,丁\n")
    roster = Roster([Person("2024004", "丁"), Person("2024004x", "丁一")])
    entries = find_entries(tmp_path, roster)
    assert {entry.folder for entry in entries} == {"2024001甲", "2024002乙", "2024003丙.docx", "丁.zip"}
    assert roster_beside(tmp_path) == tmp_path / "roster.csv"


def test_two_folders_of_one_person_are_two_attempts(tmp_path: Path) -> None:
    write(tmp_path, "2024001甲/logo.png", "2024001甲（补交）/logo.png", "2024002乙/logo.png")
    entries = find_entries(tmp_path, Roster([Person("2024001", "甲")]))
    assert [entry.candidate for entry in entries] == ["2024001-1", "2024001-2", "2024002"]
    assert [entry.attempt_of for entry in entries] == ["2024001", "2024001", None]
    assert "exam.two_attempts" in {note.id for note in entries[0].notes}


def test_a_teacher_says_whose_folder_it_is(tmp_path: Path) -> None:
    write(tmp_path, "新建文件夹/logo.png")
    roster = Roster([Person("2024001", "林知夏")])
    assert find_entries(tmp_path, roster)[0].identity.person is None
    decided = find_entries(tmp_path, roster, {"新建文件夹": "2024001"})
    assert decided[0].candidate == "2024001"


@pytest.mark.parametrize("name", ["missing", "empty"])
def test_a_folder_that_cannot_be_graded_gets_one_sentence(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(SubmissionsError) as caught:
        find_entries(tmp_path / name, Roster(()))
    assert caught.value.message.id == f"exam.submissions_{name}"
