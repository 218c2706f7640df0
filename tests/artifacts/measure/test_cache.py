"""The cache gives back exactly what was put in, or nothing."""

from __future__ import annotations

import random
import sqlite3
import threading
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from yuejuan.artifacts.measure.cache import FactsCache
from yuejuan.artifacts.measure.keys import Inputs, facts_key, manifest_digest, source_digest
from yuejuan.artifacts.reader import ReaderEntry, Scalar

KEY = bytes(range(32))
ENTRY = ReaderEntry(name="psd", module="yuejuan.artifacts.psd.reader", facts="yuejuan.artifacts.psd.facts:PsdFacts")
FOLDER = ReaderEntry(name="page", module=ENTRY.module, facts=ENTRY.facts, whole_folder=True)


def test_an_entry_comes_back_in_the_next_run_and_from_another_object(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "facts.sqlite3"
    with FactsCache(path) as first, FactsCache(path) as second:
        assert first.get(KEY) is None
        first.put(KEY, "版式".encode())
        assert second.get(KEY) == "版式".encode()
    with FactsCache(path) as later:
        assert later.get(KEY) == "版式".encode()
    assert [file.name for file in path.parent.iterdir()] == ["facts.sqlite3"]


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE facts SET body = substr(body, 1, length(body) - 1)",
        "UPDATE facts SET body = zeroblob(length(body))",
        "UPDATE facts SET body = 'text'",
        "UPDATE facts SET checksum = x'0000000000000000'",
        "UPDATE facts SET key = zeroblob(32)",
    ],
)
def test_a_damaged_entry_is_not_given(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "facts.sqlite3"
    with FactsCache(path) as cache:
        cache.put(KEY, b"facts")
    with sqlite3.connect(path) as database:
        database.execute(damage)
    database.close()
    with FactsCache(path) as cache:
        assert cache.get(KEY) is None
        assert cache.get(bytes(32)) is None
        cache.put(KEY, b"measured again")
        assert cache.get(KEY) == b"measured again"


@pytest.mark.parametrize("rubbish", [b"this is no database" * 100, b"SQLite format 3\x00" + b"\xff" * 4096])
def test_a_file_that_is_no_database_is_set_aside(tmp_path: Path, rubbish: bytes) -> None:
    path = tmp_path / "facts.sqlite3"
    path.write_bytes(rubbish)
    with FactsCache(path) as cache:
        cache.put(KEY, b"facts")
        assert cache.get(KEY) == b"facts"
        assert cache.trouble is None
    assert (tmp_path / "facts.sqlite3.damaged").read_bytes() == rubbish


def test_where_nothing_can_be_kept_the_work_goes_on_and_the_reason_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with FactsCache(tmp_path / "file" / "facts.sqlite3") as cache:
        cache.put(KEY, b"facts")
        assert cache.get(KEY) is None
        assert cache.trouble


def test_what_was_unused_for_longest_goes_first(tmp_path: Path) -> None:
    path = tmp_path / "facts.sqlite3"
    with FactsCache(path) as cache:
        for number in range(20):
            cache.put(hashed(number), random.Random(number).randbytes(64_000))
    with sqlite3.connect(path) as database:
        database.execute("UPDATE facts SET used = used - 1")
    database.close()
    with FactsCache(path, limit=600_000) as cache:
        assert cache.get(hashed(3)) is not None
    with FactsCache(path) as cache:
        left = [number for number in range(20) if cache.get(hashed(number)) is not None]
    assert 3 in left
    assert 0 < len(left) < 12
    assert path.stat().st_size < 700_000


def hashed(number: int) -> bytes:
    return number.to_bytes(32, "big")


def test_ten_threads_write_and_read_at_once(tmp_path: Path) -> None:
    path = tmp_path / "facts.sqlite3"
    wrong: list[object] = []

    def work(worker: int) -> None:
        with FactsCache(path) as cache:
            for number in range(50):
                cache.put(hashed(worker * 1000 + number), b"%d" % number)
                if cache.get(hashed(worker * 1000 + number)) != b"%d" % number:
                    wrong.append((worker, number, cache.trouble))

    threads = [threading.Thread(target=work, args=(worker,)) for worker in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


SCALARS = st.one_of(st.none(), st.booleans(), st.integers(-5, 5), st.floats(-5, 5), st.sampled_from(["1", "True", ""]))
QUESTIONS = st.tuples(
    st.sampled_from(["a.psd", "b.psd"]),
    st.sampled_from(["11", "22"]),
    st.dictionaries(st.sampled_from(["left", "right"]), st.sampled_from(["11", "22"])),
    st.dictionaries(st.sampled_from(["x", "y"]), SCALARS),
)


def key_of(question: tuple[str, str, dict[str, str], dict[str, Scalar]]) -> bytes:
    name, digest, others, parameters = question
    return facts_key(ENTRY, name, Inputs(file=digest, others=tuple(others.items())), parameters)


def typed(question: tuple[str, str, dict[str, str], dict[str, Scalar]]) -> object:
    name, digest, others, parameters = question
    return name, digest, sorted(others.items()), sorted((k, type(v).__name__, repr(v)) for k, v in parameters.items())


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(QUESTIONS, QUESTIONS)
def test_keys_are_equal_exactly_when_everything_asked_is_equal(one: object, other: object) -> None:
    assert (key_of(one) == key_of(other)) == (typed(one) == typed(other))  # type: ignore[arg-type]


def test_only_readers_of_the_whole_folder_depend_on_it() -> None:
    manifests = [manifest_digest([("a", "1"), ("b", "2")]), manifest_digest([("a", "1"), ("b", "3")])]
    assert manifest_digest([("b", "2"), ("a", "1")]) == manifests[0] != manifests[1]
    file_keys = {facts_key(ENTRY, "a", Inputs(file="1", folder=folder), {}) for folder in (None, *manifests)}
    folder_keys = {facts_key(FOLDER, "a", Inputs(file="1", folder=folder), {}) for folder in manifests}
    assert (len(file_keys), len(folder_keys)) == (1, 2)
    with pytest.raises(ValueError, match="whole folder"):
        facts_key(FOLDER, "a", Inputs(file="1"), {})


def test_the_digest_of_the_source_follows_a_change_in_the_reader_s_module(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(tmp_path))
    module = tmp_path / "some_foreign_reader.py"
    module.write_text("one = 1\n")
    before = source_digest("some_foreign_reader")
    module.write_text("one = 2\n")
    source_digest.cache_clear()
    assert source_digest("some_foreign_reader") != before
    assert source_digest("yuejuan.artifacts.psd.reader") != source_digest("yuejuan.artifacts.document.reader")
