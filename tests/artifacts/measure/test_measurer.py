"""What was measured is not measured again until something that it depends on changes."""

from __future__ import annotations

import hashlib
import threading
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from yuejuan.artifacts.archive.facts import ArchiveFacts
from yuejuan.artifacts.image.facts import ImageFacts
from yuejuan.artifacts.measure import keys
from yuejuan.artifacts.measure.keys import Inputs
from yuejuan.artifacts.measure.measurer import Measurer
from yuejuan.artifacts.reader import ReaderEntry, Source
from yuejuan.artifacts.request import Failure, Outcome, Request
from yuejuan.messages import render


@pytest.fixture(autouse=True)
def fresh_digests() -> None:
    """Tools and sources are looked at once per process; each test starts as a process does."""
    keys._tools.cache_clear()
    keys.source_digest.cache_clear()


def ask(measurer: Measurer, path: Path, reader: str = "hostile", name: str | None = None, **parameters: str) -> Outcome:
    request = Request(reader, name or path.name, tuple(sorted(parameters.items())))
    source = Source(path=path, name=name or path.name, parameters=parameters)
    return measurer.measure(request, source, Inputs(file=hashlib.sha256(path.read_bytes()).hexdigest()))


def child_of(outcome: Outcome) -> str:
    """The process that measured: the test reader leaves its id in ``sha256``."""
    assert isinstance(outcome, ImageFacts), outcome
    return outcome.sha256


def test_a_second_run_measures_nothing(readers: Mapping[str, ReaderEntry], tmp_path: Path) -> None:
    (tmp_path / "a").write_text("fine")
    with Measurer(tmp_path / "store", readers=readers) as measurer:
        first = ask(measurer, tmp_path / "a")
    with Measurer(tmp_path / "store", readers=readers) as measurer:
        assert ask(measurer, tmp_path / "a") == first
        assert measurer._process.pid is None


