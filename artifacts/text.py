"""Text out of bytes in the encodings that Chinese files come in.

The order is: byte order mark; UTF-8 when the bytes are valid UTF-8; the declared encoding when it decodes strictly;
GB 18030; then the encoding that leaves the fewest undecodable bytes. Big5 and UTF-16 without a mark are taken before
GB 18030 only when their reading is plainly the better Chinese, because GB 18030 accepts almost any pair of high bytes.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from typing import Literal

Reason = Literal["bom", "valid", "declared", "detected", "replaced"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_GB_FAMILY = {"gb2312", "gbk", "gb18030", "hz"}
_BIG5_FAMILY = {"big5", "big5hkscs", "cp950"}
_FIRST_LEVEL = {"gb2312": (b"\xb0\xa1", b"\xd7\xf9"), "big5": (b"\xa4\x40", b"\xc6\x7e")}
# Python codecs that are no character sets of files, or slow on hostile bytes.
_NOT_OF_FILES = {"idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape", "unicode-escape", "utf-7"}
_SAMPLE = 20_000
_CLEARLY_BETTER = 0.2
_AS_GOOD = 0.1
_READABLE = 0.5
_TAIL = 3


@dataclass(frozen=True)
class Decoded:
    """Text and how it was read.

    ``encoding`` is a Python codec name of the bytes (``utf-8``, ``gb18030`` for the whole GB family, ``big5``,
    ``utf-16-le`` …). ``by`` says what decided. ``alternatives`` are other encodings that read the same bytes without
    error as text that is as plausible and different: when there are any, the encoding is uncertain. ``replaced``
    counts U+FFFD that stand for bytes that no encoding explains.
    """

    text: str
    encoding: str
    by: Reason
    alternatives: tuple[str, ...] = ()
    replaced: int = 0
    bom: bool = False


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Read ``data`` as text; ``declared`` is what the file itself or its sender says (an HTML meta, a MIME charset).

    Never raises: what cannot be decoded becomes U+FFFD and is counted in ``replaced``.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            text = data[len(mark) :].decode(encoding, errors="replace")
            return Decoded(text, encoding, "bom", replaced=text.count("\ufffd"), bom=True)
    if b"\0" in data[:_SAMPLE] and (wide := _utf16(data)):
        return wide
    unicode_text = _strict(data, "utf-8")
    if unicode_text is not None:
        return Decoded(unicode_text, "utf-8", "valid", replaced=unicode_text.count("\ufffd"))
    readings = {name: reading for name in ("gb18030", "big5") if (reading := _strict(data, name)) is not None}
    codec = canonical(declared)
    said = readings.get(codec) or _strict(data, codec) if codec else None
    if codec and said is not None:
        return Decoded(said, codec, "declared", _alternatives(said, codec, readings), said.count("\ufffd"))
    return _detected(data, readings)


def canonical(name: str | None) -> str | None:
    """Python's name of a declared charset, the GB family as ``gb18030`` and the Big5 family as ``big5``; else ``None``.

    Web pages and mails say gb2312 for GBK and GB 18030 (WHATWG Encoding Standard, labels of gbk).
    """
    if not name:
        return None
    try:
        found = codecs.lookup(name.strip(" \t\r\n\"'").lower().removeprefix("x-"))
    except (LookupError, ValueError):
        return None
    if not getattr(found, "_is_text_encoding", True) or found.name in _NOT_OF_FILES:
        return None
    if found.name in _GB_FAMILY:
        return "gb18030"
    return "big5" if found.name in _BIG5_FAMILY else found.name


def plausibility(text: str, encoding: str) -> float:
    """Share, 0 to 1, of the characters beyond ASCII that everyday text of ``encoding``'s region uses.

    For Han characters that is the first, frequency-based level of GB 2312 (3,755) or of Big5 (5,401).
    """
    sample = [character for character in text[:_SAMPLE] if character > "\x7f"]
    if not sample:
        return 0.0
    return sum(_everyday(character, encoding) for character in sample) / len(sample)


def _everyday(character: str, encoding: str) -> bool:
    if character in "，。、；：？！“”‘’（）《》【】—…·￥　":
        return True
    if "\u4e00" <= character <= "\u9fff":
        mainland, taiwan = _first_level(character, "gb2312"), _first_level(character, "big5")
        return (taiwan and encoding != "gb18030") or (mainland and encoding != "big5")
    return "\uff01" <= character <= "\uff5e" and encoding != "big5"


def _first_level(character: str, charset: str) -> bool:
    low, high = _FIRST_LEVEL[charset]
    return low <= character.encode(charset, "ignore") <= high


def _strict(data: bytes, encoding: str) -> str | None:
    """The text, or ``None``. A character cut off at the very end (a truncated file) does not count as an error."""
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        cut_off = error.start >= len(data) - _TAIL and error.start > 0 and max(data[: error.start]) > 0x7F
        if not cut_off or encoding.startswith(("utf-16", "utf-32")):
            return None
        return data[: error.start].decode(encoding) + "\ufffd"
    except UnicodeError:
        return None


def _utf16(data: bytes) -> Decoded | None:
    """UTF-16 without a mark, given away by NUL bytes: the byte order that gives everyday characters, else ``None``."""
    whole = data if len(data) % 2 == 0 else data[:-1]
    readings: list[tuple[float, str, str]] = []
    for encoding in ("utf-16-le", "utf-16-be"):
        text = _strict(whole, encoding)
        if text and "\0" not in text:
            sample = text[:_SAMPLE]
            usual = sum(c.isprintable() or c.isspace() if c <= "\x7f" else _everyday(c, encoding) for c in sample)
            readings.append((usual / len(sample), encoding, text))
    if not readings or max(readings)[0] < _READABLE:
        return None
    _, encoding, text = max(readings)
    return Decoded(text, encoding, "detected")


def _alternatives(text: str, chosen: str, readings: dict[str, str]) -> tuple[str, ...]:
    own = plausibility(text, chosen)
    return tuple(
        encoding
        for encoding, other in readings.items()
        if encoding != chosen and other != text and plausibility(other, encoding) >= own - _AS_GOOD
    )


def _detected(data: bytes, readings: dict[str, str]) -> Decoded:
    """The most plausible strict reading, GB 18030 unless another is clearly better; else the least damaged one."""
    candidates = dict(readings)
    if len(data) % 2 == 0:
        wide = {encoding: _strict(data, encoding) for encoding in ("utf-16-le", "utf-16-be")}
        candidates |= {encoding: text for encoding, text in wide.items() if text is not None}
    if not candidates:
        return _least_damaged(data)
    scores = {encoding: plausibility(text, encoding) for encoding, text in candidates.items()}
    best = max(scores, key=lambda encoding: scores[encoding])
    if best != "gb18030" and scores[best] < scores.get("gb18030", -1.0) + _CLEARLY_BETTER:
        best = "gb18030"
    others = {encoding: text for encoding, text in candidates.items() if scores[encoding] >= _READABLE}
    text = candidates[best]
    return Decoded(text, best, "detected", _alternatives(text, best, others), text.count("\ufffd"))


def _least_damaged(data: bytes) -> Decoded:
    texts = {encoding: data.decode(encoding, errors="replace") for encoding in ("utf-8", "gb18030", "big5")}
    best = min(texts, key=lambda encoding: texts[encoding].count("\ufffd"))
    return Decoded(texts[best], best, "replaced", replaced=texts[best].count("\ufffd"))
