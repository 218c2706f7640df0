"""Dialogues split into speakers, by labels, cells and headers; quotations of what is not to be said left out."""

from __future__ import annotations

import pytest

from yuejuan.artifacts.document.facts import Paragraph
from yuejuan.graders.common.answers import Line
from yuejuan.graders.common.speech import KINDS, find_phrases_said, utterances


def lines_of(*texts: str) -> tuple[Line, ...]:
    return tuple(Line("答卷.docx", Paragraph(path=f"body/p{n}", text=text), text) for n, text in enumerate(texts))


@pytest.mark.parametrize(
    ("texts", "sides"),
    [
        (("客户：坏了。", "客服：您好！"), ["customer", "shop"]),
        (("买家（生气）：坏了！", "接着骂，骂了很久。", "卖家（耐心）：您好！"), ["customer", "customer", "shop"]),
        (("问：能退吗？", "答：可以。"), ["customer", "shop"]),
        (("客户经理小乔：您好！",), ["shop"]),
        (("林女士：", "您好！很抱歉。"), ["shop", "shop"]),
        (("客服：您好！", "林女士：坏了。"), ["shop", "customer"]),
        (("尊敬的顾客：", "您好！很抱歉。"), ["shop", "shop"]),
        (("服务忌语：随便。", "客服：您好！"), ["bad_example", "shop"]),
    ],
)
def test_whose_words_they_are(texts: tuple[str, ...], sides: list[str]):
    assert [one.side.value for one in utterances(lines_of(*texts))] == sides


def test_a_place_points_at_the_words_in_their_paragraph():
    (hit,) = find_phrases_said(utterances(lines_of("客服：爱买不买！")), "forbidden")
    assert (hit.place.block, hit.place.start, hit.place.end, hit.place.quote) == ("body/p0", 3, 7, "爱买不买")


@pytest.mark.parametrize("kind", KINDS)
def test_a_customer_says_nothing_for_the_shop(kind: str):
    said = utterances(lines_of("客户：您好，非常理解您的心情，我不知道，随便，是您自己弄坏的，谢谢。"))
    assert find_phrases_said(said, kind) == ()  # type: ignore[arg-type]