@pytest.mark.parametrize("change", ["bytes", "name", "parameter", "tool", "source"])
def test_whatever_facts_depend_on_makes_them_new(
    readers: Mapping[str, ReaderEntry], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    path = tmp_path / "a"
    path.write_text("fine")
    with Measurer(tmp_path / "store", readers=readers) as measurer:
        before = ask(measurer, path)
    if change == "bytes":
        path.write_text("fine.")
    if change == "tool":
        monkeypatch.setenv("HAMMER_VERSION", "2")
    if change == "source":
        monkeypatch.setattr(keys, "source_digest", lambda module: "another")
    fresh = Measurer(tmp_path / "store", readers=readers)
    keys._tools.cache_clear()
    with fresh as measurer:
        parameters = {"colour": "red"} if change == "parameter" else {}
        after = ask(measurer, path, name="b" if change == "name" else None, **parameters)
    assert child_of(after) != child_of(before)


@pytest.mark.parametrize(("word", "kept"), [("unreadable", True), ("unreadable-facts", True)])
def test_unreadable_is_remembered(readers: Mapping[str, ReaderEntry], tmp_path: Path, word: str, kept: bool) -> None:
    (tmp_path / "a").write_text(word)
    with Measurer(tmp_path / "store", readers=readers) as measurer:
        first = ask(measurer, tmp_path / "a")
    with Measurer(tmp_path / "store", readers=readers) as measurer:
        second = ask(measurer, tmp_path / "a")
        assert measurer._process.pid is None
    assert isinstance(first, Failure)
    assert second == first


@pytest.mark.parametrize(
    ("reader", "word"),
    [("brief", "hang"), ("hostile", "exit"), ("hostile", "raise"), ("hostile", "tool"), ("nowhere", "fine")],
)
def test_what_may_go_otherwise_next_time_is_not_remembered(
    readers: Mapping[str, ReaderEntry], tmp_path: Path, reader: str, word: str
) -> None:
    (tmp_path / "a").write_text(word)
    with Measurer(tmp_path / "store", readers=readers) as measurer:
        outcome = ask(measurer, tmp_path / "a", reader)
        assert isinstance(outcome, Failure)
        digest = hashlib.sha256((tmp_path / "a").read_bytes()).hexdigest()
        assert measurer.recall(Request(reader, "a"), "a", Inputs(file=digest)) is None


def test_the_same_request_is_measured_once(readers: Mapping[str, ReaderEntry], tmp_path: Path) -> None:
    (tmp_path / "a").write_text("fork")
    source = Source(path=tmp_path / "a", name="a")
    jobs = [(Request("hostile", "a"), source, Inputs(file="1"))] * 3
    with Measurer(readers=readers) as measurer:
        outcomes = measurer.measure_all(jobs)
    assert list(outcomes) == [Request("hostile", "a")]


def test_ten_threads_at_once(readers: Mapping[str, ReaderEntry], tmp_path: Path) -> None:
    words = ["fine", "exit", "good", "raise", "print"]
    for worker in range(10):
        (tmp_path / f"{worker}").write_text(f"{words[worker % 5]} {'x' * worker}")
    outcomes: dict[int, Outcome] = {}

    def work(worker: int) -> None:
        with Measurer(tmp_path / "store", readers=readers) as measurer:
            outcomes[worker] = ask(measurer, tmp_path / f"{worker}")

    threads = [threading.Thread(target=work, args=(worker,)) for worker in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for worker, outcome in outcomes.items():
        if worker % 5 in (1, 3):
            assert isinstance(outcome, Failure)
        else:
            assert isinstance(outcome, ImageFacts)
            assert outcome.width == worker
    assert len(outcomes) == 10


def test_an_archive_is_unpacked_once_and_a_half_unpacked_one_again(tmp_path: Path) -> None:
    path = tmp_path / "work.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("海报/a.txt", "poster")
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    with Measurer(tmp_path / "store") as measurer:
        facts, folder = measurer.unpack(path, "work.zip", sha256)
        assert isinstance(facts, ArchiveFacts), facts
        (member,) = [member for member in facts.members if member.stored_as]
        assert (folder / str(member.stored_as)).read_text() == "poster"
    with Measurer(tmp_path / "store") as measurer:
        assert measurer.unpack(path, "work.zip", sha256) == (facts, folder)
        assert measurer._process.pid is None
    (folder.parent / "facts.json").write_text('{"kind": "arch')
    with Measurer(tmp_path / "store") as measurer:
        assert measurer.unpack(path, "work.zip", sha256) == (facts, folder)
        assert measurer._process.pid is not None
    assert [entry.name for entry in folder.parent.parent.iterdir()] == [folder.parent.name]


def test_a_broken_archive_is_told_once_in_the_same_words(tmp_path: Path) -> None:
    path = tmp_path / "work.zip"
    path.write_bytes(b"nothing")
    with Measurer(tmp_path / "store") as measurer:
        failure, _ = measurer.unpack(path, "work.zip", "00")
        assert isinstance(failure, Failure)
        assert "work.zip" in render(failure.message)
        assert measurer.unpack(path, "work.zip", "00")[0] == failure


def test_pictures_that_a_reader_took_outlive_its_scratch_folder(
    readers: Mapping[str, ReaderEntry], tmp_path: Path
) -> None:
    (tmp_path / "a").write_text("photo click")
    digest = hashlib.sha256(b"click").hexdigest()
    with Measurer(tmp_path / "store", readers=readers) as measurer:
        facts = ask(measurer, tmp_path / "a", "camera", colour=digest)
        assert isinstance(facts, ImageFacts) and facts.icc == digest
    with Measurer(tmp_path / "store", readers=readers) as measurer:
        assert measurer.picture(digest) == b"click"
    assert [path.name for path in (tmp_path / "store" / "pictures").iterdir()] == [digest[:2]]


def test_pictures_of_a_reader_that_is_not_known_to_take_any_are_not_kept(
    readers: Mapping[str, ReaderEntry], tmp_path: Path
) -> None:
    (tmp_path / "a").write_text("photo click")
    digest = hashlib.sha256(b"click").hexdigest()
    with Measurer(tmp_path / "store", readers=readers) as measurer:
        ask(measurer, tmp_path / "a", "hostile", colour=digest)
        assert measurer.picture(digest) is None
