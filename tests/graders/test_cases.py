"""Every case file of every check, and that every check has one with an earned, a lost and an open outcome."""

from pathlib import Path

import pytest

from yuejuan.graders.registry import installed
from yuejuan.graders.testing import Case, load_cases, run_case

ROOT = Path(__file__).parents[1] / "cases"
FILES = sorted(ROOT.rglob("*.yaml"))
CASES = [case for path in FILES for case in load_cases(path)]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_case(case: Case, tmp_path: Path):
    assert run_case(case, tmp_path).differences() == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_case_file_lies_where_its_check_does(path: Path):
    assert {case.check for case in load_cases(path)} == {".".join(path.relative_to(ROOT).with_suffix("").parts)}


@pytest.mark.parametrize("check_id", installed().ids())
def test_every_check_has_cases_for_each_way_out(check_id: str):
    outcomes = [word for case in CASES if case.check == check_id for word in case.outcomes.values()]
    assert any(word.startswith("earned") for word in outcomes), "a case in which a point is earned"
    assert any(word.startswith(("lost", "not_handed_in")) for word in outcomes), "a case in which a point is lost"
    assert any(word.startswith("open") for word in outcomes), "a case in which a point stays open"


@pytest.mark.parametrize("check_id", installed().ids())
def test_every_docstring_is_a_catalogue_entry(check_id: str):
    first, *rest = installed().get(check_id).docstring.splitlines()
    headings = [line.partition(":")[0] for line in rest if line.partition(":")[0].isalpha()]
    assert first.endswith(".")
    assert {"Earns", "Evidence", "Review"} <= set(headings)


@pytest.mark.parametrize("check_id", installed().ids())
def test_every_parameter_is_described(check_id: str):
    check = installed().get(check_id)
    undescribed = [name for name, field in check.parameters.model_fields.items() if not field.description]
    assert undescribed == []
    assert (check.self_check or set()) <= set(check.parameters.model_fields)
