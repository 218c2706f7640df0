"""Headcounts against an independent computation, in exact fractions with math.ceil, on a thousand random exercises."""

from __future__ import annotations

import math
import random
from fractions import Fraction
from typing import Any

import msgspec
import pytest

from yuejuan.artifacts.document.facts import Cell, DocumentFacts, Table
from yuejuan.graders.api import Subject
from yuejuan.graders.registry import installed
from yuejuan.graders.submission import HandedFile, Submission
from yuejuan.graders.team_management.headcount import Parameters
from yuejuan.graders.testing.cases import outcome_of
from yuejuan.graders.testing.facts import facts_from

BASES = {
    "by_shipments": "按日发货量",
    "by_sales": "按日销售额",
    "by_products": "按产品种类数量",
    "by_enquiries": "按询单人数",
}
QUANTITIES: dict[str, dict[str, Any]] = {
    **{
        name: {"labels": [label], "unit": "人", "formula": f"ceil({name}_work / {name}_capacity)"}
        for name, label in BASES.items()
    },
    "basic": {"labels": ["基本人数"], "unit": "人", "formula": f"max({', '.join(BASES)})"},
    "final": {"labels": ["最终配置"], "unit": "人", "formula": "ceil(basic * 1.1)"},
    "wages": {"labels": ["工资总额"], "unit": "元", "formula": "final * pay"},
}
EMPTY = facts_from(
    DocumentFacts,
    {"format": "docx", "paragraphs": [], "headings": [], "tables": [], "pictures": [], "blocks": ["body/t0"]},
)
Work = dict[str, tuple[str, str]]


def workload(draw: random.Random) -> tuple[str, str]:
    """Work and capacity as decimals: at random, even divisions and a tenth beside them, and less than one person's."""
    capacity = draw.choice([Fraction(draw.randint(2, 400)), Fraction(draw.randint(20, 4000), 10)])
    people = draw.randint(1, 60)
    work = {
        "random": Fraction(draw.randint(1, 9000)),
        "even": capacity * people,
        "just above": capacity * people + Fraction(1, 10),
        "just below": capacity * people - Fraction(1, 10),
        "small": Fraction(1, 10),
    }[draw.choice(["random", "even", "even", "just above", "just below", "small"])]
    return decimal(work), decimal(capacity)


def decimal(value: Fraction) -> str:
    tenths = value * 10
    assert tenths.denominator == 1
    return f"{tenths.numerator // 10}.{tenths.numerator % 10}" if tenths.numerator % 10 else str(tenths.numerator // 10)


def computed(work: Work, pay: int) -> dict[str, int]:
    """The headcounts by hand: a rest of whatever size is one more person."""
    people = {name: math.ceil(Fraction(amount) / Fraction(capacity)) for name, (amount, capacity) in work.items()}
    return people | follow(people, pay)


def follow(people: dict[str, int], pay: int) -> dict[str, int]:
    basic = max(people[name] for name in BASES)
    final = math.ceil(Fraction(basic * 11, 10))
    return {"basic": basic, "final": final, "wages": final * pay}


def written_by_candidate(
    draw: random.Random, right: dict[str, int], pay: int
) -> tuple[dict[str, int], dict[str, bool]]:
    """What a candidate writes, some of it one off, and whether each is right or follows rightly from the rest."""
    written = {name: right[name] + draw.choice([0, 0, 0, 1, -1]) for name in BASES}
    earned = {name: written[name] == right[name] for name in BASES}
    own_basic = max(written[name] for name in BASES)
    written["basic"] = draw.choice([own_basic, own_basic, right["basic"], own_basic + 1])
    earned["basic"] = written["basic"] in {own_basic, right["basic"]}
    own_final = math.ceil(Fraction(written["basic"] * 11, 10))
    written["final"] = draw.choice([own_final, own_final, written["basic"] * 11 // 10])
    earned["final"] = written["final"] in {own_final, right["final"]}
    written["wages"] = draw.choice([written["final"] * pay, written["final"] * pay, right["wages"], pay])
    earned["wages"] = written["wages"] in {written["final"] * pay, right["wages"]}
    return written, earned


def table(written: dict[str, int], draw: random.Random) -> DocumentFacts:
    """A document with one table of headcounts, upright or transposed, its rows in any order."""
    names = list(written)
    draw.shuffle(names)
    rows = [("依据", "人数"), *((QUANTITIES[name]["labels"][0], str(written[name])) for name in names)]
    transposed = draw.random() < 0.5
    cells = tuple(
        Cell(path=f"body/t0/r{at}/c{beside}", row=at, column=beside, text=text)
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
        for at, beside in [(column, row) if transposed else (row, column)]
    )
    height, width = (2, len(rows)) if transposed else (len(rows), 2)
    return msgspec.structs.replace(EMPTY, tables=(Table(path="body/t0", rows=height, columns=width, cells=cells),))


def judged(facts: DocumentFacts, asked: Parameters) -> dict[str, str]:
    file = HandedFile(path="a.docx", asked_path="a.docx", bytes=1, sha256="0", kind="document", format="docx")
    submission = Submission(candidate="1", folder="1", files=(file,), matches=(), extras=(), complete=True)
    subject = Subject(submission=submission, deliverables=(), files=(file,), lookup=lambda path, kind: facts)  # type: ignore[arg-type, return-value]
    points = installed().get("team_management.headcount").judge(subject, asked)
    return {point.key: outcome_of(point) for point in points}


@pytest.mark.parametrize("first", range(0, 1000, 100))
def test_headcounts_are_those_of_an_independent_computation(first: int) -> None:
    for seed in range(first, first + 100):
        draw = random.Random(seed)
        work = {name: workload(draw) for name in BASES}
        pay = draw.randint(20, 90) * 100
        data = {f"{name}_work": amount for name, (amount, _) in work.items()}
        data |= {f"{name}_capacity": capacity for name, (_, capacity) in work.items()} | {"pay": str(pay)}
        asked = Parameters.model_validate({"exercise": {"data": data, "quantities": QUANTITIES}})
        right = computed(work, pay)
        assert asked.exercise.right_values() == right, seed
        written, earned = written_by_candidate(draw, right, pay)
        expected = {name: "earned" if earned[name] else "lost" for name in written}
        assert judged(table(written, draw), asked) == expected, (seed, work, written)


def test_the_draw_has_every_boundary() -> None:
    shares = [Fraction(a) / Fraction(b) for seed in range(100) for a, b in [workload(random.Random(seed))]]
    assert sum(share.denominator == 1 for share in shares) > 20
    assert any(share < 1 for share in shares)
    assert any(0 < share - math.floor(share) < Fraction(1, 20) for share in shares)
    assert any(math.ceil(share) - share < Fraction(1, 20) and share.denominator > 1 for share in shares)
