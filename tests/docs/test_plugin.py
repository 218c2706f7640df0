"""The worked example of a plugin: it installs, its cases pass, and a paper that uses it is graded."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

FLORIST = Path(__file__).parents[2] / "docs/plugins/yuejuan-florist"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the plugin as pip installs it, out of a copy: a build leaves folders behind."""
    folder = tmp_path_factory.mktemp("florist")
    source = shutil.copytree(FLORIST, folder / "source", ignore=shutil.ignore_patterns("__pycache__", "build"))
    install = ["install", "--quiet", "--no-deps", "--no-index", "--no-build-isolation", "--target", folder / "site"]
    done = subprocess.run([sys.executable, "-m", "pip", *install, source], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return folder / "site"


def test_the_check_is_listed_and_shown_in_chinese_and_english(yuejuan, site):
    assert "florist.price_tag" in yuejuan("checks", site=site).stdout
    assert "价签上每种花的价格与价目表一致。" in yuejuan("checks", "florist.price_tag", site=site).stdout
    shown = yuejuan("checks", "florist.price_tag", "--lang", "en", site=site).stdout
    assert "Every flower on the tag has the price of the list." in shown
    assert "prices: object" in shown


def test_its_cases_pass(site):
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(FLORIST / "tests")]
    environment = {**os.environ, "PYTHONPATH": str(site), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, capture_output=True, text=True, env=environment)
    assert done.returncode == 0, done.stdout
    assert " passed" in done.stdout


def test_a_paper_that_uses_it_is_graded(yuejuan, site, tmp_path):
    paper = shutil.copytree(FLORIST / "examples/paper", tmp_path / "paper")
    assert yuejuan("rubric", "validate", paper, site=site).returncode == 0
    folder = tmp_path / "submissions/20260001王小明"
    folder.mkdir(parents=True)
    (folder / "价签.txt").write_text("玫瑰 12元/枝\n百合 20元/枝\n康乃馨 8元/枝\n", encoding="utf-8")
    done = yuejuan("grade", folder.parent, "--paper", paper, "--out", tmp_path / "out", site=site)
    assert done.returncode == 0, done.stderr
    [result] = (tmp_path / "out").glob("results/*.json")
    criteria = {one["id"]: one for one in json.loads(result.read_text(encoding="utf-8"))["criteria"]}
    [part] = criteria["shop_design.promotion"]["parts"]
    points = {point["key"]: (point["score"], point["class"]) for point in part["finding"]}
    assert points == {"玫瑰": ("1", "suggested"), "百合": ("0", "suggested"), "康乃馨": ("1", "suggested")}
    pages = "".join(page.read_text(encoding="utf-8") for page in (tmp_path / "out/report").rglob("*.html"))
    assert "里百合的价格是 20 元，价目表是 18.5 元" in pages


def test_without_the_plugin_the_paper_names_the_unknown_check(yuejuan):
    done = yuejuan("rubric", "validate", FLORIST / "examples/paper")
    assert done.returncode == 2
    assert "florist.price_tag" in done.stderr
