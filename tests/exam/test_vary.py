"""Variants: the key says what the brief says, for any seed; conditions hold; every fault has its place."""

# ruff: noqa: E501 - a fault, what it makes of a line and where it stands read best on one line

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from hashlib import sha256
from math import ceil
from pathlib import Path
from typing import Any

import docx
import pytest
import yaml

from yuejuan.exam import papers
from yuejuan.exam.tryout import try_answer
from yuejuan.exam.vary import Varied, vary
from yuejuan.graders.common.quantities.model import Problem as Exercise
from yuejuan.rubrics.errors import RubricError

PAPER = """\
schema: yuejuan.paper/1
id: small
project: shop_design
title: 人数
minutes: 60
deliverables:
  - {id: answer, title: 答卷, name: answer.docx, kind: document}
points:
  shop_design.logo: {work_out: 45, classes: 45}
  shop_design.literacy: {naming: 10}
parameters:
  shop_design.logo/work_out: {exercise: {from_key: staff.exercise}}
  shop_design.logo/classes: {customers: {from_key: abc.customers}, a: 70, b: 90}
extra_parts:
  shop_design.logo:
    - {id: work_out, title: 人数, points: 1, check: team_management.headcount, deliverables: [answer]}
    - {id: classes, title: 分类, points: 1, check: customer_service.abc_classification, deliverables: [answer]}
"""
KEY = """\
schema: yuejuan.key/1
answers:
  staff: # of the packing room
    exercise:
      data: {orders: 640, packed: 90, rate: 0.4, pay: 4500}
      quantities:
        people: {labels: [打包人数], unit: 人, formula: ceil(orders / packed)}
        wages: {labels: [工资], unit: 元, formula: people * pay}
  abc:
    customers: {东湖酒店: 6000, 西山茶楼: 2600, 南门超市: 1000, 北岸书店: 400}
"""
BRIEF = """\
每天发货 640 件，一个人能打包 90 件；月工资 4,500 元，社保占 40%。
东湖酒店 6000 元、西山茶楼 2600 元、南门超市 1000 元、北岸书店 400 元。
"""
VARIANTS = """\
schema: yuejuan.variants/1
numbers:
  - {key: staff.exercise.data.orders, from: 500, to: 900, step: 5}
  - {key: staff.exercise.data.packed, from: 60, to: 120, step: 5}
  - {key: staff.exercise.data.rate, from: 0.3, to: 0.5, step: 0.05}
  - {key: staff.exercise.data.pay, id: wage, from: 4000, to: 6000, step: 100}
groups:
  - {key: abc.customers, from: 100, to: 9000, step: 100, brief: "{name} {value} 元"}
brief:
  - 每天发货 {orders} 件，一个人能打包 {packed} 件
  - "月工资 {wage:,} 元，社保占 {rate:%}"
conditions:
  not_whole: [orders / packed]
  between: [{formula: people, least: 6, most: 12}]
  classes: [{group: abc.customers, part: shop_design.logo/classes, least: 1, margin: 0.2}]
"""


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    folder = tmp_path / "small"
    (folder / "materials").mkdir(parents=True)
    (folder / "reference").mkdir()
    texts = {"paper.yaml": PAPER, "key.yaml": KEY, "brief.md": BRIEF, "variants.yaml": VARIANTS}
    texts |= {"materials/a.txt": "素材", "reference/answer.docx": "CANARY", "mutations.yaml": "CANARY"}
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def replace(paper: Path, name: str, old: str, new: str) -> None:
    text = (paper / name).read_text(encoding="utf-8")
    assert text.count(old) == 1
    (paper / name).write_text(text.replace(old, new), encoding="utf-8")


def problems_of(paper: Path) -> list[tuple[str, tuple[int | None, int | None], str | None]]:
    with pytest.raises(RubricError) as caught:
        Varied(paper).draw(1)
    assert caught.value.text("en") != caught.value.text("zh_CN")
    return [(one.message.id, (one.line, one.column), one.nearest) for one in caught.value.problems]


