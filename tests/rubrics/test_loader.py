"""Papers: what is wrong is named with file, line, column and the nearest name; what is right becomes a sheet."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from yuejuan.rubrics.errors import RubricError
from yuejuan.rubrics.loader import load_paper

Replace = Callable[[str, str], None]

FAULTS = [
    ("kind: image", "kind: imag", "rubric.value.choice", (7, 49), "image"),
    ("specification:", "specfication:", "rubric.key.unknown", (7, 56), "specification"),
    ("width: 200", "width: wide", "rubric.value.whole", (7, 79), None),
    ("width: 200", "width: true", "rubric.value.number", (7, 79), None),
    ("minutes: 60\n", "", "rubric.key.missing", (1, 1), None),
    ("size: 30", "size: true", "rubric.value.number", (9, 28), None),
    ("size: 30", "size: -1", "rubric.value.least", (9, 28), None),
    ("size: 30", "siez: 30", "rubric.no_part", (9, 22), "size"),
    ("shop_design.logo:", "shop_design.lgoo:", "rubric.no_criterion", (9, 3), "shop_design.logo"),
    ("id: logo,", "id: lago,", "rubric.no_deliverable", (9, 22), "lago"),
    ("size: 30", "size: 29.5", "rubric.sum.skill", (8, 1), None),
    ("naming: 10", "naming: 9", "rubric.sum.literacy", (8, 1), None),
    ("project: shop_design", "project: shop_desing", "rubric.value.choice", (3, 10), "shop_design"),
]


@pytest.mark.parametrize(("old", "new", "message", "place", "nearest"), FAULTS)
def test_a_fault_names_its_place_and_the_nearest_name(
    paper: Path, replace: Replace, old: str, new: str, message: str, place: tuple[int, int], nearest: str | None
) -> None:
    replace(old, new)
    with pytest.raises(RubricError) as caught:
        load_paper(paper)
    found = [(p.message.id, (p.line, p.column), p.nearest) for p in caught.value.problems]
    assert (message, place, nearest) in found
    assert all(problem.file.endswith("paper.yaml") for problem in caught.value.problems)
    assert caught.value.text("zh_CN") != caught.value.text("en")


def test_the_sheet_holds_what_the_table_asks_for(paper: Path) -> None:
    sheet = load_paper(paper)
    parts = {f"{c.id}/{p.id}": p.points for c in sheet.criteria for p in c.parts}
    assert parts == {"shop_design.logo/size": 30, "shop_design.logo/original": 60, "shop_design.literacy/naming": 10}
    assert sheet.step == Fraction(1, 2)
    assert sheet.deliverable("logo").specification.max_kilobytes == Decimal("79.50")


def parameters(paper: Path, text: str) -> Path:
    with (paper / "paper.yaml").open("a", encoding="utf-8") as stream:
        stream.write(f"parameters:\n  shop_design.logo/size: {text}\n")
    return paper


def test_parameters_take_answers_from_the_key(paper: Path) -> None:
    parameters(paper, "{width: {from_key: size.width}, height: 3}")
    part = load_paper(paper).criteria[0].parts[0]
    assert (part.parameters, part.missing_key) == ({"height": 3}, ("size.width",))
    (paper / "key.yaml").write_text("schema: yuejuan.key/1\nanswers: {size: {width: 7}}\n", encoding="utf-8")
    part = load_paper(paper).criteria[0].parts[0]
    assert (part.parameters, part.missing_key, part.from_key) == ({"width": 7, "height": 3}, (), ("width",))


@pytest.mark.parametrize(
    ("text", "message", "nearest"),
    [
        ("{width: {from_key: size.widht}}", "rubric.key_entry", "size.width"),
        ("{source: {from_material: sorce.png}}", "rubric.no_material", "source.png"),
        ("{source: {from_material: ../paper.yaml}}", "rubric.leaves_folder", None),
        ("{source: {from_material: /etc/hosts}}", "rubric.leaves_folder", None),
        ("{source: {from_material: link}}", "rubric.material_link", None),
        ("{source: {from_key: a, from_material: b}}", "rubric.reference_form", None),
    ],
)
def test_a_wrong_reference_is_named(paper: Path, text: str, message: str, nearest: str | None) -> None:
    (paper / "key.yaml").write_text("schema: yuejuan.key/1\nanswers: {size: {width: 7}}\n", encoding="utf-8")
    if "link" in text:
        (paper / "materials" / "link").symlink_to(paper / "key.yaml")
    with pytest.raises(RubricError) as caught:
        load_paper(parameters(paper, text))
    (problem,) = caught.value.problems
    assert (problem.message.id, problem.line, problem.nearest) == (message, 12, nearest)


def test_a_material_is_marked_as_one(paper: Path) -> None:
    sheet = load_paper(parameters(paper, "{source: {from_material: source.png}}"))
    assert sheet.criteria[0].parts[0].parameters == {"source": "material:source.png"}


def test_comments_and_order_do_not_change_the_digest(paper: Path, replace: Replace) -> None:
    before = load_paper(paper).paper_digest
    replace("{size: 30, original: 60}", "{original: 60.0, size: 30} # the same")
    replace("id: small\nproject: shop_design", "project: shop_design\nid: small")
    assert load_paper(paper).paper_digest == before


@pytest.mark.parametrize("change", ["marks", "material", "key", "brief"])
def test_what_decides_a_mark_changes_the_digest(paper: Path, replace: Replace, change: str) -> None:
    before = load_paper(paper).paper_digest
    if change == "marks":
        replace("{size: 30, original: 60}", "{size: 31, original: 59}")
    elif change == "material":
        (paper / "materials" / "source.png").write_bytes(b"another")
    elif change == "brief":
        (paper / "brief.md").write_text("做一个店招。", encoding="utf-8")
    else:
        (paper / "key.yaml").write_text("schema: yuejuan.key/1\nanswers: {a: 1}\n", encoding="utf-8")
    assert load_paper(paper).paper_digest != before


def test_the_sheet_carries_the_brief(paper: Path) -> None:
    assert load_paper(paper).brief == "做一个店标。"
    (paper / "brief.md").unlink()
    assert load_paper(paper).brief == ""


def test_a_brief_in_another_encoding_is_a_fault_with_its_place(paper: Path) -> None:
    (paper / "brief.md").write_bytes("A\nB 店".encode("gb18030"))
    with pytest.raises(RubricError) as caught:
        load_paper(paper)
    (problem,) = caught.value.problems
    assert (problem.message.id, problem.file[-8:], problem.line, problem.column) == (
        "rubric.file.encoding",
        "brief.md",
        2,
        3,
    )


def test_a_college_may_ask_for_parts_of_its_own(paper: Path, replace: Replace) -> None:
    with (paper / "paper.yaml").open("a", encoding="utf-8") as stream:
        stream.write(
            "extra_parts:\n  shop_design.logo:\n    - id: sketch\n      title: 草图\n      points: 5\n      human:\n"
            "        prompt: 看草图\n        levels: [{share: 1, text: 好}, {share: 0, text: 差}]\n"
        )
    replace("size: 30,", "size: 25, sketch: 5,")
    logo = load_paper(paper).criteria[0]
    assert [(part.id, part.points) for part in logo.parts] == [("size", 25), ("original", 60), ("sketch", 5)]
