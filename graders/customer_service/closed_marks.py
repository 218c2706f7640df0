"""Choices that are ticked or lettered instead of written: ``☑质量异议``, ``质量异议（√）``, ``答案：B``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

_IN_BRACKETS = r"[(（\[【]\s*{}\s*[)）\]】]"
_TICK = re.compile(rf"[☑☒√✓✔✅■●]|{_IN_BRACKETS.format('[√✓✔✅]')}")
_NO_TICK = re.compile(rf"[□☐○◯×✗✘]|{_IN_BRACKETS.format('[×xX✗✘]?')}")
_LETTERED = r"(?<![A-Za-z])(?P<letter>[A-Ha-hＡ-Ｈ])\s*[.．、:：)）]?\s*"
_ANSWER = re.compile(
    r"^(?:[^，。；！？,;!?A-Za-z]{0,16}?(?:答案?|选择?|应选|类型|类别|为|是)\s*)?[:：]?\s*[(（【\[]?\s*([A-Ha-hＡ-Ｈ])\s*[)）】\]]?\s*[。.]?$"
)
# 选C，因为…: only behind a word of choosing may more follow.
_CHOSEN = re.compile(
    r"^(?:我(?:们)?)?(?:选择?|应选|答案?\s*[是为：:])\s*[(（【\[]?\s*([A-Ha-hＡ-Ｈ])\s*[)）】\]]?(?=\s*[，,。；;：:、.．](?!\s*[A-Ha-hＡ-Ｈ]))"
)


def ticked(text: str, choice: tuple[int, int], first: int) -> bool | None:
    """Whether a choice is ticked: False where its box is empty or crossed, ``None`` without a box.

    ``choice`` is its start and end in the line, ``first`` the start of the line's first choice: where a box stands
    before that one, all stand before theirs, else behind.
    """
    leads = any(pattern.search(text[:first]) for pattern in (_TICK, _NO_TICK))
    for pattern, value in ((_TICK, True), (_NO_TICK, False)):
        boxes = [match.span() for match in pattern.finditer(text)]
        if any(_next_to(text, box, choice, leads) for box in boxes):
            return value
    return None


def _next_to(text: str, box: tuple[int, int], choice: tuple[int, int], leads: bool) -> bool:
    left, right = (box, choice) if leads else (choice, box)
    return left[1] <= right[0] and not text[left[1] : right[0]].strip()


def letters_of(texts: Iterable[str], owner: Mapping[str, str]) -> dict[str, str]:
    """The choice that each letter stands for in a list (``A. 价格异议``); letters that name two are left out."""
    words = "|".join(re.escape(word) for word in sorted(owner, key=lambda word: (-len(word), word)))
    option = re.compile(rf"{_LETTERED}(?P<word>{words})", re.IGNORECASE)
    found: dict[str, set[str]] = {}
    for text in texts:
        for match in option.finditer(text):
            found.setdefault(_upper(match["letter"]), set()).add(owner[match["word"].lower()])
    return {letter: choices.pop() for letter, choices in found.items() if len(choices) == 1}


def letter_chosen(text: str) -> str | None:
    """The one letter that a line gives as the answer (``答案：B``, ``选（C）``), else ``None``."""
    match = _ANSWER.match(text.strip()) or _CHOSEN.match(text.strip())
    return _upper(match[1]) if match else None


def _upper(letter: str) -> str:
    return chr(ord(letter) - 0xFEE0) if letter > "\uff00" else letter.upper()
