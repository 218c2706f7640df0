"""Clauses of a recommendation that nothing explains: where a need or a benefit may be said in words beyond the key."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from yuejuan.graders.common.answers import Line
from yuejuan.graders.common.answers.plain import NUMBERING, plain
from yuejuan.graders.common.keypoints import Match

_SENTENCE = re.compile(r"[^。！？!?；;\n]+")
_CLAUSE = re.compile(r"[^，,：:→|]+")
_HAN = re.compile(r"[\u4e00-\u9fff]")
# What says nothing of this customer or product: praise for everything, greetings, the terms of the sale, titles.
_SALES_TALK = re.compile(
    r"质量|品质|口碑|好评|爆款|网红|回购|销量|热卖|包邮|下单|优惠|折扣|赠|礼物|礼品|品牌|颜值|好看|漂亮|百搭|性价比|做工|精细|精致|"
    r"放心|喜欢|眼光|值得|五星|正品|售后|保修|发货|客服|随时|联系|抢购|库存|都说好|真好|很好|最好|很棒|不错|亲爱|"
    r"适合|合适|您好|你好|谢谢|感谢|欢迎|尊敬|推荐|介绍|需求|特点|特征|利益|好处|优势|分析|如下"
)
_EMPTY = frozenset("的了是会也就都很还在我们您你她他它这那款台个件和与又再吧呢啊吗呀对有要想让把给能可以所因为但而且")
_FEWEST, _FEWEST_BESIDE = 3, 5
_GRAM = 2
_FROM_BRIEF = 0.8

Span = tuple[int, int]


@dataclass(frozen=True)
class Clause:
    """Words of an answer that no point explains, with the sentence that they stand in."""

    line: Line
    sentence: Span
    span: Span

    def as_match(self) -> Match:
        """The clause in the form of what was found, to ask whose it may be."""
        return Match("", self.line, self.sentence, (self.span,), False)


def unexplained(
    lines: Sequence[Line], found: Iterable[Match], product: Iterable[Match], phrases: Iterable[str], brief: str
) -> Iterator[Clause]:
    """Every clause with several characters besides the words found, the brief's facts and praise for everything.

    One with a phrase of the key that was not found there takes it back, and is explained too. ``product`` is what of
    ``found`` speaks of the product.
    """
    known, named = tuple(map(plain, phrases)), {(id(one.line), word) for one in product for word in one.words}
    words: dict[int, list[Span]] = {}
    for match in found:
        words.setdefault(id(match.line), []).extend(match.words)
    facts = _grams(brief)
    for line in lines:
        if line.paragraph.level is not None:
            continue
        for sentence in _SENTENCE.finditer(line.own):
            for clause in _CLAUSE.finditer(sentence.group()):
                start = sentence.start() + clause.start()
                end = start + len(clause.group())
                inside = [word for word in words.get(id(line), ()) if start <= word[0] and word[1] <= end]
                denied = not inside and any(phrase in plain(clause.group()) for phrase in known)
                # A feature or benefit brings the name of the product or a verb with it.
                fewest = _FEWEST_BESIDE if any((id(line), word) in named for word in inside) else _FEWEST
                if not denied and _says_more(line.own, (start, end), inside, facts, fewest):
                    yield Clause(line, sentence.span(), (start, end))


def _says_more(text: str, span: Span, words: Sequence[Span], facts: frozenset[str], fewest: int) -> bool:
    clause = text[slice(*span)]
    if _SALES_TALK.search(clause) or _is_fact(clause, facts):
        return False
    number = NUMBERING.match(clause)
    first = span[0] + (number.end() if number else 0)
    rest = (at for at in range(first, span[1]) if not any(start <= at < end for start, end in words))
    return sum(text[at] not in _EMPTY and _HAN.match(text[at]) is not None for at in rest) >= fewest


def _is_fact(clause: str, facts: frozenset[str]) -> bool:
    """Whether the brief has nearly every pair of characters of a clause."""
    pairs = _pairs(clause)
    return bool(facts) and sum(pair in facts for pair in pairs) >= _FROM_BRIEF * len(pairs)


def _grams(brief: str) -> frozenset[str]:
    return frozenset(_pairs(brief))


def _pairs(text: str) -> list[str]:
    letters = "".join(character for character in plain(text) if character.isalnum())
    return [letters[at : at + _GRAM] for at in range(len(letters) - _GRAM + 1)]
