"""The check ``picture.adjusted``."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Literal, get_args

import msgspec
from pydantic import BaseModel, ConfigDict, Field, model_validator

from yuejuan.artifacts.comparison.facts import ComparisonFacts, Estimate
from yuejuan.graders.api import Ask, Subject, check, earned, lost, unsettled
from yuejuan.graders.common.picture.sources import (
    SourceParameters,
    Span,
    compared_with_source,
    not_registered,
    not_told,
    registered,
    shown,
    sure,
    untouched,
)
from yuejuan.graders.finding import PictureRegion, Point, Reason
from yuejuan.messages import Message, Value, say

Figure = Literal["scale", "brightness", "contrast", "saturation", "hue"]
Change = Literal["rotation", "scale", "crop", "brightness", "contrast", "saturation", "hue", "retouch"]
_ARROWS = {"none": "—", "horizontal": "↔", "vertical": "↕"}
_NEUTRAL: dict[Figure, float] = {"scale": 1.0, "brightness": 0.0, "contrast": 1.0, "saturation": 1.0, "hue": 0.0}
_DIGITS: dict[Figure, int] = {"scale": 3, "brightness": 1, "contrast": 2, "saturation": 2, "hue": 1}


class Turn(BaseModel):
    """An angle with its tolerance."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    angle: Decimal = Field(ge=-180, le=180, description="Degrees; positive is counter-clockwise as seen.")
    tolerance: Decimal = Field(Decimal(1), ge=0, le=90, description="Degrees by which the angle may be missed.")

    def holds(self, value: float, error: float) -> bool | None:
        """Whether a measured angle is the one asked for; ``None`` where its error bar reaches over the tolerance."""
        away = abs((value - float(self.angle) + 180) % 360 - 180)
        if away + error <= float(self.tolerance):
            return True
        return False if away - error > float(self.tolerance) else None


class Parameters(SourceParameters):
    """What was to be done to the source."""

    rotation: Turn | None = Field(
        None, description="The angle by which it was to be rotated, in degrees; counter-clockwise is positive."
    )
    flipped: Literal["none", "horizontal", "vertical"] | None = Field(None, description="How it was to be mirrored.")
    scale: Span | None = Field(None, description="Size as a multiple of the source's, across and down.")
    brightness: Span | None = Field(None, description="Shift of the mean tone in levels of 255; above 0 is brighter.")
    contrast: Span | None = Field(None, description="Contrast as a multiple of the source's; above 1 is stronger.")
    saturation: Span | None = Field(None, description="Saturation as a multiple of the source's; above 1 is stronger.")
    hue: Span | None = Field(None, description="Shift of the hue in degrees.")
    changes: tuple[Change, ...] = Field((), description="Adjustments of which at least one has to be made.")

    @model_validator(mode="after")
    def _asks_something(self) -> Parameters:
        if not self.points():
            raise ValueError("ask for at least one adjustment")
        return self

    def points(self) -> tuple[Ask, ...]:
        """One for each adjustment asked for, and one for ``changes``."""
        names = ("rotation", "flipped", *get_args(Figure))
        asked = tuple(Ask(name) for name in names if getattr(self, name) is not None)
        return (*asked, Ask("changes")) if self.changes else asked


@check("picture.adjusted", needs=(compared_with_source(),))
def judge(subject: Subject, asked: Parameters) -> Iterator[Point]:
    """The picture was adjusted against the source picture as asked: turned, scaled, brighter, stronger in colour.

    Earns: the figure that was measured lies with its error bar inside what is asked. For `changes`: at least one of
    these adjustments was certainly made.
    Loses: the figure lies with its error bar outside (mirroring and half a turn come to the same as mirroring the other
    way: that costs `flipped` alone, where it is asked for); the source was handed in as it is or only saved again, and
    an adjustment was asked for. For `changes`: certainly none of them was made.
    Open: both pictures could not be laid one on the other (much else was added, another picture was used), a figure
    could not be measured, or its error bar reaches over the limit; whether a symmetrical source was turned or
    mirrored. Suggested where both agree only roughly.
    Evidence: the place of the source in the picture, with the figure and its error bar.
    Review: compare source and picture side by side; whether the result looks natural is for the eye.
    Example: `brightness: {min: 5}`: 12.1±0.6 earns, 0.0±0.3 loses, 5.2±0.5 stays open.
    """
    file = subject.file.path
    facts = subject.facts(ComparisonFacts)
    if not registered(facts) and not untouched(facts):
        for ask in asked.points():
            yield not_registered(ask.key, facts, file, asked.source_name)
        return
    if asked.rotation is not None:
        yield _rotation(facts, file, asked, asked.rotation)
    if asked.flipped is not None:
        yield _flipped(facts, file, asked, asked.flipped)
    for name in _NEUTRAL:
        span: Span | None = getattr(asked, name)
        if span is not None:
            yield _figure(name, span, facts, file, asked)
    if asked.changes:
        yield _changes(facts, file, asked)


