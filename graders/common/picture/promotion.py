"""The check ``picture.promotion``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from pydantic import Field

from yuejuan.artifacts.facts import Box
from yuejuan.artifacts.ocr.facts import OcrFacts, OcrLine
from yuejuan.graders.api import Ask, CheckParameters, Subject, check, earned, lost, unsettled
from yuejuan.graders.common.picture.phrases import SURE
from yuejuan.graders.common.picture.readings import all_that_was_read
from yuejuan.graders.common.promotion import Kind, Promotion, contradictions, find_promotions
from yuejuan.graders.finding import PictureRegion, Point, Reason
from yuejuan.messages import Value, say


class Parameters(CheckParameters):
    """The promotion elements that are asked for."""

    elements: tuple[Kind, ...] = Field(min_length=1, description="Kinds of promotion that count.")
    at_least: int | None = Field(None, ge=1, description="How many of these kinds are enough; all when left out.")
    price: Decimal | None = Field(None, gt=0, description="The price in yuan that the picture has to show.")

    def points(self) -> tuple[Ask, ...]:
        """The elements, the arithmetic, and the price where it is asked for."""
        price = (Ask("price"),) if self.price is not None else ()
        return (Ask("elements", weight=3, property="content"), *price, Ask("arithmetic"))

    @property
    def enough(self) -> int:
        """How many different kinds are enough."""
        kinds = len(set(self.elements))
        return min(self.at_least or kinds, kinds)


@check("picture.promotion", needs=(OcrFacts,))
def judge(subject: Subject, asked: Parameters) -> Iterator[Point]:
    """The picture shows price and offers, and their figures can be meant.

    Earns: `elements`, when at least `at_least` of the kinds were read (suggested when the engine is not confident);
    `price`, when the price asked for was read; `arithmetic` (suggested), when no figures that were read contradict
    each other.
    Loses: `arithmetic` only, and only as a suggestion: a reduction not below its threshold, a discount that is none,
    an original price not above the price now.
    Open: fewer kinds were read than asked for, another price or none, or no promotion at all: what was not read may
    be there all the same.
    Evidence: the lines with their boxes.
    Review: look for what is not marked; compare the figures with those of the paper.
    Example: `elements: [price, seckill, free_shipping]`, `at_least: 2`; 限时秒杀 满59元包邮 was read: earned.
    """
    file = subject.file.path
    facts = subject.facts(OcrFacts)
    found = find_promotions([line.text for line in facts.lines])
    yield _elements(file, facts.lines, [one for one in found if one.kind in asked.elements], asked)
    if asked.price is not None:
        yield _price(file, facts.lines, found, asked.price)
    yield _arithmetic(file, facts.lines, found)


def _elements(file: str, lines: Sequence[OcrLine], found: Sequence[Promotion], asked: Parameters) -> Point:
    kinds = {one.kind for one in found}
    sure = {one.kind for one in found if _confidence(lines, one) >= SURE}
    values: dict[str, Value] = {
        "file": file,
        "found": [one.text for one in found],
        "count": len(kinds),
        "needed": asked.enough,
    }
    regions = [_region(file, lines, one) for one in found]
    if len(kinds) >= asked.enough:
        message = say("check.picture.promotion.enough", **values)
        return earned("elements", message, *regions, suggested=len(sure) < asked.enough)
    if not found:
        region = PictureRegion(file=file, measured=all_that_was_read(lines))
        return unsettled("elements", Reason.UNCERTAIN, say("check.picture.promotion.none", **values), region)
    return unsettled("elements", Reason.UNCERTAIN, say("check.picture.promotion.too_few", **values), *regions)


def _price(file: str, lines: Sequence[OcrLine], found: Sequence[Promotion], price: Decimal) -> Point:
    prices = [one for one in found if one.kind in {"price", "new_shop_price"} and one.amount is not None]
    wanted = f"{price.normalize():f}"
    right = [one for one in prices if one.amount == Fraction(price) and not one.original]
    if right:
        surest = max(right, key=lambda one: _confidence(lines, one))
        message = say("check.picture.promotion.price_right", file=file, price=wanted, read=surest.text)
        region = _region(file, lines, surest, expected=wanted)
        return earned("price", message, region, suggested=_confidence(lines, surest) < SURE)
    regions = [_region(file, lines, one, expected=wanted) for one in prices]
    regions = regions or [PictureRegion(file=file, expected=wanted, measured=all_that_was_read(lines))]
    message = say("check.picture.promotion.price_not_read", file=file, price=wanted, found=[one.text for one in prices])
    return unsettled("price", Reason.UNCERTAIN, message, *regions)


def _arithmetic(file: str, lines: Sequence[OcrLine], found: Sequence[Promotion]) -> Point:
    if not found:
        message = say("check.picture.promotion.no_figures", file=file)
        return unsettled("arithmetic", Reason.UNCERTAIN, message, PictureRegion(file=file))
    wrong = contradictions(found)
    if wrong:
        texts = [one.text for group in wrong for one in group]
        regions = [_region(file, lines, one) for group in wrong for one in group]
        message = say("check.picture.promotion.contradiction", file=file, found=texts)
        return lost("arithmetic", message, *regions, suggested=True)
    message = say("check.picture.promotion.plausible", file=file, found=[one.text for one in found])
    return earned("arithmetic", message, *(_region(file, lines, one) for one in found), suggested=True)


def _confidence(lines: Sequence[OcrLine], one: Promotion) -> float:
    return min(line.confidence for line in lines[one.line : one.last_line + 1])


def _region(file: str, lines: Sequence[OcrLine], one: Promotion, expected: str | None = None) -> PictureRegion:
    boxes = [line.box for line in lines[one.line : one.last_line + 1]]
    box = Box(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )
    return PictureRegion(file=file, box=box, expected=expected, measured=one.text)
