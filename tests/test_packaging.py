"""What is installed is the package and all of its data, and nothing else; and it starts quickly."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
ROOMS = sorted(path.parent for path in ROOT.glob("*/__init__.py") if path.parent.name != "bench")
"""The folders that are installed; benchmarks stay in the repository."""
NOT_COPIED = shutil.ignore_patterns(
    ".git", ".venv", ".cache", "__pycache__", "node_modules", "build", "dist", "demo", "*.egg-info", ".*_cache"
)
HEAVY = {
    "PIL", "numpy", "lxml", "pydantic", "docx", "openpyxl", "jinja2", "rich", "psd_tools", "jieba", "bs4", "pypdf",
    "py7zr", "tinycss2", "cssselect2", "python_calamine", "psutil", "sqlite3", "asyncio",
}  # fmt: skip


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts]


def test_packages_are_the_folders_with_modules():
    folders = {path.parent for room in ROOMS for path in _files(room) if path.suffix == ".py"}
    names = {"yuejuan", *(".".join(("yuejuan", *folder.relative_to(ROOT).parts)) for folder in folders)}
    assert set(PYPROJECT["tool"]["setuptools"]["packages"]) == names


def test_every_folder_with_modules_is_a_package():
    modules = [path for room in ROOMS for path in _files(room) if path.suffix == ".py"]
    assert [path for path in modules if not (path.parent / "__init__.py").exists()] == []


def test_the_root_holds_the_package_and_the_command_line_only():
    """Every module in the root would be installed."""
    assert {path.name for path in ROOT.glob("*.py")} == {"__init__.py", "cli.py"}


def test_the_licence_is_there_as_declared():
    assert PYPROJECT["project"]["license"] == "Apache-2.0"
    assert "Version 2.0, January 2004" in (ROOT / "LICENSE").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """The wheel as pip builds it, from a copy: a build leaves folders behind, and stale ones would be packed."""
    folder = tmp_path_factory.mktemp("wheel")
    source = shutil.copytree(ROOT, folder / "source", ignore=NOT_COPIED, symlinks=True)
    build = "import sys; from setuptools.build_meta import build_wheel; print(build_wheel(sys.argv[1]))"
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", build, str(folder)], cwd=source, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return folder / done.stdout.splitlines()[-1]


def test_the_wheel_holds_every_file_of_every_room_and_nothing_else(wheel):
    root = [ROOT / "__init__.py", ROOT / "cli.py", ROOT / "py.typed"]
    expected = {f"yuejuan/{path.relative_to(ROOT).as_posix()}" for path in root + [f for r in ROOMS for f in _files(r)]}
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {name for name in names if ".dist-info/" not in name} == expected
    assert {"yuejuan/rubrics/standard/shop_design.yaml", "yuejuan/graders/catalogue.zh_CN.yaml"} <= expected
    assert [name for name in names if name.endswith("licenses/LICENSE")]


def test_the_installed_package_works_away_from_the_repository(wheel, tmp_path):
    """Unpacked as pip does it: entry points resolve, data is found, and the command runs."""
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")
    script = """
import sys
sys.path.insert(0, sys.argv[1])
import yuejuan
assert yuejuan.__file__.startswith(sys.argv[1]), yuejuan.__file__
from importlib.metadata import distribution
points = distribution("yuejuan").entry_points
for point in points:
    point.load()
assert {point.group for point in points} == {"console_scripts", "yuejuan.checks", "yuejuan.messages"}
from yuejuan.rubrics.loader import load_rubric
assert sum(criterion.points for criterion in load_rubric("shop_design").criteria) == 100
from yuejuan.cli import main
main(["checks", "image.size"])
"""
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "site")], cwd=tmp_path, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("image.size")


@pytest.mark.parametrize("command", [["--help"], ["grade", "--help"], ["rubric", "test", "--help"], ["--version"]])
def test_help_imports_nothing_heavy(command):
    """`yuejuan --help` has to answer at once; libraries are imported by the command that needs them."""
    script = "import sys\nfrom yuejuan.cli import main\ntry:\n    main(sys.argv[1:])\nfinally:\n    print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script, *command], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "yuejuan.cli" in done.stdout.splitlines()[-1].split()
    assert HEAVY & set(done.stdout.splitlines()[-1].split()) == set()
