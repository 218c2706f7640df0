"""A word with one wrong character, as hands and input methods make them."""

from __future__ import annotations

from collections.abc import Iterator

_DENIALS = frozenset("不没无未勿非零别")
_PAIRS = (
    "快慢 好坏 好差 高低 大小 多少 长短 前后 进出 买卖 有无 内外 上下 先后 早晚 轻重 新旧 真假 优劣 加减 升降 涨跌 "
    "增减 冷热 软硬 厚薄 远近 贵贱 难易 松紧 正反 男女 左右 收发 退换 退进"
)
_OPPOSITES = frozenset(both for pair in _PAIRS.split() for both in ((pair[0], pair[1]), (pair[1], pair[0])))
Span = tuple[int, int]


def slip(said: str, word: str) -> Span | None:
    """Where ``word`` stands first with one of its characters replaced by another Han character, if anywhere.

    A character that denies is neither put in nor replaced, and none is taken for its opposite: 发货慢 is no slip of
    发货快.
    """
    length = len(word)
    for start in _candidates(said, word):
        if 0 <= start <= len(said) - length and _one_wrong(said[start : start + length], word):
            return start, start + length
    return None


def is_opposite(said: str, phrase: str) -> bool:
    """Whether a sentence has the opposite of a character of the phrase, and not that character: 慢 and no 快."""
    return any(one in phrase and one not in said and other in said and other not in phrase for one, other in _OPPOSITES)


def _candidates(said: str, word: str) -> list[int]:
    """Where the word can begin: one half of it is written right."""
    half = len(word) // 2
    return sorted({*_places(said, word[:half], 0), *_places(said, word[half:], half)})


def _places(said: str, part: str, before: int) -> Iterator[int]:
    at = said.find(part)
    while at >= 0:
        yield at - before
        at = said.find(part, at + 1)


def _one_wrong(written: str, word: str) -> bool:
    wrong = [(one, other) for one, other in zip(written, word, strict=True) if one != other]
    if len(wrong) != 1:
        return False
    (one, other) = wrong[0]
    return "\u4e00" <= one <= "\u9fff" and not {one, other} & _DENIALS and (one, other) not in _OPPOSITES
