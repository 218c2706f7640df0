"""Key points in sentences: words in any order, synonyms, slips, negation, keyword lists; jieba only when it is used."""

from __future__ import annotations

import subprocess
import sys

import pytest

from yuejuan.artifacts.document.facts import Paragraph
from yuejuan.graders.common.answers import Line
from yuejuan.graders.common.keypoints import KeyPoint, is_keyword_list, matches

POINTS = {
    "原料": KeyPoint(say=("原料天然", "纯天然原材料")),
    "工艺": KeyPoint(say=("传统手工制作", "古法工艺")),
    "发货": KeyPoint(say=("48小时内发货", "发货速度快")),
    "售后": KeyPoint(say=("七天无理由退换货",)),
    "品质": KeyPoint(say=("品质保障",), without=("同行",)),
    "快": KeyPoint(say=("发货快",)),
    "质量": KeyPoint(say=("质量好",)),
    "推责": KeyPoint(say=("推卸责任",)),
}

SENTENCES = [
    ("本店产品采用纯天然的原材料，没有任何添加剂。", {"原料"}),
    ("我们坚持传统的手工制作方法。", {"工艺"}),
    ("下单后48小时之内就给您发货哦", {"发货"}),
    ("我们发货很快", {"发货"}),
    ("七天之内无理由退货换货", {"售后"}),
    ("商品质量是有保证的", {"品质"}),
    ("本店的工艺是老一辈传下来的古法", {"工艺"}),
    ("古法工异", {"工艺"}),
    ("不是纯天然原材料", set()),
    ("质量没有保证", set()),
    ("发货不快", set()),
    ("同行的品质没有保障", set()),
    ("发货有点慢", set()),
    ("质量很一般", set()),
    ("质量过硬", {"质量"}),
    ("把责任全甩给了快递员", {"推责"}),
    ("店里从不推卸责任", set()),
    ("天气很好，自然风光美", set()),
    ("", set()),
]


@pytest.mark.parametrize(("sentence", "made"), SENTENCES, ids=[sentence for sentence, _ in SENTENCES])
def test_what_a_sentence_makes(sentence: str, made: set[str]) -> None:
    line = Line("f", Paragraph(path="body/p0", text=sentence), sentence)
    found = matches([line], POINTS)
    assert {name for name, told in found.items() if told} == made
    assert all(sentence[slice(*one.span)] for told in found.values() for one in told)


@pytest.mark.parametrize(
    ("sentence", "listed"),
    [
        ("绿色、环保、手工、美观", True),
        ("1. 绿色 环保 手工 美观 实惠", True),
        ("绿色、环保", False),
        ("采用的是绿色材料，环保耐用，手工制作，款式美观", False),
        ("产品选用本地楠竹，手工编织而成，当天发货，破损包退", False),
    ],
)
def test_keyword_lists(sentence: str, listed: bool) -> None:
    assert is_keyword_list(sentence) is listed


def test_jieba_is_loaded_only_by_a_key_point_check() -> None:
    code = (
        "import sys; from yuejuan.graders.registry import installed; installed().ids(); print('jieba' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"
