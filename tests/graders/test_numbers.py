"""Numbers as people write them; expected values by GB/T 15835 and by hand."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuejuan.graders.common.numbers import find_quantities, read_chinese, read_quantity, shown, unit_in

CELLS = {
    "1,200": ("1200", None),
    "1，200": ("1200", None),
    "12 000": ("12000", None),
    "1 234 567 元": ("1234567", "元"),
    "１２００": ("1200", None),
    "1.2万": ("12000", None),
    "3千": ("3000", None),
    "一千二百": ("1200", None),
    "十二": ("12", None),
    "两万": ("20000", None),
    "三百五": ("350", None),
    "30%": ("30", "%"),
    "３０％": ("30", "%"),
    "三成": ("30", "%"),
    "三成五": ("35", "%"),
    "百分之三十": ("30", "%"),
    "百分之1.5": ("3/2", "%"),
    "¥1.02万元": ("51/50", "万元"),
    "￥6.50": ("13/2", "元"),
    "6.5元": ("13/2", "元"),
    "3元/件": ("3", "元"),
    "850个": ("850", "个"),
    "100人天": ("100", "人天"),
    "十张": ("10", "张"),
    "人民币伍万元整": ("50000", "元"),
    "壹拾贰万叁仟元整": ("123000", "元"),
    "伍仟叁佰元伍角整": ("10601/2", "元"),
    "(1,200)": ("-1200", None),
    "-3": ("-3", None),
}


@pytest.mark.parametrize(("text", "expected"), CELLS.items())
def test_a_whole_cell_is_one_quantity(text: str, expected: tuple[str, str | None]):
    quantity = read_quantity(text)
    assert quantity is not None
    assert (str(quantity.value), quantity.unit) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "—",
        "若干",
        "约十",
        "共3个",
        "1,23",
        "3-5",
        "十几",
        "1.2.3",
        "金额12",
        "12/3",
        "一",
        "万",
        "4300 4500",
        "7\n8",
        "7 800 8",
    ],
)
def test_what_is_not_one_number_is_none(text: str):
    assert read_quantity(text) is None


SENTENCES = {
    "公众号新增粉丝1000人": ["1000 人"],
    "转化率由2%提高到5%": ["2 %", "5 %"],
    "6.5元，共10400元": ["13/2 元", "10400 元"],
    "本次预计总费用10.55万元": ["211/20 万元"],
    "双十一第一名，一定要努力": [],
    "万一不成功": [],
    "使用A4纸": [],
    "占三成的顾客": ["30 %"],
    "一成功就发货": [],
    "合计人民币伍万元整。": ["50000 元"],
    "销售额120000元,利润3,000元": ["120000 元", "3000 元"],
}


@pytest.mark.parametrize(("text", "expected"), SENTENCES.items())
def test_quantities_in_running_text(text: str, expected: list[str]):
    assert [f"{found.value} {found.unit}" for found in find_quantities(text)] == expected


@given(st.text(max_size=60))
def test_places_are_those_of_the_text(text: str):
    for found in find_quantities(text):
        assert 0 <= found.start < found.end <= len(text)


DIGITS = "零一二三四五六七八九"


@given(st.integers(1, 9999), st.integers(1, 9999))
def test_every_numeral_up_to_a_hundred_million_reads_back(high: int, low: int):
    """Spelt by the rules of GB/T 15835: each place with its name, one 零 for a gap."""
    assert read_chinese(_spelt(high) + "万" + ("" if low >= 1000 else "零") + _spelt(low)) == high * 10000 + low


def _spelt(number: int) -> str:
    digits = f"{number:04d}"
    text = "".join(DIGITS[int(d)] + name if d != "0" else "零" for d, name in zip(digits, "千百十 ", strict=True))
    while "零零" in text:
        text = text.replace("零零", "零")
    return text.replace(" ", "").strip("零")


@pytest.mark.parametrize(
    ("text", "unit"),
    {
        "金额（万元）": "万元",
        "单价(元)": "元",
        "单位：元": "元",
        "金额/万元": "万元",
        "单价（元/个）": "元",
        "数量": None,
    }.items(),
)
def test_unit_of_a_header(text: str, unit: str | None):
    assert unit_in(text) == unit


def test_two_units_in_one_header_decide_nothing():
    assert unit_in("金额（元）或（万元）") is None


@pytest.mark.parametrize(
    ("value", "text"), [("108500", "108500"), ("2171/200", "10.855"), ("1/3", "0.333333"), ("5", "5")]
)
def test_shown(value: str, text: str):
    assert shown(Fraction(value)) == text


@pytest.mark.parametrize(
    "text", ["1" * 20_000, "亿万" * 20_000, "第一" * 20_000, "百分之" + "9" * 5_000, "1," * 20_000]
)
def test_hostile_texts_are_read_at_once_or_not_at_all(text: str):
    assert read_quantity(text) is None
    assert all(found.value < 10**40 for found in find_quantities(text))
