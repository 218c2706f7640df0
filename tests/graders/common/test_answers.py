"""Finding answers: copied text, labels, names, and the place of an answer."""

from __future__ import annotations

import pytest

from yuejuan.artifacts.document.facts import Paragraph
from yuejuan.graders.common.answers import Line, Place, is_copied, locate, without_copies
from yuejuan.graders.common.answers.labels import Labels
from yuejuan.graders.common.answers.names import NameBook
from yuejuan.graders.common.answers.plain import bare, plain
from yuejuan.graders.common.answers.source import Answer

BRIEF = "某店日发货量640件，人均打包90件。请计算所需人数，小数进位。其余为备用。"


def test_plain_text_keeps_every_place() -> None:
    text = "按发货量：６４０÷９０＝７．１１（人），ABC"
    assert plain(text) == "按发货量:640÷90=7.11(人)，abc"
    assert len(plain(text)) == len(text)


@pytest.mark.parametrize("text", ["（1）总次数（次）：", "总次数", "1、总 次 数", "①总次数", "【总次数】"[1:-1]])
def test_bare_labels_are_the_same(text: str) -> None:
    assert bare(text) == "总次数"


COPIES = [
    (BRIEF, ""),
    ("题目：" + BRIEF, ""),
    ("某店日发货量640件，人均打包90件。", ""),
    ("某店日发货量650件，人均打包90件。", "某店日发货量650件，人均打包90件。"),
    ("需要8人。", "需要8人。"),
    (BRIEF + "答：8人。", "答：8人。"),
    ("其余为备用。", "其余为备用。"),
    ("请计算所需人数，小数进位。其余为备用。", ""),
]


@pytest.mark.parametrize(("text", "own"), COPIES, ids=[text for text, _ in COPIES])
def test_copied_sentences_are_blanked(text: str, own: str) -> None:
    left = without_copies(text, BRIEF)
    assert len(left) == len(text)
    assert left.strip() == own
    assert is_copied(text, BRIEF) is (own == "")


def test_without_a_brief_nothing_is_copied() -> None:
    assert without_copies(BRIEF, " ") == BRIEF


LABELS = Labels(
    {"times": ["总次数"], "value": ["满意价值"], "loss": ["不满意损失", "满意损失额"], "sales": ["按销售额"]}
)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("总次数", ("times", True)),
        ("2、总次数（次）", ("times", True)),
        ("消费总次数", ("times", False)),
        ("不满意价值", None),
        ("总次数和满意价值", None),
        ("总次数是180", None),
        ("按销售", ("sales", False)),
        ("备注", None),
    ],
)
def test_labels_of_cells(text: str, label: tuple[str, bool] | None) -> None:
    assert LABELS.of_cell(text) == label


def test_a_term_of_a_formula_is_no_mention() -> None:
    said = "满意价值=单次金额×总次数=85×832，总次数为832"
    assert [(one.name, one.start) for one in LABELS.mentions(said)] == [("value", 0), ("times", said.rfind("总次数"))]


NAMES = NameBook(["三岔口农资店", "禾丰农场", "客户1", "客户12", "甲", "湘江书店", "湘水书店"], {"禾丰农场": ["禾丰"]})


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("三岔口农资店", ("三岔口农资店", True)),
        ("1.三岔口农资店（老客户）", ("三岔口农资店", True)),
        ("三岔口", ("三岔口农资店", False)),
        ("三叉口农资店", ("三岔口农资店", False)),
        ("禾丰", ("禾丰农场", True)),
        ("客户12", ("客户12", True)),
        ("客户13", None),
        ("湘山书店", None),
        ("书店", None),
        ("三岔口农资店、禾丰农场", None),
        ("甲", ("甲", True)),
        ("合计", None),
    ],
)
def test_names_of_cells(text: str, name: tuple[str, bool] | None) -> None:
    assert NAMES.of_cell(text) == name


def test_names_in_text_have_edges() -> None:
    assert [one.name for one in NAMES.in_text("客户12和客户1，甲、乙；甲方除外")] == ["客户12", "客户1", "甲"]