def _rotation(facts: ComparisonFacts, file: str, asked: Parameters, turn: Turn) -> Point:
    estimate = _neutral(0.0) if untouched(facts) else facts.rotation
    if estimate is None:
        return not_told("rotation", facts, "rotation", file, asked.source_name)
    expected = f"{turn.angle.normalize():f}±{turn.tolerance.normalize():f}°"
    holds = turn.holds(estimate.value, estimate.error)
    if not holds and facts.flipped in ("horizontal", "vertical") and asked.flipped not in (None, facts.flipped):
        # Mirrored the one way is mirrored the other way and turned by half; `flipped` is lost for the mirroring.
        angle = float(turn.angle)
        turned = msgspec.structs.replace(estimate, value=angle + math.remainder(estimate.value + 180 - angle, 360))
        if turn.holds(turned.value, turned.error):
            holds, estimate = True, turned
    return _verdict("rotation", holds, expected, shown(estimate, 2) + "°", facts, file, asked)


def _flipped(facts: ComparisonFacts, file: str, asked: Parameters, wanted: str) -> Point:
    measured = "none" if untouched(facts) else facts.flipped
    if measured is None:
        return not_told("flipped", facts, "flipped", file, asked.source_name)
    told = {"expected": _flip(wanted), "measured": _flip(measured)}
    return _verdict("flipped", measured == wanted, _ARROWS[wanted], _ARROWS[measured], facts, file, asked, told)


def _flip(direction: str) -> Message:
    return say(f"check.picture.adjusted.flipped.{direction}")


def _figure(name: Figure, span: Span, facts: ComparisonFacts, file: str, asked: Parameters) -> Point:
    estimates = [_neutral(_NEUTRAL[name])] if untouched(facts) else _estimates(name, facts)
    told = [estimate for estimate in estimates if estimate is not None]
    if len(told) < len(estimates):
        return not_told(name, facts, "scale_x" if name == "scale" else name, file, asked.source_name)
    verdicts = [span.holds(estimate.value, estimate.error) for estimate in told]
    holds = False if False in verdicts else None if None in verdicts else True
    measured = " × ".join(dict.fromkeys(shown(estimate, _DIGITS[name]) for estimate in told))
    return _verdict(name, holds, str(span), measured, facts, file, asked)


def _neutral(value: float) -> Estimate:
    return Estimate(value, 0.0, 0.0, False)


def _verdict(
    key: str,
    holds: bool | None,
    expected: str,
    measured: str,
    facts: ComparisonFacts,
    file: str,
    asked: Parameters,
    told: Mapping[str, Value] | None = None,
) -> Point:
    """``told`` are the two values in words, where figures do not say them."""
    region = PictureRegion(file=file, box=facts.placed, expected=expected, measured=measured)
    values: dict[str, Value] = {
        "file": file,
        "source": asked.source_name,
        "expected": expected,
        "measured": measured,
        **(told or {}),
    }
    rough = not (untouched(facts) or sure(facts))
    if holds is None:
        return unsettled(key, Reason.UNCERTAIN, say(f"check.picture.adjusted.borderline_{key}", **values), region)
    if holds:
        return earned(key, say(f"check.picture.adjusted.right_{key}", **values), region, suggested=rough)
    if untouched(facts):
        return lost(key, say("check.picture.adjusted.untouched", **values), region)
    return lost(key, say(f"check.picture.adjusted.wrong_{key}", **values), region, suggested=rough)


def _changes(facts: ComparisonFacts, file: str, asked: Parameters) -> Point:
    values: dict[str, Value] = {"file": file, "source": asked.source_name}
    region = PictureRegion(file=file, box=facts.placed)
    if untouched(facts):
        return lost("changes", say("check.picture.adjusted.untouched", **values), region)
    verdicts = {name: _made(name, facts) for name in asked.changes}
    made = [name for name, verdict in verdicts.items() if verdict]
    if made:
        regions = [PictureRegion(file=file, box=facts.placed, measured=_told(name, facts)) for name in made]
        message = say("check.picture.adjusted.changed", count=len(made), **values)
        return earned("changes", message, *regions, suggested=not sure(facts))
    if None in verdicts.values():
        return unsettled("changes", Reason.UNCERTAIN, say("check.picture.adjusted.unclear", **values), region)
    return lost("changes", say("check.picture.adjusted.unchanged", **values), region, suggested=not sure(facts))


def _made(name: Change, facts: ComparisonFacts) -> bool | None:
    if name == "crop":
        return facts.cropped
    if name == "retouch":
        return _retouched(facts)
    verdicts = [estimate.changed if estimate is not None else None for estimate in _estimates(name, facts)]
    return True if True in verdicts else None if None in verdicts else False


def _retouched(facts: ComparisonFacts) -> bool | None:
    """Whether single places were worked on; sharpening or blurring the whole changes places too, along all edges."""
    if facts.regions is None:
        return None
    throughout = facts.sharpness is not None and facts.sharpness.changed is not False
    return None if facts.regions and throughout else bool(facts.regions)


def _told(name: Change, facts: ComparisonFacts) -> str:
    """The figures behind a change, as evidence."""
    if name in {"crop", "retouch"}:
        share = facts.kept_share if name == "crop" else facts.regions_share
        return f"{name} {share or 0:.1%}"
    told = [shown(estimate, 2) for estimate in _estimates(name, facts) if estimate is not None]
    return f"{name} {' × '.join(dict.fromkeys(told))}"


def _estimates(name: str, facts: ComparisonFacts) -> list[Estimate | None]:
    if name == "scale":
        return [facts.scale_x, facts.scale_y]
    estimate: Estimate | None = getattr(facts, name)
    return [estimate]
