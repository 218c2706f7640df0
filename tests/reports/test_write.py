"""Writing: the same bytes every time, whole files, nobody lost, only what changed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import jsonschema
import pytest

from yuejuan.graders.result import SubmissionResult
from yuejuan.reports.write import FORMATS, write_reports
from yuejuan.tests.reports.builders import HOSTILE, FakePreviews, Someone, result, settled

PEOPLE = {"2023001": Someone("张三", "7"), "2023002": Someone("李四", "8"), "2023003": Someone("王五", "9")}


def batch() -> list[SubmissionResult]:
    return [result("2023001"), result("2023002", "二"), result(HOSTILE[0], HOSTILE[1]), settled("2023004", "四")]


def contents(out: Path) -> dict[str, bytes]:
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}


def test_the_same_results_give_the_same_bytes_in_any_order(tmp_path: Path) -> None:
    write_reports(tmp_path / "a", FORMATS, batch(), PEOPLE, FakePreviews())
    write_reports(tmp_path / "b", FORMATS, reversed(batch()), PEOPLE, FakePreviews())
    first, second = contents(tmp_path / "a"), contents(tmp_path / "b")
    assert len(first) == 9
    assert first == second


def test_the_returned_paths_are_what_was_written(tmp_path: Path) -> None:
    paths = write_reports(tmp_path, FORMATS, batch(), PEOPLE)
    assert {path.relative_to(tmp_path).as_posix() for path in paths} == set(contents(tmp_path))


def test_a_page_is_written_again_only_when_what_it_shows_changed(tmp_path: Path) -> None:
    write_reports(tmp_path, ("html",), batch(), PEOPLE, FakePreviews(), handed_in=4)
    again = FakePreviews()
    write_reports(tmp_path, ("html",), [result("2023001", "改"), *batch()[1:]], PEOPLE, again, handed_in=4)
    only_changed = again.calls
    fresh = FakePreviews()
    write_reports(tmp_path / "other", ("html",), [result("2023001", "改")], PEOPLE, fresh)
    assert only_changed == fresh.calls > 0
    assert "改" in (tmp_path / "candidates" / "2023001.html").read_text(encoding="utf-8")


def test_a_page_without_its_pictures_is_made_again(tmp_path: Path) -> None:
    write_reports(tmp_path, ("html",), [result()], {}, FakePreviews(fails=True))
    assert "<symbol" not in (tmp_path / "candidates" / "2023001.html").read_text(encoding="utf-8")
    write_reports(tmp_path, ("html",), [result()], {}, FakePreviews())
    assert "<symbol" in (tmp_path / "candidates" / "2023001.html").read_text(encoding="utf-8")


def test_pages_of_nobody_are_removed_and_other_files_are_not(tmp_path: Path) -> None:
    write_reports(tmp_path, ("html",), batch(), PEOPLE)
    own = tmp_path / "candidates" / "notes.html"
    own.write_text("<p>mine</p>", encoding="utf-8")
    write_reports(tmp_path, ("html",), batch()[:1], PEOPLE)
    assert sorted(path.name for path in own.parent.iterdir()) == ["2023001.html", "notes.html"]


def test_a_broken_run_leaves_the_old_files(tmp_path: Path) -> None:
    write_reports(tmp_path, FORMATS, batch(), PEOPLE)
    before = contents(tmp_path)

    def breaking() -> Iterator[SubmissionResult]:
        yield result("2023001", "new")
        raise OSError("disk gone")

    with pytest.raises(OSError, match="disk gone"):
        write_reports(tmp_path, FORMATS, breaking(), PEOPLE)
    assert contents(tmp_path) == before


def test_an_unknown_format_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="docx"):
        write_reports(tmp_path, ("docx",), [], {})


def test_nothing_handed_in_still_makes_every_report(tmp_path: Path) -> None:
    assert len(write_reports(tmp_path, FORMATS, [], PEOPLE, handed_in=0)) == 5


def test_report_json_follows_its_schema_and_holds_no_names(tmp_path: Path) -> None:
    write_reports(tmp_path, ("json",), [*batch(), result("2023001", "again")], PEOPLE, handed_in=5)
    text = (tmp_path / "report.json").read_text(encoding="utf-8")
    document = json.loads(text)
    schema = json.loads(resources.files("yuejuan.reports").joinpath("schema/report.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(document, schema, cls=jsonschema.Draft202012Validator)
    assert not [person.name for person in PEOPLE.values() if f'"{person.name}"' in text]
    assert document["counts"] == {"handed_in": 5, "reported": 5, "roster": 3}
    assert document["absent"] == ["2023003"]
    assert document["repeated"] == ["2023001"]
    assert sorted(document["not_on_roster"]) == sorted(["2023004", HOSTILE[0]])
    first = next(item for item in document["candidates"] if item["candidate"] == "2023002")
    assert first["tally"] == {"determined": ["40", "56"], "suggested": ["13/2", "11"], "open": ["0", "33"]}
    assert (first["low"], first["high"]) == ("20", "163/2")
    shares = [point["awarded"] for part in first["criteria"][1]["parts"] for point in part["finding"]]
    assert shares[:4] == ["10/3", "20/3", "5", "5"]


def test_attempts_of_one_person_are_known_by_the_number(tmp_path: Path) -> None:
    twice = Someone("张三", "7", "2023001")
    people = {"2023001-1": twice, "2023001-2": twice, "2023002": Someone("李四", "8", "2023002")}
    write_reports(tmp_path, ("json",), [result("2023001-1"), result("2023001-2", "again")], people)
    document = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert document["counts"]["roster"] == 2
    assert document["absent"] == ["2023002"]
    assert document["repeated"] == ["2023001-1", "2023001-2"]
    assert [(item["attempt"], item["attempts"]) for item in document["candidates"]] == [(1, 2), (2, 2)]
