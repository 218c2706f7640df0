"""The roster: encodings, headers, leading zeros, and whom a folder belongs to."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from yuejuan.exam.names import parse_folder_name
from yuejuan.exam.roster import Person, Roster, RosterError, load_roster

LINES = "座位号,准考证号,姓名\n01,0001,林知夏\n02,20240601002,高大勇\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_any_chinese_encoding_and_leading_zeros(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "roster.csv"
    path.write_bytes(LINES.encode(encoding))
    assert load_roster(path).people == (Person("0001", "林知夏", "01"), Person("20240601002", "高大勇", "02"))


def test_workbooks_and_other_headers(tmp_path: Path) -> None:
    workbook = Workbook()
    assert workbook.active is not None
    for row in (["姓名", "学号"], ["林知夏", 20240601001]):
        workbook.active.append(row)
    workbook.save(tmp_path / "名单.xlsx")
    assert load_roster(tmp_path / "名单.xlsx").people == (Person("20240601001", "林知夏"),)


BROKEN = [
    (None, "exam.roster_missing"),
    (b"", "exam.roster_empty"),
    ("甲,乙\n1,2\n".encode(), "exam.roster_headers"),
    ("考号,姓名\n1001,甲\n1001,乙\n".encode(), "exam.roster_twice"),
    ("考号,姓名\n,甲\n".encode(), "exam.roster_no_number"),
]


@pytest.mark.parametrize(("data", "message"), BROKEN)
def test_a_broken_roster_gets_one_sentence(tmp_path: Path, data: bytes | None, message: str) -> None:
    path = tmp_path / "roster.csv"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(RosterError) as caught:
        load_roster(path)
    assert caught.value.message.id == message


def test_a_workbook_that_is_none(tmp_path: Path) -> None:
    path = tmp_path / "roster.xlsx"
    path.write_bytes(b"PK not a workbook")
    with pytest.raises(RosterError) as caught:
        load_roster(path)
    assert caught.value.message.id == "exam.roster_unreadable"


PEOPLE = Roster(
    [
        Person("20240601001", "林知夏", "01"),
        Person("20240601002", "高大勇", "02"),
        Person("20240601003", "高大勇", "03"),
        Person("20240601004", "欧阳小满", "04"),
        Person("20240601005", "欧阳小", "05"),
    ]
)

IDENTITIES = [
    ("20240601001林知夏", "20240601001", "number", None),
    ("林知夏", "20240601001", "name", None),
    ("20240601001高大勇", "20240601001", "number", None),
    ("20240601002林知夏", "20240601002", "number", "exam.identity_conflict"),
    ("高大勇", None, None, "exam.not_on_roster"),
    ("2024-0601-001", "20240601001", "number", None),
    ("林 知 夏", "20240601001", "name", None),
    ("电商2班林知夏的作品", "20240601001", "name", None),
    ("欧阳小满", "20240601004", "name", None),
    ("01-林知夏", "20240601001", "name", None),
    ("03-高大勇", "20240601003", "seat", None),
    ("机位04", "20240601004", "seat", None),
    ("05", "20240601005", "seat", None),
    ("05 林知秋", None, None, "exam.not_on_roster"),
    ("20249999999", "20249999999", None, "exam.not_on_roster"),
]


@pytest.mark.parametrize(("folder", "candidate", "by", "note"), IDENTITIES)
def test_whose_folder_it_is(folder: str, candidate: str | None, by: str | None, note: str | None) -> None:
    identity = PEOPLE.identify(parse_folder_name(folder))
    assert identity.by == by
    assert (identity.conflict.id if identity.conflict else None) == note
    assert identity.candidate == candidate if candidate else identity.candidate.startswith("x")
