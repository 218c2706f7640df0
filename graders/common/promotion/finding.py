"""Looking for promotion elements line by line, and across the break between two lines that belong together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from yuejuan.graders.common.numbers import read_chinese
from yuejuan.graders.common.promotion.elements import Kind, Promotion, Unit
from yuejuan.graders.common.promotion.normal import normal
from yuejuan.graders.common.promotion.patterns import (
    BARE_NUMBER,
    ENDS_A_BARE_PRICE,
    ENDS_WITH_PRICE_WORD,
    NOT_A_PRICE_AFTER,
    NOT_A_PRICE_BEFORE,
    ORIGINAL,
    PATTERNS,
    PRICE,
)

LONGEST = 200
"""Characters of a line that are looked at: no promotion is longer, and a detail page has thousands of lines."""
_ACROSS = frozenset[Kind]({"full_reduce", "full_gift", "second_half", "new_shop_price"})
_LEAVES_THE_PRICE = frozenset[Kind]({"new_shop_price", "seckill"})
_MOST_YUAN = 1_000_000


def find_promotions(lines: Sequence[str]) -> tuple[Promotion, ...]:
    """The elements in ``lines``, which come in reading order; each line is one text of a picture or paragraph.

    An element that two neighbouring lines make together (``满200`` above ``减30``) counts for the kinds whose halves
    mean nothing alone.
    """
    texts = [normal(line)[:LONGEST] for line in lines]
    found: list[Promotion] = []
    for number, text in enumerate(texts):
        found.extend(_in_line(text, number))
    for number, (upper, lower) in enumerate(pairwise(texts)):
        found.extend(_across(upper, lower, number))
    return tuple(sorted(found, key=lambda element: element.line))


def _in_line(text: str, line: int) -> Iterator[Promotion]:
    free = text
    for kind, pattern in PATTERNS:
        for match in pattern.finditer(free):
            yield _element(kind, match, line, line)
            if kind not in _LEAVES_THE_PRICE:
                free = _without(free, match)
    yield from _prices(text, free, line)


def _without(text: str, match: re.Match[str]) -> str:
    """``text`` with the match blanked out, so that places stay and nothing new is read across it."""
    return text[: match.start()] + "\n" * (match.end() - match.start()) + text[match.end() :]


def _across(upper: str, lower: str, line: int) -> Iterator[Promotion]:
    if not upper or not lower or (upper[-1].isdigit() and lower[0].isdigit()):
        return
    both = upper + lower
    break_at = len(upper)
    for kind, pattern in PATTERNS:
        if kind not in _ACROSS:
            continue
        for match in pattern.finditer(both):
            # A figure that stands alone in its line belongs to what is beside it, which nobody knows here.
            begins_in_words = not match.group()[0].isdigit()
            spans = match.start() < break_at - 1 and match.end() > break_at + 1
            if begins_in_words and spans and not pattern.search(upper):
                yield _element(kind, match, line, line + 1)
                both = _without(both, match)
    if ENDS_WITH_PRICE_WORD.search(upper) and (bare := BARE_NUMBER.fullmatch(lower)):
        original = ORIGINAL.search(upper) is not None
        amount = _figure(bare["m"])
        yield Promotion(
            kind="price", text=upper + lower, line=line, last_line=line + 1, amount=amount, original=original
        )


def _element(kind: Kind, match: re.Match[str], line: int, last_line: int) -> Promotion:
    groups = match.groupdict()
    threshold, amount = _figure(groups.get("n")), _figure(groups.get("m"))
    unit: Unit | None = None
    if threshold is not None:
        unit = "yuan" if (groups.get("u") or "元")[0] in "元块" else "pieces"
        if match.group().startswith("买"):
            unit = "pieces"
    fold = _fold(groups)
    return Promotion(
        kind=kind,
        text=match.group(),
        line=line,
        last_line=last_line,
        amount=amount,
        threshold=threshold,
        threshold_unit=unit,
        fold=fold,
        gift=groups.get("g"),
        plausible=_plausible(kind, threshold, unit, amount, fold),
    )


def _plausible(
    kind: Kind, threshold: Fraction | None, unit: Unit | None, amount: Fraction | None, fold: Fraction | None
) -> bool:
    if kind == "full_reduce" and unit == "yuan" and threshold is not None and amount is not None:
        return 0 < amount < threshold
    if fold is not None:
        return 0 < fold < 10 or (kind == "second_half" and fold == 0)
    return amount is None or 0 < amount < _MOST_YUAN


def _figure(text: str | None) -> Fraction | None:
    if text is None:
        return None
    return Fraction(text) if text[0].isascii() else read_chinese(text)


def _fold(groups: dict[str, str | None]) -> Fraction | None:
    """8.8 for ``8.8``, ``88``, ``八八`` and ``八点八``; 5 for 半价, 0 for 免费."""
    if groups.get("half"):
        return Fraction(5)
    if groups.get("free"):
        return Fraction(0)
    text = groups.get("f")
    if not text:
        return None
    if text[0].isascii():
        value = Fraction(text)
        return value / 10 if "." not in text and len(text) == 2 and value > 10 else value
    digits = [read_chinese(character) for character in text if character != "点"]
    known = [digit for digit in digits if digit is not None]
    return sum((digit / 10**place for place, digit in enumerate(known)), Fraction(0))


def _prices(text: str, free: str, line: int) -> Iterator[Promotion]:
    """The prices in ``free``, which is ``text`` without what other kinds have taken."""
    for match in PRICE.finditer(free):
        before, after = free[: match.start()], free[match.end() :]
        if not (match["sign"] or match["yuan"]):
            announced = match["word"] not in (None, "仅") and ENDS_A_BARE_PRICE.match(after)
            with_shipping = "." in match["m"] and text[match.end() :].startswith("包邮")
            if not (announced or with_shipping):
                continue
        for_one_piece = match["sign"] is not None and after.startswith("件")
        if NOT_A_PRICE_BEFORE.search(before) or (NOT_A_PRICE_AFTER.match(after) and not for_one_piece):
            continue
        amount = _figure(match["m"])
        small = match["jiao"] or match["mao"]
        if amount is None:
            continue
        amount += Fraction(int(small), 10) if small else 0
        if not 0 < amount < _MOST_YUAN:
            continue
        original = ORIGINAL.search(before + (match["word"] or "")) is not None
        yield Promotion(kind="price", text=match.group(), line=line, last_line=line, amount=amount, original=original)
