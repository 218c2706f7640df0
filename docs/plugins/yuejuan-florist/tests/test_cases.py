"""Every case of every check of this package."""

from pathlib import Path

import pytest

from yuejuan.graders.testing import Case, load_cases, run_case

FILES = sorted((Path(__file__).parent / "cases").rglob("*.yaml"))
CASES = [case for path in FILES for case in load_cases(path)]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_case(case: Case, tmp_path: Path) -> None:
    """The outcome of each point is the one written down."""
    assert run_case(case, tmp_path).differences() == []