def test_a_variant_is_a_whole_paper(paper: Path) -> None:
    (paper / "mutations.yaml").unlink()
    variant = vary(paper, 3)
    assert variant.folder == paper.with_name("small-3")
    assert papers.validate(variant.folder) == []
    names = {path.relative_to(variant.folder).as_posix() for path in variant.folder.rglob("*") if path.is_file()}
    assert names == {"paper.yaml", "key.yaml", "brief.md", "materials/a.txt"}
    assert "id: small-3\n" in (variant.folder / "paper.yaml").read_text("utf-8")
    assert "# of the packing room" in (variant.folder / "key.yaml").read_text("utf-8")
    orders, packed, _, wage = (change.after for change in variant.changes[:4])
    people = ceil(Fraction(orders) / Fraction(packed))
    told = [(result.label, result.value, result.unit) for result in variant.results]
    assert told == [("打包人数", people, "人"), ("工资", people * wage, "元")]
    assert [change.name for change in variant.changes][:4] == ["orders", "packed", "rate", "wage"]


def test_the_paper_itself_is_left_alone_and_folders_in_use_are_too(paper: Path) -> None:
    before = {path: path.read_bytes() for path in paper.rglob("*") if path.is_file()}
    vary(paper, 3)
    assert {path: path.read_bytes() for path in paper.rglob("*") if path.is_file()} == before
    for out, why in ((None, "not_empty"), (paper / "variant", "inside")):
        with pytest.raises(RubricError) as caught:
            vary(paper, 3, out)
        assert [problem.message.id for problem in caught.value.problems] == [f"exam.variants.{why}"]


