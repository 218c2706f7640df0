"""Counting words and writing list numbers, against values from Word's own number formats and hand counts."""

from __future__ import annotations

import pytest

from yuejuan.artifacts.document.captions import typed_caption
from yuejuan.artifacts.document.characters import visible, words, words_bounds
from yuejuan.artifacts.document.numbering import formatted


@pytest.mark.parametrize(
    ("text", "shown", "bounds", "characters"),
    [
        ("", 0, (0, 0), 0),
        ("网络营销", 4, (4, 4), 4),
        ("2024年双11", 4, (4, 4), 8),
        ("hello, world", 2, (2, 2), 11),
        ("３８％", 3, (3, 3), 3),
        ("　全角空格　", 4, (4, 4), 4),
        ("他说：“好”。", 7, (5, 7), 7),
        ("it’s", 1, (1, 3), 4),
        ("𠮷野家", 3, (3, 3), 3),
        ("カタカナ 한글", 6, (6, 6), 6),
    ],
)
def test_words(text: str, shown: int, bounds: tuple[int, int], characters: int) -> None:
    assert (words(text), words_bounds(text), visible(text)) == (shown, bounds, characters)


@pytest.mark.parametrize(
    ("count", "number_format", "label"),
    [
        (10, "chineseCounting", "十"),
        (12, "chineseCounting", "十二"),
        (20, "chineseCountingThousand", "二十"),
        (105, "japaneseCounting", "一百零五"),
        (110, "chineseCounting", "一百一十"),
        (1001, "chineseCounting", "一千零一"),
        (10010, "chineseCounting", "一万零一十"),
        (12, "chineseLegalSimplified", "壹拾贰"),
        (3, "ideographTraditional", "丙"),
        (12, "ideographZodiac", "亥"),
        (20, "decimalEnclosedCircle", "⑳"),
        (21, "decimalEnclosedCircleChinese", "21"),
        (3, "decimalEnclosedParen", "⑶"),
        (14, "lowerRoman", "xiv"),
        (28, "upperLetter", "BB"),
        (5, "decimalZero", "05"),
        (10, "decimalFullWidth", "１０"),
        (7, "unknownFormat", "7"),
        (999_999_999, "upperRoman", "M" * 99 + "CMXCIX"),
    ],
)
def test_number_formats(count: int, number_format: str, label: str) -> None:
    assert formatted(count, number_format) == label


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("图1 活动海报", "figure"),
        ("图 2-1：趋势", "figure"),
        ("表一 费用预算", "table"),
        ("表：排期", "table"),
        ("Figure 3. Growth", "figure"),
        ("图1所示的增长", None),
        ("表1列出了全部费用。", None),
        ("图书馆的活动", None),
        ("表现良好", None),
    ],
)
def test_typed_captions(text: str, kind: str | None) -> None:
    assert typed_caption(text) == kind
