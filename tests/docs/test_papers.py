"""The guide for writers of papers, done step by step as it says; it is the same in both languages."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import yaml
from PIL import Image, ImageDraw

from yuejuan.graders.registry import installed

DOCS = Path(__file__).parents[2] / "docs"
FILE = re.compile(r"^```yaml\n# (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^yuejuan (.+)$", re.MULTILINE)
SHELL = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def test_the_guide_works_as_written(yuejuan, tmp_path):
    guide = (DOCS / "papers.md").read_text(encoding="utf-8")
    files = dict(FILE.findall(guide))
    assert len(files) == 4
    for path, text in files.items():
        target = tmp_path / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    _logo(tmp_path / "teahouse/reference/logo.png")
    (tmp_path / "teahouse/brief.md").write_text("# 茶馆店标\n", encoding="utf-8")
    shutil.copytree(tmp_path / "teahouse/reference", tmp_path / "my-work")
    shutil.copytree(tmp_path / "my-work", tmp_path / "submissions/20260001王小明")
    _logo(tmp_path / "submissions/20260001王小明/logo2.png")
    commands = [line for block in SHELL.findall(guide) for line in COMMAND.findall(block)]
    assert len(commands) == 7
    for command in commands:
        done = yuejuan(*shlex.split(command))
        assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"
    assert (tmp_path / "submissions-阅卷/report/index.html").is_file()


def test_both_languages_have_the_same_files_and_commands():
    guides = [(DOCS / name).read_text(encoding="utf-8") for name in ("papers.md", "papers.zh-CN.md")]
    assert FILE.findall(guides[0]) == FILE.findall(guides[1])
    assert SHELL.findall(guides[0]) == SHELL.findall(guides[1])


def test_the_rules_of_classes_in_the_guide_are_parameters_and_classify_as_their_sentences_say():
    """Five customers with 50, 20, 15, 10 and 5 %; the cumulative shares are 50, 70, 85, 95 and 100 %."""
    customers = {"东": 50, "西": 20, "南": 15, "北": 10, "中": 5}
    classes = ["AABCC", "ABBCC", "AAABB", "AABBC", "AAABC", "AABBC", "AABCC"]
    check = installed().get("customer_service.abc_classification")
    for name in ("papers.md", "papers.zh-CN.md"):
        rows = re.findall(r"^\| .+ \| .*?`((?:a|basis|ties): .+)` \|$", (DOCS / name).read_text("utf-8"), re.MULTILINE)
        assert len(rows) == 7
        for row, expected in zip(rows, classes, strict=True):
            asked = check.parameters.model_validate({**yaml.safe_load(f"{{{row}}}"), "customers": customers})
            assert "".join(one.classes[0] for one in asked.solution().values()) == expected, row


def _logo(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    picture = Image.new("RGBA", (80, 80))
    ImageDraw.Draw(picture).ellipse((8, 8, 72, 72), fill="#2b7a4b")
    picture.save(path)