def answer(*texts: str) -> Answer:
    lines = tuple(
        Line("答卷.docx", Paragraph(path=f"body/p{at}", text=text), without_copies(text, BRIEF))
        for at, text in enumerate(texts)
    )
    return Answer(lines, (), True, (), (), ("答卷.docx",))


PLACES = [
    (Place(headings=("产品特色",), others=("接待准备",)), (True, "甲")),
    (Place(headings=("接待准备",)), (True, "乙")),
    (Place(number="二"), (True, "乙")),
    (Place(number="（2）"), (True, "乙")),
    (Place(headings=("客户价值",)), (False, "甲乙")),
    (Place(number="五"), (False, "甲乙")),
    (Place(), (True, "甲乙")),
]


@pytest.mark.parametrize(("place", "expected"), PLACES, ids=[str(place) for place, _ in PLACES])
def test_where_an_answer_stands(place: Place, expected: tuple[bool, str]) -> None:
    found = locate(answer("一、产品特色", "甲", "二、接待准备", "乙"), place)
    assert (found.found, "".join(line.own for line in found.lines if line.own in "甲乙")) == expected


@pytest.mark.parametrize("number", ["第2题", "2", "第二题"])
def test_a_question_counts_before_the_numbers_of_lists(number: str) -> None:
    found = locate(answer("第1题", "①甲", "第2题", "乙", "第3题", "①丙", "②丁"), Place(number=number))
    assert (found.found, [line.own for line in found.lines]) == (True, ["乙"])


def test_the_style_of_the_paper_counts_before_that_of_lists() -> None:
    found = locate(answer("（1）甲", "（2）乙", "1、丙", "2、丁"), Place(number="（2）"))
    assert (found.found, found.lines[0].own) == (True, "（2）乙")
    assert not locate(answer("（1）甲", "（2）乙", "1、丙", "2、丁"), Place(number="2")).found


def test_a_number_that_comes_twice_is_no_place() -> None:
    assert not locate(answer("1、产品特色", "1、好看", "2、好用", "2、接待准备"), Place(number="2")).found


ITEMS = ["1. 听", "2. 认", "3. 说", "4. 证", "5. 成"]


@pytest.mark.parametrize(
    ("lines", "levels", "own"),
    [
        (["3. 异议处理", *ITEMS, "4. 投诉类型", "质量"], (0, 6), ITEMS),
        (["3. 异议处理", *ITEMS, "4. 投诉类型", "质量"], (), ITEMS),
        (["4. 投诉类型", "质量", "3. 异议处理", *ITEMS], (0, 2), ITEMS),
        (["3. 异议处理", "答：1. 听", *ITEMS[1:], "4. 投诉类型"], (), ["答：1. 听", *ITEMS[1:]]),
        (["3. 异议处理", *ITEMS[:3], "4. 投诉类型", "1. 质量", "2. 服务"], (), ITEMS[:3]),
        (["3. 异议处理", *ITEMS[:3], "4. 投诉类型", "答：1. 听", *ITEMS[1:]], (), ITEMS[:3]),
        (["3. 异议处理", *ITEMS[:3], "4. 投诉类型", *ITEMS], (), ITEMS[:3]),
        (["3. 异议处理", "先听，再认", "4. 投诉类型", "1. 质量", *ITEMS[1:]], (), ["先听，再认"]),
    ],
    ids=[
        "headings",
        "typed",
        "another order",
        "the first behind a word",
        "short list",
        "short list, then one behind a word",
        "lists in both",
        "list in the next",
    ],
)
def test_an_item_of_a_list_is_not_the_next_question(lines: list[str], levels: tuple[int, ...], own: list[str]) -> None:
    made = tuple(
        Line("答卷.docx", Paragraph(path=f"body/p{at}", text=text, level=1 if at in levels else None), text)
        for at, text in enumerate(lines)
    )
    found = locate(Answer(made, (), True, (), (), ("答卷.docx",)), Place(headings=("异议处理",)))
    assert [line.own for line in found.lines] == own
