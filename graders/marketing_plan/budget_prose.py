"""Budgets and totals in running text: ``海报设计：150元×80张=12000元``, ``共计：107500元``, ``总费用10.55万元``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from yuejuan.artifacts.document.facts import Paragraph
from yuejuan.graders.common.document.places import sentences, span
from yuejuan.graders.common.numbers import Quantity, find_quantities, read_quantity
from yuejuan.graders.finding import TextSpan
from yuejuan.graders.marketing_plan.budget_lines import Budget, Line, Money, money

_TIMES = r"\s*[x×X*✕╳·]\s*"
_PART = r"[¥￥]?\s*[\d,，.]+\s*[万千]?\s*[^\s\d=＝x×X*✕╳：:，,。；;]{0,4}"
_PRODUCT = re.compile(
    rf"(?:^|[，,。；;、\s])(?P<item>[^：:，,。；;=＝]{{0,19}}?[^：:，,。；;=＝\d.¥￥\s])[：:]?\s*(?P<a>{_PART}){_TIMES}(?P<b>{_PART})\s*[=＝]\s*(?P<amount>{_PART})"
)
_TOTAL_WORDS = (
    r"(?:总?(?:费用|预算|经费|投入|金额|支出|花费)(?:总额|总计|合计|共计|总共|一共|共|为|是|约|预计|总和)|总(?:费用|预算|经费|投入|支出|花费|金额)"
    r"|(?:费用|预算|经费)?(?:合计|共计|总计|总共|一共)|预算共|加起来|相加|加在一起|总和|总数)"
)
_TOTAL = re.compile(_TOTAL_WORDS + r"[^，。；;！？\d]{0,8}?[:：]?\s*$")
_LIMIT = re.compile(
    r"(?:不超过|不得超过|未超过|没有超过|不能超过|超过|限额|上限|控制在|低于|不高于|少于|小于|最多|不多于)[^，。；;\d]{0,6}$"
)
_WITHIN = re.compile(r"^\s*(?:以内|之内|以下|的?限额|的?上限|的?限制|的?红线)")
_ABOUT = re.compile(r"(?:约|大约|近|左右)\s*$")
_REACH = 60
_SUM = re.compile(r"[¥￥]?[\d,.]+\s*[万千]?元?(?:\s*[+＋]\s*[¥￥]?[\d,.]+\s*[万千]?元?)+\s*[=＝]\s*$")
_SAID_AGAIN = re.compile(r"\s*[，,（(]?\s*(?:即|也就是|就是|折合|折算为?|合|约合|等于|[=＝])\s*(?:人民币)?\s*")
_PART_OF_TOTAL = re.compile(r"(?:占|其中)[^，。；;]{0,10}$")


@dataclass(frozen=True)
class Statement:
    """A total said in the text, and whether it was said as about so much."""

    money: Money
    span: TextSpan
    about: bool
    alone: bool


def statements(file: str, paragraphs: Sequence[Paragraph]) -> list[Statement]:
    """Every total that running text states; limits (``不超过12万元``) and single items are none."""
    found = []
    for paragraph in paragraphs:
        for start, end in sentences(paragraph.text):
            sentence = paragraph.text[start:end]
            before: Quantity | None = None
            for quantity in find_quantities(sentence):
                amount = money(quantity, None)
                again = before is not None and _SAID_AGAIN.fullmatch(sentence[before.end : quantity.start])
                before = None
                if quantity.yuan is None or amount is None or not (again or _states_total(sentence, quantity)):
                    continue
                before = quantity
                place = span(file, paragraph, start + quantity.start, start + quantity.end)
                about = bool(_ABOUT.search(sentence[max(0, quantity.start - _REACH) : quantity.start]))
                alone = bool(re.match(r"^\s*" + _TOTAL_WORDS, sentence))
                found.append(Statement(amount, place, about, alone))
    return found


def _states_total(sentence: str, quantity: Quantity) -> bool:
    before = sentence[max(0, quantity.start - _REACH) : quantity.start]
    if _LIMIT.search(before) or _WITHIN.match(sentence[quantity.end :]) or _PART_OF_TOTAL.search(before):
        return False
    return _TOTAL.search(_ABOUT.sub("", _SUM.sub("", before))) is not None


def listed_budget(file: str, paragraphs: Sequence[Paragraph]) -> Budget | None:
    """A budget written as a list of products, with the total that follows it; ``None`` below two products."""
    lines: list[Line] = []
    for paragraph in paragraphs:
        for match in _PRODUCT.finditer(paragraph.text):
            lines.append(_line(file, paragraph, match))
    if len(lines) < 2:
        return None
    for statement in statements(file, paragraphs):
        if statement.alone:
            lines.append(Line("total", "合计", "", None, None, statement.money, statement.span))
            break
    return Budget(file, "list", tuple(lines), False, lines[0].evidence)


def _line(file: str, paragraph: Paragraph, match: re.Match[str]) -> Line:
    sides = [read_quantity(match["a"]), read_quantity(match["b"])]
    # Price and quantity come in either order; the one with a unit of money is the price.
    if sides[0] is not None and sides[1] is not None and sides[0].yuan is None and sides[1].yuan is not None:
        sides.reverse()
    price, quantity = money(sides[0], "元"), sides[1]
    amount = money(read_quantity(match["amount"]), "元")
    parts = {"price": price, "quantity": quantity, "amount": amount}
    unread = tuple(name for name, part in parts.items() if part is None)
    place = span(file, paragraph, match.start("item"), match.end())
    return Line("item", match["item"].strip(), "", price, quantity, amount, place, unread)
