"""Decoding of Chinese text: the bytes are made by Python's codecs, the expected text is the one that went in."""

from __future__ import annotations

import codecs

import pytest

from yuejuan.artifacts.text import canonical, decode

SIMPLIFIED = "赣南脐橙网店营销方案：目标人群为二十五至三十五岁的白领，预算八万元。\n第二行 abc 123"
TRADITIONAL = "贛南臍橙網店行銷方案：目標人群為上班族，預算八萬元，優惠券發放給老顧客。\n第二行 abc 123"


@pytest.mark.parametrize(
    ("data", "declared", "text", "encoding", "by"),
    [
        pytest.param(SIMPLIFIED.encode(), None, SIMPLIFIED, "utf-8", "valid", id="utf-8"),
        pytest.param(codecs.BOM_UTF8 + SIMPLIFIED.encode(), "gbk", SIMPLIFIED, "utf-8", "bom", id="utf-8 mark"),
        pytest.param(SIMPLIFIED.encode("utf-16"), None, SIMPLIFIED, "utf-16-le", "bom", id="utf-16 mark"),
        pytest.param(SIMPLIFIED.encode("utf-16-le"), None, SIMPLIFIED, "utf-16-le", "detected", id="utf-16-le"),
        pytest.param(SIMPLIFIED.encode("utf-16-be"), None, SIMPLIFIED, "utf-16-be", "detected", id="utf-16-be"),
        pytest.param(
            "营销方案目标人群".encode("utf-16-le"), None, "营销方案目标人群", "utf-16-le", "detected", id="lone NUL"
        ),
        pytest.param(SIMPLIFIED.encode("gbk"), None, SIMPLIFIED, "gb18030", "detected", id="gbk"),
        pytest.param(SIMPLIFIED.encode("gbk"), "gb2312", SIMPLIFIED, "gb18030", "declared", id="gbk declared"),
        pytest.param(SIMPLIFIED.encode("gbk"), "utf-8", SIMPLIFIED, "gb18030", "detected", id="gbk, wrongly declared"),
        pytest.param("优惠价".encode("gbk"), None, "优惠价", "gb18030", "detected", id="three characters of gbk"),
        pytest.param("𠮷野家".encode("gb18030"), None, "𠮷野家", "gb18030", "detected", id="four-byte gb18030"),
        pytest.param(TRADITIONAL.encode("big5"), None, TRADITIONAL, "big5", "detected", id="big5"),
        pytest.param(TRADITIONAL.encode("big5"), "big5", TRADITIONAL, "big5", "declared", id="big5 declared"),
        pytest.param(b"", None, "", "utf-8", "valid", id="empty"),
        pytest.param(b"plain", "no-such-charset", "plain", "utf-8", "valid", id="ascii"),
    ],
)
def test_text_and_encoding(data: bytes, declared: str | None, text: str, encoding: str, by: str) -> None:
    decoded = decode(data, declared)
    assert (decoded.text, decoded.encoding, decoded.by) == (text, encoding, by)
    assert decoded.replaced == 0


def test_sound_text_has_no_alternatives() -> None:
    for text, encoding in ((SIMPLIFIED, "gbk"), (TRADITIONAL, "big5")):
        assert decode(text.encode(encoding), encoding).alternatives == ()


def test_big5_bytes_declared_as_gbk_are_uncertain() -> None:
    assert decode(TRADITIONAL.encode("big5"), "gbk").alternatives == ("big5",)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_file_cut_within_its_last_character_keeps_its_encoding(encoding: str) -> None:
    decoded = decode("客户服务与管理".encode(encoding)[:-1])
    assert decoded.encoding == encoding
    assert decoded.text == "客户服务与管\ufffd"
    assert decoded.replaced == 1


def test_bytes_of_no_encoding_are_replaced_and_counted() -> None:
    decoded = decode("营销".encode() + b"\xff\xff\xff" + "方案".encode())
    assert decoded.by == "replaced"
    assert decoded.replaced == decoded.text.count("\ufffd") > 0


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("GB2312", "gb18030"),
        ("x-gbk", "gb18030"),
        ('"utf-8"', "utf-8"),
        ("Big5-HKSCS", "big5"),
        ("rot13", None),
        ("punycode", None),
        ("", None),
    ],
)
def test_declared_names(name: str, expected: str | None) -> None:
    assert canonical(name) == expected
