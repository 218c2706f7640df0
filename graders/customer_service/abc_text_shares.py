"""Shares and cumulative shares out of running text: ``福满楼占42%，累计42%``, ``甲、乙各占30%``, ``丙：20÷50=40%``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from yuejuan.graders.common.answers import Line
from yuejuan.graders.common.answers.calculation import terms_of
from yuejuan.graders.common.answers.names import NameBook
from yuejuan.graders.common.answers.plain import plain
from yuejuan.graders.common.document.places import span
from yuejuan.graders.common.numbers import Quantity, find_quantities, half_last_place
from yuejuan.graders.customer_service.abc_marks import Marks, ShareMark
from yuejuan.graders.customer_service.abc_text import Token, tokens_in

KINDS = ("share", "cumulative")
_SENTENCE = re.compile(r"[^。；;！？\n]+")
_CUMULATIVE = re.compile(r"累[计积加记]|加起来|合起来|(?:再|又)?加上?[^%，,]{0,12}$")
_CUMULATIVE_SHARE = re.compile(r"累[计积加记]的?(?:占比|比[重例率]|份额|百分[比率])?")
_SHARE = re.compile(r"占|比[重例率]|份额|百分比|百分率|贡献")
_THRESHOLD_BEFORE = re.compile(r"(?:超过|不到|达到|低于|大于|小于|高于|没过|未过|过了|首次|不足|满)[^%，,]{0,4}$")
_THRESHOLD_BEHIND = re.compile(r"^\s*(?:以[内上下]|之内|的?界限|的?线|的?标准)")
_JOINED = re.compile(r"[\s、，,和与及跟以]*")
_JOINS_NUMBERS = re.compile(r"\s*[、和与及]\s*")
_EACH = re.compile(r"各|都|均|同为|同样|一样|分别")
_IN_ORDER = "分别"
_LONGEST_HEADING = 20


@dataclass(frozen=True)
class _Percent:
    """A percentage behind a name, with the kind that its words say (``None`` when they say none)."""

    quantity: Quantity
    at: int
    kind: str | None


def read_shares(
    lines: Sequence[Line], names: NameBook, asked: Sequence[str], thresholds: frozenset[Fraction], marks: Marks
) -> None:
    """Add the shares that running text says to ``marks``; a line without a customer may say what is meant below it."""
    heading: str | None = None
    for line in lines:
        said = plain(line.own)
        tokens = [token for token in tokens_in(said, names) if token.kind == "name"]
        if said.strip() and not tokens and len(said) <= _LONGEST_HEADING:
            both = _CUMULATIVE.search(said) and _SHARE.search(_CUMULATIVE_SHARE.sub("", said))
            heading = None if both else _kind_in(said)
        for match in _SENTENCE.finditer(said):
            inside = [token for token in tokens if match.start() <= token.start < match.end()]
            if not inside:
                found = _percents(match.group(), match.start(), thresholds)
                own = [one for one in found if one.quantity.ratio not in {*thresholds, Fraction(1)}]
                marks.loose_shares |= set(KINDS) if own else set()
                continue
            label = said[match.start() : inside[0].start].rstrip()
            default = (_kind_in(label) if label.endswith(":") else None) or heading
            for group, segment_end in _groups(said, inside, match.end()):
                _read_group(line, said, group, (match.start(), segment_end), default, asked, thresholds, marks)


def _groups(said: str, tokens: Sequence[Token], end: int) -> Iterator[tuple[list[Token], int]]:
    """Names that stand side by side, and where what is said about them ends."""
    group: list[Token] = []
    for token in tokens:
        if group and not _JOINED.fullmatch(said[group[-1].end : token.start]):
            yield group, token.start
            group = []
        group.append(token)
    yield group, end


def _read_group(
    line: Line,
    said: str,
    group: Sequence[Token],
    limits: tuple[int, int],
    heading: str | None,
    asked: Sequence[str],
    thresholds: frozenset[Fraction],
    marks: Marks,
) -> None:
    first, end = limits
    behind = said[group[-1].end : end]
    leading = "cumulative" if _CUMULATIVE.search(said[max(first, group[0].start - 12) : group[0].start]) else None
    percents = list(_percents(behind, group[-1].end, thresholds))
    for kind in KINDS:
        own = [one for one, said_kind in zip(percents, _kinds(percents, leading or heading, asked), strict=True)
               if said_kind == kind]  # fmt: skip
        if len(group) > 1 and _IN_ORDER in behind and len(own) == len(group):
            pairs = list(zip(group, own, strict=True))
        elif len(group) > 1 and not (_EACH.search(behind) and kind == "share"):
            marks.loose_shares |= {kind} if own else set()
            continue
        else:
            pairs = [(token, one) for token in group for one in own[-1:]]
        for token, one in pairs:
            place = span(line.file, line.paragraph, one.at, one.at + one.quantity.end - one.quantity.start)
            half, percent = half_last_place(one.quantity.decimals), one.quantity.ratio is not None or None
            marks.shares.append(ShareMark(token.value, kind, one.quantity.value, half, percent, False, place))


def _kinds(percents: Sequence[_Percent], default: str | None, asked: Sequence[str]) -> list[str]:
    """What each percentage is: by its words, else by its place beside another, the heading, or what is asked for."""
    told = [one.kind for one in percents]
    if told == [None, None] and default is None:
        return ["share", "cumulative"]
    if None in told and any(told):
        other = "share" if "cumulative" in told else "cumulative"
        return [kind or other for kind in told]
    alone = default or (asked[0] if len(asked) == 1 else "share")
    return [kind or alone for kind in told]


def _percents(text: str, offset: int, thresholds: frozenset[Fraction]) -> Iterator[_Percent]:
    """The percentages of a text that are results: no terms of a calculation, no thresholds of the rule."""
    terms = {term.start for term in terms_of(text)}
    before, kind = 0, None
    for one in find_quantities(text):
        share = one.ratio if one.ratio is not None else _as_decimal(one)
        if share is None:
            continue
        words = text[before : one.start]
        is_limit = share in thresholds and (_THRESHOLD_BEFORE.search(words) or _THRESHOLD_BEHIND.match(text[one.end :]))
        if one.start not in terms and not is_limit:
            # 分别占25%、16%: what joins two numbers makes them the same kind.
            kind = kind if _JOINS_NUMBERS.fullmatch(words) else _kind_in(words)
            yield _Percent(one, offset + one.start, kind)
        before = before if one.start in terms else one.end


def _as_decimal(one: Quantity) -> Fraction | None:
    """A share written as ``0.25``."""
    return one.value if one.unit is None and one.decimals and 0 < one.value <= 1 else None


def _kind_in(words: str) -> str | None:
    if _CUMULATIVE.search(words):
        return "cumulative"
    return "share" if _SHARE.search(words) else None
