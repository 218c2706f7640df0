"""The commands on a small examination: what they print, what they leave behind, and what settles what is unclear."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

import jsonschema
from openpyxl import Workbook

from yuejuan.exam.schemas import all_schemas
from yuejuan.tests.cli.conftest import PAPER, PLAN, SCRIPT, VARIED, Run, picture

SCHEMAS = all_schemas()


def valid(text: str, schema: str) -> Any:
    value = json.loads(text)
    jsonschema.validate(value, SCHEMAS[schema])
    return value


def test_every_schema_is_one(run: Run) -> None:
    for name, schema in SCHEMAS.items():
        jsonschema.validators.validator_for(schema).check_schema(schema)
        assert schema["$schema"].startswith("https://json-schema.org/"), name
    assert run("rubric", "schema").stdout.split() == sorted(SCHEMAS)
    assert json.loads(run("rubric", "schema", "grade").stdout) == SCHEMAS["grade"]


def test_from_a_folder_to_reports_and_back(run: Run, submissions: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = run("grade", submissions, "--paper", PAPER, "--out", out, "--json", "--jobs", "2")
    assert done.returncode == 0, done.stderr
    graded = valid(done.stdout, "grade")
    assert graded["handed_in"] == 2
    assert graded["absent"] == ["20260101002", "20260101003"]
    assert {line["folder"] for line in graded["submissions"]} == {"20260101001甲一", "作业"}
    assert all(line["new"] for line in graded["submissions"])
    for path in (out / "results").glob("*.json"):
        valid(path.read_text("utf-8"), "result")
    valid((out / "report" / "report.json").read_text("utf-8"), "report")

    again = valid(run("grade", "--exam", out, "--json", "--no-report").stdout, "grade")
    assert not any(line.get("new") for line in again["submissions"])
    assert again["reports"] == []

    before = {path: path.read_bytes() for path in (out / "report").rglob("*") if path.is_file()}
    (out / "report" / "index.html").unlink()
    written = run("report", out)
    assert written.returncode == 0, written.stderr
    assert all(Path(line).is_file() for line in written.stdout.split())
    assert {path: path.read_bytes() for path in before} == before


def test_the_table_goes_to_stdout_and_remarks_to_stderr(run: Run, submissions: Path, tmp_path: Path) -> None:
    done = run("grade", submissions, "--paper", PAPER, "--out", tmp_path / "out")
    assert done.returncode == 0
    assert "20260101001" in done.stdout and "缺考" in done.stdout and "index.html" in done.stdout
    assert "20260101001" not in done.stderr
    assert "\x1b" not in done.stdout + done.stderr


def test_the_exit_code_when_somebody_cannot_pass(run: Run, submissions: Path, tmp_path: Path) -> None:
    arguments = ("grade", submissions, "--paper", PAPER, "--out", tmp_path / "out", "--no-report", "--fail-under")
    assert run(*arguments, 99).returncode == 1
    assert run(*arguments, 0).returncode == 0


def test_a_teachers_choices_settle_what_was_unclear(run: Run, submissions: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    arguments = ("grade", submissions, "--paper", PAPER, "--out", out, "--json", "--no-report")

    def logo() -> tuple[list[str], list[str]]:
        result = json.loads((out / "results" / "20260101001.json").read_text("utf-8"))
        match = next(m for m in result["submission"]["matches"] if m["deliverable"] == "logo")
        return match.get("files", []), match.get("possible", [])

    first = valid(run(*arguments).stdout, "grade")
    assert logo() == ([], ["logo.png", "logo终稿.png"])
    assert any("ambiguous_match" in line.get("open", {}) for line in first["submissions"])
    (out / "corrections.yaml").write_text(
        "schema: yuejuan.corrections/1\n"
        "files:\n  - {candidate: '20260101001', deliverable: logo, file: logo终稿.png, by: 王老师, why: 终稿为准}\n"
        "folders:\n  - {folder: 作业, candidate: 乙二, by: 王老师, why: 现场确认}\n",
        encoding="utf-8",
    )
    settled = valid(run(*arguments).stdout, "grade")
    assert logo() == (["logo终稿.png"], [])
    assert not any("ambiguous_match" in line.get("open", {}) for line in settled["submissions"])
    assert {line["folder"]: line["candidate"] for line in settled["submissions"]} == {
        "20260101001甲一": "20260101001",
        "作业": "20260101002",
    }
    assert settled["absent"] == ["20260101003"]


def test_what_if_lists_whose_mark_would_change_and_writes_nothing(run: Run, submissions: Path, tmp_path: Path) -> None:
    out, other = tmp_path / "out", tmp_path / "other"
    run("grade", submissions, "--paper", PAPER, "--out", out, "--no-report")
    other.mkdir()
    text = (PAPER / "paper.yaml").read_text("utf-8").replace("width: 950, height: 120", "width: 960, height: 120")
    (other / "paper.yaml").write_text(text, encoding="utf-8")
    stored = {path: path.read_bytes() for path in (out / "results").glob("*.json")}
    done = run("grade", submissions, "--paper", PAPER, "--out", out, "--what-if", other, "--json")
    assert done.returncode == 0, done.stderr
    changes = valid(done.stdout, "what-if")
    assert [change["folder"] for change in changes["changes"]] == ["作业"]
    assert {(p["criterion"], p["part"]) for p in changes["changes"][0]["points"]} == {("shop_design.banner", "size")}
    assert {path: path.read_bytes() for path in (out / "results").glob("*.json")} == stored
    shown = run("grade", submissions, "--paper", PAPER, "--out", out, "--what-if", other)
    assert "shop_design.banner/size" in shown.stdout


def test_retry_measures_again_what_failed_for_want_of_a_tool(run: Run, tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    paper = PAPER.parent / "practice_marketing_plan"
    (folder / "20260101001").mkdir(parents=True)
    (folder / "20260101001" / "营销方案.rtf").write_text("{\\rtf1 one two}", encoding="ascii")
    arguments = ("grade", folder, "--paper", paper, "--out", out, "--json", "--no-report")
    nowhere = {"PATH": str(tmp_path), "HOME": str(tmp_path)}
    assert "tool_missing" in valid(run(*arguments, **nowhere).stdout, "grade")["submissions"][0]["open"]
    unchanged = valid(run(*arguments, **nowhere).stdout, "grade")
    assert not unchanged["submissions"][0].get("new")
    retried = valid(run(*arguments, "--retry", **nowhere).stdout, "grade")
    assert retried["submissions"][0]["new"]


def test_the_self_check_prints_what_is_off(run: Run, tmp_path: Path) -> None:
    picture(tmp_path / "logo.png", (90, 80))
    done = run("check", tmp_path, "--paper", PAPER, "--json")
    assert done.returncode == 0, done.stderr
    found = valid(done.stdout, "check")
    assert {"met", "unmet"} <= {requirement["state"] for requirement in found["requirements"]}
    assert "✗" in run("check", tmp_path, "--paper", PAPER).stdout


def test_the_self_check_tells_of_files_that_do_not_open(run: Run, tmp_path: Path) -> None:
    """No check of the bundle reads the workbook; that it was saved by half would be found out after the examination."""
    whole = io.BytesIO()
    Workbook().save(whole)
    (tmp_path / "预算表.xlsx").write_bytes(whole.getvalue()[:-900])
    found = valid(run("check", tmp_path, "--paper", PLAN, "--json").stdout, "check")
    unmet = [one for one in found["requirements"] if one["files"] == ["预算表.xlsx"] and one["state"] == "unmet"]
    assert any("损坏" in one["message"] for one in unmet), found


def test_a_choice_that_fits_nobody_is_told(run: Run, tmp_path: Path) -> None:
    picture(tmp_path / "in" / "20260001" / "logo.png", (80, 80))
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "corrections.yaml").write_text(
        "schema: yuejuan.corrections/1\nfiles:\n"
        "  - {candidate: '20260002', deliverable: logo, file: a.png, by: 王老师, why: 笔误}\n"
        "  - {candidate: '20260001', deliverable: logos, file: a.png, by: 王老师, why: 笔误}\n"
        "folders:\n  - {folder: 别处, candidate: '20260001', by: 王老师, why: 笔误}\n",
        encoding="utf-8",
    )
    done = run("grade", tmp_path / "in", "--paper", PAPER, "--out", tmp_path / "out", "--no-report")
    assert done.returncode == 0, done.stderr
    assert all(name in done.stderr for name in ("20260002", "logos", "别处"))


def test_inspect_and_the_mark_sheet_follow_their_schemas(run: Run, tmp_path: Path) -> None:
    picture(tmp_path / "logo.png", (80, 80))
    (tmp_path / "broken.psd").write_bytes(b"8BPS\x00\x01")
    found = valid(run("inspect", tmp_path, "--json").stdout, "inspect")
    assert {entry["kind"] for entry in found} == {"image", "unreadable"}
    valid(run("rubric", "show", PAPER, "--json").stdout, "sheet")
    valid(run("rubric", "show", "marketing_plan", "--json").stdout, "sheet")


def test_ctrl_c_stops_with_one_sentence_and_the_run_can_go_on(run: Run, tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    for number in range(40):
        picture(folder / f"202601010{number:02}" / "logo.png", (1500, 1500))
    arguments = [SCRIPT, "grade", str(folder), "--paper", str(PAPER), "--out", str(out), "--no-report", "--jobs", "1"]
    process = subprocess.Popen(
        arguments,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, "LC_ALL": "C.UTF-8", "YUEJUAN_LANG": "zh_CN"},
    )
    until = time.monotonic() + 30
    while not list(out.glob("results/*.json")) and time.monotonic() < until:
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    printed, told = process.communicate(timeout=30)
    assert process.returncode == 130
    assert printed == ""
    assert "Traceback" not in told and len(told.splitlines()) == 1, told
    assert 1 <= len(list(out.glob("results/*.json"))) < 40
    assert run(*arguments[1:]).returncode == 0
    assert len(list(out.glob("results/*.json"))) == 40


def test_an_answer_is_tried_alone(run: Run, tmp_path: Path) -> None:
    answer = tmp_path / "答案.txt"
    answer.write_text("目标：11月底前新增会员500人。", encoding="utf-8")
    tried = valid(run("rubric", "try", PLAN, "goals", "--text", answer, "--json").stdout, "try")
    assert tried["criterion"] == "marketing_plan.goals"
    points = {point["key"]: point for part in tried["parts"] for point in part["finding"]}
    assert points["number"]["verdict"] == "suggested" and "500" in points["number"]["found"][0]["text"]
    for language, verdict in (("zh_CN", "[建议 "), ("en", "[suggested ")):
        with answer.open("rb") as pasted:
            arguments = [SCRIPT, "rubric", "try", str(PLAN), "goals", "--text", "-", "--lang", language]
            shown = subprocess.run(arguments, stdin=pasted, capture_output=True, timeout=120, check=True)
        assert verdict in shown.stdout.decode() and "500" in shown.stdout.decode()
    missing = run("rubric", "try", PLAN, "gaols", "--text", answer)
    assert missing.returncode == 2 and "goals" in missing.stderr


def test_a_variant_is_written_and_told(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "试题"
    done = run("rubric", "vary", VARIED, "--seed", 5, "--out", out, "--lang", "en")
    assert done.returncode == 0, done.stderr
    assert str(out) in done.stdout and "lin_price: 160 → " in done.stdout
    assert run("rubric", "validate", out).returncode == 0
    again = run("rubric", "vary", VARIED, "--seed", 5, "--out", out)
    assert again.returncode == 2 and "空文件夹" in again.stderr
