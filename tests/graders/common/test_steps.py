"""The order of steps, and the parts of a written talk."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuejuan.artifacts.document.facts import Paragraph
from yuejuan.graders.common.answers import Line
from yuejuan.graders.common.steps.order import best_order, can_be_in_order, longest_in_order
from yuejuan.graders.common.steps.speech import TalkReader


@given(st.lists(st.integers(0, 6), max_size=7, unique=True))
def test_the_longest_that_rises_is_the_longest_of_all_choices(places: list[int]) -> None:
    choices = (c for size in range(len(places) + 1) for c in combinations(places, size))
    assert longest_in_order(places) == max(len(choice) for choice in choices if list(choice) == sorted(choice))


@pytest.mark.parametrize(
    ("occurrences", "possible"),
    [([[1], [2], [3]], True), ([[5, 1], [2], [3]], True), ([[5], [2, 6], [3]], False), ([[1], []], False), ([], True)],
)
def test_an_order_is_possible(occurrences: list[list[int]], possible: bool) -> None:
    assert can_be_in_order(occurrences) is possible


def test_the_best_order_counts_what_was_found() -> None:
    assert best_order({"a": [9], "b": [2], "d": [3]}, ["a", "b", "c", "d"]) == (2, 3)


READER = TalkReader({"招呼": ["招呼"], "询问": ["询问"], "推荐": ["推荐"]})


def talk(*texts: str) -> list[tuple[str | None, str]]:
    lines = [Line("f", Paragraph(path=f"body/p{at}", text=text), text) for at, text in enumerate(texts)]
    return [(said.label, said.text) for said in READER.read(lines).said]


TALKS = [
    (["1、招呼：您好"], [("招呼", "您好")]),
    (["【招呼】您好"], [("招呼", "您好")]),
    (["第一步：招呼", "您好"], [("招呼", "您好")]),
    (["（一）招呼", "客服：您好", "顾客：在吗"], [("招呼", "您好")]),
    (["招呼", "询问——要什么"], [("询问", "要什么")]),
    (["招呼→询问→推荐"], []),
    (["推荐您看看这款"], [(None, "推荐您看看这款")]),
    (["竹里小店：您好", "客服：在的", "老李：便宜点"], [(None, "您好"), (None, "在的")]),
]


@pytest.mark.parametrize(("texts", "said"), TALKS, ids=[texts[0] for texts, _ in TALKS])
def test_a_talk_has_parts(texts: list[str], said: list[tuple[str | None, str]]) -> None:
    assert talk(*texts) == said
