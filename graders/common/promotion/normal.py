"""One spelling for what looks the same: widths, variant characters, ornaments, and unmistakable slips of OCR."""

from __future__ import annotations

import re
import unicodedata

_VARIANTS = str.maketrans(
    "滿減贈買價優殺時開張業郵費雙兩買領圓塊後現齊產萬", "满减赠买价优杀时开张业邮费双两买领元块后现齐产万"
)
_SLIPS = (
    # Letters between digits, or between a digit and a unit, are digits: 1O0元, 2l8元.
    (re.compile(r"(?<=[0-9.])[OoQ](?=[0-9.元折件])"), "0"),
    (re.compile(r"(?<=[0-9])[lI|](?=[0-9.元折件])"), "1"),
    # The sign of the yuan read as a letter, where a price is announced and digits follow.
    (re.compile(r"(?<=[价售需要:])[YV羊](?=[0-9])"), "¥"),
    (re.compile(r"[¥][-=]*(?=[0-9])"), "¥"),
)
_MINUS = re.compile(r"(?<=[满每])([0-9]{1,6})元?[-−–—~]([0-9]{1,6})(?![0-9.])")
_KEPT = re.compile(r"[0-9A-Za-z%¥.:]|[\u4e00-\u9fff]|〇")
_DOTS = re.compile(r"(?<![0-9])[.:]|[.:](?![0-9])")
_BARRIER = " "


def normal(text: str) -> str:
    """``text`` in NFKC and simplified characters, without blanks and ornaments.

    A sign between two digits stays as a blank, because ``10-20元`` is not ``1020元``; a comma of thousands goes.
    """
    text = unicodedata.normalize("NFKC", text).translate(_VARIANTS).replace("RMB", "¥").replace("。", ".")
    text = re.sub(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))", "", text)
    for pattern, meant in _SLIPS:
        text = pattern.sub(meant, text)
    text = _MINUS.sub(_taken_off, text)
    kept: list[str] = []
    gap = False
    for character in text:
        if not _KEPT.match(character):
            gap = True
            continue
        if gap and kept and kept[-1][-1].isdigit() and character.isdigit():
            kept.append(_BARRIER)
        kept.append(character)
        gap = False
    return _DOTS.sub("", "".join(kept))


def _taken_off(match: re.Match[str]) -> str:
    """``满300-50`` is 满300减50; a figure that is not below the first is the end of a range."""
    return f"{match[1]}减{match[2]}" if int(match[2]) < int(match[1]) else match[0]
