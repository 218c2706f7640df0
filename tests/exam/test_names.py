"""Names of folders and files as colleges and candidates write them."""

from __future__ import annotations

import pytest

from yuejuan.exam.names import key, parse_folder_name, variant_of

FOLDERS = [
    ("20240601001林知夏", "20240601001", ("林知夏",)),
    ("林知夏20240601001", "20240601001", ("林知夏",)),
    ("２０２４０６０１００９姜嘉禾", "20240601009", ("姜嘉禾",)),
    ("01+20240601001", "20240601001", ()),
    ("20240601001_林知夏_网店美工", "20240601001", ("林知夏", "网店美工")),
    ("【20240601001】（林知夏）", "20240601001", ("林知夏",)),
    ("阿卜杜拉·买买提-20240601001", "20240601001", ("阿卜杜拉·买买提",)),
    ("林知夏", None, ("林知夏",)),
    ("2024林知夏", None, ("林知夏",)),
    ("0001", "0001", ()),
    ("Lin Zhixia 20240601001", "20240601001", ("Lin Zhixia",)),
]


@pytest.mark.parametrize(("text", "number", "names"), FOLDERS)
def test_numbers_and_names_in_any_order_and_separator(text: str, number: str | None, names: tuple[str, ...]) -> None:
    folder = parse_folder_name(text)
    assert folder.number == number
    assert folder.names == names


VARIANTS = [
    ("营销方案", "营销方案", None),
    ("营销方案(终稿)", "营销方案", "newer"),
    ("营销方案 最终版", "营销方案", "newer"),
    ("营销方案v2", "营销方案", "newer"),
    ("营销方案-旧", "营销方案", "older"),
    ("旧logo", "logo", "older"),
    ("banner_old", "banner", "older"),
    ("logo - 副本", "logo", "copy"),
    ("logo 拷贝 2", "logo", "copy"),
    ("Logo（１）", "logo", "copy"),
    ("营销方案旧版", "营销方案", "older"),
    ("初稿-营销方案", "营销方案", "older"),
    ("营销方案初稿 - 副本", "营销方案", "older"),
    ("最终版 营销方案", "营销方案", "newer"),
    ("复件 营销方案", "营销方案", "copy"),
    ("新店海报", "新店海报", None),
    ("book", "book", None),
    ("1", "1", None),
    ("副本", "副本", None),
]


@pytest.mark.parametrize(("stem", "plain", "mark"), VARIANTS)
def test_version_marks_are_taken_off_and_named(stem: str, plain: str, mark: str | None) -> None:
    variant = variant_of(stem)
    assert (variant.stem, variant.mark) == (plain, mark)


def test_names_compare_without_width_case_and_separators() -> None:
    assert key("【Ｌｏｇｏ】 设计_稿.png") == key("logo设计稿png")
    assert key("logo") != key("1ogo")


def test_a_folder_without_a_number_has_a_stable_id() -> None:
    assert parse_folder_name("林知夏").digest_id == parse_folder_name("【林知夏】").digest_id
    assert parse_folder_name("林知夏").digest_id != parse_folder_name("林知冬").digest_id
