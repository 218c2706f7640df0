"""The store gives back what was written, or says why not."""

from __future__ import annotations

import json
import os
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuejuan.artifacts.system.atomic import write_atomically
from yuejuan.gradebook.store import ResultError, ResultStore, encode
from yuejuan.graders.finding import Point, Reason, State
from yuejuan.graders.result import SCHEMA, CriterionResult, Digests, PartResult, SubmissionResult, Tally
from yuejuan.graders.submission import Submission
from yuejuan.messages import Message, render

TALLY = Tally(determined=("1", "1"), suggested=("0", "0"), open=("0", "3/2"))


def result(candidate: str = "2024001", high: str = "5/2") -> SubmissionResult:
    point = Point(
        key="size", weight=1, state=State.OPEN, message=Message("x.y", {"b": 1, "a": "宽"}), reason=Reason.TIMEOUT
    )
    part = PartResult(id="p", title={"zh_CN": "标志", "en": "Logo"}, points="5/2", judge="check", finding=(point,))
    criterion = CriterionResult(
        id="logo", clause="1", title={}, points="5/2", literacy=False, tally=TALLY, low="1", high=high, parts=(part,)
    )
    return SubmissionResult(
        schema=SCHEMA,
        paper="paper",
        paper_title={"zh_CN": "网店"},
        project="shop_design",
        candidate=candidate,
        folder="01张三",
        submission=Submission(candidate=candidate, folder="01张三", files=(), matches=(), extras=(), complete=True),
        criteria=(criterion,),
        tally=TALLY,
        low="1",
        high=high,
        digests=Digests(paper="p", rubric="r", checks="c", facts="f", files=()),
        generator="test",
    )


def test_a_result_comes_back_as_it_was_written(tmp_path: Path) -> None:
    store = ResultStore(tmp_path)
    store.write(result(), key="k", retry=True)
    assert store.read("2024001") == result()
    record = store.record("2024001")
    assert record is not None
    assert (record.key, record.retry) == ("k", True)
    assert list(store.candidates()) == ["2024001"]
    assert [path.name for path in (tmp_path / "results").iterdir() if path.is_file()] == ["2024001.json"]


def test_the_document_is_canonical_and_can_be_read_and_compared_by_people(tmp_path: Path) -> None:
    store = ResultStore(tmp_path)
    store.write(result(), key="k")
    data = store.path("2024001").read_bytes()
    assert "01张三".encode() in data
    assert data.endswith(b"}\n")
    assert len(data.splitlines()) > 20
    loaded = json.loads(data)
    assert list(loaded) == sorted(loaded)
    shuffled = msgspec.json.decode(json.dumps(dict(reversed(loaded.items()))), type=SubmissionResult)
    assert encode(shuffled) == data


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "损坏"),
        (b"{", "损坏"),
        (b"[]", "损坏"),
        (b'{"schema": "yuejuan.result/1"}', "损坏"),
        (b'{"schema": "something else"}', "损坏"),
        (b'\xff\xfe{"schema"', "损坏"),
        (b'{"schema": "yuejuan.result/99", "new": 1}', "yuejuan.result/99"),
    ],
)
def test_a_document_that_cannot_be_read_is_told_in_a_sentence(tmp_path: Path, data: bytes, words: str) -> None:
    store = ResultStore(tmp_path)
    store.write(result(), key="k")
    store.path("2024001").write_bytes(data)
    with pytest.raises(ResultError) as caught:
        store.read("2024001")
    assert words in render(caught.value.message)
    assert "2024001.json" in render(caught.value.message)
    assert store.record("2024001") is None


@pytest.mark.parametrize("record", [None, b"", b"{}", b'{"key": "k", "sha256": "00"}'])
def test_a_document_without_its_own_record_is_not_trusted(tmp_path: Path, record: bytes | None) -> None:
    store = ResultStore(tmp_path)
    store.write(result(), key="k")
    (path,) = (tmp_path / "results" / "records").iterdir()
    path.unlink() if record is None else path.write_bytes(record)
    assert store.record("2024001") is None
    with pytest.raises(ResultError, match=r"gradebook\.damaged"):
        store.read("2024001")


def test_a_document_under_another_candidate_s_name_is_not_trusted(tmp_path: Path) -> None:
    store = ResultStore(tmp_path)
    store.write(result("1"), key="k")
    for folder in (tmp_path / "results", tmp_path / "results" / "records"):
        (folder / "2.json").write_bytes((folder / "1.json").read_bytes())
    with pytest.raises(ResultError, match=r"gradebook\.damaged"):
        store.read("2")


def test_no_result_is_told(tmp_path: Path) -> None:
    store = ResultStore(tmp_path)
    assert list(store.candidates()) == []
    assert store.record("7") is None
    with pytest.raises(ResultError) as caught:
        store.read("7")
    assert "7" in render(caught.value.message)


@given(st.text(min_size=1, max_size=20).filter(lambda text: text.isprintable()))
def test_every_candidate_s_document_lies_in_the_folder_and_keeps_its_id(candidate: str) -> None:
    path = ResultStore(Path("/out")).path(candidate)
    assert path.parent == Path("/out/results")
    assert path.name.isascii()


@pytest.mark.parametrize("candidate", ["../escape", "a/b", "..", "张三", "A%2F", "con:1", "x\\y"])
def test_strange_ids_are_kept(tmp_path: Path, candidate: str) -> None:
    store = ResultStore(tmp_path / "out")
    store.write(result(candidate), key="k")
    assert store.read(candidate).candidate == candidate
    assert list(store.candidates()) == [candidate]
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_failed_write_leaves_the_old_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "file"
    write_atomically(path, b"old")

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_atomically(path, b"new")
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["file"]