def test_a_variant_that_cannot_be_used_leaves_nothing_behind(
    paper: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(self: Varied, draw: Any) -> str:
        return "schema: yuejuan.key/1\nanswers: {}\n"

    monkeypatch.setattr(Varied, "key", broken)
    with pytest.raises(RubricError):
        vary(paper, 3, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_seed_gives_the_same_numbers_everywhere(paper: Path) -> None:
    """A number without conditions is the digest of seed, attempt and name over its values: 4000, 4100, … 6000."""
    replace(paper, "variants.yaml", "  not_whole: [orders / packed]\n", "")
    replace(paper, "variants.yaml", "  between: [{formula: people, least: 6, most: 12}]\n", "")
    index = int.from_bytes(sha256(b"7/0/wage").digest(), "big") % 21
    first, second = Varied(paper), Varied(paper)
    assert first.draw(7)["wage"] == 4000 + 100 * index
    draws = [first.draw(seed) for seed in range(20)]
    assert draws == [second.draw(seed) for seed in range(20)]
    assert len({tuple(draw.values()) for draw in draws}) == 20


def classes_of(amounts: dict[str, int], a: int, b: int) -> tuple[dict[str, str], list[Fraction]]:
    """Classes by cumulative share, at most ``a`` or ``b`` percent, and the cumulative shares; written for this test."""
    total, reached, classes, shares = sum(amounts.values()), 0, {}, []
    for name, amount in sorted(amounts.items(), key=lambda one: -one[1]):
        reached += amount
        shares.append(Fraction(reached, total))
        classes[name] = "A" if 100 * reached <= a * total else "B" if 100 * reached <= b * total else "C"
    return classes, shares


def far_from_thresholds(shares: list[Fraction]) -> bool:
    return all(
        abs(share - edge) >= Fraction(2, 1000) for share in shares for edge in (Fraction(7, 10), Fraction(9, 10))
    )


def test_brief_key_and_conditions_agree(paper: Path) -> None:
    varied = Varied(paper)
    for seed in range(50):
        draw = varied.draw(seed)
        brief, key = varied.brief(draw), yaml.safe_load(varied.key(draw))["answers"]
        told = re.fullmatch(
            r"每天发货 (\d+) 件，一个人能打包 (\d+) 件；月工资 (\d),(\d{3}) 元，社保占 (\d+)%。", brief.splitlines()[0]
        )
        assert told is not None
        orders, packed, wage = int(told[1]), int(told[2]), int(told[3] + told[4])
        data = {"orders": orders, "packed": packed, "rate": int(told[5]) / 100, "pay": wage}
        assert key["staff"]["exercise"]["data"] == data
        assert 500 <= orders <= 900 and orders % 5 == 0 and int(told[5]) in (30, 35, 40, 45, 50)
        assert orders % packed and 6 <= ceil(Fraction(orders, packed)) <= 12
        amounts = {name: int(amount) for name, amount in re.findall(r"(\w+) (\d+) 元", brief.splitlines()[1])}
        assert key["abc"]["customers"] == amounts
        classes, shares = classes_of(amounts, 70, 90)
        assert set(classes.values()) == {"A", "B", "C"} and len(set(amounts.values())) == 4
        assert far_from_thresholds(shares)


FAULTS = [
    ("data.orders,", "data.ordres,", "rubric.key_entry", (3, 11), "staff.exercise.data.orders"),
    ("to: 900, step", "to: 400, step", "rubric.variants.range", (3, 5), None),
    ("step: 5}\n  - {key: staff.exercise.data.rate", "stepp: 5}\n  - {key: staff.exercise.data.rate", "rubric.key.unknown", (4, 58), "step"),
    ("staff.exercise.data.packed", "staff.exercise.quantities", "rubric.variants.no_number", (4, 11), None),
    ("id: wage", "id: orders", "rubric.variants.twice", (6, 40), None),
    ("abc.customers, from", "staff.exercise.data.pay, from", "rubric.variants.no_group", (8, 11), None),
    ("step: 100, brief", "step: 8000, brief", "rubric.variants.too_few", (8, 53), None),
    ("{packed} 件", "{paked} 件", "rubric.variants.no_name", (10, 5), "packed"),
    ("{wage:,}", "{wage:x}", "rubric.variants.no_form", (11, 5), None),
    ("每天发货 {orders}", "每日发货 {orders}", "rubric.variants.not_in_brief", (10, 5), None),
    ("，社保占 {rate:%}", "", "rubric.variants.untold", (5, 11), None),
    ("{name} {value} 元", "{name}", "rubric.variants.no_place", (8, 65), None),
    ("[orders / packed]", "[orders / / packed]", "exam.variants.formula", (13, 15), None),
    ("[orders / packed]", "[orders / pakced]", "rubric.variants.no_name", (13, 15), "packed"),
    ("{group: abc.customers", "{group: abc.custmers", "exam.variants.no_group", (15, 21), "abc.customers"),
    ("part: shop_design.logo/classes", "part: shop_design.logo/clases", "exam.variants.no_part", (15, 42), "shop_design.logo/classes"),
    ("least: 6, most: 12", "least: 60, most: 120", "exam.variants.impossible", (14, 13), None),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "message", "place", "nearest"), FAULTS)
def test_a_fault_names_its_place_and_the_nearest_name(
    paper: Path, old: str, new: str, message: str, place: tuple[int, int], nearest: str | None
) -> None:
    replace(paper, "variants.yaml", old, new)
    found = problems_of(paper)
    assert message in [one[0] for one in found]
    told = next(one for one in found if one[0] == message)
    assert told[1] == place
    assert nearest is None or told[2] == nearest


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        ("brief.md", "每天发货 640 件", "每天发货 650 件", "rubric.variants.not_in_brief"),
        ("brief.md", "每天发货 640 件", "每天发货 1640 件", "rubric.variants.not_in_brief"),
        ("key.yaml", "packed: 90", "packed: many", "rubric.variants.no_number"),
        ("key.yaml", "  staff: # of the packing room\n", "  n: &n 90\n  staff:\n", "none"),
    ],
)
def test_brief_key_and_declaration_have_to_agree(paper: Path, name: str, old: str, new: str, message: str) -> None:
    replace(paper, name, old, new)
    if message == "none":
        replace(paper, name, "packed: 90", "packed: *n")
        message = "rubric.variants.no_number"
    assert message in [one[0] for one in problems_of(paper)]


