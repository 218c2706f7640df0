"""What the written pages say can be done: commands exist, files exist, the check that is shown runs."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from pathlib import Path
from typing import get_args

import click
import pytest
from PIL import Image

from yuejuan.cli import main
from yuejuan.rubrics.loader import load_rubric
from yuejuan.rubrics.model import Project

ROOT = Path(__file__).parents[2]
GENERATED = ("docs/checks/", "docs/cli")
PAGES = sorted(
    path.relative_to(ROOT).as_posix()
    for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]
    if not path.relative_to(ROOT).as_posix().startswith(GENERATED)
)
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)#\s]+)(?:#([^)\s]*))?\)")


def _page(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def _commands(name: str) -> list[str]:
    lines = [line for language, block in FENCE.findall(_page(name)) if language == "sh" for line in block.splitlines()]
    return [line.partition(" #")[0].strip() for line in lines if line.strip()]


def test_there_are_pages():
    assert {"README.md", "README.zh-CN.md", "CONTRIBUTING.md", "docs/ARCHITECTURE.md"} <= set(PAGES)


@pytest.mark.parametrize("name", PAGES)
def test_links_lead_to_files_and_headings(name):
    for target, anchor in LINK.findall(_page(name)):
        if target.startswith("http"):
            continue
        path = (ROOT / name).parent / target
        assert path.exists(), f"{name} links to {target}"
        if anchor:
            headings = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
            assert anchor in {heading.lower().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("name", PAGES)
def test_commands_exist(name):
    targets = set(re.findall(r"^([a-z-]+):", _page("Makefile"), re.MULTILINE))
    for line in _commands(name):
        words = shlex.split(line)
        if words[0] == "make":
            assert set(words[1:]) <= targets, line
        elif words[0] == "yuejuan":
            _parse(main, words[1:])
        else:
            assert words[0] in {"pip", "pipx"}, line


def _parse(command: click.Command, words: list[str]) -> None:
    """Raises ``click.UsageError`` where the command would."""
    while isinstance(command, click.Group):
        assert words[0] in command.commands, words
        command, words = command.commands[words[0]], words[1:]
    command.make_context("yuejuan", list(words))


def test_the_chinese_readme_has_the_same_commands():
    assert _commands("README.zh-CN.md") == _commands("README.md")


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_projects_with_checks_are_named(name):
    rubrics = [load_rubric(project) for project in get_args(Project)]
    checked = {one.title.zh_CN for one in rubrics if any(part.check for row in one.criteria for part in row.parts)}
    assert {one.title.zh_CN for one in rubrics if one.title.zh_CN in _page(name)} == checked


def test_the_pictures_can_be_taken_again():
    named = set(re.findall(r"docs/images/([\w.-]+)", _page("README.md") + _page("README.zh-CN.md")))
    assert named == {path.name for path in (ROOT / "docs/images").iterdir()}
    assert all(name in _page("scripts/picture.py") for name in named)


def test_the_check_in_the_readme_runs(yuejuan, tmp_path):
    [code] = [block for language, block in FENCE.findall(_page("README.md")) if language == "python"]
    example = shutil.copytree(ROOT / "docs/plugins/yuejuan-florist/examples/paper", tmp_path / "paper")
    text = (example / "paper.yaml").read_text(encoding="utf-8")
    text = text.replace("florist.price_tag", "exam.square").replace("kind: document", "kind: image")
    text = re.sub(r"\n +parameters:.*", "", text.replace("价签.txt", "logo.png"))
    (example / "paper.yaml").write_text(text, encoding="utf-8")
    (example / "checks").mkdir()
    (example / "checks/square.py").write_text(code, encoding="utf-8")
    for candidate, size in {"20260001": (80, 80), "20260002": (80, 60)}.items():
        picture = tmp_path / "submissions" / candidate / "logo.png"
        picture.parent.mkdir(parents=True)
        Image.new("RGB", size, "#2b7a4b").save(picture)
    arguments = ["grade", "submissions", "--paper", example, "--no-report"]
    assert yuejuan(*arguments, "--out", "untrusted").returncode == 0
    done = yuejuan(*arguments, "--out", "out", "--allow-checks")
    assert "exam.square" in done.stderr
    states = {name: [_point(tmp_path / name / f"results/{one}.json") for one in ("20260001", "20260002")]
              for name in ("untrusted", "out")}  # fmt: skip
    assert states == {"untrusted": ["untrusted_check"] * 2, "out": ["1", "0"]}


def _point(result: Path) -> str:
    criteria = json.loads(result.read_text(encoding="utf-8"))["criteria"]
    [[point]] = [part["finding"] for one in criteria for part in one["parts"] if part["id"] == "price_tag"]
    return str(point.get("reason") or point["score"])
