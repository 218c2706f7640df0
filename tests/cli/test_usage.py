"""Wrong usage and unreadable input: one clear sentence in the person's language, exit code 2, no traceback."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from yuejuan.artifacts.running.browser import SANDBOX_VARIABLE
from yuejuan.cli import main
from yuejuan.tests.cli.conftest import PAPER, Run

HAN = re.compile("[一-鿿]")

WRONG = [
    (["grade", "x", "--nope"], "--nope"),
    (["grad"], "grade"),
    (["rubric", "valdate"], "validate"),
    (["check"], "FOLDER"),
    (["check", "."], "--paper"),
    (["grade", "x", "--jobs", "many"], "64"),
    (["grade", "x", "--jobs", "0"], "64"),
    (["grade", "x", "--lang", "fr"], "zh_CN"),
    (["grade", "x", "--fail-under", "half"], "--fail-under"),
    (["grade", "x", "--paper"], "--paper"),
    (["grade", "x", "--json=1"], "--json"),
    (["doctor", "again"], "doctor"),
    (["grade"], "--exam"),
    (["grade", "no-such-folder", "--paper", str(PAPER)], "no-such-folder"),
    (["grade", str(PAPER), "--paper", "no-such-paper"], "no-such-paper"),
    (["grade", "--exam", "no-such-exam"], "no-such-exam"),
    (["check", "no-such-folder", "--paper", str(PAPER)], "no-such-folder"),
    (["inspect", "no-such-file"], "no-such-file"),
    (["report", "no-such-exam"], "no-such-exam"),
    (["report", ".", "--format", "docx"], "docx"),
    (["checks", "image.sise"], "image.sise"),
    (["rubric", "schema", "papers"], "papers"),
    (["rubric", "show", "no-such-project"], "no-such-project"),
    (["rubric", "validate", "no-such-paper"], "no-such-paper"),
]


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize(("arguments", "named"), WRONG, ids=[" ".join(a)[:40] for a, _ in WRONG])
def test_one_sentence_and_exit_code_2(run: Run, arguments: list[str], named: str, language: str) -> None:
    done = run(*arguments, YUEJUAN_LANG=language)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) == 1, done.stderr
    assert named in done.stderr
    assert bool(HAN.search(done.stderr)) is (language == "zh_CN"), done.stderr


def test_a_list_of_commands_says_each_in_a_whole_sentence(run: Run) -> None:
    chinese, english = run("rubric", "--help").stdout, run("rubric", "--help", "--lang", "en").stdout
    assert "…" not in chinese and "..." not in chinese.split("命令:")[1]
    assert "..." not in english.split("Commands:")[1]
    assert "供编辑器补全和检查。" in chinese


def test_an_option_without_a_command_is_told_as_that(run: Run) -> None:
    done = run("--lang", "en")
    assert (done.returncode, done.stderr) == (2, "Say what to do; yuejuan --help lists the commands.\n")


def test_help_in_both_languages(run: Run) -> None:
    chinese, english = run("--help"), run("grade", "--help", "--lang", "en")
    assert chinese.returncode == english.returncode == 0
    assert "用法：" in chinese.stdout and "选项" in chinese.stdout and "命令" in chinese.stdout
    assert "Usage: yuejuan grade" in english.stdout and not HAN.search(
        english.stdout.replace("-阅卷", "").replace("名单.csv", "")
    )
    assert chinese.stderr == english.stderr == ""


def test_no_command_shows_the_help(run: Run) -> None:
    done = run()
    assert (done.returncode, done.stdout) == (2, "")
    assert "用法：" in done.stderr and "grade" in done.stderr


BROKEN_YAML = [
    ("project: [shop_design\n", 2),
    ("schema: yuejuan.paper/1\nproject: shop_desing\n", 2),
    ("\x00", 1),
]


@pytest.mark.parametrize(("content", "line"), BROKEN_YAML)
def test_a_broken_paper_is_told_with_file_and_line(run: Run, tmp_path: Path, content: str, line: int) -> None:
    (tmp_path / "paper.yaml").write_text(content, encoding="utf-8")
    done = run("grade", PAPER, "--paper", tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr
    assert f"paper.yaml:{line}:" in done.stderr
    assert HAN.search(done.stderr)


def test_a_broken_roster_or_choice_is_told(run: Run, submissions: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.csv").write_bytes(b"\xff\xfe\x00")
    wrong = run("grade", submissions, "--paper", PAPER, "--out", tmp_path / "out", "--roster", tmp_path / "bad.csv")
    assert (wrong.returncode, wrong.stdout, len(wrong.stderr.splitlines())) == (2, "", 1)
    (tmp_path / "out").mkdir(exist_ok=True)
    (tmp_path / "out" / "corrections.yaml").write_text("files: 1\n", encoding="utf-8")
    wrong = run("grade", submissions, "--paper", PAPER, "--out", tmp_path / "out")
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert "corrections.yaml:1:" in wrong.stderr


def test_hostile_file_names_are_no_trouble(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    for name in ("20260101001\u202egnp", "b\udcff", "-rf", "$(x)"):
        (folder / name).mkdir(parents=True)
        (folder / name / "logo.png").write_bytes(b"")
    done = run("grade", folder, "--paper", PAPER, "--out", tmp_path / "out", "--json")
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(("value", "said"), [("off", "off"), ("on", None)])
def test_only_the_operator_lets_pages_run_without_the_sandbox(
    value: str, said: str | None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(os, "environ", {"PATH": os.environ["PATH"]})
    CliRunner().invoke(main, ["inspect", "--page-sandbox", value, str(tmp_path / "nothing.html")])
    assert os.environ.get(SANDBOX_VARIABLE) == said
