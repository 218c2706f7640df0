"""Text that stands for an answer and is none: blanks, dots, 略, 待补, 不会写."""

from __future__ import annotations

import re

_FILLER = (
    r"(?:还?没(?:有)?(?:想好|写(?:完|好)?)|不(?:会|知道)(?:写|说|做|答)?|忘(?:了|记了?)|略|待[补写定填续](?:充|齐|全|完善)?|空着?|暂无|无|同上|"
    r"以后再写)"
)
_MARKS = r"[\s.…。、，\-—_:：（）()【】/]*"
_NOTHING = re.compile(rf"^{_MARKS}(?:{_FILLER}{_MARKS})?$")
_LONGEST = 40
_LABEL = re.compile(r"^[^。！？；，,!?;:：]{0,20}[:：]\s*$")


def is_filler(text: str) -> bool:
    """Whether a text is blank or only says that nothing is said."""
    return _NOTHING.match(text[:_LONGEST]) is not None and len(text.strip()) <= _LONGEST


def is_label(text: str) -> bool:
    """Whether a line is nothing but a label, behind which the answer would stand."""
    return _LABEL.match(text.strip()) is not None
