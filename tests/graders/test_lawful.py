"""Unlawful wordings and personal numbers in sentences that a teacher sorted by hand."""

from __future__ import annotations

import re
from datetime import date

import pytest

from yuejuan.graders.common.lawful.persons import is_identity, masked, numbers
from yuejuan.graders.common.lawful.wordings import uses, wordings

UNLAWFUL = [
    ("本店面包全城最好吃", "最好吃"),
    ("选用最优质的面粉", "最优"),
    ("史上最低价，错过再等一年", "史上最低"),
    ("国家级品质", "国家级"),
    ("行业第一，口碑见证", "行业第一"),
    ("我们是第一品牌", "第一品牌"),
    ("全国唯一授权", "全国唯一"),
    ("NO.1 蜂蜜", "NO.1"),
    ("连续三年类目冠军", "类目冠军"),
    ("顶级食材", "顶级"),
    ("独一无二的口感", "独一无二"),
    ("填补国内空白", "填补国内空白"),
    ("人民大会堂特供", "人民大会堂特供"),
    ("常喝可以抗癌", "抗癌"),
    ("无副作用，放心吃", "无副作用"),
    ("驰名商标，值得信赖", "驰名商标"),
    ("全场跳楼价", "跳楼价"),
]

LAWFUL = [
    "最近上新三款面包",
    "活动最后一天",
    "最多可领两张优惠券，最少买一件",
    "最高立减 30 元",
    "最低消费 59 元起送",
    "最好在三天内吃完",
    "最新到货",
    "第一步洗手，第二步揉面",
    "第一时间发货",
    "第一次购买立减 5 元",
    "开张第一天",
    "第一泡一分钟",
    "我们从不说自己是顶级",
    "没有最好，只有更好",
    "请勿相信抗癌之类的宣传",
    "广告法禁止使用国家级、最高级等用语",
    "文案中不得出现“最佳”字样",
    "争取明年成为行业第一",
    "国家级非物质文化遗产制作技艺",
    "世界读书日活动",
    "NO.12 号店",
    "唯一码见包装",
    "首选付款方式：微信",
    "专业第一线的师傅",
]


@pytest.mark.parametrize(("sentence", "words"), UNLAWFUL, ids=[words for _, words in UNLAWFUL])
def test_unlawful(sentence, words):
    assert [use.words for use in uses(sentence)][:1] == [words]
    assert sentence[next(uses(sentence)).start :].startswith(words)


@pytest.mark.parametrize("sentence", LAWFUL)
def test_lawful(sentence):
    assert [use.words for use in uses(sentence)] == []


def test_every_wording_names_its_law_and_day():
    for wording in wordings().groups:
        assert re.fullmatch(r"《[^》]+》(?:（[^）]+）)?", wording.law)
        assert re.fullmatch(r"第[一二三四五六七八九十百、第项款条]+", wording.clause)
        assert date(2010, 1, 1) < date.fromisoformat(wording.since) < date(2027, 1, 1)
        assert wording.pattern.match("") is None


@pytest.mark.parametrize(
    ("digits", "valid"),
    [
        ("11010519491231002X", True),  # the example of GB 11643-1999
        ("440524188001010014", False),  # its other example: born 1880, so nobody alive
        ("110105194912310021", False),
        ("11010519490231002X", False),
        ("99010519491231002X", False),
    ],
)
def test_identity_numbers(digits, valid):
    assert is_identity(digits) is valid


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("电话 13907315028", ["mobile"]),
        ("139 0731 5028", ["mobile"]),
        ("+8613907315028", ["mobile"]),
        ("订单 2013907315028", []),
        ("13907315028001", []),
        ("0731-88886666", []),
        ("12907315028", []),
        ("138****5028", []),
        ("身份证11010519491231002X，电话13907315028", ["identity", "mobile"]),
    ],
)
def test_numbers_in_text(text, kinds):
    assert [number.kind for number in numbers(text)] == kinds


def test_reports_hide_the_middle():
    assert masked("13907315028") == "139****5028"
