"""Promotion elements in lines of text; expected figures are read by hand."""

import json
import os
from fractions import Fraction
from pathlib import Path

import pytest

from yuejuan.graders.common.promotion import contradictions, find_promotions, normal


def told(*lines):
    """What is found, as ``kind threshold amount fold gift``, numbers as decimals, without what is absent."""
    parts = []
    for element in find_promotions(lines):
        figures = (element.threshold, element.amount, element.fold)
        known = [f"{float(figure):g}" for figure in figures if figure is not None]
        parts.append(" ".join([element.kind, *known, *([element.gift] if element.gift else [])]))
    return parts


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("满200减30", ["full_reduce 200 30"]),
        ("满 200 减 30", ["full_reduce 200 30"]),
        ("每满300元立减40元，上不封顶", ["full_reduce 300 40"]),
        ("满二百减三十", ["full_reduce 200 30"]),
        ("199减100", ["full_reduce 199 100"]),
        ("満".replace("満", "滿") + "200減30", ["full_reduce 200 30"]),
        ("满100元减10元", ["full_reduce 100 10"]),
        ("满100减10优惠券", ["coupon", "full_reduce 100 10"]),
        ("第二件半价", ["second_half 5"]),
        ("第2件５折", ["second_half 5"]),
        ("第二双0元", ["second_half 0"]),
        ("买一送一", ["full_gift 1 一"]),
        ("满2件送1件", ["full_gift 2 1件"]),
        ("满199元送保温杯", ["full_gift 199 保温杯"]),
        ("满59元包邮", ["free_shipping 59"]),
        ("全国包邮", ["free_shipping"]),
        ("免运费", ["free_shipping"]),
        ("9.9包邮", ["free_shipping", "price 9.9"]),
        ("9块9包邮", ["free_shipping", "price 9.9"]),
        ("限时8折", ["limited_discount 8"]),
        ("限时折扣", ["limited_discount"]),
        ("整点秒杀", ["seckill"]),
        ("秒杀价29.9元", ["seckill", "price 29.9"]),
        ("新店开张优惠价：￥39", ["new_shop_price 39", "price 39"]),
        ("新店开张优惠价59元", ["new_shop_price 59", "price 59"]),
        ("开业特惠", ["new_shop_price"]),
        ("全场8.8折", ["n_fold 8.8"]),
        ("88折", ["n_fold 8.8"]),
        ("八五折", ["n_fold 8.5"]),
        ("低至3折起", ["n_fold 3"]),
        ("到手价￥59.9", ["price 59.9"]),
        ("¥1,299", ["price 1299"]),
        ("券后价19", ["price 19"]),
        ("立省30元", ["reduction 30"]),
        ("10元无门槛优惠券", ["coupon 10"]),
        ("送50元红包", ["coupon 50"]),
        # One reading only, so the slip of the reader is mended.
        ("仅售Y39", ["price 39"]),
        ("满1O0元减2l元", ["full_reduce 100 21"]),
    ],
)
def test_elements(line, expected):
    assert sorted(told(line)) == sorted(expected)


