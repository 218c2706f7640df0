"""Nothing that is the college's own reaches the bundle for candidates."""

from __future__ import annotations

from pathlib import Path

import pytest

from yuejuan.rubrics.bundle import candidate_sheet, export_candidate_bundle, is_bundle, load_bundle
from yuejuan.rubrics.errors import RubricError
from yuejuan.rubrics.loader import load_paper

ALLOWED = {"image.size": frozenset({"width", "height"}), "files.naming": frozenset[str](), "image.format": None}

PAPER = """\
schema: yuejuan.paper/1
id: secret
project: shop_design
title: 试题
minutes: 60
deliverables:
  - id: logo
    title: 店标
    name: logo.png
    kind: image
    specification: {width: 200, max_kilobytes: 79.50}
    clues: {content: [CANARY_clue]}
points:
  shop_design.logo: {size: 17.125, format: 12.875, transparency: 10, original: 40, own: 10}
  shop_design.literacy: {naming: 10}
parameters:
  shop_design.logo/size: {height: 90, note: CANARY_parameter}
  shop_design.logo/format: {formats: [CANARY_format]}
  shop_design.logo/own: {width: {from_key: logo.width}}
extra_parts:
  shop_design.logo:
    - {id: own, title: 自定, points: 1, check: image.size, deliverables: [logo]}
rules:
  - {id: rule, title: CANARY_rule, kind: gate, when: {human: CANARY_condition}}
self_check: [shop_design.logo/size, shop_design.logo/format, shop_design.logo/own, shop_design.literacy/naming]
"""


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    folder = tmp_path / "secret"
    for name in ("materials/sub", "reference"):
        (folder / name).mkdir(parents=True)
    (folder / "paper.yaml").write_text(PAPER, encoding="utf-8")
    (folder / "brief.md").write_text("做店标", encoding="utf-8")
    (folder / "key.yaml").write_text(
        "schema: yuejuan.key/1\nanswers: {logo: {width: 918273}, other: CANARY_key}\n", encoding="utf-8"
    )
    (folder / "mutations.yaml").write_text("# CANARY_mutation\n", encoding="utf-8")
    (folder / "reference" / "logo.png").write_bytes(b"CANARY_reference")
    (folder / "materials" / "sub" / "a.txt").write_text("material", encoding="utf-8")
    return folder


def test_no_canary_reaches_the_bundle(secret: Path, tmp_path: Path) -> None:
    out = tmp_path / "bundle"
    export_candidate_bundle(load_paper(secret), out, ALLOWED)
    files = {path.relative_to(out).as_posix(): path for path in out.rglob("*") if path.is_file()}
    assert set(files) == {"paper.yaml", "brief.md", "materials/sub/a.txt"}
    everything = b"\n".join(path.read_bytes() for path in files.values()).decode()
    for canary in ("CANARY", "918273", "17.125", "12.875", "from_key", "human", "prompt", "points", "rules"):
        assert canary not in everything
    assert "height: 90" in everything


def test_a_bundle_loads_as_a_sheet_of_requirements(secret: Path, tmp_path: Path) -> None:
    export_candidate_bundle(load_paper(secret), tmp_path / "bundle", ALLOWED)
    assert (is_bundle(tmp_path / "bundle"), is_bundle(secret)) == (True, False)
    sheet = load_bundle(tmp_path / "bundle")
    parts = [(f"{c.id}/{p.id}", p.points, p.parameters) for c in sheet.criteria for p in c.parts]
    assert parts == [("shop_design.logo/size", 1, {"height": 90}), ("shop_design.literacy/naming", 1, {})]
    assert str(sheet.deliverable("logo").specification.max_kilobytes) == "79.50"
    assert candidate_sheet(load_paper(secret), ALLOWED).criteria == sheet.criteria


def test_the_brief_reaches_the_checks_of_a_bundle_as_its_own_file_only(secret: Path, tmp_path: Path) -> None:
    out = tmp_path / "bundle"
    export_candidate_bundle(load_paper(secret), out, ALLOWED)
    assert "做店标" not in (out / "paper.yaml").read_text(encoding="utf-8")
    assert load_bundle(out).brief == candidate_sheet(load_paper(secret), ALLOWED).brief == "做店标"
    assert load_bundle(out).paper_digest == candidate_sheet(load_paper(secret), ALLOWED).paper_digest


def test_a_folder_in_use_is_left_alone(secret: Path, tmp_path: Path) -> None:
    with pytest.raises(RubricError) as caught:
        export_candidate_bundle(load_paper(secret), secret, ALLOWED)
    assert [problem.message.id for problem in caught.value.problems] == ["rubric.bundle.not_empty"]