def test_classes_are_about_the_customers_of_the_part(paper: Path) -> None:
    replace(paper, "paper.yaml", "customers: {from_key: abc.customers}", "customers: {甲: 7, 乙: 2, 丙: 1}")
    assert problems_of(paper) == [("exam.variants.other_customers", (15, 42), None)]


def test_two_sentences_cannot_claim_one_number(paper: Path) -> None:
    replace(
        paper,
        "variants.yaml",
        "  - 每天发货 {orders} 件，一个人能打包 {packed} 件\n",
        "  - 每天发货 {orders} 件\n  - 能打包 {packed} 件\n  - 打包 {same} 件\n",
    )
    replace(
        paper, "variants.yaml", "groups:\n", "  - {key: staff.again, id: same, from: 60, to: 120, step: 5}\ngroups:\n"
    )
    replace(paper, "key.yaml", "  staff: #", "  staff:\n    again: 90 #")
    assert "rubric.variants.claimed" in [one[0] for one in problems_of(paper)]


COSTS = {
    "paper.yaml": PAPER[: PAPER.index("points:")].replace("人数", "预算") + """\
points:
  shop_design.logo: {work_out: 45, arithmetic: 45}
  shop_design.literacy: {naming: 10}
parameters:
  shop_design.logo/work_out: {exercise: {from_key: costs.exercise}}
  shop_design.logo/arithmetic: {limit: {from_key: budget.limit}}
extra_parts:
  shop_design.logo:
    - {id: work_out, title: 费用, points: 1, check: customer_service.customer_value, deliverables: [answer]}
    - {id: arithmetic, title: 预算, points: 1, check: marketing_plan.budget, deliverables: [answer]}
""",
    "key.yaml": """\
schema: yuejuan.key/1
answers:
  costs:
    exercise:
      data: {poster: 150, posters: 10, gift: 4.5, gifts: 1600}
      quantities:
        total: {labels: [费用合计], unit: 元, formula: poster * posters + gift * gifts}
  budget: {limit: 10000}
""",
    "brief.md": "海报 10 张，每张 150 元；赠品 1600 份，每份 4.5 元。预算不超过 1 万元。\n",
    "variants.yaml": """\
schema: yuejuan.variants/1
numbers:
  - {key: costs.exercise.data.poster, from: 100, to: 400, step: 10}
  - {key: costs.exercise.data.posters, from: 5, to: 30, step: 1}
  - {key: costs.exercise.data.gift, from: 2, to: 9, step: 0.5}
  - {key: costs.exercise.data.gifts, from: 500, to: 3000, step: 100}
  - {key: budget.limit, from: 8000, to: 30000, step: 1000}
brief:
  - 海报 {posters} 张，每张 {poster} 元；赠品 {gifts} 份，每份 {gift} 元。预算不超过 {limit:万} 万元
conditions:
  between: [{formula: limit - total, least: 0}]
""",
}  # fmt: skip
"""A paper that gives prices and quantities of a budget, and its limit."""


def costs_told(paper: Path, seeds: range) -> list[tuple[Fraction, Fraction]]:
    """What the things in the brief cost together and the limit, in yuan, for each seed."""
    varied = Varied(paper)
    briefs = [varied.brief(varied.draw(seed)) for seed in seeds]
    numbers = [list(map(Fraction, re.findall(r"\d+(?:\.\d+)?", brief))) for brief in briefs]
    return [(one[0] * one[1] + one[2] * one[3], one[4] * 10_000) for one in numbers]


def test_costs_that_a_brief_gives_stay_within_their_limit(tmp_path: Path) -> None:
    for name, text in COSTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert all(total <= limit for total, limit in costs_told(tmp_path, range(300)))
    replace(tmp_path, "variants.yaml", "conditions:\n  between: [{formula: limit - total, least: 0}]\n", "")
    assert any(total > limit for total, limit in costs_told(tmp_path, range(20)))


