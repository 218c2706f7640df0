"""Testing papers: a right paper passes; a wrong expectation, a weak reference and a wrong edit are told."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from yuejuan.exam import papers, self_check
from yuejuan.exam.edits import EditError
from yuejuan.exam.entries import SubmissionsError
from yuejuan.rubrics.errors import RubricError

PAPER = """
schema: yuejuan.paper/1
id: small
project: shop_design
title: 小试题
minutes: 10
deliverables:
  - {id: logo, title: 店标, name: logo.png, kind: image, specification: {width: 80, height: 80, formats: [png]}}
points:
  shop_design.logo: {size: 4, format: 2, original: 84}
  shop_design.literacy: {naming: 1, order: 9}
"""
RESIZED = (
    "{id: wider, why: 宽了一像素, edits: [{edit: resize, file: logo.png, with: {width: 81, height: 80}}], loses: %s}"
)


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    folder = tmp_path / "small"
    (folder / "reference").mkdir(parents=True)
    Image.new("RGB", (80, 80), "red").save(folder / "reference" / "logo.png")
    (folder / "paper.yaml").write_text(PAPER, encoding="utf-8")
    (folder / "brief.md").write_text("设计一个店标。", encoding="utf-8")
    return folder


def mutations(folder: Path, *lines: str) -> None:
    text = "schema: yuejuan.mutations/1\nmutations:\n" + "".join(f"  - {line}\n" for line in lines)
    (folder / "mutations.yaml").write_text(text, encoding="utf-8")


def outcome(folder: Path) -> dict[str, list[str]]:
    return {trial.id: [message.id for message in trial.differences] for trial in papers.test(folder)}


def test_a_right_paper_passes(paper: Path) -> None:
    mutations(paper, RESIZED % "{shop_design.logo/size: 4}")
    equivalent = "{id: again, why: 另存, edits: [{edit: save_picture, file: logo.png, with: {format: PNG}}]}"
    (paper / "equivalents.yaml").write_text(f"schema: yuejuan.equivalents/1\nequivalents: [{equivalent}]\n", "utf-8")
    assert outcome(paper) == {"reference": [], "wider": [], "again": []}


@pytest.mark.parametrize("loses", ["{shop_design.logo/size: 2}", "{shop_design.logo/format: 2}"])
def test_a_wrong_expectation_is_told(paper: Path, loses: str) -> None:
    mutations(paper, RESIZED % loses)
    differences = outcome(paper)["wider"]
    assert differences
    assert set(differences) - {"check.image.size.wrong"} == {"exam.trial_difference"}


def test_a_reference_that_does_not_earn_all_is_told(paper: Path) -> None:
    Image.new("RGB", (70, 80)).save(paper / "reference" / "logo.png")
    assert outcome(paper)["reference"] == ["exam.trial_reference", "check.image.size.wrong"]


def test_wrong_edits_are_faults_of_the_paper(paper: Path) -> None:
    mutations(paper, RESIZED.replace("edit: resize", "edit: rezise") % "{shop_design.logo/size: 4}")
    with pytest.raises(RubricError, match="resize"):
        outcome(paper)
    mutations(paper, RESIZED.replace("width: 81", "breadth: 81") % "{shop_design.logo/size: 4}")
    with pytest.raises(EditError):
        outcome(paper)


def test_validate_tells_what_is_doubtful(paper: Path) -> None:
    assert [problem.message.id for problem in papers.validate(paper)] == []
    (paper / "brief.md").unlink()
    assert [problem.message.id for problem in papers.validate(paper)] == ["rubric.lint.no_brief"]


def test_show_write_shares_out_what_is_not_asked_for(paper: Path) -> None:
    text = (paper / "paper.yaml").read_text(encoding="utf-8")
    (paper / "paper.yaml").write_text(text[: text.index("points:")], encoding="utf-8")
    shown = papers.show(str(paper), write=True)
    marks = {criterion["id"]: float(criterion["points"]) for criterion in shown["criteria"]}
    assert sum(marks.values()) == 100
    assert marks["shop_design.literacy"] == 10
    assert (paper / "paper.yaml").read_text(encoding="utf-8").startswith(text[: text.index("points:")])


def test_a_candidate_is_told_what_to_mend_and_no_mark(paper: Path, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    Image.new("RGB", (80, 90)).save(folder / "logo.jpg")
    (outcome_,) = self_check.run(folder, paper)
    states = {(r.title["zh_CN"], r.state) for r in outcome_.requirements}
    assert ("店标的像素尺寸", "unmet") in states
    assert ("店标的文件格式", "unmet") in states
    assert "84" not in outcome_.text("zh_CN")
    assert outcome_.met < len(outcome_.requirements)


def test_the_bundle_and_the_paper_say_the_same(paper: Path, tmp_path: Path) -> None:
    papers.export(paper, tmp_path / "bundle")
    assert not any((tmp_path / "bundle" / name).exists() for name in ("key.yaml", "reference", "mutations.yaml"))
    of_paper, of_bundle = (next(self_check.run(paper / "reference", p)) for p in (paper, tmp_path / "bundle"))
    assert of_paper == of_bundle
    assert of_bundle.met == len(of_bundle.requirements) > 0


def test_watching_looks_again_after_a_change(paper: Path, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    looks = self_check.run(folder, paper, watch=True)
    assert next(looks).met == 0
    Image.new("RGB", (80, 80)).save(folder / "logo.png")
    second = next(looks)
    while second.met < len(second.requirements):  # the file may have been seen half written
        second = next(looks)
    assert second.met > 0
    looks.close()


def test_a_missing_folder_is_no_empty_submission(paper: Path, tmp_path: Path) -> None:
    with pytest.raises(SubmissionsError):
        next(self_check.run(tmp_path / "nowhere", paper))