@pytest.mark.parametrize(
    "line",
    [
        "手工制作", "会员须知", "联系客服", "纯棉面料", "容量500ml", "净含量250g", "客服热线400-800-1234", "2026新款",
        "不包邮", "偏远地区不支持包邮", "3折叠伞", "两折页", "元旦快乐", "100元素", "双11", "前100名下单有礼", "第二代",
        "只要3步", "仅需2分钟", "199元起送", "充100元话费", "5A景区", "7天无理由退换", "Y39", "型号V8", "满意100%",
        "买家秀", "送货上门", "减震鞋底", "价格美丽", "包装精美", "8:00-22:00营业", "", "￥", "折",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_promotion(line):
    assert told(line) == []


def test_elements_know_their_line():
    elements = find_promotions(["手工皂", "第二件半价", "满200减30 包邮"])
    assert [(element.kind, element.line) for element in elements] == [
        ("second_half", 1), ("full_reduce", 2), ("free_shipping", 2)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("满200", "减30"), ["full_reduce 200 30"]),
        (("第二件", "半价"), ["second_half 5"]),
        (("满88元", "送试用装"), ["full_gift 88 试用装"]),
        # Digits on both sides of the break: nobody knows where the number ends.
        (("满2", "00减30"), []),
        (("包", "邮"), []),
        (("券后价", "128"), ["price 128"]),
        (("券后价", "128件"), []),
        (("评价", "128"), []),
        (("立省50元", "立减20元"), ["reduction 50", "reduction 20"]),
        (("满200减30", "满300减50"), ["full_reduce 200 30", "full_reduce 300 50"]),
    ],
)
def test_an_element_over_two_lines(lines, expected):
    assert told(*lines) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("满30减50",), [["满30减50"]]),
        (("满200减200",), [["满200减200"]]),
        (("12折",), []),
        (("100折",), [["100折"]]),
        (("原价99元", "现价199元"), [["原价99元", "现价199元"]]),
        (("原价199元", "现价99元"), []),
        (("原价199元", "现价99元", "会员价299元"), []),
        (("满2件减30元",), []),
    ],
)
def test_figures_that_cannot_be_meant(lines, expected):
    found = contradictions(find_promotions(lines))
    assert [[element.text for element in group] for group in found] == expected


def test_exact_amounts():
    (price,) = find_promotions(["¥0.1"])
    assert price.amount == Fraction(1, 10)
    assert price.plausible and not price.original


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("￥３９．９", "¥39.9"),
        ("★ 包 邮 ★", "包邮"),
        ("10-20元", "10 20元"),
        ("满200，减30。", "满200减30"),
        ("１,２９９元", "1299元"),
        ("優惠價", "优惠价"),
    ],
)
def test_normal(text, expected):
    assert normal(text) == expected


def test_a_very_long_line_costs_nothing():
    assert told("满" * 100_000) == []


def samples():
    folder = os.environ.get("YUEJUAN_SAMPLES")
    if not folder:
        return []
    return json.loads((Path(folder) / "practice/promo/truth.json").read_text("utf-8"))["pictures"]


HOLDS = {
    "price": ("new_shop_price", "seckill", "free_shipping", "full_gift", "full_reduce"),
    "n_fold": ("limited_discount",),
    "second_half": (),
}
"""Which other kinds the text of an element may hold by its own words (秒杀价29.9元 holds a price)."""


@pytest.mark.samples
@pytest.mark.skipif(not os.environ.get("YUEJUAN_SAMPLES"), reason="YUEJUAN_SAMPLES is not set")
def test_texts_of_the_samples():
    """The texts as they were drawn: each promotion is found, and nothing is found in other texts."""
    for picture in samples():
        for element in picture["elements"]:
            kinds = {found.kind for found in find_promotions([element["text"]])}
            if element["type"] in ("slogan", "shop_name", "neutral"):
                assert kinds == set(), element["text"]
            else:
                assert element["type"] in kinds, element["text"]
                others = {kind for kind in kinds if element["type"] not in (kind, *HOLDS.get(kind, ()))}
                assert others == set(), element["text"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("满300-50", ["full_reduce 300 50"]),
        ("跨店满减 每300－40", ["full_reduce 300 40"]),
        ("买3件减20元", ["full_reduce 3 20"]),
        ("三件减50元", ["full_reduce 3 50"]),
        ("拍一发二", ["full_gift 1 二"]),
        ("买一得二", ["full_gift 1 二"]),
        ("最高可减200元", ["reduction 200"]),
        ("省50元", ["reduction 50"]),
        ("￥199/件", ["price 199"]),
        ("八折优惠", ["n_fold 8"]),
        ("20元券", ["coupon 20"]),
    ],
)
def test_shorthand_of_shops(line, expected):
    assert told(line) == expected


@pytest.mark.parametrize(
    "line",
    ["一折即收", "七折八扣", "券商研报", "证券", "入场券", "预付定金10元", "月薪5000元", "罚款200元", "包邮区除外"],
)
def test_words_that_only_look_like_offers(line):
    assert told(line) == []


def test_a_range_is_no_reduction():
    assert "full_reduce" not in {one.kind for one in find_promotions(["每100-200元"])}
