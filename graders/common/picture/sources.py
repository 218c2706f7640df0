"""What the checks share that compare a picture with a material of the paper."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, model_validator

from yuejuan.artifacts.comparison.facts import ComparisonFacts, Estimate
from yuejuan.graders.api import CheckParameters, Need, unsettled
from yuejuan.graders.finding import FileEvidence, PictureRegion, Point, Reason
from yuejuan.messages import Message, say

_PREFIX = "material:"
_SURE_MATCH = 0.8


class SourceParameters(CheckParameters):
    """The material that the picture was made from."""

    source: str = Field(pattern=f"^{_PREFIX}", description="The source picture, as {from_material: file name}.")

    @property
    def source_name(self) -> str:
        """The material's file name."""
        return self.source.removeprefix(_PREFIX)


class Span(BaseModel):
    """From ``min`` to ``max``, both accepted; one of them may be left out."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    min: Decimal | None = Field(None, description="Smallest value that is accepted.")
    max: Decimal | None = Field(None, description="Largest value that is accepted.")

    @model_validator(mode="after")
    def _some_span(self) -> Span:
        if self.min is None and self.max is None:
            raise ValueError("give min, max or both")
        if self.min is not None and self.max is not None and self.min > self.max:
            raise ValueError("min must not be above max")
        return self

    def holds(self, value: float, error: float) -> bool | None:
        """Whether the value lies inside; ``None`` where its error bar reaches over an end."""
        low = float(self.min) if self.min is not None else float("-inf")
        high = float(self.max) if self.max is not None else float("inf")
        if low <= value - error and value + error <= high:
            return True
        return False if value + error < low or value - error > high else None

    def __str__(self) -> str:
        if self.min is not None and self.max is not None:
            return f"{self.min.normalize():f}…{self.max.normalize():f}"
        return f"≥{self.min.normalize():f}" if self.min is not None else f"≤{(self.max or Decimal()).normalize():f}"


def compared_with_source(parameters: Callable[[Any], Mapping[str, Any]] | None = None) -> Need:
    """The need of a check whose parameters name the ``source``."""
    return Need(ComparisonFacts, materials=lambda asked: {"source": asked.source}, parameters=parameters)


def untouched(facts: ComparisonFacts) -> bool:
    """Whether nothing was done to the source but copying or saving it."""
    return facts.identical_bytes or bool(facts.identical_pixels) or facts.resaved_only is True


def registered(facts: ComparisonFacts) -> bool:
    """Whether both pictures could be laid one on the other."""
    return facts.method is not None


def sure(facts: ComparisonFacts) -> bool:
    """Whether the pictures agree so well that one of them is certainly made from the other."""
    return facts.match is not None and facts.match >= _SURE_MATCH


def not_registered(key: str, facts: ComparisonFacts, file: str, source: str) -> Point:
    """The open point where nothing can be said, with the reader's reason."""
    reason = next((entry.reason for entry in facts.not_measured if entry.field == "method"), None)
    return unsettled(key, Reason.UNCERTAIN, reason or _not_compared(file, source), FileEvidence(file=file))


def not_told(key: str, facts: ComparisonFacts, field: str, file: str, source: str) -> Point:
    """The open point for one figure that could not be measured, though the pictures were registered."""
    reason = next((entry.reason for entry in facts.not_measured if entry.field == field), None)
    return unsettled(
        key, Reason.UNCERTAIN, reason or _not_compared(file, source), PictureRegion(file=file, box=facts.placed)
    )


def _not_compared(file: str, source: str) -> Message:
    return say("check.picture.source.not_compared", file=file, source=source)


def shown(estimate: Estimate, digits: int) -> str:
    """Value and error bar."""
    return f"{estimate.value:.{digits}f}±{estimate.error:.{digits}f}"
