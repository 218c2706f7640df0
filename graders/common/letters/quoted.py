"""Older mails under or inside a letter: what a reply or a forward repeats is not said in this letter."""

from __future__ import annotations

import re
from collections.abc import Sequence

from yuejuan.graders.common.letters.labels import typed_label
from yuejuan.graders.common.letters.lines import Line

_OLDER = re.compile(
    r"^[-—_=*~\s]*(?:原始邮件|原邮件|转发的?邮件|以下是转发|original message|forwarded message|begin forwarded)"
    r"|.(?:写道|wrote)\s*[:：]$",
    re.IGNORECASE,
)
_SENT = re.compile(r"^\s*\*{0,2}(?:发送时间|时间|sent|date)\s*\*{0,2}\s*[:：]", re.IGNORECASE)
_LETTER = re.compile(r"\w")
_FEWEST_LETTERS = 20
_HEAD = 4


def without_quoted(lines: tuple[Line, ...]) -> tuple[tuple[Line, ...], bool]:
    """The lines of this letter, and whether an older mail was left out.

    Where next to nothing stands above the older mail, the letter itself was forwarded: nothing is left out then.
    """
    own = [line for line in lines if not line.text.startswith((">", "＞"))]
    for number, line in enumerate(own):
        if _OLDER.search(line.text) or _begins_head(own[number : number + _HEAD]):
            own = own[:number]
            break
    if len(own) == len(lines) or _letters(own) < _FEWEST_LETTERS:
        return lines, False
    return tuple(own), True


def _begins_head(lines: Sequence[Line]) -> bool:
    """``发件人：…`` with the time of sending in the next lines, as mail programs put above what they quote."""
    first = typed_label(lines[0].text)
    return first is not None and first.part == "sender" and any(_SENT.match(line.text) for line in lines[1:])


def _letters(lines: Sequence[Line]) -> int:
    """Letters in lines that are no head of a mail."""
    return sum(len(_LETTER.findall(line.text)) for line in lines if typed_label(line.text) is None)
