"""The check ``florist.price_tag``."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from pydantic import Field

from yuejuan.artifacts.document.facts import DocumentFacts
from yuejuan.graders.api import Ask, CheckParameters, Subject, check, earned, lost, unsettled
from yuejuan.graders.common.numbers import find_quantities
from yuejuan.graders.finding import FileEvidence, Point, Reason, TextSpan
from yuejuan.messages import say


class Parameters(CheckParameters):
    """The price list of the shop."""

    prices: dict[str, Decimal] = Field(min_length=1, description="Name of a flower to its price in yuan.")

    def points(self) -> tuple[Ask, ...]:
        """One for each flower."""
        return tuple(Ask(flower) for flower in self.prices)


@check("florist.price_tag", needs=(DocumentFacts,))
def judge(subject: Subject, asked: Parameters) -> Iterator[Point]:
    """Every flower on the tag has the price of the list.

    Earns: for each flower, a line that names it has its price, in yuan, as the first amount behind the name.
    Loses: the first amount behind the name is another one.
    Open: no line names the flower, or no amount stands behind it: it may be written in another way.
    Evidence: the line, with the price of the list and the price found.
    Review: only suggested: a price may be told for another quantity, such as a bunch.
    Example: list 玫瑰 12, tag `玫瑰 12元/枝`: earned. Tag `玫瑰 15元`: lost.
    """
    file = subject.file.path
    paragraphs = subject.facts(DocumentFacts).paragraphs or ()
    for flower, price in asked.prices.items():
        line = next((paragraph for paragraph in paragraphs if flower in paragraph.text), None)
        behind = line.text.partition(flower)[2] if line is not None else ""
        found = next((quantity.yuan for quantity in find_quantities(behind) if quantity.yuan is not None), None)
        if line is None or found is None:
            message = say("check.florist.price_tag.not_found", file=file, flower=flower)
            yield unsettled(flower, Reason.NOT_LOCATED, message, FileEvidence(file=file))
            continue
        values = {"file": file, "flower": flower, "expected": f"{price:f}", "measured": f"{float(found):g}"}
        evidence = TextSpan(
            file=file,
            block=line.path,
            start=0,
            end=len(line.text),
            quote=line.text,
            expected=f"{price:f}元",
            measured=f"{float(found):g}元",
        )
        if found == Fraction(price):
            yield earned(flower, say("check.florist.price_tag.right", **values), evidence, suggested=True)
        else:
            yield lost(flower, say("check.florist.price_tag.wrong", **values), evidence, suggested=True)
