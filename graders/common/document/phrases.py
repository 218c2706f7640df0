"""Words and phrases in running text: where they stand, and whether the sentence takes them back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from yuejuan.artifacts.document.facts import Paragraph
from yuejuan.graders.common.document.places import span
from yuejuan.graders.finding import TextSpan

# A negation holds up to the end of its clause; 不仅, 不但 and the like affirm.
_NEGATED = re.compile(
    r"(?:不(?![仅但只光单]|同|断|少|超过|低于|高于|多于|大于|小于)|没有|没|未|无(?![论限])|别(?!具|致)|勿|避免|禁止|并非|不能|不会|不应|拒绝)[^，。；！？,;!?]{0,6}$"
)
# A condition takes nothing back: 没有问题就确认收货, 没课就刷视频, 不懂的可以咨询, 不满意可以退货.
_CONDITION = re.compile(
    r"(?:没有?[课事空货活人](?=就|的?时候|时)|没有?问题|拿不准|不(?:懂|清楚|明白|确定|满意|合适|喜欢))(?:的话|[的时后了])?(?:就|再|请|先|随时|可以?)"
    r"[^，。；！？,;!?]{0,6}$"
)
# What follows may give it up: 直播暂时不考虑; 直播太贵，我们不做. The verb ends its clause, without an object.
_GIVES_UP = (
    r"(?:暂时|暂|这次|本次|先|也|都|就|更|还|坚决|一律|只好|所以|因此|因而|于是|故|目前|我们|公司|本店|店里|合作社|我店)*"
    r"(?:(?:不(?:能|会|打算|准备|想|再|必|用|宜|可|做)?|没(?:有)?(?:办法|法|打算)|无法)(?:去|再|选择|考虑)?"
    r"(?:做|用|采用|选用|选|选择|考虑|开|办|开办|发|搞|投|投放|上|采取|使用|推|推广|开展|进行|参加|涉及|拍|播|打|建|请|买)|放弃|取消|不做)"
    r"(?:了|它|这个|这种|这一项)?(?=[，。；！？,;!?\s]|$)"
)
_GIVEN_UP_HERE = re.compile(rf"[^，。；！？,;!?]{{0,12}}?{_GIVES_UP}")
_GIVEN_UP_NEXT = re.compile(rf"\s*{_GIVES_UP}")
_CLAUSE_END = re.compile(r"[，,]")
_SENTENCE_END = re.compile(r"[。；！？;!?\n]")
_REACH = 12
_FOLLOWS = 60
_BLANKS = re.compile(r"\s+")


def find_phrases(
    file: str, paragraphs: Iterable[Paragraph], words: Sequence[str], most: int = 5
) -> tuple[TextSpan, ...]:
    """The first places where one of ``words`` is said and not taken back, at most ``most``; case does not count."""
    pattern = alternatives(words)
    found: list[TextSpan] = []
    for paragraph in paragraphs:
        for match in pattern.finditer(paragraph.text):
            if not negated(paragraph.text, match.start()):
                found.append(span(file, paragraph, match.start(), match.end()))
            if len(found) >= most:
                return tuple(found)
    return tuple(found)


def alternatives(words: Sequence[str]) -> re.Pattern[str]:
    """A pattern for any of ``words``, longest first; blanks inside a word may be there or not."""
    return _alternatives(tuple(words))


@lru_cache(maxsize=512)
def _alternatives(words: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted((word for word in words if word.strip()), key=lambda word: (-len(word), word))
    return re.compile(
        "|".join(r"\s*".join(map(re.escape, _BLANKS.sub("", word))) for word in longest_first), re.IGNORECASE
    )


def negated(text: str, start: int) -> bool:
    """True when the clause takes back what begins at ``start`` (``不采用…``, ``没有…``)."""
    before = text[max(0, start - _REACH) : start]
    return _NEGATED.search(before) is not None and _CONDITION.search(before) is None


def given_up(text: str, end: int) -> bool:
    """True when what ends at ``end`` is given up behind it (``直播暂时不考虑``, ``直播太贵，我们不做``)."""
    sentence_end = _SENTENCE_END.search(text, end)
    rest = text[end : min(end + _FOLLOWS, sentence_end.start() if sentence_end else len(text))]
    if _GIVEN_UP_HERE.match(rest):
        return True
    return any(_GIVEN_UP_NEXT.match(rest, comma.end()) for comma in _CLAUSE_END.finditer(rest))