def test_doubtful_declarations_are_told(paper: Path) -> None:
    (paper / "mutations.yaml").unlink()
    (paper / "reference" / "answer.docx").unlink()
    assert papers.validate(paper) == []
    with (paper / "brief.md").open("a", encoding="utf-8") as brief:
        brief.write("昨天也发了 640 件。\n")
    replace(paper, "variants.yaml", "least: 6, most: 12", "least: 9, most: 12")
    material = docx.Document()
    material.add_paragraph("每天发货640件，一个人能打包90件，共 12 人。昨天也是 640 件。")
    material.save(paper / "materials" / "答题卡.docx")
    told = {problem.message.id: problem for problem in papers.validate(paper)}
    assert set(told) == {"exam.variants.left_over", "exam.variants.own_numbers", "exam.variants.in_material"}
    sentence = "每天发货 640 件，一个人能打包 90 件"
    assert told["exam.variants.in_material"].message.values == {"file": "答题卡.docx", "told": [sentence, "640"]}
    assert told["exam.variants.left_over"].message.values == {"number": "640", "line": 3, "name": "orders"}


def test_word_files_of_the_materials_tell_the_new_numbers(paper: Path, tmp_path: Path) -> None:
    (paper / "mutations.yaml").unlink()
    material = docx.Document()
    material.add_paragraph("数据：每天发货 640 件，一个人能打包 90 件。").add_run("请计算。").bold = True
    material.add_table(rows=1, cols=1).cell(0, 0).text = "月工资 4,500 元，社保占 40%"
    material.add_paragraph("不变的一段。")
    material.save(paper / "materials" / "答题卡.docx")
    (paper / "materials" / "又一份.docx").symlink_to("答题卡.docx")
    assert papers.validate(paper) == []
    before = (paper / "materials" / "答题卡.docx").read_bytes()
    variant = vary(paper, 3)
    changed = {change.name: change.after for change in variant.changes}
    assert changed["orders"] != 640
    found = docx.Document(variant.folder / "materials" / "答题卡.docx")
    told = f"数据：每天发货 {changed['orders']:f} 件，一个人能打包 {changed['packed']:f} 件。请计算。"
    assert [paragraph.text for paragraph in found.paragraphs] == [told, "不变的一段。"]
    wage, rate = int(changed["wage"]), int(changed["rate"] * 100)
    assert found.tables[0].cell(0, 0).text == f"月工资 {wage:,} 元，社保占 {rate}%"
    assert (paper / "materials" / "答题卡.docx").read_bytes() == before
    assert (variant.folder / "materials" / "又一份.docx").is_symlink()


SAMPLES = Path(__file__).parents[2] / "fixtures" / "sample" / "papers"
Recomputed = Callable[[str], dict[str, Fraction]]


def table_of(brief: str) -> dict[str, int]:
    """The customers of a table with two of them in each row."""
    rows = re.findall(r"\| (\w+) \| (\d+) \| (\w+) \| (\d+) \|", brief)
    return {name: int(amount) for row in rows for name, amount in (row[:2], row[2:])}


def presales(brief: str) -> dict[str, Fraction]:
    """What the brief of the presales paper asks to be worked out, by hand-written arithmetic."""
    values: dict[str, Fraction] = {}
    for name, who in (("lin", "林女士"), ("chen", "陈先生")):
        line = next(line for line in brief.splitlines() if f"- {who}：" in line)
        price, yearly, years, fans, rate = (int(number) for number in re.findall(r"\d+", line))
        own = price * yearly * years
        word = Fraction(fans * rate * own, 100)
        values |= {f"{name}_times": Fraction(yearly * years), f"{name}_own": Fraction(own)}
        values |= {f"{name}_word": word, f"{name}_all": own + word}
    assert abs(values["lin_all"] - values["chen_all"]) >= 500
    amounts = table_of(brief)
    classes, shares = classes_of(amounts, 70, 90)
    assert len(amounts) == 8 and set(classes.values()) == {"A", "B", "C"} and far_from_thresholds(shares)
    assert list(classes.values()).count("A") <= 3
    return values | {name: Fraction(amount) for name, amount in amounts.items()}


