"""The restricted reading of YAML, and one clear sentence for each hostile or broken file."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yuejuan.rubrics.errors import RubricError
from yuejuan.rubrics.yaml_source import MAX_BYTES, parse_yaml, read_yaml


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("no", "no"),
        ("On", "On"),
        ("yes", "yes"),
        ("12:30", "12:30"),
        ("010", "010"),
        ("0x1F", "0x1F"),
        ("1_000", "1_000"),
        ("1e3", "1e3"),
        (".inf", ".inf"),
        ("2026-05-01", "2026-05-01"),
        ("12", 12),
        ("-3", -3),
        ("79.50", Decimal("79.50")),
        ("0.1", Decimal("0.1")),
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("'12'", "12"),
        ("!!str 12", "12"),
    ],
)
def test_a_plain_value_is_read_as_people_mean_it(written: str, value: object) -> None:
    read = parse_yaml(f"a: {written}\n".encode(), "f").value["a"]
    assert (read, type(read), str(read)) == (value, type(value), str(value))


def test_keys_and_values_know_their_place() -> None:
    source = parse_yaml("甲:\n  - {b: 1}\n".encode(), "f")
    assert (source.keys[("甲", 0, "b")].line, source.keys[("甲", 0, "b")].column) == (2, 6)
    assert (source.values[("甲", 0, "b")].line, source.values[("甲", 0, "b")].column) == (2, 9)


def test_an_alias_is_the_value_it_names() -> None:
    assert parse_yaml(b"a: &x [1, 2]\nb: *x\n", "f").value == {"a": [1, 2], "b": [1, 2]}


BOMB = b"a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + b"".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n".encode() for n in range(1, 9)
)

BROKEN = [
    ("empty", b"", "rubric.file.empty", None),
    ("comment only", b"# nothing\n", "rubric.file.empty", None),
    ("list", b"- a\n", "rubric.file.no_mapping", (1, 1)),
    ("text", b"hello\n", "rubric.file.no_mapping", (1, 1)),
    ("NUL", b"a: 1\nb: x\x00y\n", "rubric.file.control", (2, 5)),
    ("GBK", "a: 1\n名称: 店标\n".encode("gbk"), "rubric.file.encoding", (2, 1)),
    ("tab", b"a:\n\tb: 1\n", "rubric.syntax.tab", (2, 1)),
    ("second colon", b"a: b: c\n", "rubric.syntax.colon", (1, 5)),
    ("open quote", b"a: 'x\n", "rubric.syntax.quote", None),
    ("open bracket", b"a: [1, 2\nb: 3\n", "rubric.syntax.bracket", (2, 2)),
    ("reserved character", b"a: @x\n", "rubric.syntax.character", (1, 4)),
    ("two documents", b"a: 1\n---\nb: 2\n", "rubric.syntax.documents", (2, 1)),
    ("duplicate key", b"a: 1\nb: 2\na: 3\n", "rubric.yaml.duplicate", (3, 1)),
    ("duplicate nested key", b"a: {b: 1, b: {c: [1]}, d: 2}\n", "rubric.yaml.duplicate", (1, 11)),
    ("tag", b"a: !!python/object:os.system x\n", "rubric.yaml.tag", (1, 4)),
    ("merge key", b"a: &x {b: 1}\nc:\n  <<: *x\n", "rubric.yaml.merge", (3, 3)),
    ("unknown alias", b"a: *nothing\n", "rubric.yaml.alias", (1, 4)),
    ("alias of itself", b"a: &x [*x]\n", "rubric.yaml.alias", (1, 8)),
    ("alias bomb", BOMB, "rubric.yaml.size", ...),
    ("deep nesting", b"a: " + b"[" * 5000, "rubric.yaml.depth", ...),
    ("list as key", b"[1, 2]: x\n", "rubric.yaml.key", (1, 1)),
    ("too big", b"#" * (MAX_BYTES + 1), "rubric.file.too_big", None),
]


@pytest.mark.parametrize(("data", "message", "place"), [row[1:] for row in BROKEN], ids=[row[0] for row in BROKEN])
def test_a_broken_file_gives_one_sentence(data: bytes, message: str, place: object) -> None:
    with pytest.raises(RubricError) as caught:
        parse_yaml(data, "paper.yaml")
    (problem,) = caught.value.problems
    assert problem.message.id == message
    if isinstance(place, tuple):
        assert (problem.line, problem.column) == place
        assert problem.place == f"paper.yaml:{place[0]}:{place[1]}"


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    for path, message in ((tmp_path / "no.yaml", "rubric.file.missing"), (tmp_path, "rubric.file.folder")):
        with pytest.raises(RubricError) as caught:
            read_yaml(path)
        assert [problem.message.id for problem in caught.value.problems] == [message]


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=200) | st.text("a:-[]{}&*!|>'\"#%@\t\n ,?~<1.\x00é", max_size=80).map(str.encode))
def test_any_bytes_give_a_mapping_or_problems_with_places(data: bytes) -> None:
    try:
        value = parse_yaml(data, "f").value
    except RubricError as error:
        assert error.problems
        for problem in error.problems:
            assert problem.text("zh_CN").startswith(problem.place)
            assert problem.text("en").startswith(problem.place)
    else:
        assert isinstance(value, dict)
