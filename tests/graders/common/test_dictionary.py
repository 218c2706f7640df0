"""The dictionary in pieces cuts as jieba with the whole of it does."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from functools import cache

import jieba
import pytest

from yuejuan.graders.common.keypoints.dictionary import TOTALS, PiecemealTokenizer

TEXTS = (
    "亲，这款保温杯选用316不锈钢，早上灌的热水到下午还烫嘴。",
    "小美今年二十五岁，喜欢在AT&T上网购物；她说C++和T恤都可以退换。",
    "龘龢麤\r\n客服主管\t3人，售前客服12.5%",
    "南京市长江大桥研究生命起源，结婚的和尚未结婚的。",
    "",
)
ADDED = ("人群包", "种草笔记", "私域流量池", "A级客户", "售前")


@cache
def whole() -> jieba.Tokenizer:
    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    return tokenizer


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("mode", ["default", "search"])
def test_cuts_as_jieba(text: str, mode: str) -> None:
    assert list(PiecemealTokenizer().tokenize(text, mode=mode)) == list(whole().tokenize(text, mode=mode))


def test_the_frequencies_add_up_with_and_without_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    with whole().get_dict_file() as file:
        assert {hashlib.sha256(file.read()).hexdigest(): whole().total} == TOTALS
    monkeypatch.setattr("yuejuan.graders.common.keypoints.dictionary.TOTALS", {})
    assert PiecemealTokenizer().total == whole().total


def test_words_are_added_as_in_jieba() -> None:
    tokenizer, other = PiecemealTokenizer(), jieba.Tokenizer()
    other.FREQ, other.total, other.initialized = dict(whole().FREQ), whole().total, True
    for word in ADDED:
        tokenizer.add_word(word)
        other.add_word(word)
    assert tokenizer.total == other.total
    assert {word: tokenizer.FREQ.get(word) for word in ADDED} == {word: other.FREQ.get(word) for word in ADDED}
    text = "把人群包投给私域流量池里的A级客户，写种草笔记，售前先答"
    assert list(tokenizer.cut(text)) == list(other.cut(text))


def test_frequency_of_a_word_never_met() -> None:
    tokenizer = PiecemealTokenizer()
    # As the dictionary's own lines say: 售后服务 151 l, and 售后服 is the beginning of it only.
    assert tokenizer.frequency("售后服务") == 151
    assert tokenizer.frequency("售后服") == 0
    assert tokenizer.frequency("zzzz") == 0


def test_threads_that_meet_new_characters_together() -> None:
    tokenizer = PiecemealTokenizer()
    with ThreadPoolExecutor(8) as pool:
        cuts = list(pool.map(lambda text: list(tokenizer.cut(text)), TEXTS * 20))
    assert cuts == [list(whole().cut(text)) for text in TEXTS] * 20