def key_of_presales(key: dict[str, Any]) -> dict[str, Fraction]:
    customers = {name: Fraction(amount) for name, amount in key["abc_classification"]["customers"].items()}
    return worked_out(key["customer_value"]["exercise"]) | customers


def worked_out(exercise: dict[str, Any]) -> dict[str, Fraction]:
    data = {name: Decimal(str(value)) for name, value in exercise["data"].items()}
    return Exercise.model_validate({**exercise, "data": data}).right_values()


def presales_mianyu(brief: str) -> dict[str, Fraction]:
    """The value of one customer, content and not; ten customers of whom the one who crosses a threshold goes up."""
    task = brief[brief.index("王女士") : brief.index("算出总次数")]
    price, yearly, years, friends, comes, warned, leaves = (int(number) for number in re.findall(r"\d+", task))
    times = yearly * years
    direct = price * times
    content, loss = direct * (1 + Fraction(friends * comes, 100)), direct * (1 + Fraction(warned * leaves, 100))
    values = {"times": times, "direct": direct, "content": content, "loss": loss, "gap": content + loss}
    amounts = table_of(brief)
    reached, counts, before = 0, {"A": 0, "B": 0, "C": 0}, []
    for amount in sorted(amounts.values(), reverse=True):
        before.append(Fraction(reached, sum(amounts.values())))
        counts["A" if before[-1] <= Fraction(8, 10) else "B" if before[-1] <= Fraction(95, 100) else "C"] += 1
        reached += amount
    assert len(amounts) == 10 and min(counts.values()) >= 2 and counts["A"] <= 5
    edges = (Fraction(8, 10), Fraction(95, 100))
    assert all(abs(share - edge) >= Fraction(3, 1000) for share in before for edge in edges)
    return {name: Fraction(value) for name, value in (values | amounts).items()}


def presales_shiye(brief: str) -> dict[str, Fraction]:
    """The gross profit of one customer and of the friends whom she brings; a share on a threshold stays above."""
    task = brief[brief.index("一位熟客") : brief.index("变成和她一样")]
    price, monthly, years, margin, friends, stay = (int(number) for number in re.findall(r"\d+", task))
    times = monthly * 12 * years
    profit = Fraction(price * times * margin, 100)
    brought = friends * Fraction(stay, 100) * profit
    values = {"times": times, "spent": price * times, "profit": profit, "brought": brought, "worth": profit + brought}
    assert 1000 <= values["worth"] <= 40000
    amounts = table_of(brief)
    classes, _ = classes_of(amounts, 75, 95)
    assert len(amounts) == 10 and set(classes.values()) == {"A", "B", "C"}
    assert list(classes.values()).count("A") <= 5
    yearly = Fraction(values["worth"], years)
    return {name: Fraction(value) for name, value in (values | {"yearly": yearly} | amounts).items()}


