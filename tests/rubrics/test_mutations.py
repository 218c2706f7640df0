"""Mutations and equivalents are checked against the paper's mark sheet."""

from __future__ import annotations

from pathlib import Path

import pytest

from yuejuan.rubrics.errors import RubricError
from yuejuan.rubrics.loader import load_paper
from yuejuan.rubrics.mutations import load_equivalents, load_mutations

GOOD = """\
schema: yuejuan.mutations/1
mutations:
  - id: small_logo
    why: 店标缩小了
    edits:
      - {edit: resize, file: logo.png, with: {width: 100}}
    loses: {shop_design.logo/size: 30}
"""


def test_a_good_file_is_read(paper: Path) -> None:
    (paper / "mutations.yaml").write_text(GOOD, encoding="utf-8")
    (mutation,) = load_mutations(paper, load_paper(paper), {"resize"}).mutations
    assert (mutation.edits[0].arguments, mutation.loses) == ({"width": 100}, {"shop_design.logo/size": 30})


@pytest.mark.parametrize(
    ("old", "new", "message", "place", "nearest"),
    [
        ("edit: resize", "edit: resise", "rubric.no_edit", (6, 16), "resize"),
        ("file: logo.png", "file: ../key.yaml", "rubric.leaves_folder", (6, 30), None),
        ("logo/size: 30", "logo/sise: 30", "rubric.not_asked", (7, 13), "shop_design.logo/size"),
        ("size: 30", "size: 31", "rubric.loses_too_much", (7, 36), None),
        ("loses: {shop_design.logo/size: 30}", "fires: [blur]", "rubric.no_rule", (7, 13), None),
        (
            "loses: {shop_design.logo/size: 30}",
            "opens: {shop_design.logo/size: unreadible}",
            "rubric.no_reason",
            (7, 36),
            "unreadable",
        ),
        ("    loses: {shop_design.logo/size: 30}\n", "", "rubric.mutation.nothing", (3, 5), None),
    ],
)
def test_a_fault_has_its_place(
    paper: Path, old: str, new: str, message: str, place: tuple[int, int], nearest: str | None
) -> None:
    assert GOOD.count(old) == 1
    (paper / "mutations.yaml").write_text(GOOD.replace(old, new), encoding="utf-8")
    with pytest.raises(RubricError) as caught:
        load_mutations(paper, load_paper(paper), {"resize"})
    (problem,) = caught.value.problems
    assert (problem.message.id, (problem.line, problem.column), problem.nearest) == (message, place, nearest)


def test_the_same_id_twice_is_a_fault(paper: Path) -> None:
    entry = "  - {id: same, why: 另存, edits: [{edit: save}]}\n"
    text = "schema: yuejuan.equivalents/1\nequivalents:\n" + entry
    (paper / "equivalents.yaml").write_text(text, encoding="utf-8")
    assert [item.id for item in load_equivalents(paper, {"save"}).equivalents] == ["same"]
    (paper / "equivalents.yaml").write_text(text + entry, encoding="utf-8")
    with pytest.raises(RubricError) as caught:
        load_equivalents(paper)
    assert [(p.message.id, p.line) for p in caught.value.problems] == [("rubric.duplicate_id", 4)]
