"""A budget told in sentences: ``请3位主播，每位700元，共2100元；做5张海报，每张160元，共800元``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from yuejuan.artifacts.document.facts import Paragraph
from yuejuan.graders.common.document.places import span
from yuejuan.graders.common.numbers import Quantity, find_quantities
from yuejuan.graders.marketing_plan.budget_lines import Budget, Line, money

_PRICE = re.compile(
    r"(?:每(?:一)?(?:[^\s，,。；;：:\d]{0,3})|单价|一[\u4e00-\u9fff]|各)(?:是|为|约|只要|要|花|需要?)?[：:]?\s*$"
)
_EACH = re.compile(r"每([^\s，,。；;：:\d])")
_FOR_ONE = re.compile(r"\s*[一每1]([\u4e00-\u9fff])")
_AMOUNT = re.compile(r"共|就是|也就是|是|要|需|花|计|为|得|费用?|[=＝：:]")
_TOTAL = re.compile(r"总共|总计|合计|一共|加起来|总费用|总预算|全部")
_NOT_COUNTED = frozenset({"年", "月", "岁", "%", "％", "折", "cm", "mm", "kg", "g", "ml", "克", "周"})
_STOP = re.compile(r"[。；;！？\n]")
_LONGEST_LABEL = 16


@dataclass
class _Item:
    """What was read of one item so far."""

    start: int | None = None
    price: Quantity | None = None
    unit: str | None = None
    """What the price is for."""
    counts: tuple[Quantity, ...] = ()


def told_budget(file: str, paragraphs: Sequence[Paragraph]) -> Budget | None:
    """The budget of items with a number of pieces, a price for each and an amount; ``None`` below two of them."""
    lines = [line for one in paragraphs for line in _items(file, one)]
    return Budget(file, "sentences", tuple(lines), False, lines[0].evidence) if len(lines) > 1 else None


def _items(file: str, paragraph: Paragraph) -> Iterator[Line]:
    text = paragraph.text
    item, before = _Item(), 0
    for quantity in find_quantities(text):
        words = text[before : quantity.start]
        if quantity.yuan is not None and item.counts and _is_each(item.counts[-1], words):
            item.price, item.unit, item.counts = quantity, item.counts[-1].unit, item.counts[:-1]
            before = quantity.end
            continue
        if item.price is not None and item.counts and quantity.yuan is not None and _is_amount(words):
            yield _line(file, paragraph, item, quantity)
            item = _Item()
        elif quantity.yuan is not None and (_PRICE.search(words) or quantity.per or _FOR_ONE.match(text, quantity.end)):
            each = _EACH.search(words) or _FOR_ONE.match(text, quantity.end)
            item.price, item.unit = quantity, quantity.per or (each[1] if each else None)
        elif item.price is not None and not words.strip() and quantity.text.startswith("一") and quantity.value == 1:
            pass
        elif quantity.yuan is not None and _TOTAL.search(words):
            item = _Item()
        elif quantity.unit is not None and quantity.yuan is None and quantity.unit not in _NOT_COUNTED:
            item.counts = (*item.counts, quantity)
        elif quantity.yuan is not None and _STOP.search(words):
            item = _Item()
        if item.start is None and (item.price or item.counts):
            item.start = before
        before = quantity.end


def _is_each(count: Quantity, words: str) -> bool:
    """``一位600元``: what is counted there is the piece that the price is for."""
    return count.text.startswith("一") and count.value == 1 and words.strip() in ("", "是", "要")


def _is_amount(words: str) -> bool:
    return not _STOP.search(words) and not _TOTAL.search(words) and (not words.strip() or bool(_AMOUNT.search(words)))


def _line(file: str, paragraph: Paragraph, item: _Item, amount: Quantity) -> Line:
    start = item.start or 0
    counted = _count(item)
    words = re.split(r"[，,。；;：:、]", paragraph.text[start : item.counts[0].start])[-1].strip()
    label = words or paragraph.text[item.counts[0].end :][:_LONGEST_LABEL].split("，")[0]
    values = {"price": money(item.price, "元"), "quantity": counted, "amount": money(amount, "元")}
    unread = tuple(name for name, value in values.items() if value is None)
    place = span(file, paragraph, min(start, amount.start), amount.end)
    return Line(
        "item", label[-_LONGEST_LABEL:], "", money(item.price, "元"), counted, money(amount, "元"), place, unread
    )


def _count(item: _Item) -> Quantity | None:
    """The number of pieces: the only one, or the one whose unit the price is for; else it is not known."""
    if len(item.counts) == 1:
        return item.counts[0]
    matching = [one for one in item.counts if one.unit == item.unit]
    return matching[0] if len(matching) == 1 else None
