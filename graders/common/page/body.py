"""The check ``page.body``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Annotated

from pydantic import AfterValidator, Field, model_validator

from yuejuan.artifacts.page.colours import canonical_colour, is_canonical, legacy_colour
from yuejuan.artifacts.page.facts import PageFacts, StyleValue
from yuejuan.graders.api import Ask, CheckParameters, Subject, check, earned, lost, unsettled
from yuejuan.graders.common.page.known import MOST_EVIDENCE, doubt, doubtful, element
from yuejuan.graders.common.unmeasured import not_measured
from yuejuan.graders.finding import Evidence, FileEvidence, Point, Reason
from yuejuan.messages import Value, say

_SIDES = ("margin-top", "margin-right", "margin-bottom", "margin-left")
_PIXELS = re.compile(r"^(-?\d+(?:\.\d+)?)(?:px)?$")
_DEFAULT_MARGIN = "8px"  # HTML Standard, 15.3.3


def _colour(value: str) -> str:
    colour = canonical_colour(legacy_colour(value.lower()))
    if not is_canonical(colour):
        raise ValueError("name a colour such as '#fdf6e8' or white")
    return colour


Colour = Annotated[str, AfterValidator(_colour)]

_COLOURS = {
    "background_color": "background-color",
    "text_color": "color",
    "link_color": "a:link",
    "visited_color": "a:visited",
    "hover_color": "a:hover",
    "active_color": "a:active",
}


class Parameters(CheckParameters):
    """What must take effect on the page as a whole; only what is set is asked for."""

    background_color: Colour | None = Field(None, description="Background colour of the page.")
    background_image: str | None = Field(None, description="Background picture: its path or file name.")
    margin: int | None = Field(None, ge=0, description="Margin of the body in pixels, all four sides.")
    text_color: Colour | None = Field(None, description="Colour of the text of the page.")
    link_color: Colour | None = Field(None, description="Colour of links.")
    visited_color: Colour | None = Field(None, description="Colour of links that were followed.")
    hover_color: Colour | None = Field(None, description="Colour of links under the pointer.")
    active_color: Colour | None = Field(None, description="Colour of links while the button is down.")

    @model_validator(mode="after")
    def _asks_something(self) -> Parameters:
        if not self.points():
            raise ValueError("ask for a background, a margin or a colour")
        return self

    def points(self) -> tuple[Ask, ...]:
        """One point for each property that is asked for."""
        return tuple(Ask(name) for name in type(self).model_fields if getattr(self, name) is not None)


@check("page.body", needs=(PageFacts,))
def judge(subject: Subject, asked: Parameters) -> Iterator[Point]:
    """Background, margins and colours of the page are as asked and take effect.

    Earns: the value that takes effect in the end, be it from a style rule, a `style` attribute or an old attribute of
    `body`, is the one asked for; colours may be written in any way. For links it is enough that one link has the
    colour.
    Loses: another value, or none. A rule that another one overrides does not count.
    Open: a script or a style sheet that could not be read may set it; the value is in a form that cannot be compared
    (a variable, `em`, `auto`).
    Evidence: the rule or element that sets the value, with what was asked for and what it is.
    Review: look at the page where the point is open.
    Example: asked `margin: 0`; `<body topmargin="0" leftmargin="0">` leaves 8 pixels at the right: lost.
    """
    facts = subject.facts(PageFacts)
    file = subject.file.path
    if facts.appearance is None:
        for ask in asked.points():
            otherwise = say("check.page.styles_unknown", file=file)
            yield not_measured(ask.key, facts, "stylesheets.rules.matches", file, otherwise)
        return
    for name, place in _COLOURS.items():
        if (wanted := getattr(asked, name)) is not None:
            yield _coloured(facts, file, name, facts.appearance.get(place, ()), wanted)
    if asked.background_image is not None:
        yield _picture(facts, file, facts.appearance.get("background-image", ()), asked.background_image)
    if asked.margin is not None:
        yield _margin(facts, file, asked.margin)


def _coloured(facts: PageFacts, file: str, key: str, found: tuple[StyleValue, ...], wanted: str) -> Point:
    right = [one for one in found if one.value == wanted]
    unclear = [one for one in found if not is_canonical(one.value)]
    return _judged(facts, file, key, found, right, unclear, wanted)


def _picture(facts: PageFacts, file: str, found: tuple[StyleValue, ...], wanted: str) -> Point:
    right = [one for one in found if _is_file(one.value, wanted)]
    return _judged(facts, file, "background_image", found, right, [], wanted)


def _is_file(value: str, wanted: str) -> bool:
    path, asked = PurePosixPath(value.replace("\\", "/")), PurePosixPath(wanted)
    return path.parts[-len(asked.parts) :] == asked.parts


def _judged(
    facts: PageFacts,
    file: str,
    key: str,
    found: tuple[StyleValue, ...],
    right: list[StyleValue],
    unclear: list[StyleValue],
    wanted: str,
) -> Point:
    measured = "，".join(one.value for one in found[:MOST_EVIDENCE])
    values: dict[str, Value] = {
        "file": file,
        "property": _COLOURS.get(key, "background-image"),
        "expected": wanted,
        "measured": measured,
    }
    shown: list[Evidence] = [
        element(file, facts, one.place, selector=_selector(facts, one), expected=wanted, measured=one.value)
        for one in (right or found)[:MOST_EVIDENCE]
    ] or [FileEvidence(file=file, expected=wanted)]
    if right:
        return earned(key, say("check.page.body.right", **values), *shown)
    if unclear:
        return unsettled(key, Reason.UNCERTAIN, say("check.page.body.unclear", **values), *shown)
    name = "wrong" if found else "unset"
    return doubtful(key, facts, file, "rules", "content") or lost(key, say(f"check.page.body.{name}", **values), *shown)


def _margin(facts: PageFacts, file: str, wanted: int) -> Point:
    assert facts.appearance is not None
    found = {side: next(iter(facts.appearance.get(side, ())), None) for side in _SIDES}
    sizes = [one.value if one is not None else _DEFAULT_MARGIN for one in found.values()]
    measured = " ".join(sizes)
    expected = f"{wanted}px"
    pixels = [float(match[1]) if (match := _PIXELS.match(size)) else None for size in sizes]
    values: dict[str, Value] = {"file": file, "property": "margin", "expected": expected, "measured": measured}
    places = dict.fromkeys((one.place, _selector(facts, one)) for one in found.values() if one is not None)
    shown: list[Evidence] = [
        element(file, facts, place, selector=selector, expected=expected, measured=measured)
        for place, selector in places
    ] or [FileEvidence(file=file, expected=expected, measured=measured)]
    if all(size == wanted for size in pixels):
        return earned("margin", say("check.page.body.right", **values), *shown)
    if any(size is not None and size != wanted for size in pixels) and doubt(facts, file, "rules", "content") is None:
        return lost("margin", say("check.page.body.wrong", **values), *shown)
    message = say("check.page.body.unclear", **values)
    return doubtful("margin", facts, file, "rules", "content") or unsettled("margin", Reason.UNCERTAIN, message, *shown)


def _selector(facts: PageFacts, value: StyleValue) -> str | None:
    """The selector of the rule that stands where the value does; ``None`` for an attribute."""
    if value.place.selector is not None:
        return None
    rules = (rule for sheet in facts.stylesheets for rule in sheet.rules)
    return next((rule.selector for rule in rules if rule.place == value.place), None)
