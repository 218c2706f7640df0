"""Letters: sentences of any length are read in linear time, and older mails are cut off where one begins."""

from __future__ import annotations

import time

import pytest

from yuejuan.artifacts.document.facts import Paragraph
from yuejuan.graders.common.letters import SENSES, Line, find_item
from yuejuan.graders.common.letters.quoted import without_quoted

LONGEST_SECONDS = 5.0
"""For 50,000 characters without a mark; 0.1 seconds are usual, and a pattern that looks back takes a minute."""


def lines(*texts: str) -> tuple[Line, ...]:
    return tuple(Line("信.txt", Paragraph(path=f"body/p{at}", text=text), 0, text) for at, text in enumerate(texts))


@pytest.mark.parametrize("piece", ["1", "满1", "好不好", "a@", "给您已"])
def test_a_sentence_without_end_is_read_fast(piece: str) -> None:
    letter = lines(piece * (50_000 // len(piece)))
    began = time.monotonic()
    for sense in SENSES.values():
        find_item(letter, (), sense)
    assert time.monotonic() - began < LONGEST_SECONDS


OWN = "罗先生，您好！新的伞已经寄出，请您留意查收，祝您一切顺利。"


@pytest.mark.parametrize(
    "older",
    [
        ("-----原始邮件-----", "发件人：罗先生", "你好，伞坏了。"),
        ("在 2099-11-01，罗先生 写道：", "你好，伞坏了。"),
        ("> 你好，伞坏了。",),
        ("发件人：罗先生", "发送时间：2099年11月1日", "你好，伞坏了。"),
    ],
)
def test_what_a_reply_repeats_is_left_out(older: tuple[str, ...]) -> None:
    kept, left_out = without_quoted(lines(OWN, *older))
    assert [line.text for line in kept] == [OWN]
    assert left_out


def test_a_letter_that_was_forwarded_is_kept() -> None:
    forwarded = lines("-----转发邮件-----", "发件人：青丘伞铺", OWN)
    assert without_quoted(forwarded) == (forwarded, False)


def test_a_head_written_below_the_letter_is_no_older_mail() -> None:
    letter = lines(OWN, "发件人：青丘伞铺", "收件人：罗先生", "主题：回访")
    assert without_quoted(letter) == (letter, False)
