"""The check ``storefront_design.shop_areas``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from yuejuan.artifacts.page.facts import PageFacts, Place
from yuejuan.graders.api import Ask, CheckParameters, Subject, check, earned, lost, unsettled
from yuejuan.graders.common.page.known import MOST_EVIDENCE, doubtful, element
from yuejuan.graders.finding import FileEvidence, Point, Reason
from yuejuan.messages import say

Area = Literal["header", "navigation", "promotion", "categories", "goods", "service", "footer"]
_AREAS: tuple[Area, ...] = ("header", "navigation", "promotion", "categories", "goods", "service", "footer")
_LEAST_LINKS = 3

# By the words that customers read in the area, and by the names that authors give it.
_WORDS: dict[str, re.Pattern[str]] = {
    "header": re.compile(r"店招|店标|logo|banner", re.IGNORECASE),
    "promotion": re.compile(
        r"优惠|促销|满\s*\d+|立减|[一二三四五六七八九\d]折|秒杀|包邮|特价|优惠券|红包|限时|开张|半价"
    ),
    "categories": re.compile(r"分类|类目|系列|专区|全部(?:商品|宝贝|产品|\S{1,4})|所有(?:商品|宝贝|产品)"),
    "goods": re.compile(r"[¥￥]\s*\d|\d(?:\.\d+)?\s*元"),
    "service": re.compile(r"客服|在线咨询|旺旺|联系我们|售后|服务时间|服务热线"),
    "footer": re.compile(r"版权|©|copyright|备案|页尾", re.IGNORECASE),
}
_NAMES: dict[str, re.Pattern[str]] = {
    "header": re.compile(r"^(?:page-?|site-?)?(?:header|head|top|banner|dianzhao)$", re.IGNORECASE),
    "navigation": re.compile(r"^(?:main-?|top-?)?(?:nav|navigation|navbar|menu|daohang)$", re.IGNORECASE),
    "promotion": re.compile(r"^(?:promo|promotion|sale|activity|coupon|cuxiao)s?$", re.IGNORECASE),
    "categories": re.compile(r"^(?:category|categories|cat|fenlei)$", re.IGNORECASE),
    "goods": re.compile(r"^(?:goods|products?|items|shangpin)$", re.IGNORECASE),
    "service": re.compile(r"^(?:service|kefu|contact)$", re.IGNORECASE),
    "footer": re.compile(r"^(?:page-?|site-?)?(?:footer|foot|bottom|copyright)$", re.IGNORECASE),
}
_STEP = re.compile(r"#?([\w-]+)")


class Parameters(CheckParameters):
    """Which function areas the page must have."""

    areas: tuple[Area, ...] = Field(_AREAS, min_length=1, description="Function areas that the page must have.")

    def points(self) -> tuple[Ask, ...]:
        """One point for each area."""
        return tuple(Ask(area) for area in dict.fromkeys(self.areas))


@check("storefront_design.shop_areas", needs=(PageFacts,))
def judge(subject: Subject, asked: Parameters) -> Iterator[Point]:
    """The home page has the function areas of a shop, from its header to its footer.

    Earns: an area that the page names (a `header`, `nav` or `footer` element, an id such as `goods`), or whose words it
    shows, in its text, on links or in alternative texts of pictures; a navigation also by three links in one place.
    Loses: no sign of the area on a page without pictures.
    Open: no sign of the area, but a picture may show it, or a script may write it.
    Evidence: the element with the words or the name.
    Review: always a suggestion; look whether the area serves its purpose.
    Example: a page that ends in “版权所有”: `footer` earned.
    """
    facts = subject.facts(PageFacts)
    file = subject.file.path
    for ask in asked.points():
        yield _point(facts, file, ask.key)


def _point(facts: PageFacts, file: str, area: str) -> Point:
    found = list(_signs(facts, area))[:MOST_EVIDENCE]
    if found:
        evidence = [element(file, facts, place, measured=words) for place, words in found]
        message = say(f"check.storefront_design.shop_areas.{area}_there", file=file, words=found[0][1])
        return earned(area, message, *evidence, suggested=True)
    whole = FileEvidence(file=file)
    if facts.images:
        message = say(f"check.storefront_design.shop_areas.{area}_perhaps", file=file, count=len(facts.images))
        return unsettled(area, Reason.UNCERTAIN, message, whole)
    message = say(f"check.storefront_design.shop_areas.{area}_missing", file=file)
    return doubtful(area, facts, file, "content") or lost(area, message, whole, suggested=True)


def _signs(facts: PageFacts, area: str) -> Iterator[tuple[Place, str]]:
    """Places of the page that speak of the area, with the words or the name that do."""
    for place, name in _named(facts):
        if (pattern := _NAMES.get(area)) is not None and pattern.match(name):
            yield place, name
    if (words := _WORDS.get(area)) is not None:
        for place, text in _texts(facts):
            if (match := words.search(text)) is not None:
                yield place, match[0]
    if area == "navigation":
        yield from _rows_of_links(facts)


def _named(facts: PageFacts) -> Iterator[tuple[Place, str]]:
    for name in facts.ids:
        yield Place(facts.path, None, f"#{name}"), name
    for place in (*(block.place for block in facts.texts), *(image.reference.place for image in facts.images)):
        for step in (place.selector or "").split(" > "):
            match = _STEP.match(step)
            if match is not None:
                yield place, match[1]


def _texts(facts: PageFacts) -> Iterator[tuple[Place, str]]:
    yield from ((block.place, block.text) for block in facts.texts)
    for image in facts.images:
        yield image.reference.place, f"{image.alt or ''} {image.reference.raw}"


def _rows_of_links(facts: PageFacts) -> Iterator[tuple[Place, str]]:
    """Three links or more in one place: beside one another, in the items of a list, or in the cells of a row."""
    rows: dict[str, list[tuple[Place, str]]] = {}
    for link in facts.links:
        steps = [step for step in (link.place.selector or "").split(" > ") if not step.startswith(("a:", "li:", "td:"))]
        if link.element == "a":
            rows.setdefault(" > ".join(steps), []).append((link.place, link.text or link.raw))
    for row in rows.values():
        if len(row) >= _LEAST_LINKS:
            yield row[0]