def team_management(brief: str) -> dict[str, Fraction]:
    """A post for every whole or begun day's work of one person, by the four rows of the brief's table."""
    names = {"发货": "by_shipments", "销售额": "by_sales", "产品种类": "by_products", "询单": "by_enquiries"}
    rows = re.findall(r"\| (发货|销售额|产品种类|询单) \| (\d+) \w+ \| (\d+) \w+ \|", brief)
    assert [label for label, _, _ in rows] == list(names)
    assert all(int(work) % int(one) for label, work, one in rows if label != "询单")
    kinds = re.search(r"三类 (\d+) 种产品", brief)
    assert kinds is not None and kinds[1] == rows[2][1]
    return {names[label]: Fraction(-(-int(work) // int(one))) for label, work, one in rows}


def team_management_hemu(brief: str) -> dict[str, Fraction]:
    """The same out of a paragraph, where the sales of today stand a second time."""
    task = brief[brief.index("网店现在每天的工作量") : brief.index("算出的人数")]
    numbers = [int(number) for number in re.findall(r"\d+", task)]
    posts = [-(-work // one) for work, one in zip(numbers[::2], numbers[1::2], strict=True)]
    assert all(work % one for work, one in zip(numbers[2::2], numbers[3::2], strict=True))
    assert f"日销售额从 {numbers[2]} 元提高到 50000 元" in brief and f"现有商品 {numbers[4]} 种" in brief
    names = ("by_shipments", "by_sales", "by_products", "by_enquiries")
    return {name: Fraction(count) for name, count in zip(names, posts, strict=True)}


def team_management_beichuang(brief: str) -> dict[str, Fraction]:
    """The same out of a list, with the number of products in the text too."""
    task = brief[brief.index("- 发货") : brief.index("人数算出小数")]
    numbers = [int(number) for number in re.findall(r"\d+", task)]
    assert len(numbers) == 8 and f"商品一共 {numbers[4]} 种" in brief
    assert all(work % one for work, one in zip(numbers[2::2], numbers[3::2], strict=True))
    names = ("by_shipments", "by_sales", "by_products", "by_enquiries")
    pairs = zip(names, numbers[::2], numbers[1::2], strict=True)
    return {name: Fraction(-(-work // one)) for name, work, one in pairs}


def key_of_team_management(key: dict[str, Any]) -> dict[str, Fraction]:
    return worked_out(key["staffing"]["exercise"])


def marketing_plan(brief: str) -> dict[str, Fraction]:
    """The limit of the budget, in yuan."""
    told = re.search(r"费用不超过 (\d(?:\.\d+)?) 万元", brief)
    assert told is not None
    return {"limit": Fraction(told[1]) * 10_000}


def key_of_marketing_plan(key: dict[str, Any]) -> dict[str, Fraction]:
    return {"limit": Fraction(key["budget"]["limit"])}


CASES = {
    "marketing_plan": (marketing_plan, key_of_marketing_plan),
    "marketing_plan_yanbei": (marketing_plan, key_of_marketing_plan),
    "marketing_plan_yunruo": (marketing_plan, key_of_marketing_plan),
    "presales": (presales, key_of_presales),
    "presales_mianyu": (presales_mianyu, key_of_presales),
    "presales_shiye": (presales_shiye, key_of_presales),
    "team_management": (team_management, key_of_team_management),
    "team_management_beichuang": (team_management_beichuang, key_of_team_management),
    "team_management_hemu": (team_management_hemu, key_of_team_management),
}


def check_seeds(paper: str, seeds: range) -> None:
    recompute, key_of = CASES[paper]
    varied = Varied(SAMPLES / paper)
    for seed in seeds:
        draw = varied.draw(seed)
        assert key_of(yaml.safe_load(varied.key(draw))["answers"]) == recompute(varied.brief(draw)), seed


@pytest.mark.parametrize("paper", CASES)
def test_the_key_of_fifty_variants_is_right(paper: str) -> None:
    check_seeds(paper, range(50))


@pytest.mark.slow
@pytest.mark.parametrize("paper", CASES)
def test_the_key_of_a_thousand_variants_is_right(paper: str) -> None:
    check_seeds(paper, range(50, 1050))


@pytest.mark.parametrize("paper", CASES)
def test_a_variant_of_a_sample_paper_is_a_paper(paper: str, tmp_path: Path) -> None:
    variant = vary(SAMPLES / paper, 11, tmp_path / "variant")
    papers.validate(variant.folder)


def test_a_variant_marks_its_own_numbers_right_and_those_of_a_neighbour_wrong(tmp_path: Path) -> None:
    paper = SAMPLES / "team_management"
    first, second = (vary(paper, seed, tmp_path / str(seed)).folder for seed in (1, 2))
    right, other = (team_management((folder / "brief.md").read_text("utf-8")) for folder in (first, second))
    assert right["by_products"] != other["by_products"]
    for values, share in ((right, 1), (other, 0)):
        answer = f"按产品种类数量：{values['by_products']}人".encode()
        (part,) = try_answer(first, "team_management.by_products/headcount", answer).parts
        assert [one.point.share for one in part.points] == [share]
